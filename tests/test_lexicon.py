from dataclasses import dataclass
from typing import Literal

import pytest

from korea_nlp.errors import LexiconError
from korea_nlp.lexicon import Lexicon, data_file, load_lexicon


@dataclass(frozen=True)
class Cue:
    lemma: str
    stance: Literal["assert", "deny"]
    weight: float
    passive: bool
    forms: tuple[str, ...] = ()
    note: str | None = None


HEADER = "lemma,stance,weight,passive,forms,note\n"


def test_cells_are_read_by_the_types_of_the_fields() -> None:
    table = Lexicon("cues", HEADER + "deny,deny,0.5,true,denied|denies,\nsay,assert,1,,,common\n")

    assert table.rows(Cue) == (
        Cue("deny", "deny", 0.5, True, ("denied", "denies"), None),
        Cue("say", "assert", 1.0, False, (), "common"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("lemma\n", "cues, line 1: the header is 'lemma'", id="header"),
        pytest.param(HEADER + "deny,deny\n", "cues, line 2: 2 cells where the header has 6", id="cells"),
        pytest.param(
            HEADER + "say,claim,1,,,\n", "line 2: stance is 'claim'; use one of 'assert', 'deny'", id="literal"
        ),
        pytest.param(
            HEADER + "say,assert,much,,,\n", "line 2: weight is 'much'; write a value of type float", id="float"
        ),
        pytest.param(
            HEADER + "say,assert,1,yes,,\n", "line 2: passive is 'yes'; write true, false or nothing", id="bool"
        ),
        pytest.param(
            HEADER + "say,assert,1,,,\nsay,deny,1,,,\n", "line 3: 'say' already stands on line 2", id="doubled"
        ),
        pytest.param(HEADER + 'say,"assert,1,,,\n', "mend the quoting", id="quoting"),
    ],
)
def test_a_bad_table_is_refused_by_line(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        Lexicon("cues", text).rows(Cue)


def test_a_key_may_be_several_fields() -> None:
    table = Lexicon("cues", HEADER + "say,assert,1,,,\nsay,deny,1,,,\n")

    assert [row.stance for row in table.rows(Cue, key=("lemma", "stance"))] == ["assert", "deny"]


def test_a_missing_table_is_named() -> None:
    with pytest.raises(LexiconError, match=r"no_such\.csv: there is no such table"):
        load_lexicon("no_such")


def test_a_users_table_is_read_from_its_path(tmp_path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("lemma\nsay\n", encoding="utf-8")

    assert load_lexicon("cues", str(path)).text == "lemma\nsay\n"


def test_a_table_in_another_encoding_is_refused_by_its_byte(tmp_path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes("lemma\n서울\n".encode("euc-kr"))

    with pytest.raises(LexiconError, match="not UTF-8 at byte 6"):
        load_lexicon("cues", str(path))


def test_every_shipped_table_tells_the_source_of_each_fact() -> None:
    tables = [file for file in data_file("").iterdir() if file.name.endswith(".csv")]

    without = [t.name for t in tables if "source" not in t.read_text(encoding="utf-8").split("\n", 1)[0].split(",")]

    assert tables
    assert without == []
