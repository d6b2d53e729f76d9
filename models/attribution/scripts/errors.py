"""Count the kinds of errors that a model makes on marked articles, the commonest first.

    python scripts/errors.py GOLD.jsonl [--model default|accurate] [--most 20]

A marked attribution is missed where no claim has half of its content, has a wrong source where the sources share no
word, and a wrong edge where content or source is not the same to the word. Claims that stand in no other and are no
marked attribution are extra. Each is told apart by how the content is told, its length, and what carries it.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import korea_nlp
from korea_nlp.records import Claim

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "rules" / "scripts"))
from calibration import words

SHORT, LONG = 3, 30
Parts = dict[str, frozenset[int]]


def kinds(text: str, gold: list[Parts], claims: Iterable[Claim]) -> Iterator[str]:
    """Yield the name of each error."""
    found = [(_parts(text, claim), claim) for claim in claims if claim.parent is None]
    used = set()
    for marked in gold:
        near = [(_share(marked["content"], parts["content"]), number) for number, (parts, _) in enumerate(found)]
        share, number = max(near, default=(0.0, -1))
        if share < 0.5:
            who = "with a source" if marked["source"] else "without a source"
            cue = "one word" if len(marked["cue"]) == 1 else "several words"
            yield f"missed: {_told(text, marked['content'])}, {_size(marked)}, {who}, cue of {cue}"
            continue
        used.add(number)
        parts, _ = found[number]
        if not (marked["source"] & parts["source"] or not (marked["source"] or parts["source"])):
            yield f"wrong source: {_lack(marked['source'], parts['source'])}"
        for part in ("source", "content"):
            if marked[part] & parts[part] and marked[part] != parts[part]:
                yield from (f"wrong edge: {part} {fault}" for fault in _edges(marked[part], parts[part]))
    for number, (parts, claim) in enumerate(found):
        if number not in used:
            who = "with a source" if parts["source"] else "without a source"
            yield f"extra: {claim.kind}, {_size(parts)}, {who}, stance {claim.stance}"


def _parts(text: str, claim: Claim) -> Parts:
    spans = {"source": claim.source.spans if claim.source else (), "cue": claim.cue.spans if claim.cue else ()}
    return {part: words(text, held) for part, held in {**spans, "content": claim.content.spans}.items()}


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _told(text: str, content: frozenset[int]) -> str:
    return "quoted" if any(text[max(0, at - 1)] in '“"‘' for at in content) else "told"


def _size(parts: Parts) -> str:
    size = len(parts["content"])
    return f"content of {'few' if size <= SHORT else 'many' if size >= LONG else 'some'} words"


def _lack(marked: frozenset[int], found: frozenset[int]) -> str:
    return "one where there is none" if not marked else "none where there is one" if not found else "another one"


def _edges(marked: frozenset[int], found: frozenset[int]) -> Iterator[str]:
    if min(found) != min(marked):
        yield "begins too early" if min(found) < min(marked) else "begins too late"
    if max(found) != max(marked):
        yield "ends too late" if max(found) > max(marked) else "ends too early"
    if min(found) == min(marked) and max(found) == max(marked):
        yield "has a gap too many or too few"


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--model", default="default")
    parser.add_argument("--most", type=int, default=20)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    articles = [korea_nlp.Article(row["id"], row["text"], row.get("published")) for row in rows]
    counts: Counter[str] = Counter()
    for row, record in zip(rows, korea_nlp.pipe(articles, nlp=korea_nlp.load(args.model)), strict=True):
        marked = [
            {part: words(row["text"], item[part]) for part in ("source", "cue", "content")}
            for item in row["attributions"]
        ]
        counts.update(kinds(row["text"], marked, record.claims))
    for kind, count in counts.most_common(args.most):
        print(f"{count:6d}  {kind}")


if __name__ == "__main__":
    main()
