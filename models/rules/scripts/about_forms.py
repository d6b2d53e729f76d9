"""Say how often the form of whom claims are about is right, and how far the confidence in it can be taken at its word.

    python models/rules/scripts/about_forms.py GOLD.jsonl [--marks FORMS.jsonl.gz] [--model default accurate]

GOLD.jsonl holds marked articles. A claim is that of the gold whose content shares half of its characters; an actor that
it is about is right where the gold's claim is about that one too, in any place, by name or by most of its mentions. The
error of the confidence is the mean distance between it and the share of right actors over ten equal steps, weighted by
their actors.

FORMS.jsonl.gz says of some of these articles how the gold's claims are about their actors, without any words: {"id",
"claims": [{"claim", "content": [[start, end], ...], "about": ["named", "referred" or "implied", ...]}]}, where "claim"
is the claim's place among the gold's and "about" has the order of the gold's. It is judged where the actor is right.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from calibration import steps

import korea_nlp
from korea_nlp.evaluate import ENOUGH, characters, paired
from korea_nlp.records import Actor, Claim
from korea_nlp.records.references import POINTING
from korea_nlp.records.vocabulary import Reference
from korea_nlp.training.gold import Gold, GoldActor, GoldClaim, read_gold
from korea_nlp.training.labels import same_actor

FORMS = get_args(Reference)
Marks = dict[str, dict[int, list[str]]]  # by article and by the claim's place in it


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a claim that people marked too is about, as a model says."""

    article: str
    claim: str
    actor: str
    form: str
    confidence: float
    right: bool
    marked: str | None


def read_marks(path: Path) -> Marks:
    """Return the forms that people marked."""
    lines = map(json.loads, gzip.decompress(path.read_bytes()).decode().splitlines())
    return {line["id"]: {claim["claim"]: claim["about"] for claim in line["claims"]} for line in lines}


def judge(gold: Gold, record: korea_nlp.Record, forms: dict[int, list[str]]) -> Iterator[Found]:
    """Yield whom each claim is about that people marked too."""
    meant = {actor.id: Meant(actor, gold) for actor in record.actors}
    places = {id(claim): place for place, claim in enumerate(gold.claims or ())}
    for mine, theirs in paired(gold.claims or (), record.claims, alike):
        marked = forms.get(places[id(mine)], [None] * len(mine.about))
        for form in theirs.about_forms:
            held = (mark for actor, mark in zip(mine.about, marked, strict=True) if meant[form.actor].by(actor))
            hit = next(((mark,) for mark in held), None)
            yield Found(
                record.id, theirs.id, form.actor, form.form, form.confidence, hit is not None, hit[0] if hit else None
            )


class Meant:
    """An actor of a record, and whom the gold means by it."""

    def __init__(self, actor: Actor, gold: Gold) -> None:
        self.actor = actor
        over = (
            mark.actor
            for mention in actor.mentions
            if mention.form not in POINTING
            for mark in gold.mentions or ()
            if mark.span[0] < mention.end and mention.start < mark.span[1]
        )
        self.shared = next((one for one, _ in Counter(over).most_common(1)), None)

    def by(self, gold: GoldActor) -> bool:
        """Tell whether an actor of the gold is this one."""
        if same_actor(gold, self.actor):  # type: ignore[arg-type]
            return True
        apart = gold.country and self.actor.country and gold.country != self.actor.country
        return self.shared == gold and not apart and (gold.kind == "person") == (self.actor.kind == "person")


def alike(mine: GoldClaim, theirs: Claim) -> float:
    """Return how much of two contents is one, 0 where it is too little."""
    one, other = characters(mine.content), characters(theirs.content.spans)
    share = len(one & other) / len(one | other)
    return share if share >= ENOUGH else 0.0


def table(found: list[Found]) -> Iterator[str]:
    """Yield the lines of both tables."""
    yield f"{'confidence':12}{'actors':>8}{'mean':>8}{'right':>8}"
    judged = [(item.confidence, item.right) for item in found]
    for step, count, mean, right in steps(judged):
        yield f"{step / 10:.1f}-{(step + 1) / 10:.1f}{count:13d}{mean:8.2f}{right:8.2f}"
    error = sum(abs(mean - right) * count for _, count, mean, right in steps(judged)) / max(len(judged), 1)
    yield f"expected calibration error {error:.3f} over {len(judged)} actors"
    for form in FORMS:
        own = [item for item in found if item.form == form]
        yield f"{form:12}{len(own):6d} actors, {sum(item.right for item in own) / max(len(own), 1):.3f} of them right"
    pairs = Counter((item.marked, item.form) for item in found if item.marked is not None)
    if total := pairs.total():
        yield f"{'marked':12}" + "".join(f"{form:>10}" for form in FORMS)
        for marked in FORMS:
            yield f"{marked:12}" + "".join(f"{pairs[marked, form]:10d}" for form in FORMS)
        yield f"form right {sum(pairs[form, form] for form in FORMS) / total:.3f} of {total} right actors"


def read(gold: list[Gold], model: str, marks: Marks) -> list[Found]:
    """Return what a model finds in articles, judged."""
    given = (
        korea_nlp.Article(article.id, article.text, article.published, publisher=article.publisher) for article in gold
    )
    records: Iterable[korea_nlp.Record | korea_nlp.Failure] = korea_nlp.pipe(given, nlp=korea_nlp.load(model))
    found: list[Found] = []
    for article, record in zip(gold, records, strict=True):
        if isinstance(record, korea_nlp.Record):
            found += judge(article, record, marks.get(article.id, {}))
    return found


def main() -> None:
    """Read the articles and print two tables a model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--marks", type=Path)
    parser.add_argument("--model", nargs="+", default=["default"])
    args = parser.parse_args()
    marks = read_marks(args.marks) if args.marks else {}
    gold = [article for article in read_gold(args.gold) if not marks or article.id in marks]
    for model in args.model:
        print("\n".join([model, *table(read(gold, model, marks))]), flush=True)


if __name__ == "__main__":
    main()
