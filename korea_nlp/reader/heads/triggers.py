"""Which words tell an event, and of which kind."""

from collections.abc import Mapping
from typing import Any, get_args

from korea_nlp.ops import Floats, softmax
from korea_nlp.reader.heads.words import WordHead
from korea_nlp.records.vocabulary import EventKind

NAME = "triggers"
NONE = "none"
LABELS: tuple[str, ...] = (NONE, *get_args(EventKind))


class TriggerHead(WordHead):
    """Says of each word how likely it tells an event of each kind.

    Args:
        settings: ``labels``, those that were taught; ``threshold``, how likely a word must tell any event to be one.
        weights: As ``WordHead`` has them.

    Raises:
        KeyError, ValueError: As ``WordHead`` does.
    """

    def __init__(self, settings: Mapping[str, Any], weights: Mapping[str, Floats]) -> None:
        super().__init__(NAME, LABELS, len(LABELS), settings, weights)
        self.threshold: float = settings["threshold"]

    def likelihoods(self, words: Floats) -> Floats:
        """Return how likely each word tells nothing or an event of each kind, of shape (words, labels)."""
        return softmax(self.logits(words))
