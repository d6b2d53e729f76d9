from dataclasses import replace

import pytest
from handmade import make_record

from korea_nlp import Record, evaluate
from korea_nlp.errors import RecordError
from korea_nlp.records import Part


def test_gold_against_itself_is_perfect():
    scores = evaluate([make_record()], [make_record()])

    assert {layer: score.f1 for layer, score in scores.items()} == dict.fromkeys(scores, 1.0)
    assert {layer: score.gold for layer, score in scores.items()} == {
        **{"mentions": 4, "quantities": 1, "times": 1, "events": 1, "claims": 4, "claims+source": 4}
    }


def test_an_article_without_a_record_is_one_without_finds():
    score = evaluate([make_record(), make_record("a2")], [make_record()])["claims"]

    assert (score.hits, score.predicted, score.gold) == (4, 4, 8)
    assert (score.precision, score.recall) == (1.0, 0.5)


def changed(**facts: object) -> Record:
    return replace(make_record(), **facts)


RECORD = make_record()


@pytest.mark.parametrize(
    ("predicted", "layer", "hits"),
    [
        pytest.param(changed(quantities=(replace(RECORD.quantities[0], lower=301),)), "quantities", 0, id="value"),
        pytest.param(changed(quantities=(replace(RECORD.quantities[0], bound="exact"),)), "quantities", 1, id="bound"),
        pytest.param(changed(times=(replace(RECORD.times[0], latest="2025-01-25"),)), "times", 0, id="last-day"),
        pytest.param(changed(events=(replace(RECORD.events[0], kind="attack"),)), "events", 0, id="kind"),
        pytest.param(changed(actors=(replace(RECORD.actors[0], id="x"),)), "mentions", 1, id="same-name"),
        pytest.param(changed(actors=(replace(RECORD.actors[0], id="x", name="Y"),)), "mentions", 0, id="other-actor"),
        pytest.param(changed(claims=(replace(RECORD.claims[0], source=None),)), "claims", 1, id="no-source"),
        pytest.param(changed(claims=(replace(RECORD.claims[0], source=None),)), "claims+source", 0, id="no-source-2"),
        pytest.param(
            changed(claims=(replace(RECORD.claims[0], content=Part(((48, 60),), RECORD.text[48:60])),)),
            *("claims", 0),
            id="too-little-of-it",
        ),
        pytest.param(changed(claims=(RECORD.claims[0], RECORD.claims[0])), "claims", 1, id="twice-is-once"),
    ],
)
def test_what_counts_as_found(predicted, layer, hits):
    assert evaluate([RECORD], [predicted])[layer].hits == hits


def test_other_texts_and_doubled_gold_are_refused():
    with pytest.raises(RecordError, match="'a1': gold and prediction have different texts"):
        evaluate([make_record()], [Record(id="a1", text="Other.")])
    with pytest.raises(RecordError, match="gold record 'a1' stands twice"):
        evaluate([make_record(), make_record()], [])
