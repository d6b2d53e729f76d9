"""Places by their names: which place words mean, in which country, and where on a map."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

from korea_nlp.errors import LexiconError, OptionError
from korea_nlp.lexicon import Lexicon, load_lexicon

PlaceKind = Literal[
    "airport", "base", "border_place", "building", "camp", "capital", "city", "county", "front", "industrial_site",
    "island", "launch_site", "mountain", "nuclear_site", "province", "region", "river", "sea", "shipyard", "test_site",
]  # fmt: skip
ARTICLE = "the "
MARKS = str.maketrans("-", " ", "'’‘ʻ.,")
FURTHEST_NORTH, FURTHEST_EAST = 90.0, 180.0
DISTANCE = re.compile(r"\b(?:miles?|km|kilomet(?:er|re)s?)\b", re.IGNORECASE)
STATE_MARK = "-state"  # in ids of states that share their name: georgia-state


# places.csv
@dataclass(frozen=True, slots=True)
class Place:
    """A place with its coordinates, in degrees north and east (WGS 84).

    Attributes:
        country: ISO 3166-1 alpha-3 code of the country that it lies in; None for the high seas and where none is told.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: PlaceKind
    country: str | None
    latitude: float
    longitude: float
    source: str


# countries.csv
@dataclass(frozen=True, slots=True)
class _State:
    actor: str
    code: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    source: str


class HasPlace(Protocol):
    """What tells a place: an argument of an event."""

    @property
    def role(self) -> str:
        """What part it has in the event."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def place(self) -> str | None:
        """The id of the place that was read in its words."""


class Gazetteer:
    """The places of a table by id and by name."""

    def __init__(self, places: Lexicon, countries: Lexicon) -> None:
        """Read the tables.

        Raises:
            LexiconError: A table is malformed, or a place lies nowhere; says which and what to do.
        """
        rows = places.rows(Place)
        states = countries.rows(_State, key=("code",))
        self.codes = frozenset(state.code for state in states)
        self.countries = {fold(state.actor.removesuffix(STATE_MARK)): state.code for state in states}
        self.places: Mapping[str, Place] = {place.id: place for place in rows}
        self.names: dict[str, list[Place]] = {}
        for place in rows:
            if place.country is not None and place.country not in self.codes:
                raise LexiconError(f"{places.name}: {place.id} lies in {place.country!r}; use a code of countries.csv.")
            if abs(place.latitude) > FURTHEST_NORTH or abs(place.longitude) > FURTHEST_EAST:
                raise LexiconError(f"{places.name}: {place.id} lies on no globe; mend its latitude and longitude.")
            for name in dict.fromkeys(map(fold, (place.name, *place.aliases))):
                self.names.setdefault(name, []).append(place)

    def find(self, words: str, country: str | None = None) -> Place | None:
        """Return the one place that has a name, in a country where one is given."""
        found = self._named(words, country)
        if not found and "," in words:  # "Kandahar, Afghanistan"
            name, _, around = words.rpartition(",")
            within = self.countries.get(fold(around))
            if within is not None and country in (None, within):
                found = self._named(name, within)
        return found[0] if len(found) == 1 else None

    def find_known(self, id: str | None) -> Place | None:
        """Return the place with an id, None where there is none or another place has one of its names."""
        place = self.places.get(id or "")
        shared = place and any(len(self.names[fold(name)]) > 1 for name in (place.name, *place.aliases))
        return None if shared else place

    def _named(self, words: str, country: str | None) -> list[Place]:
        named = self.names.get(fold(words), [])
        return [place for place in named if country is None or place.country in (country, None)]


def fold(words: str) -> str:
    """Return words without case, accents, hyphens, other marks and a leading article.

    Example:
        >>> fold("The Punggye-ri"), fold("Malé")
        ('punggye ri', 'male')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join(plain.translate(MARKS).casefold().split()).removeprefix(ARTICLE)


@cache
def load_gazetteer() -> Gazetteer:
    """Return the places of the package, read once."""
    return Gazetteer(load_lexicon("places"), load_lexicon("countries"))


def locate(words: str, country: str | None = None) -> Place | None:
    """Return the place that words name: one of ``data/places.csv``, with its country and coordinates.

    The words must be a name or an alias of the place and nothing else; case, hyphens, accents and a leading "the" do
    not matter, and its country may follow a comma ("Kandahar, Afghanistan"). Of namesakes the country decides;
    without it none of them is taken. Countries and continents are no places on a map, and are not found.

    Args:
        words: A name: ``Punggye-ri``, ``the Demilitarized Zone``.
        country: ISO 3166-1 alpha-3 code of the country it must lie in.

    Raises:
        OptionError: There is no such code.

    Example:
        >>> place = locate("punggye ri")
        >>> place.id, place.country, place.latitude, place.longitude
        ('punggye-ri', 'PRK', 41.281, 129.086)
        >>> locate("Ongjin") is None, locate("Ongjin", "PRK").name
        (True, 'Ongjin County (South Hwanghae)')
    """
    gazetteer = load_gazetteer()
    if country is not None and country not in gazetteer.codes:
        raise OptionError(f"there is no country {country!r}; give its ISO 3166-1 alpha-3 code, such as KOR.")
    return gazetteer.find(words, country)


def place_of(argument: HasPlace) -> Place | None:
    """Return the place of an argument: that its words name, else the one that was read in them."""
    gazetteer = load_gazetteer()
    if DISTANCE.search(argument.text):  # "a village 20 miles south of Kaesong": not there
        return None
    return gazetteer.find(argument.text) or gazetteer.find_known(argument.place)


def place_of_event(arguments: Iterable[HasPlace]) -> Place | None:
    """Return the place of an event: of its arguments with the role ``place``, the first that is known."""
    places = (place_of(argument) for argument in arguments if argument.role == "place")
    return next((place for place in places if place), None)
