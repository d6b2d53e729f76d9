"""Places by their names: the table, what words name, and where exports say it."""

import csv
import re
from dataclasses import replace

import pytest
from handmade import make_record
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

import korea_nlp
from korea_nlp import Failure, Record, build_graph, locate, to_dataframe
from korea_nlp.errors import LexiconError, OptionError
from korea_nlp.lexicon import Lexicon, data_file, load_lexicon
from korea_nlp.places import Gazetteer, load_gazetteer
from korea_nlp.plots import map_events
from korea_nlp.plots.maps import KOREA
from korea_nlp.records import Argument

HEADER = "id,name,aliases,kind,country,latitude,longitude,source\n"
BOXES = {"PRK": (37.5, 43.1, 124.0, 131.0), "KOR": (32.0, 38.7, 124.0, 132.0)}  # south, north, west, east
NOT_SOVEREIGN = {"GUM", "HKG", "MAC", "PSE", "SUN"}  # and one that is no more


def told_at(*places: tuple[str, str | None]) -> Record:
    """Return a record of one event at some places: their words and what was read in them."""
    record = make_record()
    arguments = tuple(Argument("place", 0, len(words), words, None, id) for words, id in places)
    return replace(record, events=(replace(record.events[0], arguments=arguments),))


# --- the table -----------------------------------------------------------------------------------------------------


def test_table_has_a_capital_of_each_state():
    states = {row["code"] for row in csv.DictReader(data_file("countries.csv").read_text("utf-8").splitlines())}
    capitals = [place.country for place in load_gazetteer().places.values() if place.kind == "capital"]

    assert sorted(capitals) == sorted(states - NOT_SOVEREIGN - {"SGP"})


def test_places_of_korea_lie_there():
    places = load_gazetteer().places.values()

    assert sum(place.country in BOXES for place in places) > 350
    for place in places:
        if place.country in BOXES:
            south, north, west, east = BOXES[place.country]
            assert south <= place.latitude <= north, place.id
            assert west <= place.longitude <= east, place.id


def test_each_place_names_its_source_and_is_sorted():
    places = load_gazetteer().places

    assert list(places) == sorted(places)
    known = re.compile(r"GeoNames \d+|GeoNames; 38 North|public record")
    assert [place.id for place in places.values() if not known.fullmatch(place.source)] == []
    assert all(re.fullmatch(r"[a-z0-9-]+", id) for id in places)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param("a,A,,city,XXX,1,1,s", "a lies in 'XXX'", id="country"),
        pytest.param("a,A,,city,KOR,91,1,s", "a lies on no globe", id="latitude"),
        pytest.param("a,A,,city,KOR,east,1,s", "line 2: latitude is 'east'", id="number"),
        pytest.param("a,A,,town,KOR,1,1,s", "line 2: kind is 'town'", id="kind"),
    ],
)
def test_bad_place_is_refused(row, said):
    with pytest.raises(LexiconError, match=said):
        Gazetteer(Lexicon("places", f"{HEADER}{row}\n"), load_lexicon("countries"))


# --- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "id"),
    [
        pytest.param("Kusong", "kusong", id="name"),
        pytest.param("Pusan", "busan", id="alias"),
        pytest.param("KUNSAN AIR BASE", "kunsan-air-base", id="case"),
        pytest.param("Musudan ri", "tonghae", id="hyphen"),
        pytest.param("the Yellow Sea", "west-sea", id="article"),
        pytest.param("Malé", "male", id="accent"),
        pytest.param("Male", "male", id="without-accent"),
        pytest.param("Sanaa, Yemen", "sanaa", id="country-after-a-comma"),
        pytest.param("Sanaa, Laos", None, id="another-country"),
        pytest.param("Moscow, Idaho", None, id="state"),
        pytest.param("near Kusong", None, id="more-words"),
        pytest.param("Yemen", None, id="country"),
        pytest.param("a village", None, id="no-name"),
        pytest.param("", None, id="empty"),
        pytest.param("Tripoli", None, id="namesakes"),
    ],
)
def test_words_name_a_place(words, id):
    place = locate(words)

    assert (place and place.id) == id


