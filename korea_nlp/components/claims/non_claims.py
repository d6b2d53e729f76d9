"""What claims nothing: silence, refusals ("declined to comment"), questions put to a speaker ("Asked whether")."""

from collections.abc import Mapping

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.scoring import kind_of
from korea_nlp.components.claims.source_and_content import HARDLY
from korea_nlp.syntax import MAX_CLIMB, Parse, Piece, words_of

DECLINING = frozenset({"decline", "refuse", "fail", "reach", "be"})
TELLING = frozenset(
    {"acknowledge", "address", "admit", "answer", "comment", "confirm", "disclose", "discuss", "divulge", "draw"}
    | {"elaborate", "explain", "give"}
    | {"identify", "mention", "name", "provide", "publish", "reply", "respond", "reveal", "say", "specify", "state"}
    | {"speak", "talk", "tell"}
)
SILENCE = frozenset({"nothing", "little"})
THINGS = frozenset(
    {"comment", "confirmation", "detail", "details", "explanation", "information", "request", "requests"}
    | {"drawn", "interview", "interviewed", "question", "questions", "specific", "specifics"}
)
NEGATIVE = frozenset({"not", "n't", "n’t", "never"})
ASKING = frozenset({"ask", "press", "question", "query", "quiz"})
NAMING = frozenset({"cite", "identify", "name", "quote"})
NOBODY = frozenset({"neither", "no", "no-one", "nobody", "none", "nor", "nothing"})
FRONTED = frozenset(
    {"neither", "never", "no", "nor", "nowhere"}
)  # before a verb and its subject: "at no point did it say"
SILENT = frozenset({"lipped", "mum", "mute", "silent", "tight-lipped"})  # "remained silent on", "tight-lipped about"
INVOKING = frozenset({"exercise", "invoke", "keep", "maintain"})  # "invoked his right to silence"
ACTS = frozenset({"debate", "discuss", "exchange", "hear"})  # with a thing and no clause: "discussed the budget"
SHOWING = frozenset({"air", "broadcast", "carry", "post", "publish", "release", "run"})
IMAGES = frozenset({"footage", "image", "photo", "photograph", "picture", "video"})
GIVING = frozenset({"carry", "give", "have", "hold", "issue", "make", "offer", "provide", "publish", "release"})
KNOWN = frozenset({"certain", "clear", "known", "uncertain", "unclear", "unknown"})  # "it is not clear whether"
UNSAYING = frozenset({"apologise", "apologize", "recant", "retract"})  # "refused to apologise" says nothing
FULL = frozenset({"clear", "definite", "explicit", "precise", "specific"})  # "refused to be specific about"
EXCEPT = frozenset({"besides", "but", "except", "other", "save", "than"})  # "nobody but the pilot"
SAYING = frozenset({"accuse", "confirm", "promise", "say"})  # classes of cues; negated, they tell nothing
SUGGESTING = frozenset({"hint", "imply", "indicate", "insinuate", "intimate", "signal", "suggest"})  # said, if softly
FACTS = frozenset(
    {"detail", "figure", "finding", "identity", "name", "number", "result", "toll"}
)  # "declined to release"
ATTITUDES = frozenset({"fear", "hope", "know", "refuse", "seem", "think"})  # negated, they are attitudes still
HOLDING = frozenset({"agree", "agree to", "grant", "recognise", "recognize"})  # "does not agree that": denied
EVADING = frozenset(
    {
        "balk",
        "baulk",
        "brush",
        "dodge",
        "duck",
        "evade",
        "deflect",
        "ignore",
        "rebuff",
        "sidestep",
        "stop",
        "turn",
        "wave",
    }
)
MERELY = frozenset({"just", "merely", "only", "simply"})  # "did not only say"
ACCOUNTS = frozenset(
    {"account", "announcement", "answer", "comment", "confirmation", "detail", "explanation", "figure", "information"}
    | {"mention", "reason", "reference", "reply", "response", "statement", "word"}
)
MENTIONING = ACCOUNTS | TELLING - {"confirm", "say"}
QUESTIONS = ("query", "question", "request")
SHORT = 6  # words between a cue and what it tells, and of what is told by who keeps silent
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
    words = words_of(found.cue_pieces) - words_of(found.content)
    clause = found.head is not None and parse.subject(found.head) is not None  # "did not think she [told] the truth"
    told = words if found.head is None or clause else [*words, found.head]
    telling = any(parse.lemma[i].lower() in MENTIONING for i in told)
    return telling and any(parse.lower[i] in NEGATIVE or parse.lower[i] in ("no", "yet") for i in words)


