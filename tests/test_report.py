"""The report as a file: what it carries, what it escapes, and that nothing in it changes without its digest."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from importlib import resources
from math import hypot

import pytest
from handmade import TEXT, make_record
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from korea_nlp import Failure, Record, cli
from korea_nlp.cli import report as cli_report
from korea_nlp.errors import GraphError
from korea_nlp.report import to_report, write_report
from korea_nlp.report.figures import Amount, Amounts, amounts_of, ranked
from korea_nlp.report.layout import CORE, place
from korea_nlp.report.page import SCRIPTS, to_json
from korea_nlp.report.payload import payload, shown, utf16

VENDORED = resources.files("korea_nlp") / "data" / "report"


class Blocks(HTMLParser):
    """The elements of a page that a browser would read: scripts and styles with what they hold, and all tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.facts: list[dict[str, str | None]] = []
        self.blocks: list[tuple[dict[str, str | None], str]] = []
        self._open: dict[str, str | None] | None = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.facts.append(dict(attrs))
        self._open = {"tag": tag, **dict(attrs)} if tag in ("script", "style") else None

    def handle_data(self, data):
        if self._open is not None:
            self.blocks.append((self._open, data))

    def handle_endtag(self, tag):
        self._open = None

    def data(self) -> dict:
        return json.loads(next(text for facts, text in self.blocks if facts.get("id") == "data"))


def data_of(*records: Record, **options: object) -> dict:
    return Blocks(to_report(records, **options)).data()


# --- what it carries -----------------------------------------------------------------------------------------------


def test_claims_carry_their_parts_and_actors():
    data = data_of(make_record())

    actors = [actor["name"] for actor in data["actors"]]
    claim = data["claims"][0]
    assert [actors[id] for id in claim["from"]] == ["National Intelligence Service"]
    assert [actors[id] for id in claim["about"]] == ["soldiers", "North Korea"]
    assert {part: TEXT[slice(*claim[part][0])] for part in ("source", "cue", "content")} == {
        "source": "South Korea's spy agency",
        "cue": "said",
        "content": "that about 300 North Korean soldiers had been killed in Russia",
    }
    assert claim["figures"] == ["≈300 North Korean soldiers killed"]


def test_actors_are_joined_over_articles_but_those_of_one_article_are_not():
    data = data_of(make_record("a1"), make_record("a2"))

    names = [actor["name"] for actor in data["actors"]]
    assert names.count("National Intelligence Service") == 1
    assert names.count("soldiers") == 2


def test_failures_are_passed_over(tmp_path):
    assert write_report([Failure("a0", "no text"), make_record()], tmp_path / "r.html") == len(make_record().claims)


def test_origins_name_the_article_that_others_copy():
    first = replace(make_record("a1"), title="Three hundred", publisher="Wire")
    second = replace(make_record("a2"), title="300", publisher="Paper")

    articles = data_of(first, second, origins={"a1": "a1", "a2": "a1"})["articles"]

    assert [(found["origin"], found["copy"]) for found in articles] == [
        ("Wire: Three hundred", False),
        ("Wire: Three hundred", True),
    ]


def test_publisher_stands_for_an_unknown_origin():
    assert data_of(replace(make_record(), publisher="Paper"))["articles"][0]["origin"] == "Paper"


def test_amounts_of_one_kind_make_a_topic():
    found = amounts_of([make_record("a1"), make_record("a2")])

    assert {(row.topic, row.lower, row.bound, row.claimant) for row in ranked(found)} == {
        ("soldier killed", 300.0, "approximate", "National Intelligence Service")
    }
    assert ranked(amounts_of([make_record("a1")])) == []


class Relation:
    """A relation as a comparison gives it."""

    kind, cause, source, target = "DISPUTES", "value", "r2", "r1"


class Ledger:
    """A comparison of two articles."""

    figures = tuple(
        Amount(id, "dead", article, "c1", low, high, "exact", "soldier", "killed", "2025-01-24", None, "300")
        for id, article, low, high in (("r1", "a1", 300.0, 300.0), ("r2", "a2", 1200.0, float("inf")))
    )
    positions = ()
    relations = (Relation(),)


def test_ledger_gives_rivals_and_how_they_are_related():
    data = data_of(make_record("a1"), make_record("a2"), ledger=Ledger())

    assert data["judged"]
    assert [(row["lower"], row.get("upper"), row["claim"]) for row in data["ledger"]] == [
        (300, 300, 0),
        (1200, None, 4),
    ]
    assert data["relations"] == [{"kind": "DISPUTES", "cause": "value", "claims": [4, 0], "rows": [1, 0]}]


def test_relation_to_an_article_that_is_not_shown_is_left_out():
    assert data_of(make_record("a1"), ledger=Ledger())["relations"] == []


def test_empty_report_has_its_page():
    data = data_of()

    assert (data["actors"], data["claims"], data["ledger"]) == ([], [], [])


def test_file_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(GraphError, match="cannot be written"):
        write_report([], tmp_path / "nowhere" / "r.html")


# --- what it escapes -----------------------------------------------------------------------------------------------

HOSTILE = "</script><script>alert(1)</script><!-- <script> \u2028 & \x00 \ud83d {{script}} \u202e"


def hostile() -> Record:
    record = make_record(text=f"{TEXT} {HOSTILE}")
    actors = tuple(replace(actor, name=HOSTILE, role=HOSTILE) for actor in record.actors)
    return replace(record, id=HOSTILE, title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)", actors=actors)


def test_text_adds_no_element_to_the_page():
    plain = Blocks(to_report([make_record()]))
    page = Blocks(to_report([hostile()], title=HOSTILE, origins={HOSTILE: HOSTILE}))

    assert page.tags == plain.tags
    assert shown(HOSTILE) in page.data()["articles"][0]["title"]
    assert "url" not in page.data()["articles"][0]


