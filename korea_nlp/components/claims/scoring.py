"""How likely a candidate is by its facts: a logistic model, whose weights stand in a table by the facts' names."""

from collections.abc import Iterable, Mapping
from itertools import repeat

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.tables import part_of
from korea_nlp.ops import chance
from korea_nlp.syntax import Parse
from korea_nlp.syntax.quotes import CURLY_CLOSE, STOPS

BODIES = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC"})
SELF = frozenset({"i", "we", "you", "one"})
THIRD = frozenset({"he", "she", "they", "him", "her", "them", "his", "their"})
RELATIVE = frozenset({"who", "which", "that", "what", "whom"})
MODALS = frozenset({"not", "n't", "never", "will", "would", "can", "could", "should", "may", "might", "must"})
CLOSING = CURLY_CLOSE | {'"', "''", "``"}
NOMINAL = frozenset({"dobj", "noun", "prep", "pass"})
LENGTHS = ((1, "1"), (2, "2"), (3, "3"), (5, "4-5"), (9, "6-9"), (19, "10-19"), (10**9, "20-"))


def likelihood(facts: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the likelihood by a logistic model; a fact that the table does not hold adds nothing.

    Example:
        >>> likelihood(["frame=ccomp:that"], {"frame=ccomp:that": 0.0})
        0.5
    """
    return chance(sum(map(weights.get, facts, repeat(0.0))))


def source_kind(parse: Parse, source: int | None) -> str:
    """Return what kind of word heads the source."""
    if source is None:
        return "none"
    word = parse.lower[source]
    if parse.ent[source] == "PERSON":
        return "person"
    if parse.ent[source] in BODIES:
        return "body"
    for name, words in (("self", SELF), ("third", THIRD), ("relative", RELATIVE)):
        if word in words:
            return name
    if parse.pos[source] == "PRON":
        return f"pron:{word}" if word in ("it", "this") else "pron"
    return {"PROPN": "name", "NOUN": "noun"}.get(parse.pos[source], "other")


def kind_of(found: Candidate, kinds: Mapping[tuple[str, str], str]) -> str:
    """Return the class of a cue, with its particle or alone; "open" where the lexicon does not hold it."""
    part = part_of(found.frame)
    return kinds.get((found.lemma, part)) or kinds.get((found.lemma.partition(" ")[0], part), "open")


def features(
    parse: Parse, found: Candidate, kinds: Mapping[tuple[str, str], str], inside: list[int]
) -> tuple[str, ...]:
    """Return the facts of a candidate.

    ``kinds`` is the class of each cue that the lexicon holds, by lemma and part of speech; ``inside`` the number of the
    quotation that holds each token, or -1.
    """
    cue, frame, lemma = found.cue, found.frame, found.lemma
    kind = kind_of(found, kinds)
    who = source_kind(parse, found.source)
    broad = frame.split(":")[0]
    words = sum(high - low for low, high in found.content)
    size = next(name for limit, name in LENGTHS if words <= limit)
    above = parse.head[cue]
    if parse.lower[above] == "as":
        above = parse.head[above]  # "quoted as saying"
    lowered = {parse.lower[k] for k in parse.kids[cue] if parse.dep[k] in ("aux", "neg", "auxpass", "advmod")}
    first, last = found.start, found.end
    names = [
        "bias",
        f"frame={frame}",
        f"kind={kind}|frame={frame}",
        f"kind={kind}|broad={broad}",
        f"lemma={lemma}",
        f"lemma={lemma}|frame={frame}",
        f"who={who}",
        f"who={who}|broad={broad}",
        f"who={who}|kind={kind}",
        f"who={who}|lemma={lemma}",
        f"above={parse.lemma[above].lower() if above != cue else ''}|dep={parse.dep[cue]}",
        f"tag={parse.tag[cue]}|broad={broad}",
        f"dep={parse.dep[cue]}|broad={broad}",
        f"size={size}|broad={broad}",
        f"start={parse.pos[first]}|broad={broad}",
        f"quote={_quoted(found, inside)}|broad={broad}",
    ]
    around = range(first + 1, min(last + 3, len(parse)))
    if any(parse.lower[i] in CLOSING and parse.lower[i - 1] in STOPS for i in around):
        names.append(f"stopped|{broad}")
    if found.source is not None:
        noun = parse.lemma[found.source].lower()
        spoken = kinds.get((noun, "noun")) if parse.pos[found.source] == "NOUN" else None
        if spoken is not None:  # "the report says", "estimates put"
            names += [f"source={noun}", f"source-kind={spoken}|broad={broad}", f"source-kind={spoken}|lemma={lemma}"]
        if found.inherited:
            names.append(f"inherited|{parse.dep[cue]}|{broad}")
    for kid in parse.kids[cue]:
        if parse.dep[kid] == "mark":
            names.append(f"mark={parse.lower[kid]}|{broad}")
        elif parse.dep[kid] == "aux" and parse.lower[kid] == "to":
            names.append(f"to|kind={kind}")
    if frame.startswith("label"):
        names += label_facts(parse, found)
    if inside[cue] >= 0:
        names.append(f"in-quote|{broad}")
    if parse.para[cue] == 0:
        names.append(f"headline|{broad}")
    for word in sorted(lowered & MODALS):
        names.append(f"aux={word}|{kind}")
    if found.head is not None and broad in NOMINAL:
        names.append(f"head={parse.pos[found.head]}:{parse.ent[found.head]}|kind={kind}")
        if parse.pos[found.head] != "PROPN":
            names.append(f"object={parse.lemma[found.head].lower()}|broad={broad}")
    return tuple(names)


def _quoted(found: Candidate, inside: list[int]) -> str:
    if max(max(inside[low:high]) for low, high in found.content) < 0:
        return "none"
    return "all" if min(min(inside[low:high]) for low, high in found.content) >= 0 else "some"


def label_facts(parse: Parse, found: Candidate) -> list[str]:
    """Return what tells a speaker's label from a heading: "PENCE: ...", "Pence: ...", "Photos: ..."."""
    (low, high), *_ = found.source_pieces or ((found.cue, found.cue),)
    entities = {parse.ent[i] for i in range(low, high)} - {""}
    kind = "person" if "PERSON" in entities else "other" if entities else "none"
    return [f"label={kind}", f"label={min(high - low, 4)}", f"label-verb={parse.pos[found.start]}"]
