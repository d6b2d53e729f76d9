"""Why a claim has its source and is about whom it is, in words."""

from dataclasses import replace

import pytest
from handmade import make_record

from korea_nlp.knowledge import explain_claim
from korea_nlp.records import Actor, Mention


def test_each_actor_of_a_claim_is_explained_sources_first():
    record = make_record()
    claim = record.claims[0]

    found = explain_claim(record, claim)

    assert [why.actor for why in found] == [*claim.source.actors, *claim.about]
    spy = '"South Korea\'s spy agency"'
    assert found[0].text.startswith(
        f"Source: the words of the source hold {spy}. {spy} is National Intelligence Service:"
    )
    assert found[1].text.startswith("About: the words of the content hold ")


def test_who_is_not_named_in_a_claim_is_said_to_be_so():
    record = make_record()
    claim = record.claims[0]
    state = next(actor for actor in record.actors if actor.id == "north-korea")

    unnamed = explain_claim(record, claim)[-1]
    before = replace(state, mentions=(Mention(0, 5, "SEOUL", "metonym", "alias:SEOUL"),))
    actors = tuple(before if actor is state else actor for actor in record.actors)
    named = explain_claim(replace(record, actors=actors), claim)[-1]

    assert unnamed.text.startswith("About: none of the words of the content is read as a mention of North Korea,")
    assert unnamed.rule == ""
    assert "Its last mention before: 'SEOUL' is North Korea" in named.text
    assert named.actor == "north-korea"


def test_a_claim_of_no_source_is_explained_by_whom_it_is_about():
    record = make_record()
    claim = replace(record.claims[0], source=None, about=("north-korea", "nobody-there"))

    assert [why.actor for why in explain_claim(record, claim)] == ["north-korea", "nobody-there"]


@pytest.mark.parametrize(
    "rule", ["short-name:a1#jeon", "spokesperson:a1#jeon", "members:a1#jeon", "title-name:a1#jeon"]
)
def test_actors_are_called_by_name_and_not_by_id(rule):
    record = make_record()
    stranger = Actor(
        "a1#jeon", "Jeon Ha-gyu", "person", None, None, None, None, (Mention(0, 5, "SEOUL", "alias", rule),)
    )
    claim = replace(record.claims[0], source=None, about=(stranger.id,))

    found = explain_claim(replace(record, actors=(*record.actors, stranger)), claim)[0].text

    assert "Jeon Ha-gyu" in found
    assert "#" not in found


def test_whom_a_reader_chose_is_said_to_be_taken_for_somebody():
    record = make_record()
    state = next(actor for actor in record.actors if actor.id == "north-korea")
    it = replace(state, mentions=(Mention(0, 5, "it", "pronoun", "antecedent:it"),))
    claim = replace(record.claims[0], source=None, about=("north-korea",))

    found = explain_claim(replace(record, actors=(it,)), claim)[0].text

    assert "'it' is taken for North Korea: of those named around it, the reader finds this the likeliest" in found
