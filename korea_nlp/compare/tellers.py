"""Who tells a figure that stands in no claim: "Police counted 260,000", "About 4,000 died, the ministry estimated".

A claim needs words that are told; where a sentence has nothing but the figure, the record has no claim, but the ledger
has one to tell.
"""

import re
from bisect import bisect_left, bisect_right

from korea_nlp.records import Claim, Mention, Part, Quantity, Record, Source

PUTS = (
    r"(?:(?:has|have|had|now|since|earlier|later|then|also|again)\s+){0,3}"
    r"(?:counts?|counted|puts?|raises?|raised|lower(?:s|ed)|revises?|revised|speaks?\s+of|spoke\s+(?:earlier\s+)?of"
    r"|spoken\s+(?:earlier\s+)?of|talks?\s+of|talked\s+of|found|finds|spotted|lists?|listed|estimates?|estimated"
    r"|reckons?|reckoned|gave|gives|recorded|records|reports?|reported|measures?|measured|registered|detected|tallied"
    r"|claims?|claimed|acknowledges|acknowledged|admits|admitted|confirmed|cites?|cited)\b"
)
SUBJECT = re.compile(rf"(?P<who>(?:[^.;:\n]|(?<=\b[A-Z])\.){{2,90}}?)\s+{PUTS}[^.;\n]{{0,90}}$")
BEHIND = re.compile(
    r"^[^.;:\n]{0,160}?,\s+(?:according\s+to\s+(?P<after>[^.,;\n]{2,60})"
    r"|(?P<who>[^.,;:\n]{2,60}?)\s+(?:said|says|estimated|estimates|reported|reports|believes?|reckons?|announced|told)\b)"
)
TALLY = re.compile(
    r"(?P<who>[A-Z][^.;:,\n]{1,50}?)['’]s?\s+(?:own\s+|official\s+|latest\s+)?(?:tally|figure|number|count|estimate|toll)"
    r"\s+(?:is|was|stands\s+at|stood\s+at|has\s+reached|comes\s+to)\s+(?:only\s+|now\s+)?$"
)
CARRIED = re.compile(r"^(?:That|This)\s+(?:brings|brought|raises|raised|takes|took)\b")
ASIDE = re.compile(
    r"^(?:(?:and|but|while)\s+|(?:after|at|by|earlier|for|in|later|meanwhile|on|since)\b[\w ]{0,30},\s+)", re.IGNORECASE
)


BEFORE = 60  # characters between a claim and a sentence that goes on with it


class Tellers:
    """The figures of a record that stand in no claim, with who tells them.

    Args:
        record: The record.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        found = ((mention, actor.id) for actor in record.actors for mention in actor.mentions)
        self._mentions: list[tuple[Mention, str]] = sorted(found, key=lambda item: item[0].start)
        self._starts = [mention.start for mention, _ in self._mentions]
        self._states = {actor.id for actor in record.actors if actor.country}

    def claim(self, quantity: Quantity, start: int, end: int) -> Claim | None:
        """Return a claim of a figure by whom its sentence names; None where it names nobody.

        Args:
            quantity: The figure.
            start: Where its sentence begins.
            end: Where it ends.
        """
        text = self.record.text
        before, after = text[start : quantity.start], text[quantity.end : end]
        found = SUBJECT.match(before) or TALLY.match(before)
        if found:
            at = start + found.start("who")
            source = self._source(at, at + len(found["who"]))
        elif behind := BEHIND.match(after):
            group = "who" if behind["who"] else "after"
            at = quantity.end + behind.start(group)
            again = behind[group].lower() in ("he", "it", "she", "they")
            source = self._last(start) if again else self._source(at, at + len(behind[group]))
        elif CARRIED.match(before):
            # "Two bodies were found, the coast guard said. That brings the dead to four."
            source = self._last(start)
        else:
            return None
        if source is None:
            return None
        about = tuple(
            dict.fromkeys(id for _, id in self._within(start, end) if id in self._states and id not in source.actors)
        )
        events = tuple(event.id for event in self.record.events if quantity.id in event.quantities)
        content = Part(((start, end),), text[start:end])
        return Claim(
            "", "indirect", source, None, content, about, "assert", "certain", events, (quantity.id,), None, None, 0.5
        )

    def _source(self, start: int, end: int) -> Source | None:
        text = self.record.text[start:end]
        if aside := ASIDE.match(text):
            start, text = start + aside.end(), text[aside.end() :]
        inside = self._within(start, end)
        if not inside and "," in text:  # "The outlet Meduza, citing a source near the fleet, put ..."
            text = text.partition(",")[0]
            end = start + len(text)
        if not inside and not text[:1].isupper() and not text.startswith("the "):
            return None
        if len(text.split()) > 8 and not inside:
            return None
        return Source(((start, end),), text, tuple(dict.fromkeys(id for _, id in inside[-1:])))

    def _last(self, start: int) -> Source | None:
        """Return the source of the claim that ends just before a sentence."""
        ends = [
            (max(end for _, end in (*claim.content.spans, *claim.source.spans)), claim.source)
            for claim in self.record.claims
            if claim.source is not None
        ]
        near = [(end, source) for end, source in ends if 0 <= start - end <= BEFORE]
        return max(near, key=lambda item: item[0])[1] if near else None

    def _within(self, start: int, end: int) -> list[tuple[Mention, str]]:
        return self._mentions[bisect_left(self._starts, start) : bisect_right(self._starts, end - 1)]
