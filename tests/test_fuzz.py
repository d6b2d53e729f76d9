"""Every fuzz harness over the inputs that once failed, and over new ones; ``tests/fuzz/run.py`` runs many more."""

from pathlib import Path

import pytest
from fuzz.harnesses import HARNESSES
from fuzz.texts import to_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FOUND = sorted((Path(__file__).parent / "data" / "fuzz").glob("*/*"))
SLOW = {"article", "records"}
QUICK = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    HARNESSES[path.parent.name](path.read_bytes())


def test_every_input_kept_has_its_harness() -> None:
    assert {path.parent.name for path in FOUND} <= HARNESSES.keys()


@pytest.mark.parametrize("name", HARNESSES)
def test_any_bytes_are_taken(name: str) -> None:
    @settings(QUICK, max_examples=15 if name in SLOW else 100)
    @given(data=st.binary(max_size=120))
    def run(data: bytes) -> None:
        HARNESSES[name](data)

    run()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"", "", id="empty"),
        pytest.param(b"\x00Seoul\xff", "Seoul\udcff", id="raw"),
        pytest.param(b"\x01S\x00\x00\xd8", "S\ud800", id="two-bytes-a-character"),
        pytest.param(b"\x02\x01\x16", "Seoul said", id="words"),
        pytest.param(b"\x03\x00\x01\x00\x06", "said on Friday", id="mangled"),
    ],
)
def test_bytes_become_text(data: bytes, text: str) -> None:
    assert text in to_text(data)
