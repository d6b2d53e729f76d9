"""Attributions that a verb carries: "said that", ", he said", "vowed to", "denied the report", "is believed to"."""

from collections.abc import Iterator

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.source_and_content import agent, dated, find_source, object_end, source_phrase
from korea_nlp.syntax import Parse, Piece, cut, tidy

RAISING = frozenset({"seem", "appear", "look", "sound", "feel"})
EXPECTING = frozenset(
    {"assume", "believe", "estimate", "expect", "poise", "presume", "report", "set", "suspect", "think"}
)
HELD = frozenset({"convinced", "persuaded", "satisfied"})  # whose subject holds it: "was not persuaded that"
ASKED_OF = frozenset({"on", "upon", "for"})
FIGURE = frozenset({"above", "around", "at", "below", "between", "near", "over", "to", "under"})
AMOUNTS = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
WITH_OBJECT = frozenset({"as", "of"})
WH = frozenset({"WP", "WDT", "WRB", "WP$"})
COMPLEMENTS = frozenset({"xcomp", "oprd", "acomp", "prep", "advcl", "ccomp"})
CUE_WORDS = frozenset({"aux", "auxpass", "neg", "advmod"})


def propose_verb(parse: Parse, verb: int) -> Iterator[Candidate]:
    """Yield what a verb might attribute, one candidate a frame."""
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
    source, inherited = find_source(parse, verb)
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
) -> Candidate:
    """Return a candidate with its pieces tidied; none of them holds words of another."""
    cued = [cue_span(parse, cue)]
    content = [piece for low, high in content for piece in cut(low, high, cued)]
    told_by: tuple[Piece, ...] = ()
    if source is not None:
        told_by = source_phrase(parse, source, [*cued, *content])
        content = [piece for low, high in content for piece in cut(low, high, told_by)]
    return Candidate(cue, lemma, frame, source, told_by, tuple(cued), tidy(parse, content), head, inherited)


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
    obj = parse.first(verb, "dobj")
    clause = False
    for kid in parse.kids[verb]:
        if dep[kid] in ("ccomp", "parataxis") and kid < verb:
            yield "ccomp:pre", kid, [(_preposed(parse, verb, kid), verb)]
            clause = True
        elif dep[kid] == "ccomp" or (dep[kid] == "advcl" and lower[parse.left[kid]] in ("that", "if", "whether")):
            yield _clause_frame(parse, kid), kid, [parse.subtree(kid)]
            clause = True
        elif dep[kid] == "xcomp" and (called := _called_on(parse, verb, kid)) is not None:
            yield f"prep+xcomp:{lower[called]}", kid, [(called + 1, parse.right[kid] + 1)]
        elif dep[kid] == "xcomp":
            start = parse.left[obj if obj is not None and verb < obj < kid else kid]
            form = {"VB": "to", "VBG": "ing"}.get(parse.tag[kid], "other")
            frame = f"xcomp:{form}" if obj is None else f"dobj+xcomp:{form}"
            yield frame, kid, [(start, parse.right[kid] + 1)]
        elif dep[kid] == "prep" and not dated(parse, kid):
            held = parse.first(kid, "pobj", "pcomp")
            # "accused it of": the object is content too; in "what he described as" it is not
            whole = obj is not None and lower[kid] in WITH_OBJECT and parse.tag[obj] not in WH
            if held is not None and kid > verb and not whole:
                yield f"prep:{lower[kid]}", held, [(kid + 1, parse.right[kid] + 1)]
    if parse.dep[verb] == "parataxis" and not clause:
        # "The missile, Seoul said, flew far": the sentence around the cue is the content
        top = parse.head[verb]
        yield "parataxis", top, cut(*parse.subtree(top), [parse.subtree(verb)])
    if obj is not None and not clause:
        frame = "dobj:figure" if _figure(parse, verb) else "dobj"
        yield frame, obj, [(parse.left[obj], object_end(parse, verb, obj))]


def _called_on(parse: Parse, verb: int, kid: int) -> int | None:
    """Return the preposition of "called on the North to stop", where it follows the verb outright."""
    on = verb + 1
    called = on < kid and parse.tag[kid] == "VB" and parse.dep[on] == "prep" and parse.lower[on] in ASKED_OF
    return on if called and not dated(parse, on) else None


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
    if parse.tag[kid] in ("VBG", "VBN") and not parse.auxiliaries(kid):
        return "ccomp:ing"
    return "ccomp:bare"


def _passive(parse: Parse, verb: int, lemma: str) -> Iterator[Candidate]:
    dep, lower = parse.dep, parse.lower
    if lemma == "quote":
        return  # "was quoted as saying": the claim is that of "saying"
    by, subject = agent(parse, verb), parse.subject(verb)
    if parse.lower[verb] in HELD and by is None:
        subject, inherited = find_source(parse, verb)
        for kid in parse.children(verb, "ccomp"):
            held = [parse.subtree(kid)]
            yield make(parse, verb, parse.lower[verb], "adj:that", subject, held, head=kid, inherited=inherited)
        return
    told: list[Piece] = []
    if dep[verb] in ("acl", "amod"):
        told = [(parse.left[parse.head[verb]], parse.left[verb])]  # "the rocket believed to carry a satellite"
    elif dep[verb] in ("conj", "xcomp"):
        subject, _ = find_source(parse, verb)
    if subject is not None and lower[subject] != "it":
        told = [_before(parse, subject, verb) if subject < verb else parse.subtree(subject)]
    found = False
    for kid in parse.kids[verb]:
        if dep[kid] in ("ccomp", "xcomp", "oprd", "advcl") and kid > verb:
            if dep[kid] == "advcl" and lower[parse.left[kid]] not in ("as", "that"):
                continue
            frame = f"pass:{'xcomp' if dep[kid] == 'advcl' else dep[kid]}"
            yield make(parse, verb, lemma, frame, by, [*told, parse.subtree(kid)], head=kid)
            found = True
        elif dep[kid] == "prep" and lower[kid] != "by":
            rest = (kid + 1, parse.right[kid] + 1)
            yield make(parse, verb, lemma, f"pass:prep:{lower[kid]}", by, [*told, rest], head=kid)
        elif dep[kid] == "ccomp":
            yield make(parse, verb, lemma, "pass:ccomp", by, [parse.subtree(kid)], head=kid)
            found = True
    if not found:
        yield make(parse, verb, lemma, "pass:by" if by is not None else "pass", by, told, head=subject)


def _raising(parse: Parse, verb: int, lemma: str) -> Iterator[Candidate]:
    """Yield "the missile appears to have failed": nobody's claim, told of the subject."""
    subject = parse.subject(verb)
    if subject is None:
        return
    told = [] if parse.lower[subject] == "it" else [_before(parse, subject, verb)]
    for kid in parse.kids[verb]:
        if kid > verb and parse.dep[kid] in COMPLEMENTS:
            frame = f"raise:{parse.dep[kid]}"
            yield make(parse, verb, lemma, frame, None, [*told, parse.subtree(kid)], head=kid)


def _before(parse: Parse, subject: int, verb: int) -> Piece:
    """Return a subject as far as it stands before its verb."""
    return parse.left[subject], min(parse.right[subject] + 1, verb)
