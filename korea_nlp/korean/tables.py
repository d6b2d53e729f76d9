"""The rows of the Korean tables; the table of a row is named above it."""

from dataclasses import dataclass
from typing import Literal

from korea_nlp.records.vocabulary import Certainty, Stance


# ko_names.csv
@dataclass(frozen=True, slots=True)
class NameRow:
    """A Korean name of an actor of the knowledge base.

    Attributes:
        form: ``name`` and ``alias`` as in ``aliases.csv``; ``short`` for a foreign surname, ``metonym`` for a place
            that stands for those who govern from it, ``letter`` for one letter or hanja of headlines (``北``).
    """

    name: str
    actor: str
    form: Literal["name", "alias", "short", "metonym", "letter"]
    source: str


# ko_titles.csv
@dataclass(frozen=True, slots=True)
class TitleRow:
    """A word for a role that follows a name: ``장관``.

    Attributes:
        title: The words, without a space inside.
        role: The role of ``roles.csv`` that it tells by itself; empty where the body before it tells it.
        country: Where only one country has this title.
        use: ``person`` names one person; ``group`` is said of people without a name (``관계자``); ``voice`` speaks for
            the body before it (``대변인``).
    """

    title: str
    role: str | None
    country: str | None
    use: Literal["person", "group", "voice"]
    source: str


# ko_offices.csv
@dataclass(frozen=True, slots=True)
class OfficeNameRow:
    """The words for one office: ``통일부 장관``."""

    words: str
    office: str
    source: str


# ko_sectors.csv
@dataclass(frozen=True, slots=True)
class SectorNameRow:
    """The word for a sector of a state: ``국방부``.

    Attributes:
        bare: Whether it stands for the article's own country where no country is beside it.
        country: Where only one country says it so: ``외무성`` of PRK is told by the country before it, ``합참`` not.
    """

    word: str
    sector: str
    bare: bool
    country: str | None
    source: str


# ko_cues.csv
@dataclass(frozen=True, slots=True)
class CueRow:
    """A verb (its stem: ``밝히``) or a noun that carries an attribution.

    Attributes:
        takes: What it can tell: ``q`` a quotation or indirect speech, ``o`` its object, ``g`` what stands before
            것으로, ``h`` the same without anybody who says it, ``p`` the sentence before (이같이).
    """

    word: str
    pos: Literal["verb", "noun", "light"]
    takes: str
    stance: Stance
    certainty: Certainty
    source: str


# ko_units.csv
@dataclass(frozen=True, slots=True)
class UnitRow:
    """A counter, and the unit that it counts in."""

    counter: str
    unit: str | None
    dimension: str | None
    source: str


# ko_statuses.csv
@dataclass(frozen=True, slots=True)
class StatusRow:
    """A word that tells what became of those who are counted."""

    word: str
    status: Literal["killed", "injured", "killed_or_injured", "captured", "missing", "deployed", "detained"]
    source: str


# ko_triggers.csv
@dataclass(frozen=True, slots=True)
class TriggerRow:
    """A word that tells an event.

    Attributes:
        word: A noun, or the stem of a verb.
        pos: Which of the two.
        after: A word that must stand close before it: ``미사일`` for ``발사``; several with ``|``.
        event: The event of ``event_kinds.csv``.
    """

    word: str
    pos: Literal["noun", "verb"]
    after: tuple[str, ...]
    event: str
    source: str


# ko_words.csv
@dataclass(frozen=True, slots=True)
class WordRow:
    """A word that the grammar asks for.

    Attributes:
        use: ``connective`` opens a sentence; ``not_name`` looks like a person's name and is none; ``adjunct`` names an
            occasion of speaking (기자회견에서); ``speaker`` heads a noun phrase that can speak; ``generic`` heads one
            that stands for nobody in particular; ``media`` points back to an agency, a paper or a broadcaster;
            ``given`` is a foreign given name that looks like a Korean full name (마이클); ``addressee`` is somebody of
            whom things are asked with 에 (부대에).
    """

    word: str
    use: Literal["connective", "not_name", "adjunct", "speaker", "generic", "media", "given", "addressee"]
    source: str
