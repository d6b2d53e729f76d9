"""An event on its way from its trigger to the layer."""

from dataclasses import dataclass, field

from korea_nlp.components.events.tables import EventType


@dataclass(slots=True)
class Found:
    """An event on its way: its trigger's token, its type, and what its arguments will be read from.

    Attributes:
        objects: Heads of the objects of a verb.
        absorbed: Heads that belong to the trigger's meaning: "sanctions" in "lifted the sanctions".
        verb: The token whose subject is the agent: the trigger, or the light verb above it; -1 for none.
    """

    token: int
    type: EventType
    objects: list[int] = field(default_factory=list)
    absorbed: list[int] = field(default_factory=list)
    passive: bool = False
    verb: int = -1
    mode: str = "actual"
    plover: str | None = None
