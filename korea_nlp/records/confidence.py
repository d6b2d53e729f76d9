"""Records without claims of which we are not sure enough."""

from dataclasses import replace
from typing import Any

from korea_nlp.errors import OptionError
from korea_nlp.records.references import only_about
from korea_nlp.records.types import Claim, Record


def drop_unsure(record: Record, min_confidence: float | None) -> Record:
    """Return a record with those of its claims alone whose ``confidence`` is no lower than the least; None keeps all.

    A claim within one that goes is then within the next one around it, or in none. Of those that a claim that stays is
    about, they stay whose own confidence is no lower, or not known. Actors, amounts, dates and events have no
    confidence of their own and stay, also those that only claims that go told of.

    Raises:
        OptionError: The least is no number from 0 to 1.

    Example:
        >>> record = Record(id="a1", text="Seoul said so.")
        >>> drop_unsure(record, 0.7) == record
        True
    """
    least = check_confidence(min_confidence)
    if least is None:
        return record
    kept = {claim.id for claim in record.claims if claim.confidence >= least}
    parents = {claim.id: claim.parent for claim in record.claims}

    def around(claim: Claim) -> str | None:
        parent = claim.parent
        while parent in parents and parent not in kept:
            parent = parents[parent]
        return parent

    claims = tuple(
        replace(only_about(claim, _sure_about(claim, least)), parent=around(claim))
        for claim in record.claims
        if claim.id in kept
    )
    return record if claims == record.claims else replace(record, claims=claims)


def _sure_about(claim: Claim, least: float) -> set[str]:
    """Return those of whom it is sure enough that a claim is about them."""
    unsure = {form.actor for form in claim.about_forms if form.confidence < least}
    return set(claim.about) - unsure


def check_confidence(least: Any) -> float | None:
    """Return the least confidence as it was given.

    Raises:
        OptionError: It is no number from 0 to 1; says what was found.
    """
    if least is None or (isinstance(least, int | float) and not isinstance(least, bool) and 0 <= least <= 1):
        return least
    raise OptionError(f"min_confidence is {least!r:.60}; give a number from 0 to 1.")
