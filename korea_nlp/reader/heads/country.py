"""Which country a person or a body is of that no table knows: each country that the article names is asked about."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from korea_nlp.ops import Floats
from korea_nlp.reader.facts import between, bucket
from korea_nlp.reader.heads.items import Item, ItemHead, shares
from korea_nlp.syntax import Parse, Piece

NAME = "country"
NONE, SAME = "none", "same"
LABELS = (NONE, SAME)
SLOTS = 3  # their first mention, the phrase about it, the nearest words that name the country
CountryHead = partial(ItemHead, NAME, LABELS, SLOTS)

NamedBy = Literal["adjective", "body", "capital", "city", "media", "people", "person", "role", "state"]
Shares = Mapping[str, Mapping[str, int]]  # of a name: how many known people of each country bear it

MENTIONS = 4  # of somebody that are looked at
NEAR = 6  # namings before and after a mention that are looked at
OFTEN = 6  # countries named most that are asked about
BEFORE, AFTER, BEYOND = 12, 25, 12  # words about a mention that may belong to it; after it, those taken as facts
STEPS = 5  # up and down the parse between two words
MAIN = frozenset({"CHN", "GBR", "JPN", "KOR", "PRK", "RUS", "USA"})  # countries with facts of their own
SHARES, PLACES, RANKS, NUMBERS, KINDS, GAPS, BEARERS, MOST = (
    tuple((step, str(step)) for step in steps)
    for steps in (
        (0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 0.9),
        (0.02, 0.1, 0.9),
        (0, 1, 2, 4, 98),
        (0, 1, 2, 4, 8),
        (1, 2, 3, 5, 8),
        (0, 2, 5, 10, 20, 40, 80),
        (1, 3),
        (0, 0.3, 0.6, 0.9),
    )
)


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that name a country, by ``sort``: its state, its people, somebody of it."""

    start: int
    end: int
    country: str
    sort: NamedBy


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody whose country is asked.

    Attributes:
        key: Their id; of a body named by its sector alone, that of the mention.
        name: Their name; of such a body, its sector.
        kind: What kind of actor; of such a body, its sector.
        mentions: Where they stand, in order; at least one.
        role: Their role in words.
        body: The country of the body that they belong to.
        told: Their country by their titles and appositions.
        ruled: Their country by all rules.
        shape: The country in whose way the name is written.
        bare: Whether it is a body named by its sector alone: "the police".
        full: The countries of which the article names this sector in full, that named last before at the end.
    """

    key: str
    name: str
    kind: str
    mentions: tuple[Piece, ...]
    role: str | None = None
    body: str | None = None
    told: str | None = None
    ruled: str | None = None
    shape: str | None = None
    bare: bool = False
    full: tuple[str, ...] = ()

    @property
    def sort(self) -> str:
        """What facts tell apart: a person, a body, a body named by its sector alone."""
        return "bare" if self.bare else "person" if self.kind == "person" else "body"


class Countries:
    """The countries that an article names; made once for all whose country is asked.

    Args:
        parse: The parse of the article.
        namings: Its words that name countries, in order.
        outlet: The country of the medium that published it.
        surnames: The countries of known people by surname; ``given``: by given name.
    """

    def __init__(
        self, parse: Parse, namings: Sequence[Naming], outlet: str | None, surnames: Shares, given: Shares
    ) -> None:
        self.parse, self.namings, self.outlet = parse, namings, outlet
        self.surnames, self.given = surnames, given
        self.starts = [naming.start for naming in namings]
        self.roots = [parse.root_of(naming.start, naming.end) for naming in namings]
        self.counts = Counter(naming.country for naming in namings)
        self.ranks = {country: rank for rank, (country, _) in enumerate(self.counts.most_common())}

    def ask(self, asked: Asked) -> list[tuple[Item, str, str]]:
        """Return an item for each country that may be somebody's, with their key and the country."""
        places = [Place(self, piece) for piece in asked.mentions[:MENTIONS]]
        bearers = self._bearers(asked)
        likely = [max(found, key=lambda code: (found[code], code)) for found in bearers if found]
        near = [self.namings[k].country for place in places for k, _ in place.near]
        often = [country for country, _ in self.counts.most_common(OFTEN)]
        found = []
        for country in dict.fromkeys([asked.ruled, asked.body, *near, *often, self.outlet, *likely]):
            if country:
                facts = tuple(dict.fromkeys(self._facts(asked, places, country, bearers)))
                item = Item(item_key(asked.key, country), self._slots(places, country), facts)
                found.append((item, asked.key, country))
        return found

    def _slots(self, places: Sequence["Place"], country: str) -> tuple[tuple[Piece, ...], ...]:
        named = (self.namings[k] for place in places for k, _ in place.near if self.namings[k].country == country)
        nearest = next(named, None)
        first = places[0]
        return (first.piece,), ((first.left, first.right),), ((nearest.start, nearest.end),) if nearest else ()

    def _bearers(self, asked: Asked) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Return of which countries known people are who bear a person's surname, and their given name."""
        words = asked.name.lower().split()
        if asked.sort != "person" or len(words) < 2:
            return {}, {}
        surname = words[0] if asked.shape else words[-1]
        return self.surnames.get(surname, {}), {} if asked.shape else self.given.get(words[0], {})

    # --- facts -----------------------------------------------------------------------------------------------------

    def _facts(
        self,
        asked: Asked,
        places: Sequence["Place"],
        country: str,
        bearers: tuple[Mapping[str, int], Mapping[str, int]],
    ) -> Iterator[str]:
        sort, code = asked.sort, country if country in MAIN else "else"
        ruled, told = (_is(answer, country) for answer in (asked.ruled, asked.told))
        yield f"sort={sort}"
        yield f"country={code}|{sort}"
        yield f"country={code}|kind={asked.kind}"
        yield from (f"ruled={ruled}|{fact}" for fact in (sort, f"kind={asked.kind}", code))
        yield from (f"told={told}|{fact}" for fact in (sort, f"ruled={ruled}|{sort}", code))
        if asked.body:
            yield f"body={asked.body == country}|{sort}"
        yield f"shape={asked.shape == country}|{asked.shape}" if asked.shape else f"shapeless|{code}|{sort}"
        if asked.bare:
            full = _is(asked.full[-1] if asked.full else None, country)
            yield f"full={country in asked.full}|{min(len(asked.full), 2)}"
            yield f"full={country in asked.full}|{min(len(asked.full), 1)}|ruled={ruled}"
            yield f"last-full={full}|ruled={ruled}"
        yield from self._of_article(country, sort, code, ruled)
        if sort == "person":
            yield from _of_name(asked, country, code, bearers)
        for word in (asked.role or "").lower().split():
            yield f"role={word}|{code}"
            yield f"role={word}|ruled={ruled}"
        for number, place in enumerate(places):
            facts = place.facts(country, sort, code)
            yield from facts if number == 0 else (f"later|{fact}" for fact in facts)
            if number == 0:
                yield from place.standing(sort)
        beside = {self.namings[k].country for place in places for k, side in place.near if side}
        said = country in beside
        yield f"said={said}|ruled={ruled}|{sort}"
        yield f"said={said}|{sort}|{code}"
        yield f"said={said}|others={min(len(beside - {country}), 2)}|{sort}"

    def _of_article(self, country: str, sort: str, code: str, ruled: str) -> Iterator[str]:
        """Yield how much the article speaks of a country."""
        number, total = self.counts[country], self.counts.total()
        share = bucket(number / total if total else 0, SHARES)
        rank = bucket(self.ranks.get(country, 99), RANKS)
        yield f"share={share}|{sort}"
        yield f"share={share}|ruled={ruled}"
        yield f"share={share}|{sort}|{code}"
        yield f"rank={rank}|{sort}"
        yield f"rank={rank}|countries={bucket(len(self.counts), KINDS)}"
        yield f"number={bucket(number, NUMBERS)}|{sort}"
        if self.namings:
            yield f"first={self.namings[0].country == country}|{sort}"
        outlet = _is(self.outlet, country)
        yield f"outlet={outlet}|{sort}|named={number > 0}"
        yield f"outlet={outlet}|share={share}"


