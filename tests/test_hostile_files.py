"""Hostile files are answered with an error that says why, at once and in little memory; what we write runs nowhere."""

import time

import pytest
from hostile_files import CASES, answer

SECONDS = 30


@pytest.mark.parametrize("name", CASES)
def test_hostile_file_does_no_harm(name: str) -> None:
    started = time.monotonic()

    found = answer(name)

    assert CASES[name][1] in found
    assert time.monotonic() - started < SECONDS
