"""What claims nothing: refusals ("declined to comment"), questions ("Asked if"), wishes ("asked not to be named")."""

from collections.abc import Iterable

from korea_nlp.components.claims.proposal import Piece, Proposal, words_of
from korea_nlp.components.claims.tree import Tree

DECLINING = frozenset({"decline", "refuse", "fail", "reach", "be"})
TELLING = frozenset(
    {"address", "answer", "comment", "confirm", "disclose", "discuss", "divulge", "elaborate", "explain", "give"}
    | {"identify", "mention", "name", "provide", "publish", "reply", "respond", "reveal", "say", "specify", "talk"}
    | {"speak", "tell"}
)
SILENCE = frozenset({"nothing", "little"})
THINGS = frozenset(
    {"comment", "confirmation", "detail", "details", "explanation", "information", "request", "requests"}
)
NEGATIVE = frozenset({"not", "n't", "n’t", "never"})
ASKING = frozenset({"ask", "press", "question", "query", "quiz"})
BESIDE = ("advcl", "acl", "relcl")  # "Asked if ..., Lavrov said", "Kim, when asked if ..., said"
WISHING = frozenset({"ask", "decline", "demand", "insist", "prefer", "refuse", "request", "want", "wish"})
NAMING = frozenset({"cite", "identify", "name", "quote"})
UNNAMED = frozenset({"anonymity", "anonymous", "unnamed"})
PHRASES = ("dobj", "ccomp:wh", "prep", "ccomp:bare", "quote", "read")


def is_refusal(tree: Tree, found: Proposal) -> bool:
    """Tell whether a proposal is a refusal to say something rather than something said."""
    cue, head = found.cue, found.head
    lemma = found.lemma.split()[0]
    if lemma in DECLINING and head is not None:
        # "declined to comment", "could not be reached for comment"
        return tree.lemma[head].lower() in TELLING or bool(THINGS & {tree.lower[i] for i in range(*found.content[-1])})
    if lemma not in TELLING:
        return False
    if found.frame.startswith(PHRASES) and _unsaid(tree, cue):
        return True
    above = tree.head[cue]
    if tree.dep[cue] == "xcomp":
        # "has yet to comment on", "declined to say whether"
        return tree.lemma[above] in DECLINING - {"be"}
    return any(tree.lower[k] == "yet" for k in tree.kids[cue])


def says_nothing(tree: Tree, found: Proposal) -> bool:
    """Tell whether a cue, with the verb of its content, denies that anything is said: "made no mention of"."""
    words = words_of(found.cue_pieces)
    told = words if found.head is None else [*words, found.head]
    telling = any(tree.lemma[i].lower() in TELLING - {"confirm", "say"} for i in told)
    return telling and any(tree.lower[i] in NEGATIVE or tree.lower[i] in ("no", "yet") for i in words)


def _neither(tree: Tree, cue: int) -> bool:
    """Tell whether a verb is one of two that are both negated: "neither confirmed nor denied"."""
    first = cue
    return any(tree.lower[kid] in ("neither", "nor", "or") for kid in tree.kids[first])


def _silent(tree: Tree, found: Proposal) -> bool:
    """Tell whether what is said is that nothing is: "Washington said nothing"."""
    return len(found.content) == 1 and {tree.lower[i] for i in range(*found.content[0])} <= SILENCE


def _unsaid(tree: Tree, cue: int) -> bool:
    return any(tree.lower[k] in NEGATIVE for k in tree.kids[cue])


def questions(tree: Tree) -> list[bool]:
    """Tell of each token whether it stands in a question put to the speaker: "Asked whether the talks failed, ..."."""
    asked = [False] * len(tree)
    for i in range(len(tree)):
        if _is_put(tree, i) and tree.first(i, "agent") is None:
            low, high = tree.left[i], tree.right[i] + 1
            asked[low:high] = [True] * (high - low)
    return asked


def _is_put(tree: Tree, verb: int) -> bool:
    """Tell whether a verb puts a question to the speaker, beside whom it stands."""
    if tree.tag[verb] != "VBN" or tree.lemma[verb].lower() not in ASKING or tree.dep[verb] not in BESIDE:
        return False
    return tree.subject(verb) is None


def without_questions(tree: Tree, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return a source without the question put to it: "[The Kremlin], asked about the figures"."""
    found = []
    for low, high in pieces:
        put = [tree.left[i] for i in range(low + 1, high) if _is_put(tree, i)]
        found.append((low, min([high, *(start - 1 for start in put if start - 1 > low)])))
    return tuple(found)


def is_wish_for_no_name(tree: Tree, cue: int) -> bool:
    """Tell whether a verb keeps a source's name back: "officials who asked not to be named", "requested anonymity"."""
    for kid in tree.kids[cue]:
        pass
    return False
