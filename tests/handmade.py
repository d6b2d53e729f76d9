"""Records built by hand, for the tests of what stands behind the pipeline."""

from dataclasses import replace

from korea_nlp import Record
from korea_nlp.records import Actor, Argument, Claim, Cue, Event, Mention, Part, Quantity, Source, Time, Words

TEXT = (
    "SEOUL — South Korea's spy agency said on Friday that about 300 North Korean soldiers had been killed in Russia. "
    'KCNA reported that Kim Jong Un had denied sending troops, calling the figure "a <b>fairy</b> tale & no more". '
    "Analysts doubt it."
)


def words(text: str, piece: str) -> tuple[int, int, str]:
    """Return where the first occurrence of some words stands, and the words."""
    start = text.index(piece)
    return start, start + len(piece), piece


def part(text: str, *pieces: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """Return the offsets of some pieces and their words, as parts of claims hold them."""
    return tuple(words(text, piece)[:2] for piece in pieces), " ".join(pieces)


def actor(text: str, id: str, name: str, kind: str, country: str | None, *mentions: tuple[str, str]) -> Actor:
    found = tuple(Mention(*words(text, piece), form, f"test:{form}") for piece, form in mentions)
    return Actor(id, name, kind, country, None, None, None, found)


def claim(text: str, id: str, source: Source | None, cue: str, content: tuple[str, ...], **facts: object) -> Claim:
    values: dict[str, object] = {
        **{"kind": "indirect", "about": (), "stance": "assert", "certainty": "certain", "events": ()},
        **{"quantities": (), "time": None, "parent": None, "confidence": 1.0},
        **facts,
    }
    found = Cue(*part(text, cue), cue.split()[-1])
    return Claim(id=id, source=source, cue=found, content=Part(*part(text, *content)), **values)  # type: ignore[arg-type]


def make_record(id: str = "a1", text: str = TEXT) -> Record:
    """Return a record with something in every field; the second claim encloses the third."""
    agency, kcna, kim = "South Korea's spy agency", "KCNA", "Kim Jong Un"
    figure = "about 300 North Korean soldiers"
    actors = (
        actor(text, "nis", "National Intelligence Service", "government", "KOR", (agency, "role")),
        actor(text, "north-korea", "North Korea", "state", "PRK"),
        actor(text, "kcna", "KCNA", "media", "PRK", (kcna, "name")),
        replace(actor(text, "kim-jong-un", "Kim Jong Un", "person", "PRK", (kim, "name")), role="leader"),
        actor(text, f"{id}#soldiers", "soldiers", "group", None, ("North Korean soldiers", "nominal")),
    )
    counted = Words(*words(text, "North Korean soldiers"))
    quantity = Quantity(
        "q1",
        *words(text, figure),
        300.0,
        300.0,
        "approximate",
        "none",
        "soldier",
        None,
        counted,
        "killed",
        "none",
        None,
        None,
    )
    time = Time("t1", *words(text, "on Friday"), "2025-01-24", "2025-01-24", "day", None)
    victims = Argument("patient", *words(text, figure), f"{id}#soldiers", None)
    place = Argument("place", *words(text, "Russia"), None, "Russia")
    killed = Words(*words(text, "killed"))
    event = Event("e1", "casualties", "killed", "ASSAULT", "actual", True, killed, (), (victims, place), "t1", ("q1",))
    claims = (
        claim(
            text,
            "c1",
            Source(*part(text, agency), ("nis",)),
            "said",
            ("that about 300 North Korean soldiers had been killed in Russia",),
            about=(f"{id}#soldiers", "north-korea"),
            events=("e1",),
            quantities=("q1",),
            time="t1",
        ),
        claim(
            text,
            "c2",
            Source(*part(text, kcna), ("kcna",)),
            "reported",
            ("that Kim Jong Un had denied sending troops", 'calling the figure "a <b>fairy</b> tale & no more"'),
            kind="mixed",
            about=("kim-jong-un",),
        ),
        claim(
            text,
            "c3",
            Source(*part(text, kim), ("kim-jong-un",)),
            "had denied",
            ("sending troops",),
            about=("kim-jong-un", "north-korea"),
            stance="deny",
            parent="c2",
            confidence=0.51239,
        ),
        claim(text, "c4", Source(*part(text, "Analysts")), "doubt", ("it",), stance="believe", certainty="possible"),
    )
    return Record(
        id=id,
        text=text,
        title="Hundreds <killed> & more",
        published="2025-01-24",
        publisher="Meridian Daily",
        url="https://meridian.example/1",
        versions={"korea_nlp": "0.1.0", "model": "test", "knowledge": "0"},
        actors=actors,
        quantities=(quantity,),
        times=(time,),
        events=(event,),
        claims=claims,
    )
