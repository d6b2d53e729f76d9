"""Spans of a layer, to be looked up by where they stand."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

from korea_nlp.components.claims.proposal import Piece

Item = TypeVar("Item")


class Index(Generic[Item]):
    """Items by the piece of text that each stands on.

    Example:
        >>> Index([((2, 4), "b"), ((0, 1), "a")]).inside([(0, 3), (3, 9)])
        ['a']
    """

    def __init__(self, items: Iterable[tuple[Piece, Item]]) -> None:
        held = sorted(items, key=lambda item: item[0])
        self.pieces = [piece for piece, _ in held]
        self.items = [item for _, item in held]

    def inside(self, pieces: Iterable[Piece]) -> list[Item]:
        """Return the items that stand wholly within one of the pieces."""
        found = []
        for low, high in pieces:
            for k in range(bisect_left(self.pieces, (low, 0)), bisect_left(self.pieces, (high, 0))):
                if self.pieces[k][1] <= high:
                    found.append(self.items[k])
        return found
