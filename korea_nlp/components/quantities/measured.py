"""What a measure is of, and what a count says something of: the thing that has the price, the length, the share."""

from collections.abc import Iterator

from korea_nlp.components.quantities.noun_phrases import ARTICLES, DATES, NOUNS, counted_noun, is_number
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.syntax import SUBJECTS, Parse
from korea_nlp.syntax.labels import NOMINAL, OBJECTS, VERBAL

LOOSE = frozenset({"punct", "quantmod", "advmod", "det", "case", "prep"})  # by these an amount hangs on nothing
BRINGING = frozenset({"at", "to", "by", "for", "from", "near", "nearer", "around", "above", "below", "under", "over"})
COMPARED = frozenset({"JJR", "RBR"})  # "lower", "cheaper"
LINKS = frozenset({"of", "at", "to", "with", "for", "worth", "by", "over", "above", "below", "under", "on", "between"})
ENDURING = frozenset({"of", "with"})  # "a ban of two years", but "grew over two years"
CHAIN = 12  # links of a chain of nouns that are followed


# --- clauses -------------------------------------------------------------------------------------------------------


def anchor(parse: Parse, start: int, end: int) -> int:
    """Return the token of an amount that hangs on something outside it."""
    for i in range(start, end):
        if not start <= parse.head[i] < end and parse.dep[i] not in LOOSE:
            return i
    return end - 1


def subject_of(parse: Parse, i: int) -> int | None:
    """Return the subject of the verb that a token hangs on, over coordination and control."""
    verb, steps = i, 0
    while parse.pos[verb] not in VERBAL and steps < 8:
        if (own := next((k for k in parse.children(verb, "nsubj") if k < verb), None)) is not None:
            return own  # "will make the car $5 cheaper": a clause without a verb
        verb, steps = parse.head[verb], steps + 1
    while steps < 12:
        dep, above = parse.dep[verb], parse.head[verb]
        for k in parse.kids[verb]:
            if parse.dep[k] in SUBJECTS and k < min(verb, i):
                return above if parse.tag[k] in ("WDT", "WP") else k  # "flights that cost $5,000"
        if dep not in ("conj", "xcomp", "advcl", "ccomp", "acomp"):
            # "shares worth $5": a clause that hangs on the noun it is about
            return above if dep in ("acl", "relcl") else None
        if dep in ("xcomp", "ccomp") and (controller := object_before(parse, above, verb)) is not None:
            return controller  # "caused sea levels to rise 3 metres"
        verb, steps = above, steps + 1
    return None


def object_before(parse: Parse, verb: int, limit: int) -> int | None:
    """Return the object of a verb that stands between it and a token."""
    return next((k for k in parse.objects(verb) if verb < k < limit), None)


def _brought(parse: Parse, root: int, start: int) -> int | None:
    """Return what a verb brings to an amount: "put the toll at 21", "cut rates by 2%", "pulled it 1% lower"."""
    above = parse.head[root]
    compared = above > root and parse.tag[above] in COMPARED
    if not compared and not (parse.dep[root] == "pobj" and parse.lower[above] in BRINGING):
        return None
    verb = parse.head[above]
    return object_before(parse, verb, start) if parse.pos[verb] == "VERB" else None


def _noun_before(parse: Parse, start: int) -> int | None:
    """Return the nearest noun before, in its sentence, where the parse tells of none."""
    for i in range(start - 1, max(-1, start - 10), -1):
        if parse.tag[i] in ("NN", "NNS") and parse.ent[i] not in DATES:
            return i
        if parse.sentence(i)[0] == i:
            return None
    return None


# --- measures ------------------------------------------------------------------------------------------------------


