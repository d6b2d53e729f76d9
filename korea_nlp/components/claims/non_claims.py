"""What claims nothing: silence, refusals ("declined to comment"), questions put to a speaker ("Asked whether")."""

from collections.abc import Mapping

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.scoring import kind_of
from korea_nlp.syntax import MAX_CLIMB, Parse, Piece, words_of

DECLINING = frozenset({"decline", "refuse", "fail", "reach", "be"})
TELLING = frozenset(
    {"acknowledge", "address", "admit", "answer", "comment", "confirm", "disclose", "discuss", "divulge", "draw"}
    | {"elaborate", "explain", "give"}
    | {"identify", "mention", "name", "provide", "publish", "reply", "respond", "reveal", "say", "specify", "talk"}
    | {"speak", "tell"}
)
SILENCE = frozenset({"nothing", "little"})
THINGS = frozenset(
    {"comment", "confirmation", "detail", "details", "explanation", "information", "request", "requests"}
    | {"drawn", "interview", "interviewed", "question", "questions", "specific", "specifics"}
)
NEGATIVE = frozenset({"not", "n't", "n’t", "never"})
ASKING = frozenset({"ask", "press", "question", "query", "quiz"})
NAMING = frozenset({"cite", "identify", "name", "quote"})
NOBODY = frozenset({"neither", "no", "no-one", "nobody", "none", "nor"})
EXCEPT = frozenset({"besides", "but", "except", "other", "save", "than"})  # "nobody but the pilot"
SAYING = frozenset({"accuse", "confirm", "promise", "say"})  # classes of cues; negated, they tell nothing
ATTITUDES = frozenset({"fear", "hope", "know", "refuse", "seem", "think"})  # negated, they are attitudes still
HOLDING = frozenset({"agree", "agree to", "grant", "recognise", "recognize"})  # "does not agree that": denied
EVADING = frozenset(
    {"balk", "baulk", "brush", "dodge", "duck", "evade", "deflect", "rebuff", "sidestep", "stop", "turn", "wave"}
)
MERELY = frozenset({"just", "merely", "only", "simply"})  # "did not only say"
ACCOUNTS = frozenset(
    {"account", "answer", "comment", "detail", "explanation", "mention", "reason", "reference", "word"}
)
MENTIONING = ACCOUNTS | TELLING - {"confirm", "say"}
QUESTIONS = ("query", "question", "request")
YET = 4  # words between "yet" and the verb of "has yet to say"
BESIDE = ("advcl", "acl", "relcl")  # "Asked if ..., Lavrov said", "Kim, when asked if ..., said"
PHRASES = ("dobj", "ccomp:wh", "prep", "ccomp:bare", "quote", "read")


def is_refusal(parse: Parse, found: Candidate) -> bool:
    """Tell whether a candidate is a refusal to say something rather than something said."""
    cue, head = found.cue, found.head
    lemma = found.lemma.partition(" ")[0]
    if lemma in DECLINING and head is not None:
        # "declined to comment", "could not be reached for comment"
        return parse.lemma[head].lower() in TELLING or any(parse.lower[i] in THINGS for i in range(*found.content[-1]))
    if lemma == "ask" and head is not None and parse.lemma[head].lower() in NAMING and parse.is_passive(head):
        return True  # "officials who asked not to be named"
    if lemma in ("confirm", "deny") and _neither(parse, cue):
        return True
    if lemma not in TELLING:
        return False
    told = {parse.lower[i] for i in words_of(found.content)}
    silent = bool(told) and told <= SILENCE  # "Washington said nothing"
    if found.frame.startswith(PHRASES) and (silent or _unsaid(parse, cue)):
        return True
    if parse.dep[cue] == "xcomp":  # "declined to say whether"
        return parse.lemma[parse.head[cue]] in DECLINING - {"be"}
    return any(parse.lower[k] == "yet" for k in parse.kids[cue])  # "has not yet commented on"


def says_nothing(parse: Parse, found: Candidate) -> bool:
    """Tell whether a cue, with the verb of its content, denies that anything is said: "made no mention of"."""
    words = words_of(found.cue_pieces)
    told = words if found.head is None else [*words, found.head]
    telling = any(parse.lemma[i].lower() in MENTIONING for i in told)
    return telling and any(parse.lower[i] in NEGATIVE or parse.lower[i] in ("no", "yet") for i in words)


def is_silence(parse: Parse, found: Candidate, kinds: Mapping[tuple[str, str], str]) -> bool:
    """Tell whether nobody says what a cue could tell, or somebody keeps it: "has yet to say", "none of them said".

    ``kinds`` is the class of each cue that the lexicon holds. Attitudes that nobody has, or somebody has not, are
    attitudes: "no one believes it".
    """
    cue = found.cue
    if _is_withheld(parse, cue):
        return True
    kind = kind_of(found, kinds)
    said = kind in SAYING and found.lemma not in HOLDING
    if _is_yet_to_come(parse, found) or (kind not in ATTITUDES and _is_nobody(parse, found)):
        return True
    if said and any(_negates(parse, k) for k in _above_all(parse, cue)):
        return True
    telling = said or found.lemma in TELLING
    if found.lemma in QUESTIONS and parse.lemma[parse.head[cue]].lower() in EVADING:
        return True
    if telling and parse.tag[cue] == "VBG" and _is_evaded(parse, cue):
        return True
    if found.lemma.partition(" ")[0] not in EVADING | {"decline", "refuse"}:
        return False
    told = _first_verb(parse, found)
    if told is not None and parse.lemma[told].lower() not in HOLDING:
        # "refused to disclose", "declined to retract"
        return kinds.get((parse.lemma[told].lower(), "verb")) in ("confirm", "say")
    first = range(found.start, min(found.start + 3, found.end))
    return any(parse.lemma[i] in QUESTIONS for i in [*first, *words_of(found.cue_pieces)])


