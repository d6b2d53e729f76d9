"""Each wrong input gets one clear sentence: no traceback, no silence; docs/errors.md shows them all."""

import pytest
from wrong_inputs import CASES, DOCS, answer


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_input_gets_one_sentence(name):
    said = answer(name)

    assert not said.startswith("silence")
    assert "\n" not in said
    assert said.endswith(".")
    assert len(said) < 450
    assert f"| {name} | {said.replace('|', chr(92) + '|')} |" in DOCS.read_text(encoding="utf-8")