class Measurer:
    """Finds what measures are of."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def find(self, parse: Parse, begin: int, start: int, end: int, kind: str | None) -> int | None:
        """Return the head of what a measure is of, or None.

        "90 percent of imports", "a $40 million project", "an altitude of 50 km", "exports fell 7%", "prices of $5".

        Args:
            parse: The parse of the Doc.
            begin: The first token of the amount.
            start: The first token of the number.
            end: The token after the measure.
            kind: Its dimension, or "bare" where it has no unit. A "time", which endures, and a bare number tell little
                of the noun that happens to stand before them; "money" may be paid for something.
        """
        for guess in self._guesses(parse, begin, start, end, kind):
            if guess is not None and (head := self._weighty(parse, guess, start)) is not None:
                return head
        return None

    def _guesses(self, parse: Parse, begin: int, start: int, end: int, kind: str | None) -> Iterator[int | None]:
        """Yield what may be measured, the surest first; the first that is a thing is taken."""
        lower, size = parse.lower, len(parse)
        yield behind(parse, end)
        root = anchor(parse, start, end)
        above = parse.head[root]
        yield _modified(parse, root, end)
        if kind == "money" and end + 1 < size and lower[end] == "in" and parse.tag[end + 1] in ("NN", "NNS", "JJ"):
            inner = counted_noun(parse, end + 1)  # "$1.5 billion in aid"
            yield inner if lower[end + 1] not in self.tables.group["idiom"] else None
        if end + 1 < size and f"{parse.lemma[above].lower()} {lower[end]}" in self.tables.group["paying"]:
            yield _bought(parse, end)  # "paid $5 million for the painting"
        if end < size:
            yield counted_noun(parse, end)
        yield _apposed(parse, begin)
        links = ENDURING if kind in ("time", "bare") else LINKS
        for place in (start, begin):
            if place > 1 and lower[place - 1] in links and parse.tag[place - 2] in NOUNS:
                # "an altitude of 50 km", "a grant worth up to $8 million", "Seoul by 3%"
                yield place - 2
        higher = parse.head[above]
        if lower[above] in links:
            yield higher if parse.pos[higher] in NOMINAL else None
        if parse.dep[root] in ("appos", "npadvmod") and parse.pos[above] in NOMINAL:
            yield above
        if kind != "time":
            yield _brought(parse, root, start)
        if parse.dep[root] == "pobj" and parse.tag[higher] == "VBG" and parse.dep[higher] == "pcomp":
            yield higher  # "after charging in 20 minutes"
        found = subject_of(parse, root)
        if found is not None:
            # "exports fell 7%", "charging takes an hour"
            yield found if parse.pos[found] in NOMINAL or parse.tag[found] in ("VBG", "VBZ") else None
        elif kind not in ("time", "bare"):
            yield _noun_before(parse, start)

    def _weighty(self, parse: Parse, head: int, start: int) -> int | None:
        """Return the noun itself, or what a light noun such as "number" or "close" is of; None where it is no thing."""
        for _ in range(3):
            word = parse.lower[head]
            if word in self.tables.words and head > 0 and is_number(parse, head - 1):
                return head  # part of an amount before, which knows what it is of
            if parse.ent[head] in DATES or not any(map(str.isalpha, word)):
                return None
            if word in self.tables.words and parse.tag[head] == "NNS":
                return None  # "yards", "points": no things
            compound = any(k < head for k in parse.children(head, "compound"))
            if parse.lemma[head].lower() not in self.tables.light or compound:
                return head
            whole = next((k for k in parse.kids[head] if k > head and parse.lower[k] in ("of", "for", "in")), None)
            inner = parse.first(whole, "pobj") if whole is not None else None
            if inner is None:
                inner = subject_of(parse, head) if head < start else None
            if inner is None:
                return head
            head = inner
        return head


def behind(parse: Parse, end: int) -> int | None:
    """Read what the measure is a share of: "90 percent of imports", "$40 off the price"."""
    size = len(parse)
    place = end
    if end < size and parse.text[end] == "(":  # "8 miles (13 km) of tunnels"
        place = next((i + 1 for i in range(end + 1, min(size, end + 7)) if parse.text[i] == ")"), end)
    if place < size and parse.tag[place] == "POS":
        place += 1
    if place < size and parse.lower[place] == "worth":
        place += 1  # "$292 million worth of goods", "two days' worth of food"
    if place + 1 >= size or parse.lower[place] not in ("of", "off"):
        return None
    return counted_noun(parse, _past(parse, place + 1, "%"))


def _past(parse: Parse, place: int, *others: str) -> int:
    """Return the place after articles and some other words."""
    while place < len(parse) - 1 and (parse.lower[place] in ARTICLES or parse.lower[place] in others):
        place += 1
    return place


def _modified(parse: Parse, root: int, end: int) -> int | None:
    """Read the noun that the measure modifies: "a $40 million project", "a 300-year-old skull"."""
    above = parse.head[root]
    if end >= len(parse) or above < end or parse.tag[end] == "CC":
        return None  # "an economy of 45 mpg and emissions"
    return above if parse.pos[above] in NOMINAL and not is_number(parse, above - 1) else None


def _apposed(parse: Parse, begin: int) -> int | None:
    """Read the noun before the comma: "a ring, worth $9", "shares in Hanbit, up 6%"."""
    if begin < 3 or parse.text[begin - 2] != "," or parse.lower[begin - 1] not in ("up", "down", "worth"):
        return None
    noun = begin - 3
    for _ in range(CHAIN):  # "**shares** in the bank"
        above = parse.head[parse.head[noun]]
        if parse.pos[above] not in NOMINAL:
            break
        noun = above
    return noun


def _bought(parse: Parse, link: int) -> int | None:
    """Return what is paid for: "$5 million for the painting"."""
    return counted_noun(parse, _past(parse, link + 1, "each", "every"))


# --- counts that measure -------------------------------------------------------------------------------------------


def gauged(parse: Parse, head: int, tables: Tables) -> int | None:
    """Return what a count of things measures: "employment grew by 900 posts", "an increase of 900 jobs"."""
    link = parse.head[head]
    above = parse.head[link]
    if parse.dep[head] == "attr":  # "the population is 8 million people"
        found = next((k for k in parse.children(link, "nsubj") if k < link), None)
    elif parse.lower[link] in ("of", "at", "to") and parse.pos[above] == "NOUN":
        found = above
    elif parse.lower[link] in ("by", "to", "at"):
        changed = object_before(parse, above, link)
        found = changed if changed is not None else subject_of(parse, head)
    else:
        return None
    return found if found is not None and parse.lower[found] in tables.gauges else None


def owner(parse: Parse, noun: int, tables: Tables) -> int | None:
    """Return whose the things counted are, where it is named: "**the yard** has 900 workers", "**Seoul**'s 28 jets".

    Nobody's where a verb only does something to them ("the minister met two envoys").
    """
    first = parse.first_conjunct(noun)
    verb = parse.head[first]
    found = parse.first(noun, "poss")
    if found is None and parse.dep[first] in OBJECTS and parse.lemma[verb].lower() in tables.group["holding"]:
        found = subject_of(parse, first)
    return found if found is not None and parse.tag[found] in NOUNS else None


def holder(parse: Parse, head: int, tables: Tables) -> int | None:
    """Return what has the parts or points counted: "a house with two bedrooms", "she scored 12 goals"."""
    first = parse.first_conjunct(head)
    had = parse.dep[first] in OBJECTS and parse.lemma[parse.head[first]].lower() in tables.group["having"]
    return subject_of(parse, first) if had or parse.dep[first] == "pobj" else None
