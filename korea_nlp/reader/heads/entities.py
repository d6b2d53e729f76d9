"""Which words name something, and what: the entities of a Doc, by the labels of OntoNotes."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from korea_nlp.ops import Floats
from korea_nlp.reader.heads.words import WordHead

NAME = "entities"
LABELS = (
    *("CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "ORG"),
    *("PERCENT", "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART"),
)
TAGS = 1 + 2 * len(LABELS)  # nothing; the first word of an entity of each label; a later one


def tag_of(label: str, *, begins: bool) -> int:
    """Return the tag of a word of an entity.

    Example:
        >>> tag_of("CARDINAL", begins=True), tag_of("CARDINAL", begins=False)
        (1, 2)
    """
    return 2 * LABELS.index(label) + (1 if begins else 2)


class EntityHead(WordHead):
    """Says of each word whether it begins or goes on an entity, and of which label.

    Args:
        settings: ``labels``, those that were taught.
        weights: As ``WordHead`` has them.

    Raises:
        KeyError, ValueError: As ``WordHead`` does.
    """

    def __init__(self, settings: Mapping[str, Any], weights: Mapping[str, Floats]) -> None:
        super().__init__(NAME, LABELS, TAGS, settings, weights)

    def find(self, vectors: Floats, words: Sequence[str]) -> list[tuple[int, int, str]]:
        """Return the first word, the word after the last and the label of each entity, in order; white space ends one.

        Args:
            vectors: One of each word, of shape (words, width).
            words: The words.
        """
        tags = self.logits(vectors).argmax(axis=1)
        found: list[tuple[int, int, str]] = []
        for i in np.flatnonzero(tags).tolist():
            number, later = divmod(int(tags[i]) - 1, 2)
            label = LABELS[number]
            if words[i].isspace():
                continue
            if later and found and found[-1][1:] == (i, label):
                found[-1] = (found[-1][0], i + 1, label)
            else:
                found.append((i, i + 1, label))
        return found
