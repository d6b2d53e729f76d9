"""Count what marks an attribution, and write the weights that `korea_claims` judges by.

    python models/rules/scripts/count_cues.py TRAIN.jsonl [--parsed CACHE.spacy] [--output claim_weights.csv]

TRAIN.jsonl holds articles with marked attributions: {"text", "attributions": [{"source": [[start, end], ...],
"cue": [...], "content": [...]}]}. Every proposal of the grammar is right where a marked attribution has its cue, half
of its content (Jaccard) and its source; proposals whose cue stands in a marked content and is itself unmarked are left
out, since only outermost attributions are marked. A logistic model over the facts of the proposals gives the weights.
Facts seen fewer than MINIMUM times and weights under SMALLEST are dropped. The table keeps, beside each weight, how
often the fact was seen and how often with an attribution. The rows in BY_HAND follow the annotation guide and stand
whatever the counts say.

Needs scipy. Prints, for each construction, how many of its likely proposals were right.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.tokens import Doc, DocBin

import korea_nlp
from korea_nlp import pipeline
from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.grammar import propose_all
from korea_nlp.components.claims.scoring import features
from korea_nlp.knowledge.rows import CueRow
from korea_nlp.lexicon import data_file, load_lexicon
from korea_nlp.syntax import Parse, Piece, find_quotes, quote_of, read_parse, repair

MINIMUM = 10
SMALLEST = 0.1
RIDGE = 2.0
LIKELY = 0.4
COUNTED, GUIDE = "PolNeAR train counts", "annotation guide"
TOLD = ("assess", "believe", "estimate", "expect", "presume", "report", "rumor", "rumour", "say", "suspect", "think")
SEEN = ("assess", "describe", "regard", "report", "see", "view")
BY_HAND = {
    **{f"lemma={word}": 8.0 for word in ("allegedly", "purportedly", "reportedly", "supposedly")},
    **{f"kind=act|broad={broad}": -12.0 for broad in ("dobj", "dobj+xcomp", "pass", "prep", "quote")},
    "kind=act|broad=xcomp": -3.0,
    "kind=hedge|broad=amod": 6.0,
    **{f"source-kind={kind}|lemma=put": 3.0 for kind in ("show", "think")},
    **{f"kind={kind}|frame=pass:by": 1.5 for kind in ("confirm", "deny", "say")},
    **{f"lemma={word}|frame=pass:xcomp": 3.0 for word in (*TOLD, "understand")},
    **{f"lemma={word}|frame=pass:prep:as": 3.0 for word in SEEN},
    **{f"lemma={word}|frame=dobj:figure": 4.0 for word in ("estimate", "peg", "place", "put")},
    "above=quote|dep=pcomp": 2.0,
    **{f"who=pron:it|lemma={word}": 2.5 for word in ("assess", "believe", "estimate", "expect")},
}
Example = tuple[tuple[str, ...], bool, str]
Kinds = dict[tuple[str, str], str]


def parse(path: Path, cache: Path | None) -> Iterator[tuple[dict, Doc]]:
    """Yield articles with their parsed Docs, which are kept in the cache where one is named."""
    nlp = korea_nlp.load(exclude=pipeline.COMPONENTS)
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if cache is not None and cache.exists():
        docs = list(DocBin().from_disk(cache).get_docs(nlp.vocab))
    else:
        docs = list(nlp.pipe(article["text"] for article in articles))
        if cache is not None:
            DocBin(docs=docs).to_disk(cache)
    yield from zip(articles, docs, strict=True)


@dataclass(frozen=True)
class Reading:
    """The proposals of an article beside what people marked in it."""

    parsed: Parse
    inside: list[int]
    found: list[Candidate]
    gold: list[dict[str, frozenset[int]]]
    owners: dict[int, set[int]]  # the attributions whose content holds a word

    def match(self, found: Candidate) -> dict[str, frozenset[int]] | None:
        """Return the marked attribution that a proposal is."""
        rivals = set().union(*(self.owners.get(i, set()) for i in _words(self.parsed, found.content)))
        return next((self.gold[k] for k in sorted(rivals) if _same(self.parsed, found, self.gold[k])), None)


def read(article: dict, doc: Doc, kinds: Kinds) -> Reading:
    """Return the proposals of an article beside what people marked in it."""
    parsed = read_parse(repair(doc, kinds))
    quotes = find_quotes(parsed)
    inside = quote_of(quotes, len(parsed))
    gold = [
        {part: _marked(doc, parsed, item[part]) for part in ("source", "cue", "content")}
        for item in article["attributions"]
    ]
    owners: dict[int, set[int]] = {}
    for number, item in enumerate(gold):
        for i in item["content"]:
            owners.setdefault(i, set()).add(number)
    return Reading(parsed, inside, propose_all(parsed, quotes, inside)[0], gold, owners)


def examples(reading: Reading, kinds: Kinds) -> Iterator[Example]:
    """Yield the facts of each proposal of an article, whether it is right, and its construction."""
    for found in reading.found:
        right = reading.match(found) is not None
        if right or found.cue not in reading.owners:
            yield features(reading.parsed, found, kinds, reading.inside), right, found.frame.split(":")[0]


def _words(parsed: Parse, pieces: Iterable[Piece]) -> frozenset[int]:
    return frozenset(i for low, high in pieces for i in range(low, high) if parsed.lower[i][0].isalnum())


def _marked(doc: Doc, parsed: Parse, spans: Iterable[Piece]) -> frozenset[int]:
    found = [doc.char_span(start, end, alignment_mode="expand") for start, end in spans]
    return _words(parsed, [(span.start, span.end) for span in found if span is not None])


def _same(parsed: Parse, found: Candidate, gold: dict[str, frozenset[int]]) -> bool:
    content, source = _words(parsed, found.content), _words(parsed, found.source_pieces)
    if found.cue not in gold["cue"] and not found.frame.startswith("label"):
        return False
    if 2 * len(content & gold["content"]) < len(content | gold["content"]):
        return False
    return bool(source & gold["source"]) or not (source or gold["source"])


def fit(rows: list[Example]) -> dict[str, float]:
    """Return the weights of a ridge logistic regression over the facts."""
    seen = Counter(fact for facts, _, _ in rows for fact in facts)
    facts = sorted(fact for fact, count in seen.items() if count >= MINIMUM and fact not in BY_HAND)
    column = {fact: i for i, fact in enumerate(facts)}
    cells = [(i, column[fact]) for i, (held, _, _) in enumerate(rows) for fact in held if fact in column]
    index, columns = np.array(cells).T
    table = csr_matrix((np.ones(len(index)), (index, columns)), shape=(len(rows), len(facts)))
    wanted = np.array([right for _, right, _ in rows], dtype=float)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total = table @ weights
        off = 1 / (1 + np.exp(-total)) - wanted
        value = np.sum(np.logaddexp(0, total) - wanted * total) + RIDGE / 2 * weights @ weights
        return value, table.T @ off + RIDGE * weights

    result = minimize(loss, np.zeros(len(facts)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {fact: round(float(weight), 2) for fact, weight in zip(facts, result.x, strict=True)}


def write(path: Path, rows: list[Example], weights: dict[str, float]) -> int:
    """Write the table and return the number of its rows."""
    seen = Counter(fact for facts, _, _ in rows for fact in facts)
    right = Counter(fact for facts, good, _ in rows if good for fact in facts)
    lines = [
        *(
            (fact, weight, seen[fact], right[fact], COUNTED)
            for fact, weight in weights.items()
            if abs(weight) >= SMALLEST
        ),
        *((fact, weight, seen[fact], right[fact], GUIDE) for fact, weight in BY_HAND.items()),
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("fact", "weight", "seen", "attributed", "source"))
        writer.writerows(sorted(lines))
    return len(lines)


def report(rows: list[Example], weights: dict[str, float]) -> None:
    """Print the precision of each construction's likely proposals, and how far likelihoods are off on average."""
    known = {fact: weight for fact, weight in weights.items() if abs(weight) >= SMALLEST} | BY_HAND
    likely = [1 / (1 + np.exp(-sum(known.get(fact, 0.0) for fact in facts))) for facts, _, _ in rows]
    print(f"{'construction':16}{'likely':>8}{'right':>8}{'precision':>11}")
    for broad in sorted({broad for _, _, broad in rows}):
        good = [right for p, (_, right, kind) in zip(likely, rows, strict=True) if kind == broad and p >= LIKELY]
        if good:
            print(f"{broad:16}{len(good):8d}{sum(good):8d}{sum(good) / len(good):11.2f}")
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        held = [(p, right) for p, (_, right, _) in zip(likely, rows, strict=True) if low <= p < low + 0.1]
        error += abs(sum(p - right for p, right in held)) / len(rows)
    print(f"expected calibration error {error:.3f} over {len(rows)} proposals")


def main() -> None:
    """Read the arguments and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("--parsed", type=Path, help="a file that keeps the parsed texts between runs")
    parser.add_argument("--output", type=Path, default=Path(str(data_file("claim_weights.csv"))))
    args = parser.parse_args()
    kinds = {(row.lemma, row.pos): row.kind for row in load_lexicon("cues").rows(CueRow, key=("lemma", "pos"))}
    readings = [read(article, doc, kinds) for article, doc in parse(args.train, args.parsed)]
    rows = [row for reading in readings for row in examples(reading, kinds)]
    weights = fit(rows)
    print(f"{write(args.output, rows, weights)} rows written to {args.output}")
    report(rows, weights)


if __name__ == "__main__":
    main()
