"""Parses of reporting put right: where the base model hangs words on what is told that belong to the telling.

Each repair is a kind of sentence that many texts have; what it needs to know of words is the class of each cue.
"""

from collections.abc import Mapping

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.tokens import Doc

from korea_nlp.syntax.labels import QUOTATION_MARKS, SUBJECTS, VERBAL
from korea_nlp.syntax.parse import Parse, read_parse

Classes = Mapping[tuple[str, str], str]  # of cues, by lemma and part of speech
SPOKEN = frozenset({"accuse", "confirm", "demand", "deny", "praise", "predict", "promise", "say", "threaten"})
WHEN = frozenset({"on", "in", "at", "late", "early", "earlier", "later"})
DATES = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec.",
    "today", "yesterday", "tonight", "tomorrow", "morning", "afternoon", "evening", "night", "week", "month", "year",
    "last", "this", "next", "late", "early", "earlier",
})  # words of a day told beside a verb  # fmt: skip
AFTER_DATE = frozenset({",", "'s", "’s", "-", "–", "—", ":", '"', "“"})


def repair(doc: Doc, classes: Classes) -> Doc:
    """Move misplaced words of a Doc to where they belong; sentences and words stay as they are.

    Args:
        doc: A Doc; one without a parse is left alone.
        classes: The class of each cue of the lexicon.
    """
    if not doc.has_annotation("DEP"):
        return doc
    parse = read_parse(doc)
    moves: dict[int, tuple[int, str]] = {}
    for i in range(1, len(parse)):
        found: dict[int, tuple[int, str]] = {}
        if parse.dep[i] in ("prep", "agent") and parse.lower[i] == "by":
            found = _judged_by(parse, i)
        elif parse.dep[i] == "pobj":
            found = _subject_after_day(parse, i)
        elif parse.dep[i] == "ccomp" and parse.head[i] > i:
            found = _after_semicolon(parse, i)
        elif parse.dep[i] == "ccomp":
            found = _told_after_date(parse, i, classes)
        elif parse.dep[i] in ("acl", "relcl"):
            found = _told_in_statement(parse, i, classes)
        if moves.keys().isdisjoint(found):
            moves |= found
    if moves:
        _write(doc, parse, moves)
    return doc


def _write(doc: Doc, parse: Parse, moves: Mapping[int, tuple[int, str]]) -> None:
    """Hang words on other ones; moves that together would close a circle are left out, all of them."""
    heads = list(parse.head)
    for i, (head, _) in moves.items():
        heads[i] = head
    if any(_circles(heads, i) for i in moves):
        return
    table = doc.to_array([HEAD, DEP])
    for i, (head, dep) in moves.items():
        table[i] = np.int64(head - i).astype(np.uint64), doc.vocab.strings.add(dep)
    doc.from_array([HEAD, DEP], table)  # type: ignore[arg-type]  # its stub knows no unsigned numbers


def _circles(heads: list[int], i: int) -> bool:
    for _ in range(len(heads)):
        if heads[i] == i:
            return False
        i = heads[i]
    return True


def _spoken(parse: Parse, verb: int, classes: Classes) -> bool:
    return parse.pos[verb] == "VERB" and classes.get((parse.lemma[verb].lower(), "verb")) in SPOKEN


def _judged_by(parse: Parse, by: int) -> dict[int, tuple[int, str]]:
    """Give who judges to the verb: "was rejected as baseless by Seoul", "was described as a ruse by officials"."""
    judged = parse.head[by]
    named = judged if parse.lower[judged] == "as" else parse.head[judged]
    verb = parse.head[named]
    if parse.lower[named] != "as" or parse.dep[named] != "prep" or judged > by or named > by:
        return {}
    if parse.tag[verb] != "VBN" or parse.first(verb, "auxpass") is None or parse.first(verb, "agent") is not None:
        return {}
    return {by: (verb, "agent")}


