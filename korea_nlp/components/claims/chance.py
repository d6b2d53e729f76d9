"""Likelihoods as log-odds, and back."""

import math

LEAST = 0.005  # likelihoods nearer to 0 or 1 tell no more
MOST = 30.0  # log-odds beyond which nothing changes


def odds(likely: float) -> float:
    """Return the log-odds of a likelihood.

    Example:
        >>> odds(0.5)
        0.0
    """
    likely = min(max(likely, LEAST), 1 - LEAST)
    return math.log(likely / (1 - likely))


def chance(total: float) -> float:
    """Return the likelihood of log-odds.

    Example:
        >>> chance(0.0)
        0.5
    """
    return 1.0 / (1.0 + math.exp(-max(-MOST, min(MOST, total))))