@given(st.text())
def test_any_text_is_one_block_of_json(text):
    written = to_json(text)

    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == text


@given(st.text())
def test_shown_text_is_as_long_and_can_be_written(text):
    assert len(shown(text)) == len(text)
    assert shown(text).encode().decode() == shown(text)


@given(st.text(), st.data())
def test_offsets_are_those_of_javascript(text, data):
    at = data.draw(st.integers(0, len(text)))

    assert utf16(text)(at) == len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def test_policy_names_every_script_and_style_and_nothing_else():
    page = Blocks(to_report([make_record()]))
    meta = next(facts for facts in page.facts if facts.get("http-equiv") == "Content-Security-Policy")
    policy = dict(rule.split(" ", 1) for rule in unescape(meta["content"] or "").split("; "))

    def digests(tag: str) -> set[str]:
        blocks = (text for facts, text in page.blocks if facts["tag"] == tag and facts.get("type") is None)
        return {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in blocks}

    assert policy["default-src"] == "'none'"
    assert set(policy["script-src"].split()) == digests("script")
    assert set(policy["style-src"].split()) == digests("style")
    assert not any(name.startswith("on") or name in ("style", "src") for facts in page.facts for name in facts)


def test_our_scripts_make_no_markup_of_text():
    for name in SCRIPTS:
        script = (VENDORED / name).read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|fetch\(", script
        ), name


def test_vendored_library_is_what_the_manifest_says():
    manifest = json.loads((VENDORED / "vendored.json").read_text(encoding="utf-8"))

    for name, digest in manifest["files"].items():
        assert hashlib.sha256((VENDORED / name).read_bytes()).hexdigest() == digest, name
    assert "Permission is hereby granted" in (VENDORED / "cytoscape.LICENSE").read_text(encoding="utf-8")


def test_report_is_the_same_each_time():
    assert to_report([make_record()]) == to_report([make_record()])


@pytest.mark.parametrize(("most", "told"), [(1, True), (40_000, False)])
def test_a_page_that_opens_slowly_says_so(tmp_path, monkeypatch, capsys, most, told):
    monkeypatch.setattr(cli_report, "MANY", most)

    cli_report.report([make_record()], tmp_path / "report.html", title="Claims")

    assert ("opens slowly" in capsys.readouterr().err) is told


# --- the layout ----------------------------------------------------------------------------------------------------


def test_names_do_not_overlap():
    pairs = {(number, 0): 1.0 for number in range(1, 30)}
    actors = place([f"Actor number {number}" for number in range(30)], pairs, []).actors

    for at, (x, y) in enumerate(actors):
        for other_x, other_y in actors[:at]:
            assert abs(x - other_x) > 60 or abs(y - other_y) > 20


def test_those_who_speak_about_each_other_are_near():
    pairs = {(0, 1): 9.0, (2, 3): 9.0}
    (a, b, c, d) = place(["A", "B", "C", "D"], pairs, []).actors

    def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
        return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5

    assert max(apart(a, b), apart(c, d)) < min(apart(a, c), apart(a, d), apart(b, c), apart(b, d))


def test_all_have_a_place_of_their_own():
    count = CORE + 300
    found = place(["Name"] * count, {(0, number): 1.0 for number in range(1, count)}, [0] * 50 + [None])

    assert len(set(found.actors)) == len(set(found.wide)) == count
    assert len(set(found.claims)) == 51
    assert found.claims[-1] is None


def test_the_busiest_stand_in_the_middle():
    pairs = {(number, hub): 4.0 for hub in (0, 1) for number in range(2, 60)}

    actors = place([f"Actor {number}" for number in range(60)], pairs, []).actors

    ways = [hypot(x, y) for x, y in actors]
    assert max(ways[:2]) < sorted(ways)[12]


def test_payload_holds_the_text_of_each_article():
    assert payload([make_record()], amounts_of([]), {})[1] == [TEXT]
    assert amounts_of([]) == Amounts(())


# --- the command ---------------------------------------------------------------------------------------------------


def test_command_writes_a_report_with_rivals_and_origins(tmp_path):
    records = tmp_path / "records.jsonl"
    records.write_text("".join(make_record(id).to_json() + "\n" for id in ("a1", "a2")), encoding="utf-8")

    result = CliRunner().invoke(cli.app, ["report", str(records), "-o", str(tmp_path / "r.html"), "--title", "R & D"])

    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("8 claims in 2 articles: ")
    assert "<title>R &amp; D</title>" in page
    assert Blocks(page).data()["judged"]
    assert [article["copy"] for article in Blocks(page).data()["articles"]] == [False, True]


def test_command_hides_whom_claims_only_imply(tmp_path):
    records = tmp_path / "records.jsonl"
    records.write_text(make_record().to_json() + "\n", encoding="utf-8")

    asked = ["report", str(records), "-o", str(tmp_path / "r.html"), "--about", "referred"]
    result = CliRunner().invoke(cli.app, asked)

    claims = Blocks((tmp_path / "r.html").read_text(encoding="utf-8")).data()["claims"]
    assert result.exit_code == 0
    assert not any("implied" in claim for claim in claims)
    assert any("about" in claim for claim in claims)


def test_topics_are_told_in_words_and_units_as_many():
    rows = [
        Amount(f"r{at}", "casualties PRK soldiers", "a1", "c1", 3.0, 3.0, "exact", "soldier", "killed", None, None, "3")
        for at in range(2)
    ]

    data = data_of(make_record(), ledger=Amounts(tuple(rows)))

    assert data["topics"] == {"casualties PRK soldiers": "Casualties: North Korean soldiers"}
    assert {row["unit"] for row in data["ledger"]} == {"soldiers"}
