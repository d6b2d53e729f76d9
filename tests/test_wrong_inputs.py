"""Each wrong input gets one clear sentence: no traceback, no silence; docs/errors.md shows them all."""

import pytest
from wrong_inputs import CASES, DOCS, answer

TYPERS = ("Invalid value", "No such option", "No such command")  # typer's own words begin so, and end without a stop


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_input_gets_one_sentence(name):
    said = answer(name)

    assert not said.startswith("silence")
    assert "\n" not in said
    assert said.endswith(".") or said.startswith(TYPERS)
    assert len(said) < 450
    assert f"| {name} | {said.replace('|', chr(92) + '|')} |" in DOCS.read_text(encoding="utf-8")
