import jsonschema
import pytest
from handmade import make_record

import korea_nlp
from korea_nlp.records import Record, json_schema

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("record", [make_record(), Record(id="", text="")], ids=["full", "empty"])
def test_records_keep_the_schema(record):
    VALIDATOR.validate(record.to_dict())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("schema",), "other", id="schema"),
        pytest.param(("text",), None, id="no-text"),
        pytest.param(("claims", 0, "stance"), "says", id="stance"),
        pytest.param(("claims", 0, "confidence"), 1.5, id="confidence"),
        pytest.param(("claims", 0, "content", "spans"), [], id="no-span"),
        pytest.param(("claims", 0, "content", "spans"), [[1, 2, 3]], id="three-offsets"),
        pytest.param(("events", 0, "kind"), "party", id="event-kind"),
        pytest.param(("events", 0, "trigger", "start"), -1, id="negative-offset"),
        pytest.param(("times", 0, "earliest"), "Friday", id="date"),
        pytest.param(("actors", 0, "country"), "KR", id="country"),
        pytest.param(("actors", 0, "id"), "kim jong un", id="space-in-id"),
        pytest.param(("actors", 0, "extra"), 1, id="unknown-field"),
    ],
)
def test_what_breaks_the_contract_is_refused(path, value):
    values = make_record().to_dict()
    target = values
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value

    assert not VALIDATOR.is_valid(values)


def test_the_pipelines_records_keep_the_schema(nlp):
    text = "South Korea's military said on Friday that the North had fired about 10 missiles. Pyongyang denied it."

    VALIDATOR.validate(korea_nlp.analyze(text, published="2025-01-24", nlp=nlp).to_dict())
