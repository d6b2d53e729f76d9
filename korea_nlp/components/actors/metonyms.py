"""Whether a capital stands for those who govern from it, and whether a country's name is part of a sea's."""

from korea_nlp.components.actors.reading import Reading
from korea_nlp.reader.heads import metonym
from korea_nlp.syntax.labels import SUBJECTS, VERBAL

PARTNERS = frozenset({"by", "with", "against", "among", "alongside"})


def is_metonym(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a capital stands for its state: by the reader, or by grammar where it was not taught that."""
    if reading.parse.parsed and reading.is_name_part(start, end):
        return False
    ruled = _by_grammar(reading, start, end)
    if ruled and reading.parse.dep[reading.parse.first_conjunct(end - 1)] in SUBJECTS:
        return True  # so in 325 of 330 marked places
    if reading.learnt is None or not reading.learnt.asks(metonym.NAME):
        return ruled
    item = metonym.make_item(reading.parse, f"{start}", start, end, rule=ruled)
    (answer,) = reading.learnt.classify(metonym.NAME, [item])
    return ruled if answer is None else answer == metonym.STATE


def _by_grammar(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a capital stands for its state by what it hangs on.

    "Seoul said", "urged Seoul to", "talks between Seoul and Washington", "Pyongyang's claim": yes. "In Seoul",
    "visited Seoul", "flights between Moscow and Pyongyang", "Seoul's subway", "in Seoul, South Korea": no.
    """
    parse = reading.parse
    if not parse.parsed:
        return start == 0 or parse.text[start - 1] in (".", "that")
    i = parse.first_conjunct(end - 1)
    dep, head = parse.dep[i], parse.head[i]
    if dep in ("nsubj", "nsubjpass"):
        return parse.pos[head] in VERBAL
    if dep == "poss":
        return parse.lower[head] not in reading.words["part"]
    if dep in ("dobj", "iobj", "dative"):
        return parse.lemma[head] not in reading.words["move"]
    if parse.lower[head] == "between":
        return not any(parse.lower[above] in reading.words["travel"] for above in parse.ancestors(head))
    return parse.lower[head] in PARTNERS


def is_sea_name(reading: Reading, start: int) -> bool:
    """Tell whether a country's name is part of a sea's: "the sea between Korea and Japan", "the Sea of Japan"."""
    for i in range(start - 1, max(-1, start - 5), -1):
        word = reading.lower(i)
        if word in reading.words["sea"]:
            return True
        if word not in ("of", "between", "korea", "and", "the"):
            return False
    return False
