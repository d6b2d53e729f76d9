"""What claims nothing: refusals ("declined to comment") and questions put to a speaker ("Asked whether ...")."""

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.syntax import Parse, Piece, words_of

DECLINING = frozenset({"decline", "refuse", "fail", "reach", "be"})
TELLING = frozenset(
    {"address", "answer", "comment", "confirm", "disclose", "discuss", "divulge", "elaborate", "explain", "give"}
    | {"identify", "mention", "name", "provide", "publish", "reply", "respond", "reveal", "say", "specify", "talk"}
    | {"speak", "tell"}
)
MENTIONING = TELLING - {"confirm", "say"}
SILENCE = frozenset({"nothing", "little"})
THINGS = frozenset(
    {"comment", "confirmation", "detail", "details", "explanation", "information", "request", "requests"}
)
NEGATIVE = frozenset({"not", "n't", "n’t", "never"})
ASKING = frozenset({"ask", "press", "question", "query", "quiz"})
NAMING = frozenset({"cite", "identify", "name", "quote"})
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
