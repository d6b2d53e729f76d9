"""Pictures of figures and claims: what is drawn is read back from the axes."""

import subprocess
import sys
from dataclasses import replace

import pytest
from handmade import make_record
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Canvas

from korea_nlp import Failure, Record
from korea_nlp.compare import Figure
from korea_nlp.errors import RecordError
from korea_nlp.plots import plot_rivals, plot_speakers, plot_stances

SEOUL, KYIV = "National Intelligence Service", "Volodymyr Zelensky"


def figure(lower, upper, day="2025-01-13", claimant=SEOUL, bound="exact", **facts) -> Figure:
    values = {
        **{"id": f"{claimant}{day}{lower}{upper}", "topic": "casualties", "article": "a1", "claim": "c1"},
        **{"unit": "soldier", "scope": "killed", "counted": None, "as_of": day, "claimants": (), "relay": ()},
        **{"origin": "a1", "stance": "assert", "certainty": "certain", "published": day, "publisher": None},
        **{"start": 0, "end": 1, "words": "some", "confidence": 1.0},
        **facts,
    }
    return Figure(lower=lower, upper=upper, bound=bound, claimant=claimant, **values)


def labels(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts if text.get_text()]


def legend(ax: Axes) -> dict[str, str]:
    found = ax.get_legend()
    assert found is not None
    return {
        text.get_text(): to_hex(line.get_color()) for text, line in zip(found.texts, found.legend_handles, strict=True)
    }


def draw(ax: Axes) -> None:
    ax.figure.savefig("/dev/null", format="png")


# --- rival figures -------------------------------------------------------------------------------------------------


def test_rivals_have_a_colour_a_claimant():
    ax = plot_rivals([figure(300, 300), figure(600, 600, "2025-04-30"), figure(None, 4000, claimant=KYIV)])

    assert ax.get_title("left") == "Casualties"
    assert ax.get_ylabel() == "soldiers"
    assert labels(ax) == ["300", "4,000", "600"]
    hues = legend(ax)
    assert list(hues) == [SEOUL, KYIV]
    assert len(set(hues.values())) == 2
    drawn = {text.get_text(): to_hex(text.get_color()) for text in ax.texts if text.get_text()}
    assert drawn == {"300": hues[SEOUL], "600": hues[SEOUL], "4,000": hues[KYIV]}
    draw(ax)


@pytest.mark.parametrize(
    ("bound", "ends", "label", "way"),
    [
        pytest.param("at_least", (100, None), "≥100", 1, id="at-least"),
        pytest.param("more_than", (100, None), ">100", 1, id="more-than"),
        pytest.param("at_most", (None, 100), "≤100", -1, id="at-most"),
        pytest.param("less_than", (None, 100), "<100", -1, id="less-than"),
        pytest.param("approximate", (100, 100), "≈100", 0, id="about"),
        pytest.param("exact", (100, 100), "100", 0, id="exact"),
    ],
)
def test_open_bounds_have_an_arrow(bound, ends, label, way):
    ax = plot_rivals([figure(*ends, bound=bound)])

    arrows = [text for text in ax.texts if not text.get_text()]
    assert labels(ax) == [label]
    assert [(arrow.xyann[1] > 0) - (arrow.xyann[1] < 0) for arrow in arrows] == ([way] if way else [])


def test_range_has_a_bar_from_end_to_end():
    ax = plot_rivals([figure(850, 900)])

    bars = [segment for lines in ax.collections for segment in lines.get_segments()]
    assert [tuple(end[1] for end in bar) for bar in bars] == [(850, 900)]
    assert labels(ax) == ["850–900"]


def test_other_units_are_drawn_as_what_they_are_worth():
    kilometres = [figure(1100, 1100, unit="kilometre"), figure(1100, 1100, claimant=KYIV, unit="kilometre")]

    ax = plot_rivals([*kilometres, figure(685, 685, claimant="Officials", unit="mile")])

    heights = [line.get_ydata()[0] for line in ax.lines if line.get_marker() == "None" and len(line.get_ydata())]
    assert heights == pytest.approx([1100, 1100, 1102.4], abs=0.1)
    assert labels(ax)[-1] == "685 miles"
    assert ax.get_ylabel() == "kilometres"


def test_copies_of_a_story_are_drawn_once():
    copies = [replace(figure(1200, 1200, bound="approximate"), id=str(n), article=str(n)) for n in range(6)]

    assert labels(plot_rivals(copies)) == ["≈1,200 (×6)"]


def test_points_in_one_place_stand_apart():
    ax = plot_rivals([figure(1100, 1100), figure(1100, 1100, claimant=KYIV)])

    places = {float(line.get_xdata()[0]) for line in ax.lines}
    assert len(places) == 2
    assert max(places) - min(places) < 0.1


def test_topic_with_most_claimants_is_drawn():
    rows = [figure(n, n, f"2025-01-1{n}", topic="of one") for n in range(1, 6)]
    rivals = [figure(1, 1, topic="of two"), figure(2, 2, claimant=KYIV, topic="of two")]

    assert plot_rivals([*rows, *rivals]).get_title("left") == "Of two"
    assert plot_rivals([*rows, *rivals], topic="of one").get_title("left") == "Of one"


