"""Draw the pictures of docs/gallery.md from records.

    python benchmarks/gallery.py RECORDS.jsonl docs/images

Writes gallery-rivals.png, gallery-speakers.png, gallery-stances.png, gallery-map.png and gallery-graph.png: what Gephi
shows of `korea-nlp graph RECORDS.jsonl -o actors.gexf --format gephi`, by the places, sizes and colours in that file.
Pictures hold names and numbers, no sentence of an article.
"""

import argparse
import tempfile
from pathlib import Path
from textwrap import fill

from lxml import etree
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

import korea_nlp
from korea_nlp.plots import map_events, plot_rivals, plot_speakers, plot_stances
from korea_nlp.plots.maps import KOREA
from korea_nlp.records import Record

VIZ = "{http://gexf.net/1.3/viz}"
MOST = 70  # actors in the picture of the graph
LEAST = 2  # claims of one about another, for an arrow
NAMED = 40
DPI = 150


def main() -> None:
    """Draw all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    records = list(korea_nlp.read_records(options.records))
    origins = korea_nlp.find_origins(records)
    rows = korea_nlp.ledger(korea_nlp.compare(records, origins=origins), rivals=True)
    for name, figure in (
        ("rivals", plot_rivals(rows).figure),
        ("speakers", plot_speakers(records, origins=origins).figure),
        ("stances", plot_stances(records, days=365, origins=origins).figure),
        ("map", map_events(records, area=KOREA).figure),
        ("graph", draw_graph([record for record in records if origins[record.id] == record.id])),
    ):
        figure.savefig(options.folder / f"gallery-{name}.png", dpi=DPI, bbox_inches="tight")
        print(options.folder / f"gallery-{name}.png")


def draw_graph(records: list[Record]) -> Figure:
    """Draw the actors of records as the file for Gephi says."""
    graph = korea_nlp.build_graph(records, view="actors", aggregate=True)
    first = sorted(graph, key=lambda node: -graph.degree(node, weight="weight"))[:MOST]
    graph = graph.subgraph(first).copy()
    graph.remove_edges_from(
        [edge for *edge, facts in graph.edges(keys=True, data=True) if facts["weight"] < LEAST or edge[0] == edge[1]]
    )
    graph.remove_nodes_from([node for node in list(graph) if not graph.degree(node)])
    with tempfile.TemporaryDirectory() as folder:
        korea_nlp.write_gexf(graph, Path(folder, "actors.gexf"), flavor="gephi")
        root = etree.parse(str(Path(folder, "actors.gexf"))).getroot()
    figure = Figure(figsize=(11, 8), layout="constrained")
    ax = figure.add_subplot()
    ax.set_axis_off()
    places, sizes = {}, {}
    for node in root.iter("{*}node"):
        at, size, color = (node.find(f"{{*}}{name}") for name in ("position", "size", "color"))
        places[node.get("id")] = (float(at.get("x")), float(at.get("y")))
        sizes[node.get("id")] = float(size.get("value"))
        rgb = tuple(int(color.get(part)) / 255 for part in "rgb")
        ax.scatter(*places[node.get("id")], s=sizes[node.get("id")] ** 2, color=rgb, edgecolor="white", zorder=2)
    for edge in root.iter("{*}edge"):
        source, target = edge.get("source"), edge.get("target")
        weight, color = float(edge.get("weight") or 1), edge.find("{*}color")
        ax.annotate(
            "",
            places[target],
            places[source],
            arrowprops={
                "arrowstyle": "-|>",
                "color": tuple(int(color.get(part)) / 255 for part in "rgb"),
                "alpha": 0.45,
                "lw": 0.5 + weight**0.5 / 3,
                "shrinkA": sizes[source] / 2,
                "shrinkB": sizes[target] / 2,
                "connectionstyle": "arc3,rad=0.12",
            },
            zorder=1,
        )
    for node in [node for node in first if node in graph][:NAMED]:
        x, y = places[node]
        name, below = fill(str(graph.nodes[node]["name"]), 18), (0, -sizes[node] / 2 - 2)
        halo = [withStroke(linewidth=2, foreground="white")]
        style = {"ha": "center", "va": "top", "fontsize": 8, "path_effects": halo, "zorder": 3}
        ax.annotate(name, (x, y), below, textcoords="offset points", **style)
    return figure


if __name__ == "__main__":
    main()
