"""Through whom a claim came: from the one who is said to know, to the one who told us."""

from dataclasses import dataclass
from typing import Literal

from korea_nlp.origins.credits import CreditReader
from korea_nlp.records import Claim, Record


@dataclass(frozen=True, slots=True)
class Relay:
    """One hand through which a claim came.

    Attributes:
        name: The actor's name, else the words that stand for them; of a publisher, as the record has it.
        actor: The actor's id; None where it is not known.
        how: ``source`` of the claim or of one that encloses it, ``credit`` in the article, or its ``publisher``.
    """

    name: str
    actor: str | None
    how: Literal["source", "credit", "publisher"]


def relay(record: Record, claim_id: str, *, credits: CreditReader | None = None) -> tuple[Relay, ...]:
    """Return through whom a claim came, the first to say it first, the publisher last.

    For "SEOUL (Reuters) - Yonhap reported that a lawmaker had been told by the NIS that ..." these are the NIS, the
    lawmaker, Yonhap and Reuters, then the paper that carries it. Nobody stands in it twice. A mention ("Yonhap
    reported") elsewhere in the article says nothing of this claim, so only credit lines count.

    Raises:
        KeyError: The record has no such claim.

    Example:
        >>> from korea_nlp.records import Part, Source
        >>> text = "SEOUL (Reuters) - Analysts doubted it."
        >>> source, content = Source(((18, 26),), "Analysts"), Part(((35, 37),), "it")
        >>> claim = Claim("c", "indirect", source, None, content, (), "believe", "certain", (), (), None, None, 1.0)
        >>> [hand.name for hand in relay(Record("a1", text, publisher="Daily Post", claims=(claim,)), "c")]
        ['Analysts', 'Reuters', 'Daily Post']
    """
    credits = credits or CreditReader()
    names = {actor.id: actor.name for actor in record.actors}
    hands: list[Relay] = []
    for claim in _outwards(record, claim_id):
        if claim.source and claim.source.actors:
            hands += [Relay(names.get(id, id), id, "source") for id in claim.source.actors]
        elif claim.source:
            hands.append(Relay(claim.source.text, None, "source"))
    if credit := credits.line(record.text):
        hands.append(Relay(names.get(credit.agency or "", credit.name), credit.agency, "credit"))
    if record.publisher:
        hands.append(Relay(record.publisher, credits.publisher(record.publisher), "publisher"))
    seen: dict[str, Relay] = {}
    for hand in hands:
        seen.setdefault(hand.actor or hand.name.casefold(), hand)
    return tuple(seen.values())


def _outwards(record: Record, claim_id: str) -> list[Claim]:
    """Return a claim and those that enclose it, the innermost first."""
    claims = {claim.id: claim for claim in record.claims}
    found = [claims[claim_id]]
    while (parent := claims.get(found[-1].parent or "")) and parent not in found:
        found.append(parent)
    return found
