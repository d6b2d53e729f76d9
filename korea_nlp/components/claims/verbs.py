"""Attributions that a verb carries: "said that", ", he said", "vowed to", "denied the report", "is believed to"."""

from collections.abc import Iterator

from korea_nlp.components.claims import sources
from korea_nlp.components.claims.content import dated, object_end
from korea_nlp.components.claims.proposal import Piece, Proposal, cut, tidy
from korea_nlp.components.claims.tree import Tree

RAISING = frozenset({"seem", "appear", "look", "sound", "feel"})
EXPECTING = frozenset(
    {"assume", "believe", "estimate", "expect", "poise", "presume", "report", "set", "suspect", "think"}
)
ASKED_OF = frozenset({"on", "upon", "for"})
FIGURE = frozenset({"above", "around", "at", "below", "between", "near", "over", "to", "under"})
AMOUNTS = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
WITH_OBJECT = frozenset({"as", "of"})
WH = frozenset({"WP", "WDT", "WRB", "WP$"})
PARTICLES = frozenset({"prt"})
CUE_WORDS = frozenset({"aux", "auxpass", "neg", "advmod"})


def propose(tree: Tree, verb: int) -> Iterator[Proposal]:
    """Yield what a verb might attribute, one proposal a frame."""
    kids, dep = tree.kids[verb], tree.dep
    lemma = _lemma(tree, verb)
    passive = any(dep[kid] in ("auxpass", "nsubjpass") for kid in kids)
    participle = tree.tag[verb] == "VBN" and dep[verb] in ("acl", "amod", "advcl", "ROOT", "relcl")
    if tree.tag[verb] == "VBN" and lemma in EXPECTING:
        participle = not any(dep[k] == "aux" for k in kids)  # "with the North expected to launch"
        passive = passive or participle
    if passive or (participle and not any(dep[k] in ("aux", "nsubj") for k in kids)):
        yield from _passive(tree, verb, lemma)
        return
    if lemma in RAISING:
        yield from _raising(tree, verb, lemma)
    source, inherited = sources.find_source(tree, verb)
    for frame, head, pieces, cue_end in _active(tree, verb, source):
        yield make(tree, verb, lemma, frame, source, pieces, head=head, inherited=inherited, cue_end=cue_end)


def make(
    tree: Tree,
    cue: int,
    lemma: str,
    frame: str,
    source: int | None,
    content: list[Piece],
    *,
    head: int | None = None,
    inherited: bool = False,
    cue_end: int | None = None,
) -> Proposal:
    """Return a proposal with its pieces tidied: the source is no part of the content, nor the content of the source."""
    cue_pieces = cue_span(tree, cue, cue_end)
    content = [piece for low, high in content for piece in cut(low, high, list(cue_pieces))]
    source_pieces: tuple[Piece, ...] = ()
    if source is not None:
        source_pieces = sources.source_phrase(tree, source, [*cue_pieces, *content])
        content = [piece for low, high in content for piece in cut(low, high, list(source_pieces))]
    return Proposal(
        cue, lemma, frame, source, source_pieces, cue_pieces, tidy(tree, content), head=head, inherited=inherited
    )


def cue_span(tree: Tree, cue: int, end: int | None = None) -> tuple[Piece, ...]:
    """Return the cue with its auxiliaries, negation and adverbs, and its particle: "has repeatedly pointed out"."""
    start = cue
    while tree.head[start - 1] == cue and tree.dep[start - 1] in CUE_WORDS:
        start -= 1
    last = cue + 1
    for kid in tree.kids[cue]:
        pass
    return ((start, last),)


def _lemma(tree: Tree, verb: int) -> str:
    particle = tree.first(verb, "prt")
    lemma = tree.lemma[verb].lower()
    return f"{lemma} {tree.lower[particle]}" if particle is not None else lemma


def _active(tree: Tree, verb: int, source: int | None) -> Iterator[tuple[str, int, list[Piece], int | None]]:
    dep, lower = tree.dep, tree.lower
    obj = next((k for k in tree.kids[verb] if dep[k] == "dobj"), None)
    clause = False
    for kid in tree.kids[verb]:
        if dep[kid] in ("ccomp", "parataxis") and kid < verb:
            yield "ccomp:pre", kid, _preposed(tree, verb, kid, source), None
            clause = True
        elif dep[kid] == "ccomp" or (dep[kid] == "advcl" and lower[tree.left[kid]] in ("that", "if", "whether")):
            yield _clause_frame(tree, kid), kid, [(tree.left[kid], tree.right[kid] + 1)], None
            clause = True
        elif dep[kid] == "xcomp" and (called := _called_on(tree, verb, kid)) is not None:
            yield f"prep+xcomp:{lower[called]}", kid, [(called + 1, tree.right[kid] + 1)], called + 1
        elif dep[kid] == "xcomp":
            start = tree.left[kid]
            if obj is not None and verb < obj < kid:
                start = tree.left[obj]
            yield _open_frame(tree, kid, obj), kid, [(start, tree.right[kid] + 1)], None
        elif dep[kid] == "prep" and not dated(tree, kid):
            held = tree.first(kid, "pobj", "pcomp")
            # "accused it of": the object is content too; in "what he described as" it is not
            whole = obj is not None and lower[kid] in WITH_OBJECT and tree.tag[obj] not in WH
            if held is not None and kid > verb and not whole:
                cue_end = None
                yield f"prep:{lower[kid]}", held, [(kid + 1, tree.right[kid] + 1)], cue_end
    if tree.dep[verb] == "parataxis" and not clause:
        # "The missile, Seoul said, flew far": the sentence around the cue is the content
        top = tree.head[verb]
        hole = (tree.left[verb], tree.right[verb] + 1)
        yield "parataxis", top, cut(tree.left[top], tree.right[top] + 1, [hole]), None
    if obj is not None and not clause:
        start = obj
        frame = "dobj:figure" if _figure(tree, verb, obj) else "dobj"
        yield frame, obj, [(tree.left[start], object_end(tree, verb, start))], None


