"""Attributions that a verb carries: "said that", ", he said", "vowed to", "denied the report", "is believed to"."""

from collections.abc import Iterator

from korea_nlp.components.claims import sources
from korea_nlp.components.claims.content import dated, object_end
from korea_nlp.components.claims.proposal import Piece, Proposal, cut, tidy
from korea_nlp.syntax import Parse

RAISING = frozenset({"seem", "appear", "look", "sound", "feel"})
EXPECTING = frozenset(
    {"assume", "believe", "estimate", "expect", "poise", "presume", "report", "set", "suspect", "think"}
)
ASKED_OF = frozenset({"on", "upon", "for"})
FIGURE = frozenset({"above", "around", "at", "below", "between", "near", "over", "to", "under"})
AMOUNTS = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
WITH_OBJECT = frozenset({"as", "of"})
WH = frozenset({"WP", "WDT", "WRB", "WP$"})
COMPLEMENTS = frozenset({"xcomp", "oprd", "acomp", "prep", "advcl", "ccomp"})
CUE_WORDS = frozenset({"aux", "auxpass", "neg", "advmod"})


def propose(parse: Parse, verb: int) -> Iterator[Proposal]:
    """Yield what a verb might attribute, one proposal a frame."""
    lemma = _lemma(parse, verb)
    passive = parse.first(verb, "auxpass", "nsubjpass") is not None
    if not passive and parse.tag[verb] == "VBN":
        if lemma in EXPECTING:
            passive = parse.first(verb, "aux") is None  # "with the North expected to launch"
        elif parse.dep[verb] in ("acl", "amod", "advcl", "ROOT", "relcl"):
            passive = parse.first(verb, "aux", "nsubj") is None
    if passive:
        yield from _passive(parse, verb, lemma)
        return
    if lemma in RAISING:
        yield from _raising(parse, verb, lemma)
    source, inherited = sources.find_source(parse, verb)
    for frame, head, pieces in _active(parse, verb):
        yield make(parse, verb, lemma, frame, source, pieces, head=head, inherited=inherited)


def make(
    parse: Parse,
    cue: int,
    lemma: str,
    frame: str,
    source: int | None,
    content: list[Piece],
    *,
    head: int | None = None,
    inherited: bool = False,
) -> Proposal:
    """Return a proposal with its pieces tidied: the source is no part of the content, nor the content of the source."""
    cue_pieces = (cue_span(parse, cue),)
    content = [piece for low, high in content for piece in cut(low, high, list(cue_pieces))]
    source_pieces: tuple[Piece, ...] = ()
    if source is not None:
        source_pieces = sources.source_phrase(parse, source, [*cue_pieces, *content])
        content = [piece for low, high in content for piece in cut(low, high, list(source_pieces))]
    return Proposal(
        cue, lemma, frame, source, source_pieces, cue_pieces, tidy(parse, content), head=head, inherited=inherited
    )


def cue_span(parse: Parse, cue: int) -> Piece:
    """Return the cue with its auxiliaries, negation and adverbs: "has repeatedly warned"."""
    start = cue
    while start > 0 and parse.head[start - 1] == cue and parse.dep[start - 1] in CUE_WORDS:
        start -= 1
    return start, cue + 1


def _lemma(parse: Parse, verb: int) -> str:
    particle = parse.first(verb, "prt")
    lemma = parse.lemma[verb].lower()
    return f"{lemma} {parse.lower[particle]}" if particle is not None else lemma


def _active(parse: Parse, verb: int) -> Iterator[tuple[str, int, list[Piece]]]:
    dep, lower = parse.dep, parse.lower
    obj = next((k for k in parse.kids[verb] if dep[k] == "dobj"), None)
    clause = False
    for kid in parse.kids[verb]:
        if dep[kid] in ("ccomp", "parataxis") and kid < verb:
            yield "ccomp:pre", kid, [(_preposed(parse, verb, kid), verb)]
            clause = True
        elif dep[kid] == "ccomp" or (dep[kid] == "advcl" and lower[parse.left[kid]] in ("that", "if", "whether")):
            yield _clause_frame(parse, kid), kid, [(parse.left[kid], parse.right[kid] + 1)]
            clause = True
        elif dep[kid] == "xcomp" and (called := _called_on(parse, verb, kid)) is not None:
            yield f"prep+xcomp:{lower[called]}", kid, [(called + 1, parse.right[kid] + 1)]
        elif dep[kid] == "xcomp":
            start = parse.left[kid]
            if obj is not None and verb < obj < kid:
                start = parse.left[obj]
            yield _open_frame(parse, kid, obj), kid, [(start, parse.right[kid] + 1)]
        elif dep[kid] == "prep" and not dated(parse, kid):
            held = parse.first(kid, "pobj", "pcomp")
            # "accused it of": the object is content too; in "what he described as" it is not
            whole = obj is not None and lower[kid] in WITH_OBJECT and parse.tag[obj] not in WH
            if held is not None and kid > verb and not whole:
                yield f"prep:{lower[kid]}", held, [(kid + 1, parse.right[kid] + 1)]
    if parse.dep[verb] == "parataxis" and not clause:
        # "The missile, Seoul said, flew far": the sentence around the cue is the content
        top = parse.head[verb]
        hole = (parse.left[verb], parse.right[verb] + 1)
        yield "parataxis", top, cut(parse.left[top], parse.right[top] + 1, [hole])
    if obj is not None and not clause:
        frame = "dobj:figure" if _figure(parse, verb) else "dobj"
        yield frame, obj, [(parse.left[obj], object_end(parse, verb, obj))]