class Place:
    """What stands about a mention: the words of its phrase, and the namings of countries near it.

    Attributes:
        left, right: Where the words that may belong to it begin and end: "the envoy of Japan, Abe", "Abe of Japan".
        near: Namings by number, and whether they stand ``in`` the mention, ``before`` or ``after`` it within those
            words, or outside them.
    """

    def __init__(self, countries: Countries, piece: Piece) -> None:
        parse, (start, end) = countries.parse, piece
        self.countries, self.piece = countries, piece
        self.root = parse.root_of(start, end)
        self.sentence = low, high = parse.sentence(start)
        top = parse.head[self.root] if parse.dep[self.root] == "appos" else self.root
        self.left = max(low, start - BEFORE, min(parse.left[self.root], parse.left[top], start))
        self.right = min(high, end + AFTER, max(parse.right[self.root] + 1, end))
        self.at = bisect_left(countries.starts, start)
        numbers = range(max(0, self.at - NEAR), min(len(countries.namings), self.at + NEAR))
        self.near = [(k, self._side(countries.namings[k].start)) for k in numbers]

    def _side(self, i: int) -> str:
        start, end = self.piece
        if start <= i < end:
            return "in"
        return "before" if self.left <= i < start else "after" if end <= i < self.right else ""

    def facts(self, country: str, sort: str, code: str) -> Iterator[str]:
        """Yield how a country stands to the mention."""
        namings, low, high = self.countries.namings, *self.sentence
        own = [(k, side) for k, side in self.near if namings[k].country == country]
        beside = any(side for _, side in own)
        for k, side in own:
            if side:
                yield from self._of_phrase(k, side, sort)
            if low <= namings[k].start < high:
                path, meeting = _path(self.countries.parse, self.countries.roots[k], self.root)
                yield from (f"path={path}{rest}" for rest in ("", f"|{sort}", f"|{namings[k].sort}", f"|{meeting}"))
        for side in sorted({side for k, side in self.near if side and namings[k].country != country}):
            yield f"rival={side}|{sort}|{beside}"
        yield from self._of_order(country, sort)
        parse = self.countries.parse
        here = {namings[k].country for k, _ in self.near if parse.para[namings[k].start] == parse.para[self.piece[0]]}
        yield f"paragraph={country in here}|{min(len(here), 3)}|{sort}"
        for word in self._words():
            yield f"word={word}|{code}"
            yield f"word={word}|beside={beside}"

    def _of_phrase(self, k: int, side: str, sort: str) -> Iterator[str]:
        """Yield what a naming is to the phrase that it stands in."""
        parse, i, named = self.countries.parse, self.countries.roots[k], self.countries.namings[k].sort
        above = parse.head[i]
        yield from (f"at={side}{rest}" for rest in (f"|{sort}", f"|{named}", f"|{named}|{sort}"))
        yield f"at={side}|{parse.dep[i]}<{parse.lemma[above].lower()}"
        if parse.dep[i] == "pobj":
            yield f"in={side}|{parse.lower[above]}<{parse.lemma[parse.head[above]].lower()}"
            yield f"in={side}|{parse.lower[above]}|{sort}"

    def _of_order(self, country: str, sort: str) -> Iterator[str]:
        """Yield which of the countries named before and after the mention it is."""
        parse, namings, (start, end) = self.countries.parse, self.countries.namings, self.piece
        low, high = self.sentence
        before, after = range(self.at - 1, max(-1, self.at - 8), -1), range(self.at, min(len(namings), self.at + 8))
        ranks: dict[str, int] = {}
        for side, numbers in (("before", before), ("after", after)):
            order = list(dict.fromkeys(namings[k].country for k in numbers))
            ranks[side] = order.index(country) if country in order else 3
            yield f"{side}={min(ranks[side], 3)}|{sort}"
            if ranks[side] != 0:
                continue
            naming, root = namings[numbers[0]], self.countries.roots[numbers[0]]
            gap = start - naming.end if side == "before" else naming.start - end
            one = parse.para[naming.start] == parse.para[start]
            where = "sentence" if low <= naming.start < high else "paragraph" if one else "far"
            yield f"{side}|gap={bucket(gap, GAPS)}|{sort}"
            yield from (f"{side}|{where}{rest}|{sort}" for rest in ("", f"|{naming.sort}", f"|{parse.dep[root]}"))
        yield f"before={min(ranks['before'], 3)}|after={min(ranks['after'], 3)}|{sort}"

    def standing(self, sort: str) -> Iterator[str]:
        """Yield where the mention stands, which no country changes."""
        parse, start = self.countries.parse, self.piece[0]
        yield f"dep={parse.dep[self.root]}|{sort}"
        yield f"place={bucket(start / max(1, len(parse)), PLACES)}|{sort}"

    def _words(self) -> Iterator[str]:
        """Yield the words about the mention that may tell of a country."""
        lower, (start, end) = self.countries.parse.lower, self.piece
        for i in (*range(self.left, start), *range(end, min(self.right, end + BEYOND))):
            if lower[i].isalpha() or "." in lower[i][:-1]:
                yield lower[i]


