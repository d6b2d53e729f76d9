"""GraphML of many claims: how long it takes and how much memory, beside the same edges bare by networkx.

    python benchmarks/graphml.py [--claims 100000] [--records RECORDS.jsonl]

The claims are those of a few records, again and again under new ids: of the bundled samples, read with the pipeline,
when no records are given. Both writers write the same nodes and edges, networkx (``write_graphml_lxml``) bare, we with
all their attributes. Time is processor time of this process, the shorter of two runs; memory is the
highest that Python held while it wrote, beyond the graph (``tracemalloc``, in a third run; what libxml2 holds for
networkx is not seen by it). Then we, networkx and igraph read our file, and the others must find what was written.
"""

import argparse
import json
import sys
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from time import process_time
from typing import Any

import igraph
import networkx as nx

import korea_nlp
from korea_nlp import Article, Record
from korea_nlp.export.values import clean
from korea_nlp.lexicon import data_file

BAR = 2.0  # times as long as bare edges
ROUNDS = 2


def main() -> int:
    """Run the benchmark; the exit status says whether the bar is reached and the readers agree."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--records", type=Path, help="Records to repeat; the samples when not given.")
    options = parser.parse_args()
    records = list(korea_nlp.read_records(options.records)) if options.records else samples()
    graph = korea_nlp.build_graph(repeated(records, options.claims))
    kinds = Counter(kind for _, kind in graph.nodes(data="kind"))
    print(f"{kinds['claim']:,} claims; {len(graph):,} nodes, {graph.number_of_edges():,} edges")
    bare = nx.MultiDiGraph()
    bare.add_nodes_from(graph)
    bare.add_edges_from(graph.edges(keys=True))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.graphml"
        theirs = measure("networkx, bare", lambda: nx.write_graphml_lxml(bare, path), path)
        ours = measure("korea_nlp, with attributes", lambda: korea_nlp.write_graphml(graph, path), path)
        print(f"{ours / theirs:.2f} times as long; the bar is {BAR}")
        read("korea_nlp", lambda: korea_nlp.read_graphml(path))
        read("networkx", lambda: nx.read_graphml(path, force_multigraph=True))
        read("igraph", lambda: igraph.Graph.Read_GraphML(str(path)))
        same = agree(graph, path)
    return 0 if same and ours <= BAR * theirs else 1


def measure(name: str, write: Callable[[], Any], path: Path) -> float:
    """Return the seconds of processor time that writing takes, and print them with memory and size."""
    seconds = []
    for _ in range(ROUNDS):
        start = process_time()
        write()
        seconds.append(process_time() - start)
    tracemalloc.start()
    write()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"{name}: {min(seconds):.1f} s, {peak / 2**20:.1f} MiB of memory, {path.stat().st_size / 2**20:.0f} MiB file")
    return min(seconds)


def read(name: str, reader: Callable[[], Any]) -> None:
    """Print the seconds of processor time that reading our file takes."""
    seconds = []
    for _ in range(ROUNDS):
        start = process_time()
        reader()
        seconds.append(process_time() - start)
    print(f"{name} reads it in {min(seconds):.1f} s")


def agree(graph: "nx.MultiDiGraph[str]", path: Path) -> bool:
    """Return whether networkx and igraph read what was written: ids, ends, kinds and words."""
    read = nx.read_graphml(path, force_multigraph=True)
    wanted = graph.copy()  # without the characters that XML cannot hold, of which the samples have some
    for facts in [*(facts for _, facts in wanted.nodes(data=True)), *(facts for *_, facts in wanted.edges(data=True))]:
        facts.update((name, clean(value)) for name, value in facts.items() if isinstance(value, str))
    read.graph = {name: value for name, value in read.graph.items() if not name.endswith("_default")}
    same = nx.utils.graphs_equal(read, wanted)
    del read
    other = igraph.Graph.Read_GraphML(str(path))  # it mixes up the ids of edges, but keeps their order
    names = other.vs["id"]
    ends = [(names[edge.source], names[edge.target]) for edge in other.es]
    alike = names == list(graph) and ends == [(source, target) for source, target, _ in graph.edges(keys=True)]
    alike = alike and other.es["words"] == [words for *_, words in wanted.edges(data="words")]
    alike = alike and other.es["confidence"] == [number for *_, number in wanted.edges(data="confidence")]
    print(f"networkx reads it {'equal' if same else 'OTHERWISE'}, igraph {'equal' if alike else 'OTHERWISE'}")
    return same and alike


def samples() -> list[Record]:
    """Return the records of the sample articles."""
    with data_file("samples").joinpath("articles.jsonl").open(encoding="utf-8") as file:
        articles = [Article(**json.loads(line)) for line in file]
    return [result for result in korea_nlp.pipe(articles) if isinstance(result, Record)]


def repeated(records: list[Record], claims: int) -> Iterator[Record]:
    """Yield the records again and again under new ids, until there are so many claims."""
    records = [record for record in records if record.claims]
    for i, record in enumerate(cycle(records)):
        if claims <= 0:
            return
        yield replace(record, id=f"{record.id}-{i}", claims=record.claims[:claims])
        claims -= len(record.claims)


if __name__ == "__main__":
    sys.exit(main())