@pytest.mark.parametrize(
    ("words", "country", "id"),
    [
        pytest.param("Tripoli", "LBY", "tripoli", id="state"),
        pytest.param("Tripoli", "LBN", "tripoli-lebanon", id="other-state"),
        pytest.param("Ongjin", "KOR", "ongjin-county", id="south"),
        pytest.param("Ongjin", "PRK", "ongjin-county-south-hwanghae", id="north"),
        pytest.param("Osan", "PRK", None, id="elsewhere"),
        pytest.param("Black Sea", "UKR", "black-sea", id="sea"),
    ],
)
def test_country_decides_among_namesakes(words, country, id):
    place = locate(words, country)

    assert (place and place.id) == id


def test_unknown_country_is_refused():
    with pytest.raises(OptionError, match="'Korea'; give its ISO"):
        locate("Osan", "Korea")


# --- exports -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("places", "id"),
    [
        pytest.param([("Wonsan", None)], "wonsan", id="words"),
        pytest.param([("the port of Wonsan", "wonsan")], "wonsan", id="read-in-them"),
        pytest.param([("a beach", None), ("Wonsan", None)], "wonsan", id="first-that-is-known"),
        pytest.param([("the old town of Tripoli", "tripoli")], None, id="namesake-read-in-them"),
        pytest.param([("a camp 9 kilometres off Wonsan", "wonsan")], None, id="some-way-from-it"),
        pytest.param([("a beach", "no-such-place")], None, id="unknown-id"),
        pytest.param([], None, id="nowhere"),
    ],
)
def test_events_say_where(places, id):
    record = told_at(*places)

    frame = to_dataframe(record, "events")
    facts = build_graph(record, view="events").nodes["a1/e1"]

    place = locate(id) if id else None
    assert facts.get("place_id") == id
    assert facts.get("place_country") == (place.country if place else None)
    where = (place.latitude, place.longitude) if place else (None, None)
    assert (facts.get("latitude"), facts.get("longitude")) == where
    assert frame[["place_id", "latitude", "longitude"]].notna().all(axis=None) == (place is not None)
    if place:
        assert frame.loc[0, ["place_id", "latitude", "longitude"]].tolist() == [place.id, *where]


def test_arguments_say_where():
    frame = to_dataframe(told_at(("a beach", None), ("Wonsan", None)), "arguments")

    assert frame["place_id"].fillna("").tolist() == ["", "wonsan"]


def test_graphs_keep_coordinates_as_numbers(tmp_path):
    graph = build_graph(told_at(("Wonsan", None)), view="events")

    korea_nlp.write_graphml(graph, tmp_path / "events.graphml")
    korea_nlp.write_gexf(graph, tmp_path / "events.gexf")

    assert korea_nlp.read_graphml(tmp_path / "events.graphml").nodes["a1/e1"] == graph.nodes["a1/e1"]
    assert re.search(r'title="latitude" type="(double|float)"', (tmp_path / "events.gexf").read_text(encoding="utf-8"))


# --- the map -------------------------------------------------------------------------------------------------------


def named(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def test_map_draws_each_place_once_with_its_count():
    records = [told_at(("Wonsan", None)), told_at(("the port of Wonsan", "wonsan")), told_at(("Mosul", None))]

    ax = map_events([*records, Failure("x", "broken"), told_at(("a beach", None))])

    assert named(ax) == ["Wonsan 2", "Mosul 1"]
    assert ax.collections[0].get_offsets().tolist()[0] == [locate("Wonsan").longitude, locate("Wonsan").latitude]
    assert ax.collections[0].get_sizes().tolist()[0] > ax.collections[0].get_sizes().tolist()[1]
    ax.figure.savefig("/dev/null", format="png")


def test_map_shows_an_area_and_kinds():
    records = [told_at(("Wonsan", None)), told_at(("Mosul", None))]

    assert named(map_events(records, area=KOREA)) == ["Wonsan 1"]
    assert named(map_events(records, kinds=["missile_launch"])) == []
    assert named(map_events(records, most=1)) == ["Mosul 1"]


def test_names_on_a_map_stand_over_no_other_and_the_earth_ends():
    records = [told_at((name, None)) for name in ("Wonsan", "Pyongyang", "Panmunjom", "Seoul", "Incheon", "Mosul") * 2]

    ax = map_events(records)
    renderer = FigureCanvasAgg(ax.figure).get_renderer()
    boxes = [text.get_window_extent(renderer) for text in ax.texts]

    assert len(boxes) > 2
    assert not [(i, j) for i, box in enumerate(boxes) for j in range(i) if box.overlaps(boxes[j])]
    assert -90 <= ax.get_ylim()[0] < ax.get_ylim()[1] <= 90
