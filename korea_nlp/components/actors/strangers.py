"""What names a person whom no table knows, and what only looks like it: places, storms, party members, titles."""

from collections.abc import Set

from korea_nlp.components.actors.reading import Reading

PLACED = frozenset({"across", "in", "near", "outside", "throughout", "toward", "towards"})  # before places
SORTS = frozenset(
    {
        "boat",
        "carrier",
        "cyclone",
        "destroyer",
        "ferry",
        "freighter",
        "frigate",
        "hurricane",
        "ship",
        "storm",
        "submarine",
    }
    | {"tanker", "town", "township", "trawler", "typhoon", "vessel", "village", "yacht"}
)  # words right before the names of ships, storms and places
MARKS = frozenset("/|@&_#")  # that no name holds


def names_person(reading: Reading, things: Set[str], start: int, end: int) -> bool:
    """Tell the name of a person from other words with capitals.

    Args:
        reading: The article.
        things: Words that end the names of things and places, and that begin those of storms.
        start: Of the name.
        end: Likewise.
    """
    words = [reading.lower(i) for i in range(start, end)]
    if any(letter.isdigit() or letter in MARKS for word in words for letter in word):
        return False  # "Type 001A", "Ann Boyd/Pool"
    if reading.words["honorific"].issuperset(words) or reading.lower(start - 1) in SORTS:
        return False  # "Ms", "the tanker Stena Orla"
    if _is_place(reading, things, start, end):
        return False
    given = end - start > 1 and words[0] in reading.mentions.knowledge.given_names
    if given:
        return True  # "Kari Lake", "Nicole English"
    surnames = reading.words["northern"] | reading.words["southern"]
    if not things.isdisjoint({*words[:1]} - surnames | {words[-1]}) or _is_member(reading, end - 1):
        return False  # "Cyclone Amphan", "Davao City"
    return end - start > 1 or _stands_alone(reading, things, start)


def _is_place(reading: Reading, things: Set[str], start: int, end: int) -> bool:
    """Tell a city or a part of one, "ABU" of Abu Dhabi, and what stands where places do: "the village of Ain Qana"."""
    for i in range(max(0, start - 1), start + 1):
        city = reading.hit(i, "city")
        if city is not None and city.end >= end and city.end - i > start - i:
            return True
    if reading.is_possessive(end):
        return False  # "in Floyd's death"
    if reading.lower(start) in reading.mentions.knowledge.given_names:
        return False
    of = reading.lower(start - 1) == "of" and reading.lower(start - 2) in things
    return of or reading.lower(start - 1) in PLACED


def _is_member(reading: Reading, i: int) -> bool:
    """Tell somebody of a party or a people: "the Texas Republican", "an African-American"."""
    knowledge, here = reading.mentions.knowledge, reading.hits.get(i, {})
    if "adjective" in here or "people" in here:
        return True
    return any(knowledge.actors[row.actor].kind != "person" for row in knowledge.candidates(f"{reading.lower(i)}s"))


def _stands_alone(reading: Reading, things: Set[str], i: int) -> bool:
    """Tell a lone name from a part of a longer one, "the Marshall Plan", "Cape Cod", and from a common word."""
    parse = reading.parse
    if parse.pos[i] and parse.pos[i] != "PROPN":
        return False
    if i + 1 < reading.size and parse.lemma[i + 1].lower() in things:
        return False  # "Nicholas counties"
    if reading.is_title_case(i + 1) and parse.pos[i + 1] == "PROPN" and reading.is_premodifier(i + 1):
        return False
    return not (reading.is_title_case(i - 1) and reading.lower(i - 1) in things)