def test_one_scope_can_be_drawn_alone():
    rows = [figure(300, 300), figure(3000, 3000, scope="killed_or_injured")]

    assert list(legend(plot_rivals(rows))) == [SEOUL, "killed", "killed or injured"]
    assert labels(plot_rivals(rows, scope="killed")) == ["300"]


def test_legend_lists_only_so_many_claimants():
    ax = plot_rivals([figure(n, n, "2025-01-01", f"paper {n}") for n in range(60)])

    assert len(legend(ax)) == 17
    assert list(legend(ax))[-1] == "and 44 more"
    assert len({text.get_color() for text in ax.texts}) == 60


def test_unknown_topic_is_refused():
    with pytest.raises(RecordError, match="no figure is of the topic 'launches'"):
        plot_rivals([figure(1, 1)], topic="launches")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="nothing"),
        pytest.param([figure(1, 1, topic=None)], id="no-topic"),
        pytest.param([figure(1, 1, day=None), figure(2, 2, day="last week")], id="no-day"),
        pytest.param([figure(None, None)], id="no-number"),
        pytest.param([figure(0, 0), figure(-3, 1e15, claimant=None)], id="odd-numbers"),
        pytest.param([figure(1, 1, claimant="$x^{ \n" + "long " * 50, topic="$\\frac")], id="odd-words"),
        pytest.param([figure(n, n, "2025-01-01", f"paper {n}") for n in range(60)], id="sixty-on-a-day"),
    ],
)
def test_odd_rows_are_drawn(rows):
    draw(plot_rivals(rows))


def test_axes_with_a_scale_keep_it():
    ax = Canvas().add_subplot()
    ax.set_yscale("log")

    assert plot_rivals([figure(30, None, bound="at_least"), figure(4700, 4700)], ax=ax) is ax
    assert ax.get_yscale() == "log"
    draw(ax)


# --- claims --------------------------------------------------------------------------------------------------------


def cells(ax: Axes) -> dict[tuple[str, str], int]:
    rows, columns = ax.get_yticklabels(), ax.get_xticklabels()
    return {
        (rows[round(t.get_position()[1])].get_text(), columns[round(t.get_position()[0])].get_text()): int(t.get_text())
        for t in ax.texts
    }


def test_speakers_are_counted_by_those_they_speak_of():
    record = make_record()
    names = {actor.id: actor.name for actor in record.actors}
    expected: dict[tuple[str, str], int] = {}
    for claim in record.claims:
        for speaker in claim.source.actors if claim.source else ():
            for one in claim.about:
                pair = names[speaker], names[one]
                expected[pair] = expected.get(pair, 0) + 2
    assert expected

    ax = plot_speakers([record, Failure("b", "empty"), replace(record, id="a2")])

    assert cells(ax) == expected
    draw(ax)


def test_copies_count_once():
    record = make_record()
    both = [record, replace(record, id="a2")]

    assert cells(plot_speakers(both, origins={"a1": "a1", "a2": "a1"})) == cells(plot_speakers([record]))
    assert bars(plot_stances(both, origins={"a1": "a1", "a2": "a1"})) == bars(plot_stances([record]))


def test_most_limits_both_sides():
    ax = plot_speakers([make_record()], most=1)

    assert (len(ax.get_yticklabels()), len(ax.get_xticklabels())) == (1, 1)


def bars(ax: Axes) -> dict[str, list[int]]:
    return {str(bar.get_label()): [round(patch.get_height()) for patch in bar] for bar in ax.containers}


def test_stances_are_stacked_by_day_and_week():
    record = replace(make_record(), published="2025-01-13")
    told = [claim.stance for claim in record.claims]
    later = replace(record, id="a2", published="2025-01-17T09:00:00")
    undated = replace(record, id="a3", published=None)

    by_day, by_week = plot_stances([record, later, undated]), plot_stances([record, later], days=7)

    assert bars(by_day) == {stance: [told.count(stance)] * 2 for stance in bars(by_day)}
    assert set(bars(by_day)) == set(told)
    assert bars(by_week) == {stance: [2 * told.count(stance)] for stance in bars(by_day)}
    assert by_week.get_title("left") == "Claims a week by stance"
    draw(by_day)


def test_bar_of_no_days_is_refused():
    with pytest.raises(RecordError, match="cannot stand for 0 days"):
        plot_stances([], days=0)


@pytest.mark.parametrize("plot", [plot_speakers, plot_stances])
@pytest.mark.parametrize("records", [[], [Failure("a", "empty")], [Record(id="a1", text="Seoul said so.")]])
def test_nothing_to_count_is_drawn(plot, records):
    draw(plot(records))


# --- matplotlib ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plot", [plot_rivals, plot_speakers, plot_stances])
def test_axes_given_are_drawn_on(plot):
    ax = Canvas().add_subplot()

    assert plot([], ax=ax) is ax


@pytest.mark.parametrize("plot", [plot_rivals, plot_speakers, plot_stances])
def test_missing_matplotlib_names_the_extra(plot, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.setitem(sys.modules, name, None)

    with pytest.raises(RecordError, match=r"pip install 'korea-nlp\[viz\]'"):
        plot([])


def test_matplotlib_is_read_when_a_picture_is_drawn_and_pyplot_never():
    code = (
        "import sys, korea_nlp.plots as p; assert 'matplotlib' not in sys.modules;"
        "p.plot_stances([]); p.plot_rivals([]); assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
