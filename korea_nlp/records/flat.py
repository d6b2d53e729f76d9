"""Records as one table to read and to sort: one row a claim, with names and words in place of ids."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

from korea_nlp.records.figures import figure
from korea_nlp.records.given import Given, given_records
from korea_nlp.records.sharing import is_hidden, is_withheld
from korea_nlp.records.types import Claim, Cue, Part, Record, Source
from korea_nlp.records.wording import worded

DATES = ("date", "time_from", "time_to")
TEXTS = (
    *("outlet", "who", "how", "what", "about", "about_forms", "stance", "certainty", "figures", "time", "title"),
    *("who_words", "article", "claim", "within", "link"),
)
NUMBERS = ("start", "end", "confidence")
COLUMNS = (
    *("date", "outlet", "who", "how", "what", "about", "about_forms", "stance", "certainty", "figures"),
    *("time", "time_from", "time_to", "title", "who_words", "article", "claim", "within", "start", "end"),
    *("confidence", "link"),
)
BETWEEN = "; "
UNKNOWN = "?"  # how a claim is about an actor, where nobody said
ENDS = 4  # words of each end of a claim by which a link finds it
FULL_DATE = 10


def flat_rows(records: Given) -> Iterator[dict[str, Any]]:
    """Yield a row for each claim; days are dates, what is not known is None.

    Example:
        >>> list(flat_rows(Record(id="a1", text="Seoul said so.")))
        []
    """
    for record in given_records(records):
        names = {actor.id: actor.name for actor in record.actors}
        times = {time.id: time for time in record.times}
        quantities = {quantity.id: quantity for quantity in record.quantities}
        for claim in record.claims:
            source, time = claim.source, times.get(claim.time or "")
            spans = claim.content.spans
            forms = {form.actor: form.form for form in claim.about_forms}
            who = [names.get(id, id) for id in source.actors] if source else []
            yield {
                "date": _day(record.published),
                "outlet": record.publisher,
                "who": BETWEEN.join(who) or _worded(source),
                "how": _worded(claim.cue),
                "what": _worded(claim.content),
                "about": BETWEEN.join(names.get(id, id) for id in claim.about) or None,
                "about_forms": BETWEEN.join(forms.get(id, UNKNOWN) for id in claim.about) if forms else None,
                "stance": claim.stance,
                "certainty": claim.certainty,
                "figures": BETWEEN.join(figure(quantities[id]) for id in claim.quantities if id in quantities) or None,
                "time": time.text if time and not is_hidden(time.text) else None,
                "time_from": _day(time.earliest) if time else None,
                "time_to": _day(time.latest) if time else None,
                "title": record.title,
                "who_words": _worded(source),
                "article": record.id,
                "claim": claim.id,
                "within": claim.parent,
                "start": spans[0][0] if spans else None,
                "end": spans[-1][1] if spans else None,
                "confidence": claim.confidence,
                "link": _link(record, claim),
            }


def _worded(part: Part | Source | Cue | None) -> str | None:
    """Return the words of a part; None where there is none, or its words were withheld."""
    return worded(part) if part and not is_hidden(part.text) else None


def _day(text: str | None) -> date | None:
    """Return a day; None for a month or a year, which are no day."""
    try:
        return date.fromisoformat(text[:FULL_DATE]) if text and len(text) >= FULL_DATE else None
    except ValueError:
        return None


def _link(record: Record, claim: Claim) -> str | None:
    """Return the article's address with the claim's first words, which browsers scroll to and mark."""
    if not record.url or not claim.content.spans:
        return None
    start, end = claim.content.spans[0]
    words = record.text[start:end].split()
    if not words or is_withheld(record):
        return None
    ends = [words] if len(words) <= 2 * ENDS else [words[:ENDS], words[-ENDS:]]
    said = ",".join(quote(" ".join(part).encode("utf-8", "replace"), safe="").replace("-", "%2D") for part in ends)
    return f"{record.url}{'' if '#' in record.url else '#'}:~:text={said}"