def _called_on(parse: Parse, verb: int, kid: int) -> int | None:
    """Return the preposition of "called on the North to stop", where it follows the verb outright."""
    held = verb + 1
    if held >= kid or parse.tag[kid] != "VB" or parse.dep[held] != "prep" or parse.lower[held] not in ASKED_OF:
        return None
    return None if dated(parse, held) else held


def _figure(parse: Parse, verb: int) -> bool:
    """Tell whether a verb sets an amount: "put the toll at 21"."""
    held = (parse.first(kid, "pobj") for kid in parse.kids[verb] if parse.lower[kid] in FIGURE)
    return any(found is not None and parse.ent[found] in AMOUNTS for found in held)


def _preposed(parse: Parse, verb: int, kid: int) -> int:
    """Return where a content begins that stands before its cue: "On Friday the North fired a missile, Seoul said"."""
    if parse.dep[verb] not in ("ROOT", "ccomp", "conj"):
        return parse.left[kid]
    return min(parse.left[k] for k in parse.kids[verb] if parse.dep[k] not in ("cc", "mark", "nsubj", "nsubjpass"))


def _clause_frame(parse: Parse, kid: int) -> str:
    first = parse.left[kid]
    if parse.lower[first] == "that":
        return "ccomp:that"
    if parse.tag[first] in WH or parse.lower[first] in ("if", "whether"):
        return "ccomp:wh"
    if parse.tag[kid] in ("VB", "VBP") and any(parse.lower[k] == "to" for k in parse.children(kid, "aux")):
        return "ccomp:inf"
    if parse.tag[kid] in ("VBG", "VBN") and not any(parse.dep[k] in ("aux", "auxpass") for k in parse.kids[kid]):
        return "ccomp:ing"
    return "ccomp:bare"


def _open_frame(parse: Parse, kid: int, obj: int | None) -> str:
    kind = "to" if parse.tag[kid] == "VB" else "ing" if parse.tag[kid] == "VBG" else "other"
    return f"xcomp:{kind}" if obj is None else f"dobj+xcomp:{kind}"


def _passive(parse: Parse, verb: int, lemma: str) -> Iterator[Proposal]:
    dep, lower = parse.dep, parse.lower
    by = sources.agent(parse, verb)
    subject = parse.subject(verb)
    told: list[Piece] = []
    if dep[verb] in ("acl", "amod"):
        above = parse.head[verb]  # "the rocket believed to carry a satellite"
        told = [(parse.left[above], parse.left[verb])]
    elif dep[verb] in ("conj", "xcomp"):
        subject, _ = sources.find_source(parse, verb)
    if subject is not None and lower[subject] != "it":
        end = parse.right[subject] + 1
        told = [(parse.left[subject], min(end, verb) if subject < verb else end)]
    if lemma == "quote":
        return  # "was quoted as saying": the claim is that of "saying"
    found = False
    for kid in parse.kids[verb]:
        if dep[kid] in ("ccomp", "xcomp", "oprd", "advcl") and kid > verb:
            if dep[kid] == "advcl" and lower[parse.left[kid]] not in ("as", "that"):
                continue
            frame = f"pass:{'xcomp' if dep[kid] == 'advcl' else dep[kid]}"
            rest = (parse.left[kid], parse.right[kid] + 1)
            yield make(parse, verb, lemma, frame, by, [*told, rest], head=kid)
            found = True
        elif dep[kid] == "prep" and lower[kid] != "by":
            rest = (kid + 1, parse.right[kid] + 1)
            yield make(parse, verb, lemma, f"pass:prep:{lower[kid]}", by, [*told, rest], head=kid)
        elif dep[kid] == "ccomp":
            yield make(parse, verb, lemma, "pass:ccomp", by, [(parse.left[kid], parse.right[kid] + 1)], head=kid)
            found = True
    if not found:
        yield make(parse, verb, lemma, "pass:by" if by is not None else "pass", by, told, head=subject)


def _raising(parse: Parse, verb: int, lemma: str) -> Iterator[Proposal]:
    """Yield "the missile appears to have failed": nobody's claim, told of the subject."""
    subject = parse.subject(verb)
    if subject is None:
        return
    told = [(parse.left[subject], min(parse.right[subject] + 1, verb))] if parse.lower[subject] != "it" else []
    for kid in parse.kids[verb]:
        if kid > verb and parse.dep[kid] in COMPLEMENTS:
            rest = (parse.left[kid], parse.right[kid] + 1)
            yield make(parse, verb, lemma, f"raise:{parse.dep[kid]}", None, [*told, rest], head=kid)
