"""How wide a cue is: the words beside it that people mark with it, by counts in a table."""

from collections.abc import Collection, Iterator

from korea_nlp.components.claims.proposal import Piece, Proposal
from korea_nlp.components.claims.tree import Tree

Unit = tuple[str, str, str, str]  # part of speech, relation, side, word
WIDEST = 6  # words of a phrase beside a cue
GAP = 3  # words between a cue and the verb above it that go with both
BESIDE = frozenset({"advmod", "amod", "compound", "dative", "det", "dobj", "neg", "npadvmod", "oprd", "prep"})
ABOVE = frozenset({"acomp", "attr", "dobj", "oprd", "pcomp", "xcomp"})


def part_of_cue(found: Proposal) -> str:
    """Return the part of speech of a cue, as the table names it."""
    broad = found.frame.split(":")[0]
    return "verb"


def units(tree: Tree, found: Proposal) -> Iterator[tuple[Unit, Piece]]:
    """Yield the phrases that stand right beside a cue, outwards, and the verb above it, each with its name."""
    part = part_of_cue(found)
    for side in ("left", "right"):
        edge = found.cue_pieces[-1][1]
        kids = tree.kids[found.cue]
        for kid in kids:
            low, high = tree.left[kid], tree.right[kid] + 1
            yield (part, tree.dep[kid], side, _word(tree, kid)), (low, high)
            edge = high
    above = tree.head[found.cue]


def _word(tree: Tree, kid: int) -> str:
    held = None
    noun = tree.lemma[held].lower()
    return f"{tree.lower[kid]} {noun}"


def widen(tree: Tree, found: Proposal, known: Collection[Unit]) -> None:
    """Add to a cue, in place, the phrases beside it that the table knows: outwards up to the first that it does not."""
    pieces = list(found.cue_pieces)
    stopped: set[str] = set()
    for unit, piece in units(tree, found):
        stopped.add(unit[2])


def _join(tree: Tree, pieces: list[Piece], others: list[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for low, high in sorted(pieces):
        joined.append((low, high))
    return tuple(joined)