def _of_name(
    asked: Asked, country: str, code: str, bearers: tuple[Mapping[str, int], Mapping[str, int]]
) -> Iterator[str]:
    """Yield what a person's name tells of a country: who else bears it, and how it ends."""
    for part, found in zip(("surname", "given"), bearers, strict=True):
        if total := sum(found.values()):
            share = bucket(found.get(country, 0) / total, MOST)
            yield f"{part}={share}|{bucket(total, BEARERS)}"
            yield f"{part}={share}|{code}"
        else:
            yield f"{part}=unknown|{code}"
    words = asked.name.lower().split()
    last = words[0] if asked.shape else words[-1]
    for size in (1, 2, 3):
        yield f"end{size}={last[-size:]}|{code}"
        yield f"first-end{size}={words[0][-size:]}|{code}"
    yield f"start={last[:2]}|{code}"
    yield f"first={words[0]}|{code}"
    yield f"words={len(words)}|{'-' in asked.name}|{code}"


def _is(answer: str | None, country: str) -> str:
    return "none" if answer is None else "same" if answer == country else "other"


def _path(parse: Parse, one: int, other: int) -> tuple[str, str]:
    """Return the relations up from one word and down to another, and the lemma where they meet."""
    found = between(parse, one, other, STEPS)
    if found is None:
        return "far", ""
    ups, meeting, down = found
    steps = [parse.lower[k] if parse.dep[k] == "prep" else parse.dep[k] for k in ups]
    return ">".join(steps) + "^" + "<".join(parse.dep[k] for k in down), parse.lemma[meeting].lower()


def item_key(asked: str, country: str) -> str:
    """Return the key of what is asked: whether somebody is of a country."""
    return f"{asked}|{country}"


def bare_key(start: int) -> str:
    """Return the key by which a body is asked about that stands at a token by its sector alone."""
    return f"b{start}"


def choose(asked: Sequence[tuple[Item, str, str]], likely: Floats, threshold: float) -> dict[str, str | None]:
    """Return the likeliest country of each who was asked about, by key; None where none is likely enough."""
    best: dict[str, tuple[float, str | None]] = {}
    chances = shares(likely[:, LABELS.index(SAME)].tolist(), [key for _, key, _ in asked])
    for (_, key, country), chance in zip(asked, chances, strict=True):
        if chance > best.setdefault(key, (threshold, None))[0]:
            best[key] = chance, country
    return {key: country for key, (_, country) in best.items()}