def _is_withheld(parse: Parse, cue: int) -> bool:
    """Tell whether a cue stands in a question that is not answered: "declined to say how many it [believed] fell"."""
    at = cue
    for _ in range(MAX_CLIMB):
        above = parse.head[at]
        if above == at:
            return False
        if parse.dep[at] == "ccomp" and _is_question(parse, parse.left[at]) and parse.lemma[above].lower() in TELLING:
            refused = parse.dep[above] == "xcomp" and parse.lemma[parse.head[above]] in DECLINING - {"be"}
            return refused or _unsaid(parse, above)
        at = above
    return False


def _is_question(parse: Parse, first: int) -> bool:
    return parse.tag[first].startswith("W") or parse.lower[first] in ("if", "whether")


def _is_evaded(parse: Parse, cue: int) -> bool:
    """Tell "stopped short of saying", "balked at naming", "left without saying"."""
    by = parse.head[cue]
    return parse.lower[by] == "without" or any(
        parse.lower[i] == "short" or parse.lemma[i].lower() in EVADING for i in (parse.head[by], by)
    )


def _is_yet_to_come(parse: Parse, found: Candidate) -> bool:
    """Tell "has yet to say", by the words before the cue or in it."""
    words = {found.cue, *words_of(found.cue_pieces)}
    return any(
        parse.lower[i - 1] == "to" and "yet" in parse.lower[max(i - YET, 0) : i - 1] and parse.tag[i] == "VB"
        for i in words
        if i > 1
    )


def _is_nobody(parse: Parse, found: Candidate) -> bool:
    """Tell whether a source is nobody: "neither side", "none of the officials", "no one in the crew"."""
    if not found.source_pieces:
        return False
    start, end = found.source_pieces[0]
    first = parse.lower[start]
    one = first == "not" and parse.lower[start + 1 : start + 2] in (["one"], ["a"])
    if not (one or first in NOBODY or (start > 0 and parse.lower[start - 1] in ("neither", "nor"))):
        return False
    return not any(parse.lower[i] in EXCEPT for i in range(start, end)) and not parse.lower[start + 1][0].isdigit()


def _above_all(parse: Parse, cue: int) -> list[int]:
    """Return what hangs on a cue, or on the one that it is another of: "did not confirm or say"."""
    above = parse.head[cue]
    joined = (
        parse.dep[cue] == "conj" and parse.subject(cue) is None and "or" in {parse.lower[k] for k in parse.kids[above]}
    )
    return [*parse.kids[cue], *(parse.kids[above] if joined else ())]


def _negates(parse: Parse, i: int) -> bool:
    return parse.lower[i] in NEGATIVE and parse.lower[i + 1 : i + 2] != [] and parse.lower[i + 1] not in MERELY


def _first_verb(parse: Parse, found: Candidate) -> int | None:
    """Return the verb that a content begins with: "to [disclose] where", "[naming] their commander"."""
    for i in range(found.start, min(found.start + 3, found.end)):
        if parse.tag[i] in ("VB", "VBG"):
            return i
    return None


def _neither(parse: Parse, cue: int) -> bool:
    """Tell whether a verb is one of two that are both negated: "neither confirmed nor denied"."""
    first = parse.head[cue] if parse.dep[cue] == "conj" else cue
    beside = {parse.lower[kid] for kid in parse.kids[first]}
    return "neither" in beside or ("or" in beside and _unsaid(parse, first))


def _unsaid(parse: Parse, cue: int) -> bool:
    return any(parse.lower[k] in NEGATIVE for k in parse.kids[cue])


def questions(parse: Parse) -> set[int]:
    """Return the words of questions put to a speaker: "Asked whether the talks failed, ..."."""
    asked: set[int] = set()
    for i, lemma in enumerate(parse.lemma):
        if lemma.lower() in ASKING and parse.tag[i] in ("VBD", "VBN") and parse.first(i, "agent") is None:
            asked.update(range(*_question(parse, i)))
    return asked


def _question(parse: Parse, verb: int) -> Piece:
    """Return where a question is put to the speaker beside whom it stands; an empty piece for the speaker's own."""
    subject = parse.subject(verb)
    if verb > 0 and parse.lower[verb - 1] == "," and (subject is None or subject < verb):
        # "Trump, asked whether he would go, said": parsers take it for what he asks
        end = parse.sentence(verb)[1]
        return verb, next((i for i in range(verb, end) if parse.lower[i] == ","), end)
    beside = subject is None and parse.tag[verb] == "VBN" and parse.dep[verb] in BESIDE
    return parse.subtree(verb) if beside else (verb, verb)