def _subject_after_day(parse: Parse, noun: int) -> dict[int, tuple[int, str]]:
    """Give a verb its subject, which the parse took for a part of the day: "On Friday Seoul called the envoy"."""
    preposition = parse.head[noun]
    verb, low = parse.head[preposition], preposition + 1
    if parse.lower[preposition] not in WHEN or not preposition < noun < verb or parse.pos[verb] not in VERBAL:
        return {}
    end = low
    while end < noun and (parse.lower[end] in DATES or parse.tag[end] == "CD") and parse.head[end] in (noun, end + 1):
        end += 1
    if end == low or parse.lower[end - 1] in AFTER_DATE or parse.subject(verb) is not None:
        return {}
    if parse.dep[end - 1] not in ("compound", "nmod") or parse.pos[noun] != "PROPN":
        return {}  # "On Friday morning flights were late"
    moves = {i: (end - 1, parse.dep[i]) for i in range(low, end - 1) if parse.head[i] == noun}
    subject = "nsubjpass" if parse.is_passive(verb) else "nsubj"
    return moves | {end - 1: (preposition, "pobj"), noun: (verb, subject)}


def _after_semicolon(parse: Parse, first: int) -> dict[int, tuple[int, str]]:
    """Let what follows a semicolon stand beside the clause before it: "Seoul counted 300; Kyiv put the figure at 400".

    The parse takes the first clause for what the second tells. Both have subjects of their own.
    """
    second = parse.head[first]
    subject, above = parse.subject(second), parse.head[second]
    if subject is None or parse.subject(first) is None or above == first:
        return {}
    stop = next((i for i in range(first + 1, subject) if parse.lower[i] == ";"), None)
    if stop is None or any(parse.lower[i] in QUOTATION_MARKS for i in range(min(first, above), second)):
        return {}
    return {
        first: (first if above == second else above, parse.dep[second]),
        second: (above if above < first else first, "conj"),
    }


def _told_in_statement(parse: Parse, clause: int, classes: Classes) -> dict[int, tuple[int, str]]:
    """Give a clause to the verb of speech: "said in a statement that", "said for the first time that"."""
    noun, first = parse.head[clause], parse.left[clause]
    if first != noun + 1 or parse.lower[first] != "that" or parse.dep[first] in SUBJECTS:
        return {}
    holder = parse.head[noun]
    verb = parse.head[holder]
    if parse.dep[noun] != "pobj" or parse.dep[holder] != "prep" or parse.subject(clause) is None or verb > holder:
        return {}
    told = (parse.lemma[noun].lower(), "noun") in classes or parse.lower[noun] == "time" or parse.lower[holder] == "in"
    if not told or not _spoken(parse, verb, classes) or parse.first(verb, "ccomp", "dobj") is not None:
        return {}
    return {clause: (verb, "ccomp"), first: (clause, "mark")}


def _told_after_date(parse: Parse, clause: int, classes: Classes) -> dict[int, tuple[int, str]]:
    """Give the day to the verb of speech that stands right before it: "said on Thursday it would ..."."""
    verb = parse.head[clause]
    start = verb + 1
    if not _spoken(parse, verb, classes) or parse.left[clause] > start + 1:
        return {}
    preposition = start if start < clause and parse.lower[start] in WHEN else None
    low = start if preposition is None else start + 1
    end = low
    while end < clause and (parse.lower[end] in DATES or parse.tag[end] == "CD"):
        end += 1
    if end == low or end >= clause or parse.lower[end] in AFTER_DATE or parse.lower[end - 1] in AFTER_DATE:
        return {}
    above, dep = parse.head[end - 1], parse.dep[end - 1]
    if dep in SUBJECTS or (dep in ("compound", "nmod") and parse.pos[above] == "NOUN"):
        return {}  # "said 2019 was a good year", "said Monday talks failed"
    if dep not in ("compound", "nmod", "pobj", "npadvmod") and above != clause:
        return {}
    moves = {} if preposition is None else {preposition: (verb, "prep")}
    for i in range(low, end):
        if not low <= parse.head[i] < end or parse.head[i] == i:
            moves[i] = (verb, "npadvmod") if preposition is None else (preposition, "pobj")
        moves |= {kid: (clause, parse.dep[kid]) for kid in parse.kids[i] if kid >= end}
    return moves
