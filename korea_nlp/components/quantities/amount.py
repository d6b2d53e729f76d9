"""An amount as read off the text."""

from dataclasses import dataclass

from korea_nlp.numerals import Form


@dataclass(slots=True)
class Amount:
    """An amount as read off the text; the component adds what the parse tells.

    Attributes:
        start: First character, with currency and modifiers.
        end: The character after the last, with unit.
        first: First character of the number itself.
        last: The character after the number itself.
        lower: The value, or the lower end of a range.
        upper: The upper end of a range, else the same as ``lower``.
        parts: How many amounts a connector joined into this one.
    """

    start: int
    end: int
    first: int
    last: int
    lower: float
    upper: float
    form: Form | str
    unit: str | None = None
    scale: float = 1.0
    bound: str = "exact"
    relation: str = "none"
    age: bool = False
    currency: bool = False
    vague: bool = False