def is_silence(parse: Parse, found: Candidate, kinds: Mapping[tuple[str, str], str]) -> bool:
    """Tell whether nobody says what a cue could tell, or somebody keeps it: "has yet to say", "none of them said".

    ``kinds`` is the class of each cue that the lexicon holds. Attitudes that nobody has, or somebody has not, are
    attitudes: "no one believes it".
    """
    cue = found.cue
    if _is_withheld(parse, cue) or _keeps_silent(parse, found) or _is_unknown(parse, found):
        return True
    kind = kind_of(found, kinds)
    said = (kind in SAYING and found.lemma not in HOLDING) or found.lemma in SUGGESTING
    if _is_yet_to_come(parse, found):
        return True
    if (said or kind not in ATTITUDES) and (_is_nobody(parse, found) or _is_inverted(parse, cue)):
        return True
    if _is_mere_act(parse, found):
        return True
    if said and any(_negates(parse, k) for k in _above_all(parse, cue)):
        return True
    telling = said or found.lemma in TELLING
    above = parse.lemma[parse.head[cue]].lower()
    if found.lemma in QUESTIONS and above in EVADING | {"decline", "refuse", "reject"}:
        return True
    if found.lemma in FULL and _is_refused(parse, parse.head[cue]):
        return True
    if telling and parse.tag[cue] == "VBG" and _is_evaded(parse, cue):
        return True
    if found.lemma.partition(" ")[0] not in EVADING | {"decline", "refuse"}:
        return False
    if parse.lower[cue + 1 : cue + 2] == ["short"]:
        return True  # "stopped short of blaming"
    told = _first_verb(parse, found)
    if told is not None and parse.lemma[told].lower() not in HOLDING:
        # "refused to disclose", "declined to retract"
        verb = parse.lemma[told].lower()
        thing = parse.first(told, "dobj")
        facts = verb in GIVING and thing is not None and parse.lemma[thing].lower() in FACTS
        return facts or verb in UNSAYING or kinds.get((verb, "verb")) in ("confirm", "say")
    first = range(min(cue, found.start), min(found.start + 3, found.end))
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


def _keeps_silent(parse: Parse, found: Candidate) -> bool:
    """Tell "remained silent on", "invoked his right to silence", "offered no explanation for", "said nothing about"."""
    low = min(start for start, _ in found.cue_pieces)
    before = range(low, min(max(low, found.start), low + SHORT))  # from the cue to what is told
    if any(parse.lower[i] in SILENT for i in before):
        return True
    few = range(found.start, min(found.start + SHORT, found.end))
    if found.lemma in INVOKING and any(parse.lower[i] in SILENT | {"silence"} for i in few):
        return True
    none = [parse.head[i] for i in (*before, found.start) if parse.lower[i] in SILENCE | {"no"}]
    return any(_gives_none(parse, i) for i in (found.head, found.cue, *none) if i is not None)


def _gives_none(parse: Parse, noun: int) -> bool:
    """Tell whether a noun is an account that nobody gives: "offered [no explanation]", "has said [nothing]"."""
    verb = parse.lemma[parse.head[noun]].lower()
    if parse.dep[noun] != "dobj":
        return False
    if parse.lower[noun] in SILENCE:
        return verb in TELLING
    none = any(parse.lower[k] == "no" for k in parse.kids[noun]) or _unsaid(parse, parse.head[noun])
    return none and verb in GIVING and parse.lemma[noun].lower() in ACCOUNTS


def _is_mere_act(parse: Parse, found: Candidate) -> bool:
    """Tell "discussed the budget", "aired footage of the parade", which tell nothing."""
    head = found.head
    if head is None or parse.pos[head] not in ("NOUN", "PROPN", "NUM", "ADP"):
        return False
    thing = parse.first(found.cue, "dobj")
    shown = thing is not None and parse.lemma[thing].lower() in IMAGES
    return found.lemma in ACTS or (found.lemma in SHOWING and shown)


def _is_unknown(parse: Parse, found: Candidate) -> bool:
    """Tell "it is not clear whether", which nobody says."""
    verb = parse.head[found.cue] if parse.dep[found.cue] in ("acomp", "oprd", "attr") else found.cue
    subject = parse.subject(verb)
    if subject is None or parse.lower[subject] != "it" or parse.lemma[verb].lower() not in ("be", "become", "remain"):
        return False
    return any(parse.lower[k] in KNOWN for k in parse.kids[verb])


def _is_inverted(parse: Parse, cue: int) -> bool:
    """Tell whether a negation opens a clause: "at no point [did] Seoul say", "nor [has] it claimed"."""
    subject, helps = parse.subject(cue), parse.first(cue, "aux")
    if subject is None or helps is None or not helps < subject < cue:
        return False
    before = range(parse.left[cue], helps)
    return any(parse.lower[i] in FRONTED or parse.lower[i : i + 2] == ["not", "once"] for i in before)


def _is_refused(parse: Parse, verb: int) -> bool:
    """Tell whether somebody refuses what a verb says: "refused to [be] specific"."""
    return parse.dep[verb] == "xcomp" and parse.lemma[parse.head[verb]].lower() in ("decline", "refuse")


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
    one = one or first in HARDLY
    if not (one or first in NOBODY or (start > 0 and parse.lower[start - 1] in HARDLY | {"neither", "nor"})):
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
    return "neither" in beside or ("or" in beside and (_unsaid(parse, first) or _is_refused(parse, first)))


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
