"""How wide a cue is: the words beside it that people mark with it, by counts in a table."""

from collections.abc import Collection, Iterator

from korea_nlp.components.claims.proposal import Piece, Proposal
from korea_nlp.components.claims.tree import Tree
from korea_nlp.components.claims.verbs import cue_span

Unit = tuple[str, str, str, str]  # part of speech, relation, side, word
WIDEST = 6  # words of a phrase beside a cue
GAP = 3  # words between a cue and the verb above it that go with both
BESIDE = frozenset({"advmod", "amod", "compound", "dative", "det", "dobj", "neg", "npadvmod", "oprd", "prep"})
ABOVE = frozenset({"acomp", "attr", "dobj", "oprd", "pcomp", "xcomp"})


def part_of_cue(found: Proposal) -> str:
    """Return the part of speech of a cue, as the table names it."""
    broad = found.frame.split(":")[0]
    return broad if broad in ("noun", "adj", "pass") else "verb"


def units(tree: Tree, found: Proposal) -> Iterator[tuple[Unit, Piece]]:
    """Yield the phrases that stand right beside a cue, outwards, and the verb above it, each with its name."""
    part = part_of_cue(found)
    for side in ("left", "right"):
        edge = found.cue_pieces[0][0] if side == "left" else found.cue_pieces[-1][1]
        kids = tree.kids[found.cue]
        for kid in reversed(kids) if side == "left" else kids:
            low, high = tree.left[kid], tree.right[kid] + 1
            if tree.dep[kid] not in BESIDE or (high != edge if side == "left" else low != edge):
                continue
            if high - low > WIDEST or any(a < high and low < b for a, b in (*found.content, *found.source_pieces)):
                break
            yield (part, tree.dep[kid], side, _word(tree, kid)), (low, high)
            edge = low if side == "left" else high
    above = tree.head[found.cue]
    if part == "noun" and (found.source is None or tree.head[found.source] == found.cue):
        return  # "rejected his claim": the verb is another's doing
    if above < found.cue and tree.dep[found.cue] in ABOVE:
        piece = cue_span(tree, above)[0]
        if not any(a < piece[1] and piece[0] < b for a, b in (*found.content, *found.source_pieces)):
            yield (part, tree.dep[found.cue], "above", tree.lemma[above].lower()), piece


def _word(tree: Tree, kid: int) -> str:
    held = tree.first(kid, "pobj") if tree.dep[kid] == "prep" else None
    if held is None:
        return tree.lower[kid]
    noun = "date" if tree.ent[held] in ("DATE", "TIME") else tree.lemma[held].lower()
    return f"{tree.lower[kid]} {noun}"


def widen(tree: Tree, found: Proposal, known: Collection[Unit]) -> None:
    """Add to a cue, in place, the phrases beside it that the table knows: outwards up to the first that it does not."""
    if found.frame.startswith(("adjunct", "adverb", "amod", "label", "carried")):
        return
    pieces = list(found.cue_pieces)
    stopped: set[str] = set()
    for unit, piece in units(tree, found):
        if unit[2] in stopped:
            continue
        if unit in known or (*unit[:3], "") in known:
            pieces.append(piece)
        else:
            stopped.add(unit[2])
    if len(pieces) > len(found.cue_pieces):
        found.cue_pieces = _join(tree, pieces, [*found.content, *found.source_pieces])


def _join(tree: Tree, pieces: list[Piece], others: list[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for low, high in sorted(pieces):
        if joined and low - joined[-1][1] <= GAP and not any(a < low and joined[-1][1] < b for a, b in others):
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)