def _called_on(tree: Tree, verb: int, kid: int) -> int | None:
    """Return the preposition of "called on the North to stop", where it follows the verb outright."""
    held = verb + 1
    hangs = tree.dep[held] == "prep" and tree.lower[held] in ASKED_OF
    if hangs and not dated(tree, held):
        return held if tree.tag[kid] == "VB" else None
    return None


def _figure(tree: Tree, verb: int, obj: int) -> bool:
    """Tell whether a verb sets an amount: "put the toll at 21"."""
    held = (tree.first(kid, "pobj") for kid in tree.kids[verb] if tree.lower[kid] in FIGURE)
    return any(found is not None and tree.ent[found] in AMOUNTS for found in held)


def _preposed(tree: Tree, verb: int, kid: int, source: int | None) -> list[Piece]:
    """Return a content that stands before its cue: "North Korea fired a missile, Seoul said"."""
    start, stop = tree.left[kid], verb
    above = tree.dep[verb]
    if above in ("ROOT", "ccomp", "conj"):
        for left in tree.kids[verb]:
            if tree.dep[left] not in ("cc", "mark", "nsubj", "nsubjpass"):
                start = min(start, tree.left[left])
    holes = [(verb, verb + 1)]
    return cut(start, min(stop, verb), holes) + ([])


def _clause_frame(tree: Tree, kid: int) -> str:
    first = tree.left[kid]
    if tree.lower[first] == "that":
        return "ccomp:that"
    if tree.tag[first] in WH or tree.lower[first] in ("if", "whether"):
        return "ccomp:wh"
    if tree.tag[kid] in ("VB", "VBP") and any(tree.lower[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[kid]):
        return "ccomp:inf"
    if tree.tag[kid] in ("VBG", "VBN") and not any(tree.dep[k] in ("aux", "auxpass") for k in tree.kids[kid]):
        return "ccomp:ing"
    return "ccomp:bare"


def _open_frame(tree: Tree, kid: int, obj: int | None) -> str:
    kind = "to" if tree.tag[kid] == "VB" else "ing" if tree.tag[kid] == "VBG" else "other"
    return f"xcomp:{kind}" if obj is None else f"dobj+xcomp:{kind}"


def _passive(tree: Tree, verb: int, lemma: str) -> Iterator[Proposal]:
    dep, lower = tree.dep, tree.lower
    by = sources.agent(tree, verb)
    subject = tree.subject(verb)
    told: list[Piece] = []
    if dep[verb] in ("acl", "amod"):
        above = tree.head[verb]  # "the rocket believed to carry a satellite"
        told = [(tree.left[above], tree.left[verb])]
    elif dep[verb] in ("conj", "xcomp"):
        subject, _ = sources.find_source(tree, verb)
    if subject is not None and lower[subject] != "it":
        told = [(tree.left[subject], min(tree.right[subject] + 1, verb) if subject < verb else tree.right[subject] + 1)]
    if lemma == "quote":
        return  # "was quoted as saying": the claim is that of "saying"
    found = False
    for kid in tree.kids[verb]:
        if dep[kid] in ("ccomp", "xcomp", "oprd", "advcl") and kid > verb:
            if dep[kid] == "advcl" and lower[tree.left[kid]] not in ("as", "that"):
                continue
            frame = f"pass:{'xcomp' if dep[kid] == 'advcl' else dep[kid]}"
            rest = (tree.left[kid], tree.right[kid] + 1)
            yield make(tree, verb, lemma, frame, by, [*told, rest], head=kid)
            found = True
        elif dep[kid] == "prep":
            rest = (kid + 1, tree.right[kid] + 1)
            cue_end = None
            yield make(tree, verb, lemma, f"pass:prep:{lower[kid]}", by, [*told, rest], head=kid, cue_end=cue_end)
        elif dep[kid] == "ccomp":
            yield make(tree, verb, lemma, "pass:ccomp", by, [(tree.left[kid], tree.right[kid] + 1)], head=kid)
            found = True
    if not found:
        yield make(tree, verb, lemma, "pass:by" if by is not None else "pass", by, told, head=subject)


def _raising(tree: Tree, verb: int, lemma: str) -> Iterator[Proposal]:
    """Yield "the missile appears to have failed": nobody's claim, told of the subject."""
    subject = tree.subject(verb)
    if subject is None:
        return
    told = [(tree.left[subject], min(tree.right[subject] + 1, verb))] if tree.lower[subject] != "it" else []
    for kid in tree.kids[verb]:
        rest = (tree.left[kid], tree.right[kid] + 1)
        yield make(tree, verb, lemma, f"raise:{tree.dep[kid]}", None, [*told, rest], head=kid)
