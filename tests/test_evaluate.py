from dataclasses import replace

import pytest
from handmade import make_record

from korea_nlp import Record, common_errors, evaluate
from korea_nlp.errors import RecordError
from korea_nlp.records import Part


def test_gold_against_itself_is_perfect():
    scores = evaluate([make_record()], [make_record()])

    assert {layer: score.f1 for layer, score in scores.items()} == dict.fromkeys(scores, 1.0)
    assert {layer: score.gold for layer, score in scores.items()} == {
        **{"mentions": 4, "quantities": 1, "times": 1, "events": 1, "events+mode": 1, "claims": 4, "claims+source": 4},
        **{"claims+stance": 4, "claims+certainty": 4, "claims+about": 4},
    }
    assert common_errors([make_record()], [make_record()]) == []


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
        pytest.param(changed(events=(replace(RECORD.events[0], mode="denied"),)), "events", 1, id="mode"),
        pytest.param(changed(events=(replace(RECORD.events[0], mode="denied"),)), "events+mode", 0, id="mode-2"),
        pytest.param(changed(claims=(replace(RECORD.claims[0], stance="deny"),)), "claims", 1, id="stance"),
        pytest.param(changed(claims=(replace(RECORD.claims[0], stance="deny"),)), "claims+stance", 0, id="stance-2"),
        pytest.param(changed(claims=(replace(RECORD.claims[0], about=()),)), "claims+about", 0, id="about"),
    ],
)
def test_what_counts_as_found(predicted, layer, hits):
    assert evaluate([RECORD], [predicted])[layer].hits == hits


def test_other_texts_and_doubled_gold_are_refused():
    with pytest.raises(RecordError, match="'a1': gold and prediction have different texts"):
        evaluate([make_record()], [Record(id="a1", text="Other.")])
    with pytest.raises(RecordError, match="gold record 'a1' stands twice"):
        evaluate([make_record(), make_record()], [])


CLAIM, EVENT, AMOUNT = RECORD.claims[0], RECORD.events[0], RECORD.quantities[0]
START, END = CLAIM.content.spans[0][0], CLAIM.content.spans[-1][1]


def content(start: int, end: int) -> Part:
    return Part(((start, end),), RECORD.text[start:end])


@pytest.mark.parametrize(
    ("gold", "predicted", "kinds"),
    [
        pytest.param({}, {"times": ()}, {"times: missed": 1}, id="missed"),
        pytest.param({"times": ()}, {"times": RECORD.times}, {"times: spurious": 1}, id="spurious"),
        pytest.param({}, {"events": (replace(EVENT, kind="attack"),)}, {"events: kind": 1}, id="kind"),
        pytest.param({}, {"events": (replace(EVENT, mode="denied"),)}, {"events: mode": 1}, id="mode"),
        pytest.param({}, {"quantities": (replace(AMOUNT, lower=1.0),)}, {"quantities: value": 1}, id="value"),
        pytest.param({}, {"quantities": (replace(AMOUNT, status="injured"),)}, {"quantities: status": 1}, id="status"),
        pytest.param(
            {"claims": (CLAIM,)}, {"claims": (replace(CLAIM, source=None),)}, {"claims: source": 1}, id="source"
        ),
        pytest.param(
            {"claims": (CLAIM,)},
            {"claims": (replace(CLAIM, stance="deny", certainty="possible", about=()),)},
            {"claims: stance": 1, "claims: certainty": 1, "claims: about": 1},
            id="several-facts",
        ),
        pytest.param(
            {"claims": (CLAIM,)},
            {"claims": (replace(CLAIM, content=content(START, END - 4)),)},
            {"claims: content edge": 1},
            id="edge",
        ),
        pytest.param(
            {"claims": (CLAIM,)},
            {"claims": (replace(CLAIM, content=content(START, START + 4)),)},
            {"claims: content": 1},
            id="content",
        ),
        pytest.param(
            {"actors": (RECORD.actors[0],)},
            {"actors": (replace(RECORD.actors[0], id="x", name="Y"),)},
            {"mentions: actor": 1},
            id="actor",
        ),
    ],
)
def test_each_kind_of_error_has_its_name(gold, predicted, kinds):
    errors = common_errors([changed(**gold)], [changed(**{**gold, **predicted})])

    assert {error.name: error.count for error in errors} == kinds


def test_the_commonest_errors_come_first_with_one_example_each():
    gold = [make_record(), make_record("a2")]
    found = [changed(times=(), claims=()), replace(make_record("a2"), claims=())]

    errors = common_errors(gold, found)

    assert [(error.name, error.count) for error in errors] == [("claims: missed", 8), ("times: missed", 1)]
    assert errors[1].example == f"a1: {RECORD.times[0].text!r}"
    assert common_errors(gold, found, most=1) == errors[:1]
    assert sum(error.count for error in common_errors(gold, [])) == sum(
        score.gold for layer, score in evaluate(gold, []).items() if "+" not in layer
    )
