"""What a figure is of, as a frame: measure, whose, what befell them, where, when, a part or the whole."""

from dataclasses import dataclass

from korea_nlp.compare.naming import DAYS, MONTHS
from korea_nlp.compare.words import Bag

CASUALTIES = ("killed", "injured", "killed_or_injured")
DATES = frozenset((*DAYS, *MONTHS))


@dataclass(frozen=True, slots=True)
class Setting:
    """What the figures of an article share.

    Attributes:
        words: The weightiest words of the article.
        names: Its names.
        day: The day of its publication.
    """

    article: str
    words: Bag
    names: Bag
    day: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a figure is of.

    Attributes:
        setting: What it shares with the other figures of its article.
        dimension: What is measured; one for all that is counted, "number".
        bare: A number alone, that may be of any dimension.
        measure: The measure by the table ``measures``, where it has one.
        status: What befell the people counted.
        counted: Stems of what is counted; empty where only the context says it.
        thing: What is counted is a thing that the figure itself names, as in "27 letters".
        head: The stem of the noun that the figure itself names: letter of "27 letters"; None where the context says it.
        vague: Told by an order alone ("hundreds"), or part of a name and no count ("four-party talks").
        country: Whose, where the figure's own words say so, by code.
        parties: Codes of the countries of those who act in its events.
        near: Words beside the figure.
        sentence: Words of its sentence.
        around: Words of the sentences before and after it in its paragraph.
        names: Names in its sentence, by their stems.
        called: The same as they are written, but for countries, dates and common words.
        window: First and last day of the time that its sentence speaks of.
        planned: It is not yet so.
        step: It comes on top of what was told before: "eight more deaths".
        rate: It is by the year, the day, ...
        place: Where it stands: paragraph, where its sentence begins, and which sentence of the article it is.
        events: Kinds of event that it takes part in.
        where: Codes of the countries that what is claimed names.
        beside: Names in the sentences before and after, by their stems.
        remains: Told of those who are left: "two are still in hospital".
        former: What it was before: "up from 27 percent".
        spots: Kinds of place in its clause: airport, station.
        own: Told of the teller's own: "its net profit".
        others: Told besides some who are named: "a soldier and 11 other people".
        in_turn: Its words say that it is another number of what was told before: "puts the sum at 3 million".
        total: Told as of a whole war or time: "the toll", "so far".
        incident: Told as of one attack or day.
        whole: Told of a whole country, where others may tell of a part: "nationwide".
        holder: Stems of the words of whose it is, as far as the sentence says so: "Ford has 13,000 workers".
    """

    setting: Setting
    dimension: str
    bare: bool
    measure: str | None
    status: str | None
    counted: frozenset[str]
    thing: bool
    head: str | None
    vague: bool
    country: str | None
    parties: frozenset[str]
    near: Bag
    sentence: Bag
    around: Bag
    names: frozenset[str]
    called: frozenset[str]
    window: tuple[str, str] | None
    planned: bool
    step: bool
    rate: bool
    place: tuple[int, int, int]
    events: frozenset[str]
    where: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    remains: bool = False
    former: bool = False
    holder: frozenset[str] = frozenset()
    in_turn: bool = False
    total: bool = False
    incident: bool = False
    whole: bool = False
    spots: frozenset[str] = frozenset()
    own: bool = False
    others: bool = False
