import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from korea_nlp.numerals import read_numeral, to_value

VALUES = {
    "7": 7, "1,587": 1587, "10,000": 10_000, "1 200": 1200, "1\xa0200": 1200, ".500": 0.5, "3.14": 3.14, "１２": 12,
    "٣": 3, "½": 0.5, "3½": 3.5, "1 1/2": 1.5, "1/16": 0.0625, "1⁄32": 0.03125, "2.5 million": 2.5e6, "3bn": 3e9,
    "3 bn": 3e9, "25k": 25_000, "1.3 trillion": 1.3e12, "12 hundred": 1200, "2 dozen": 24, "5m": 5e6,
    "one": 1, "twelve": 12, "twenty": 20, "twenty-three": 23, "twenty three": 23, "a hundred": 100,
    "two hundred": 200, "two hundred and five": 205, "two hundred and five thousand": 205_000,
    "one hundred and twenty-five": 125, "three hundred thousand": 300_000, "two million three hundred thousand": 2.3e6,
    "a dozen": 12, "two dozen": 24, "half a dozen": 6, "half-dozen": 6, "half a million": 500_000, "a million": 1e6,
    "a hundred million": 1e8, "two and a half": 2.5, "two and a half million": 2.5e6, "half": 0.5,
    "one-third": 1 / 3, "two thirds": 2 / 3, "three-quarters": 0.75, "zero": 0, "Twelve": 12, "SIX": 6,
}  # fmt: skip
NONE = [
    "",
    "Seoul",
    "9/11",
    "24/7",
    "1e5",
    "one third test",
    "a",
    "and",
    "twenty-thirty",
    "1.2.3",
    "5th",
    "-",
    "²",
    "三",
]


@pytest.mark.parametrize(("text", "value"), VALUES.items())
def test_a_number_is_worth_its_value(text: str, value: float) -> None:
    assert to_value(text) == pytest.approx(value)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert to_value(text) is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("155mm shell", 3),
        ("37m (121ft)", 2),
        ("12.3m tonnes of coal", 5),
        ("10,000-12,000", 6),
        ("two hundred and three were hurt", 21),
        ("seven and a half hours", 16),
        ("10, 20 and 30", 2),
    ],
)
def test_a_number_ends_where_its_words_end(text: str, end: int) -> None:
    found = read_numeral(text, 0)

    assert found is not None
    assert found.end == end


@given(st.text(alphabet="0123456789,./⁄½²٣１ -–\xa0abdefhiklmnorstuvwxyz", max_size=40), st.integers(0, 45))
def test_any_text_is_read_or_left(text: str, start: int) -> None:
    found = read_numeral(text, start)

    assert found is None or (start <= found.start < found.end <= len(text) and math.isfinite(found.value))


@given(st.integers(0, 10**15))
def test_digits_are_worth_themselves(number: int) -> None:
    assert to_value(str(number)) == to_value(f"{number:,}") == number
