import spacy
from spacy.tokens import Doc

from korea_nlp import syntax


def parsed(words: str, heads: list[int], deps: str) -> Doc:
    return Doc(spacy.blank("en").vocab, words=words.split(), heads=heads, deps=deps.split())


DENIED = parsed(
    "Seoul and Tokyo denied it and did not comment",
    [3, 0, 0, 3, 3, 3, 8, 8, 3],
    "nsubj cc conj ROOT dobj cc aux neg conj",
)
LAUNCHED = parsed("It was launched by Iran", [2, 2, 2, 2, 3], "nsubjpass auxpass ROOT agent pobj")


def test_a_coordinated_verb_shares_the_subject() -> None:
    comment = DENIED[8]

    assert syntax.subject(comment) is None
    assert syntax.shared_subject(comment) == DENIED[0]


def test_conjuncts_come_in_order() -> None:
    assert [token.text for token in syntax.conjuncts(DENIED[0])] == ["Seoul", "Tokyo"]


def test_negation_is_the_verbs_own() -> None:
    assert syntax.is_negated(DENIED[8])
    assert not syntax.is_negated(DENIED[3])


def test_passive() -> None:
    assert syntax.is_passive(LAUNCHED[2])
    assert not syntax.is_passive(DENIED[3])


def test_a_phrase_is_the_whole_subtree() -> None:
    assert syntax.phrase(DENIED[0]) == (0, 3)
