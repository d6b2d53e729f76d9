"""Who stands behind a claim, and whether two claimants can be told apart."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from korea_nlp.compare.words import WORD, stem
from korea_nlp.records import Actor, Claim

PRONOUN = re.compile(r"(?:I|we|he|she|it|they|you|who|which|that|this|those|these|some|others?|many|one)", re.I)
DEFINITE = re.compile(r"(?:the|this|that|these|those|his|her|its|their|our|my|both|another|other)\b", re.I)
OF_A_STATE = ("state", "government")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who stands behind a claim.

    Attributes:
        actors: Ids of the actors; empty where they have none.
        words: The words of the source, in lower case.
        names: Stems of the words that name them.
        states: Codes of the countries for which a state itself speaks.
        officials: Codes of the countries for which a body or an official speaks.
        bodies: Ids of the actors and of the bodies that they belong to.
    """

    actors: tuple[str, ...] = ()
    words: str = ""
    names: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    officials: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()

    @property
    def nameless(self) -> bool:
        """Whether nobody known stands for it."""
        return not self.actors

    @property
    def open(self) -> bool:
        """Whether the text leaves open who speaks, or a pronoun does: it may be anybody in the article."""
        return self.nameless and (not self.words or PRONOUN.fullmatch(self.words) is not None)

    @property
    def definite(self) -> bool:
        """Whether it may stand for somebody whom the article has named before: "the group", "its spokesman"."""
        return self.open or (self.nameless and DEFINITE.match(self.words) is not None)

    def one_side(self, other: "Speaker") -> bool:
        """Return whether what one says is what the other says: a state and its own ministry, a body and its head."""
        return bool(self.bodies & other.bodies or self.states & other.officials or other.states & self.officials)


NOBODY = Speaker()


def speaker(claim: Claim, actors: Mapping[str, Actor], publisher: str | None) -> Speaker:
    """Return who stands behind a claim; the publisher of what an article tells in its own name."""
    if claim.source is None:
        return Speaker(words="" if claim.id else (publisher or "").lower())
    known = [actors[id] for id in claim.source.actors if id in actors]
    words = (claim.source.text, *(part for actor in known for part in (actor.name, actor.affiliation or "")))
    return Speaker(
        tuple(dict.fromkeys(claim.source.actors)),
        claim.source.text.lower(),
        frozenset(stem(word.lower()) for text in words for word in WORD.findall(text)),
        _countries(actor for actor in known if actor.kind == "state"),
        _countries(actor for actor in known if actor.kind in OF_A_STATE or (actor.kind == "person" and actor.role)),
        frozenset(own_name(id) for actor in known for id in (actor.id, actor.affiliation) if id),
    )


def own_name(id: str) -> str:
    """Return the id of an actor as it is in any article.

    Example:
        >>> own_name("a1#kim-hyung-suk"), own_name("kcna")
        ('#kim-hyung-suk', 'kcna')
    """
    _, mark, name = id.rpartition("#")
    return mark + name


def _countries(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(actor.country for actor in actors if actor.country)
