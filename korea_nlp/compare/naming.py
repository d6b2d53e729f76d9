"""The names of topics in words, for those who show them."""

import re
from collections.abc import Iterable, Mapping

from korea_nlp.compare.measures import CountryRow
from korea_nlp.lexicon import load_lexicon

ENDING = re.compile(r"(?: (\d{4})(?:-(0[1-9]|1[0-2])-(\d{2}))?)?(?: #(\d+))?$")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def topic_words(topics: Iterable[str]) -> dict[str, str]:
    """Return the topics of a ledger, each with its name in words.

    Args:
        topics: As ``compare`` names them: what is counted or happens, whose, what distinguishes it, the day where it is
            of one, and a number where several are called alike.

    Example:
        >>> list(topic_words(["casualties PRK Kursk 2025-01-06", "money 2025-03-26 #2", "casualties"]).values())
        ['Casualties: North Korean, Kursk, 6 January 2025', 'Money: 26 March 2025 (2)', 'Casualties']
        >>> list(topic_words(["missile_launch PRK 2025-01-06", "arms_transfer PRK RUS"]).values())
        ['Missile launch: North Korea, 6 January 2025', 'Arms transfer: North Korea, Russia']
        >>> topic_words(["attack on KOR 2010"])
        {'attack on KOR 2010': 'Attack on South Korea: 2010'}
    """
    rows = load_lexicon("countries").rows(CountryRow)
    adjectives = {row.code: row.adjectives[0] for row in rows if row.adjectives}
    names = {row.code: row.actor.replace("-", " ").title() for row in rows if row.actor}
    return {topic: _in_words(topic, adjectives, names) for topic in topics}


def _in_words(topic: str, adjectives: Mapping[str, str], names: Mapping[str, str]) -> str:
    ending = ENDING.search(topic)
    head = topic[: ending.start()] if ending else topic
    year, month, day, count = ending.groups() if ending else (None,) * 4
    what, *rest = head.split()
    event = "_" in what or rest[:1] == ["on"] or sum(part in adjectives for part in rest) > 1
    shown = names if event else adjectives
    parts = [shown.get(part, part) for part in rest]
    title = what.replace("_", " ").capitalize()
    if parts[:1] == ["on"]:
        title, parts = " ".join((title, *parts[:2])), parts[2:]
    when = " ".join(part for part in (day and str(int(day)), month and MONTHS[int(month) - 1], year) if part)
    if not when and adjectives.keys().isdisjoint(rest):
        return topic[:1].upper() + topic[1:].replace("_", " ")
    words = "".join((", " if part[:1].isupper() else " ") + part for part in parts).lstrip(", ")
    said = ", ".join(part for part in (words, when) if part)
    return (f"{title}: {said}" if said else title) + (f" ({count})" if count else "")
