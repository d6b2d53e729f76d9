"""Pure helpers over tokens and the parse, shared by the components."""

from collections.abc import Iterator

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
NEGATIONS = frozenset({"no", "not", "n't", "never", "neither", "nor", "without"})


def subject(verb: Token) -> Token | None:
    """Return the head of the verb's own subject.

    Example:
        >>> import spacy
        >>> from spacy.tokens import Doc
        >>> doc = Doc(spacy.blank("en").vocab, words=["Seoul", "denied", "it"], heads=[1, 1, 1],
        ...           deps=["nsubj", "ROOT", "dobj"])
        >>> subject(doc[1])
        Seoul
    """
    return next((child for child in verb.lefts if child.dep_ in SUBJECTS), None) or next(
        (child for child in verb.rights if child.dep_ in SUBJECTS), None
    )


def shared_subject(verb: Token) -> Token | None:
    """Return the verb's subject, or that of the verb it is coordinated with or controlled by.

    "Seoul denied the report and said ...": ``said`` shares the subject of ``denied``.
    """
    while True:
        found = subject(verb)
        if found is not None or verb.dep_ not in ("conj", "xcomp"):
            return found
        verb = verb.head


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive: "was launched", "is believed"."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def is_negated(verb: Token) -> bool:
    """Tell whether a verb itself is negated: "did not confirm", "never said"."""
    return any(child.dep_ == "neg" or child.lower_ in NEGATIONS for child in verb.children if child.i < verb.i + 3)


def conjuncts(head: Token) -> Iterator[Token]:
    """Yield a head and all that is coordinated with it, in order: "Washington and Seoul"."""
    yield head
    for child in head.rights:
        if child.dep_ == "conj":
            yield from conjuncts(child)


def phrase(head: Token) -> tuple[int, int]:
    """Return the whole phrase of a head: first token, token after the last."""
    return head.left_edge.i, head.right_edge.i + 1
