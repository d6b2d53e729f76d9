"""Which words mention an actor, and of which kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np

from korea_nlp.ops import Floats, softmax
from korea_nlp.reader.heads.words import WordHead, stretches
from korea_nlp.records.vocabulary import ActorKind

NAME = "mentions"
LABELS: tuple[ActorKind, ...] = get_args(ActorKind)
UNLIKELY = 0.4  # words of which none is likelier to be part of a mention are none, whatever rules say
TAGS = 1 + 2 * len(LABELS)  # nobody; the first word of a mention of each kind; a later one


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of words that mentions an actor of a kind."""

    start: int
    end: int
    kind: ActorKind


class MentionHead(WordHead):
    """Says of each word how likely it begins or goes on a mention of each kind of actor.

    Args:
        settings: ``labels``, those that were taught; ``threshold``, how likely a word must be part of any mention.
        weights: As ``WordHead`` has them.

    Raises:
        KeyError, ValueError: As ``WordHead`` does.
    """

    def __init__(self, settings: Mapping[str, Any], weights: Mapping[str, Floats]) -> None:
        super().__init__(NAME, LABELS, TAGS, settings, weights)
        self.threshold: float = settings["threshold"]

    def likelihoods(self, vectors: Floats) -> Floats:
        """Return how likely each word is of nobody, begins or goes on a mention, of shape (words, tags)."""
        return softmax(self.logits(vectors))

    def find(self, likely: Floats, words: Sequence[str]) -> list[Found]:
        """Return the mentions, in order; white space ends one.

        Args:
            likely: What ``likelihoods`` gives, of shape (words, tags).
            words: The words.
        """
        begin, later = likely[:, 1::2], likely[:, 2::2]
        inside = 1 - likely[:, 0] >= self.threshold
        inside &= [not word.isspace() for word in words]
        begins = begin.sum(axis=1) > later.sum(axis=1)
        kinds = begin + later
        return [
            Found(start, end, LABELS[int(np.argmax(kinds[start:end].sum(axis=0)))])
            for start, end in stretches(begins.tolist(), inside.tolist())
        ]
