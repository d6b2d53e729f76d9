"""A record as HTML for a notebook: the article with its claims, actors and numbers marked, and a table of the claims.

One fragment of HTML and CSS, without scripts. Colours are half transparent and the text keeps the colour of the page,
so that it reads on a light and on a dark one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib import resources
from itertools import pairwise

from korea_nlp.records.figures import depths, figure
from korea_nlp.records.types import Claim, Record
from korea_nlp.records.wording import worded

HUES = (212, 24, 150, 280, 48, 332, 186, 100)  # of claims, in turn
NOT_SHOWN = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
KEY = (
    "<span class='source' style='--hue:212'>source</span> <span class='cue' style='--hue:212'>cue</span> "
    "<sup style='--hue:212'>1</sup><span class='content' style='{line}'>content of claim 1</span> · "
    "<span class='actor'>actor</span> · <span class='number'>number</span> · two lines: a claim within a claim"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of the text and what it is."""

    start: int
    end: int
    kind: str
    note: str
    claim: int = -1
    depth: int = 0


def to_html(record: Record) -> str:
    """Return the record as a fragment of HTML in which everything is escaped.

    Example:
        >>> "Seoul &lt;b&gt;said&lt;/b&gt; so." in to_html(Record(id="a1", text="Seoul <b>said</b> so."))
        True
    """
    style = (resources.files("korea_nlp") / "data" / "record.css").read_text(encoding="utf-8")
    facts = (record.publisher, record.published, f"{len(record.claims)} claims", f"{len(record.actors)} actors")
    return (
        f"<div class='korea-record tex2jax_ignore mathjax_ignore'><style>{style}</style>"
        f"<div class='name'>{_safe(record.title or record.id)}</div>"
        f"<div class='facts'>{_safe(' · '.join(fact for fact in facts if fact))}</div>"
        f"<div class='text'>{''.join(_text(record))}</div>"
        f"<div class='key'>{KEY.format(line=_lines([_Mark(0, 0, 'content', '', 0)]))}</div>"
        f"{_table(record) if record.claims else ''}</div>"
    )


# --- the article ---------------------------------------------------------------------------------------------------


def _text(record: Record) -> Iterator[str]:
    """Yield the text in pieces: from one border of a mark to the next all looks the same."""
    marks = sorted(_marks(record), key=lambda mark: (mark.start, mark.depth))
    borders = sorted({0, len(record.text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    begun: dict[int, list[int]] = {}
    for number, claim in enumerate(record.claims):
        for start, _ in claim.content.spans[:1]:
            begun.setdefault(start, []).append(number)
    active: list[_Mark] = []
    following = 0
    for start, end in pairwise(borders):
        active = [mark for mark in active if mark.end > start]
        while following < len(marks) and marks[following].start == start:
            active.append(marks[following])
            following += 1
        for number in begun.get(start, ()):
            yield f"<sup style='--hue:{_hue(number)}'>{number + 1}</sup>"
        yield _piece(record.text[start:end], active)


def _marks(record: Record) -> Iterator[_Mark]:
    if record.title_end:
        yield _Mark(0, record.title_end, "headline", "title")
    for actor in record.actors:
        note = f"{actor.name}{f' ({actor.country})' if actor.country else ''}, {actor.kind}"
        for mention in actor.mentions:
            yield _Mark(mention.start, mention.end, "actor", f"{note}; {mention.form}")
    for quantity in record.quantities:
        yield _Mark(quantity.start, quantity.end, "number", figure(quantity))
    nested = depths(record.claims)
    for number, claim in enumerate(record.claims):
        for kind, part in (("source", claim.source), ("cue", claim.cue), ("content", claim.content)):
            for start, end in part.spans if part else ():
                note = f"claim {number + 1}, {kind}"
                yield _Mark(start, end, kind, note, number, nested[claim.id] if kind == "content" else 0)


def _piece(text: str, marks: list[_Mark]) -> str:
    marks = [mark for mark in marks if mark.end > mark.start]
    if not marks:
        return _safe(text)
    coloured = next((mark for mark in reversed(marks) if mark.kind in ("source", "cue")), None)
    style = f"--hue:{_hue(coloured.claim)};" if coloured else ""
    style += _lines([mark for mark in marks if mark.kind == "content"])
    kinds = " ".join(dict.fromkeys(mark.kind for mark in marks))
    note = _safe(" · ".join(dict.fromkeys(mark.note for mark in marks)))
    return f"<span class='{kinds}' style='{style}' title='{note}'>{_safe(text)}</span>"


def _lines(contents: list[_Mark]) -> str:
    """Return the style that draws a line below the text for each content, the outermost nearest to the words."""
    if not contents:
        return ""
    colours = [f"hsl({_hue(mark.claim)},65%,52%)" for mark in sorted(contents, key=lambda mark: mark.depth)]
    images = ",".join(f"linear-gradient({colour},{colour})" for colour in colours)
    places = ",".join(f"0 calc(100% - {4 * i}px)" for i in reversed(range(len(colours))))
    return f"background-image:{images};background-position:{places};padding-bottom:{4 * len(colours)}px"


# --- the claims ----------------------------------------------------------------------------------------------------


def _table(record: Record) -> str:
    names = {actor.id: actor.name for actor in record.actors}
    figures = {quantity.id: figure(quantity) for quantity in record.quantities}
    nested = depths(record.claims)
    rows = "".join(_row(number, claim, nested[claim.id], names, figures) for number, claim in enumerate(record.claims))
    head = "".join(f"<th>{name}</th>" for name in ("", "Who", "Stance", "What", "About whom", "Numbers", "Certainty"))
    return f"<div class='claims'><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"


def _row(number: int, claim: Claim, depth: int, names: dict[str, str], figures: dict[str, str]) -> str:
    source = claim.source
    who = ", ".join(names.get(id, id) for id in source.actors) if source else ""
    words = f"<div class='words'>{_safe(worded(source))}</div>" if source and source.text != who else ""
    cells = (
        f"{_safe(who)}{words}" if source else "<span class='words'>nobody named</span>",
        f"<span class='tag {_safe(claim.stance)}'>{_safe(claim.stance)}</span>",
        f"<div style='margin-left:{1.2 * depth:g}em'>{'↳ ' if depth else ''}{_safe(worded(claim.content))}</div>",
        _safe(", ".join(names.get(id, id) for id in claim.about)),
        "<br>".join(_safe(figures[id]) for id in claim.quantities if id in figures),
        _safe(claim.certainty),
    )
    body = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"<tr><td class='no' style='--hue:{_hue(number)}'>{number + 1}</td>{body}</tr>"


def _hue(claim: int) -> int:
    return HUES[claim % len(HUES)]


def _safe(text: str) -> str:
    """Return the text escaped, with a mark where a character has no place in a page."""
    return escape(NOT_SHOWN.sub("\ufffd", text))
