"""What a text has told so far, against which its next date is read."""

from dataclasses import dataclass
from datetime import date

from korea_nlp.dates import Context, Direction, Found, Interval, NamedDays, resolve

STORY = 300  # characters after a date with a year in which a bare one may be of that year
DATELINE = 90  # characters from the start of an article within which its dateline ends


@dataclass(slots=True)
class ReferenceTime:
    """What a text has told so far: the day told last, and the story of another year that it is in.

    Attributes:
        text: The article's text.
        published: The day of publication, where it is known.
        told: The day or month told last.
        named: The calendar unit of any size told last.
        told_end: The character where it ends.
        story: The last date with a year.
        story_ends: The character up to which bare dates may be of that story.
    """

    text: str
    published: date | None
    told: Interval | None = None
    named: Interval | None = None
    told_end: int = 0
    story: Interval | None = None
    story_ends: int = 0

    def context(self, found: Found, direction: Direction) -> Context:
        """Return against what an expression is read."""
        told, story = self.told, self.story if found.start < self.story_ends else None
        # "in 2023, three times more than the previous year"
        if found.expression.unit == "year":
            told = self.named
        return Context(self.published, told, story, direction)

    def note(self, found: Found, interval: Interval) -> None:
        """Remember a time that was told."""
        if interval.grain not in ("duration", "decade"):
            self.named = interval
        if interval.grain not in ("day", "month"):
            return
        self.told, self.told_end = interval, found.end
        if found.expression.year:
            self.story, self.story_ends = interval, found.end + STORY
        elif found.start < self.story_ends:
            self.story_ends = found.end + STORY


def dateline(text: str, found: list[Found]) -> date | None:
    """Return the full date of a dateline: "SEOUL, Jan. 24, 2025 (AP) -"; it serves where no publication is known."""
    first = found[0]
    dashed = text[first.end : first.end + 9].lstrip(" ,").startswith(("(", "-", "–", "—"))
    if first.end > DATELINE or first.expression.kind != "date" or not dashed:
        return None
    interval = resolve(first.expression, NamedDays([], []), Context())
    return interval.first if interval else None
