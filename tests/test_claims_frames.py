"""Turns of conversations, and the clauses beside a telling: by grammar, so that no reader's weights decide."""

import pytest

import korea_nlp


def told(text, nlp):
    """Return source and content of each claim, with "…" where words of others stand between."""
    record = korea_nlp.analyze(text, nlp=nlp)

    def words(part):
        return " … ".join(text[low:high] for low, high in part.spans) if part else None

    return [(words(claim.source), words(claim.content)) for claim in record.claims]


def turns(text, nlp):
    """Return source, kind and the first words of what is told without a cue."""
    record = korea_nlp.analyze(text, nlp=nlp)
    free = [claim for claim in record.claims if claim.cue is None]
    return [(claim.source and claim.source.text, claim.kind, claim.content.text.split()[0]) for claim in free]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "HOLT: The talks have ended in Hanoi.\n\nMENDEZ: They ended too early for us.\n\n"
            "HOLT: Some would call it a failure.\n\nMENDEZ: We never called it that.",
            [("HOLT", "The"), ("MENDEZ", "They"), ("HOLT", "Some"), ("MENDEZ", "We")],
            id="transcript in capitals",
        ),
        pytest.param(
            "Ms. Park: The dam is old and it leaks.\n\nMr. Lee: It was mended in the spring.\n\n"
            "Ms. Park: Nobody has seen the bill.",
            [("Ms. Park", "The"), ("Mr. Lee", "It"), ("Ms. Park", "Nobody")],
            id="names with titles",
        ),
        pytest.param(
            "Q: How old is the dam?\n\nA: It was built in 1961.\n\nQ: Does it leak?\n\nA: It has leaked for years.",
            [(None, "It"), (None, "It")],
            id="questions tell nothing and answers are of nobody by name",
        ),
    ],
)
def test_what_speakers_say_in_turn_is_theirs(grammar, text, expected):
    assert turns(text, grammar) == [(source, "direct", first) for source, first in expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Claim: The dam is new.\n\nFact: It was built in 1961.\n\nClaim: It is dry.\n\nFact: It leaks.",
            id="verdicts",
        ),
        pytest.param("Photos: A dam in spring.\n\nMore: A dam in winter.\n\nPhotos: The dam at night.", id="pictures"),
        pytest.param("SEOUL: The dam has burst.\n\nPolice closed the road.\n\nThe army sent boats.", id="one heading"),
    ],
)
def test_headings_take_no_turns(grammar, text):
    assert turns(text, grammar) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Tokyo said the ferry had sunk in the strait, though Seoul had seen it in port.",
            ("Tokyo", "the ferry had sunk in the strait"),
            id="a clause that the writer adds",
        ),
        pytest.param(
            "The mayor said the bridge was safe, despite cracks that engineers found in May.",
            ("The mayor", "the bridge was safe"),
            id="a phrase that the writer adds",
        ),
        pytest.param(
            "The ferry sank at noon, the navy said; it was the third this year.",
            ("the navy", "The ferry sank at noon"),
            id="a sentence after a semicolon",
        ),
        pytest.param(
            "The North fired a rocket on Monday, the army said, its first launch in a year.",
            ("the army", "The North fired a rocket on Monday"),
            id="another name for what was told",
        ),
        pytest.param(
            "The envoy said the matter was closed and declined to say more.",
            ("The envoy", "the matter was closed"),
            id="what the speaker refuses next",
        ),
        pytest.param(
            "It is likely, she said, that the dam will burst.",
            ("she", "It is likely … that the dam will burst"),
            id="both sides of a telling",
        ),
        pytest.param(
            "She said that the army would never yield and ordered the fleet to sail.",
            ("She", "the fleet to sail"),
            id="a finite verb beside an infinitive is the speaker's",
        ),
        pytest.param(
            "He said the ship had information on the crew, and warned that the storm would return.",
            ("He", "that the storm would return"),
            id="a telling after a comma and and is the speaker's",
        ),
    ],
)
def test_clauses_beside_a_telling(grammar, text, expected):
    assert expected in told(text, grammar)


def test_words_in_quotation_marks_are_nobodys_addition(grammar):
    text = 'Tokyo said the ferry was old, though "it was safe enough."'

    assert told(text, grammar)[0][1].endswith('"it was safe enough."')
