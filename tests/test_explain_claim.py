"""Why a claim has its source and is about whom it is, in words."""

from dataclasses import replace

from handmade import make_record

from korea_nlp.knowledge import explain_claim
from korea_nlp.records import Mention


def test_each_actor_of_a_claim_is_explained_sources_first():
    record = make_record()
    claim = record.claims[0]

    found = explain_claim(record, claim)

    assert [why.actor for why in found] == [*claim.source.actors, *claim.about]
    assert found[0].text.startswith("Source: the words of the source name National Intelligence Service.")
    assert found[1].text.startswith("About: the words of the content name soldiers.")


def test_who_is_not_named_in_a_claim_is_said_to_be_so():
    record = make_record()
    claim = record.claims[0]
    state = next(actor for actor in record.actors if actor.id == "north-korea")

    unnamed = explain_claim(record, claim)[-1]
    before = replace(state, mentions=(Mention(0, 5, "SEOUL", "metonym", "alias:SEOUL"),))
    actors = tuple(before if actor is state else actor for actor in record.actors)
    named = explain_claim(replace(record, actors=actors), claim)[-1]

    assert unnamed.text.startswith("About: the words of the content do not name North Korea;")
    assert unnamed.rule == ""
    assert "Last named before: 'SEOUL' is North Korea" in named.text
    assert named.actor == "north-korea"


def test_a_claim_of_no_source_is_explained_by_whom_it_is_about():
    record = make_record()
    claim = replace(record.claims[0], source=None, about=("north-korea", "nobody-there"))

    assert [why.actor for why in explain_claim(record, claim)] == ["north-korea", "nobody-there"]
