"""How likely a proposal is an attribution: the weights of its facts, added up and pressed between 0 and 1."""

from collections.abc import Iterable, Mapping

from korea_nlp.components.claims.chance import chance


def likelihood(facts: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the likelihood by a logistic model; a fact that the table does not hold adds nothing.

    Example:
        >>> likelihood(["frame=ccomp:that"], {"frame=ccomp:that": 0.0})
        0.5
    """
    return chance(sum(weights.get(fact, 0.0) for fact in facts))
