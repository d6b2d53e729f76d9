"""How a part of a claim is shown to people."""

import pytest

from korea_nlp.records import Part, worded


def part(*pieces, gap=3):
    """Return a part of pieces that stand some characters apart."""
    spans, at = [], 0
    for piece in pieces:
        spans.append((at, at + len(piece)))
        at += len(piece) + gap
    return Part(tuple(spans), " ".join(pieces))


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        pytest.param(["the talks had begun"], "the talks had begun", id="no marks"),
        pytest.param(['"We fired warning shots'], '"We fired warning shots"', id="never closes"),
        pytest.param(["“We wait"], "“We wait”", id="curly"),
        pytest.param(["„We wait"], "„We wait“", id="low"),
        pytest.param(["„We wait” and see"], "„We wait” and see", id="low and high"),
        pytest.param(["«We wait"], "«We wait»", id="angles"),
        pytest.param(["「We wait"], "「We wait」", id="corners"),
        pytest.param(["``We wait"], "``We wait''", id="typed"),
        pytest.param(["'We wait"], "'We wait'", id="single"),
        pytest.param(["‘We’ve time"], "‘We’ve time’", id="single with an apostrophe"),
        pytest.param(["‘We wait.’"], "‘We wait.’", id="single, whole"),
        pytest.param(["'90s songs return"], "'90s songs return", id="a decade"),
        pytest.param(['the "old" road is "closed'], 'the "old" road is "closed"', id="the second of two"),
        pytest.param(['we never left" the base'], '"we never left" the base', id="never opens"),
        pytest.param(['"No," he said, "never'], '"No," he said, "never"', id="a pair and a half"),
        pytest.param(["“He said “go” and we went"], "“He said “go” and we went”", id="one within another"),
        pytest.param(['"We wait', '"and we count."'], '"We wait" … "and we count."', id="a gap"),
        pytest.param(["drills", "rehearsals"], "drills … rehearsals", id="a gap without marks"),
        pytest.param(["··· ··", "···"], "··· ·· ···", id="withheld"),
    ],
)
def test_gaps_are_shown_and_marks_stand_in_pairs(pieces, shown):
    assert worded(part(*pieces)) == shown


def test_a_comma_is_no_gap():
    assert worded(part("he denied it", "calling it untrue", gap=2)) == "he denied it calling it untrue"
