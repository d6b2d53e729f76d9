"""Records go round without the texts that they were read from, and get them back."""

import json
import re
from dataclasses import replace

import pytest
from handmade import TEXT, make_record
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import korea_nlp
from korea_nlp import Article, Failure, Record, attach_text, build_graph, compare, to_dataframe, withhold_text
from korea_nlp.cli import app
from korea_nlp.errors import OptionError
from korea_nlp.export import write_graphml
from korea_nlp.records.sharing import KINDS, text_hash
from korea_nlp.report import to_report

RECORD = Record.from_json(make_record().to_json())
NAMES = ("Kim Jong Un", "North Korean soldiers")  # facts, which stay
ARTICLE = Article("another id", TEXT, title=RECORD.title)


def shared(**options: object) -> Record:
    return next(withhold_text(RECORD, **options))


def leaks(text: str) -> list[str]:
    """Return the stretches of three words of the article that stand in a text, names aside."""
    words = TEXT.split()
    runs = [" ".join(words[at : at + 3]) for at in range(len(words) - 2)]
    return [run for run in runs if run in text and run not in NAMES]


def test_nothing_of_the_text_stays_and_everything_else_does():
    record = shared()

    assert leaks(record.to_json()) == []
    assert set(record.text) == {"·"}
    assert Record.from_json(record.to_json()) == record
    assert [claim.id for claim in record.claims] == [claim.id for claim in RECORD.claims]
    assert [claim.content.spans for claim in record.claims] == [claim.content.spans for claim in RECORD.claims]
    assert record.claims[0].source.actors == RECORD.claims[0].source.actors
    assert record.versions == {**RECORD.versions, "text": text_hash(TEXT)}
    assert [quantity.lower for quantity in record.quantities] == [300]


@pytest.mark.parametrize("kinds", [(), *((kind,) for kind in KINDS), tuple(KINDS)])
def test_texts_come_back_by_their_hash(kinds):
    others = [Failure("f", "no text"), Article("a1", "Another text of the same id.")]

    assert list(attach_text(shared(keep=kinds), [*others, ARTICLE])) == [RECORD]
    assert list(attach_text(shared(keep=kinds, words=2), [RECORD])) == [RECORD]


def test_a_rule_that_says_the_words_says_them_no_more():
    mention = replace(RECORD.actors[0].mentions[0], rule="named:South Korea's spy agency→12")
    actor = replace(RECORD.actors[0], mentions=(mention,))
    record = replace(RECORD, actors=(actor, *RECORD.actors[1:]))

    (hidden,) = withhold_text(record)

    assert hidden.actors[0].mentions[0].rule == f"named:{'·' * 24}→12"
    assert list(attach_text(hidden, [ARTICLE])) == [record]


def test_a_title_that_was_read_as_text_comes_back(nlp):
    article = Article("a1", "Seoul said that it would not talk.", "2025-01-24", "No talks, says Seoul")
    (record,) = korea_nlp.pipe([article], nlp=nlp, read_title=True)

    (hidden,) = withhold_text(record)

    assert hidden.title is None
    assert hidden.text.count("\n") == 2
    assert list(attach_text(hidden, [replace(article, id="z")])) == [record]
    assert next(withhold_text(record, keep=["title"])).text.startswith("No talks, says Seoul\n\n·")


def test_a_record_whose_text_nobody_has_is_a_failure():
    (found,) = attach_text(shared(), [Article("a1", TEXT + " ")])

    assert found == Failure(
        "a1",
        f"no article was given that has its text ({text_hash(TEXT)[:20]}…); give the corpus that it was read from,"
        " as it was.",
    )


def test_records_with_texts_stay_as_they_are():
    assert list(attach_text(RECORD, [])) == [RECORD]


def test_who_shares_again_can_only_take_away():
    once = shared(keep=["mentions", "contents"])
    twice = next(withhold_text(once, keep=["mentions", "sources"]))

    assert twice.versions == once.versions
    assert twice.text == shared(keep=["mentions"]).text
    assert list(attach_text(twice, [ARTICLE])) == [RECORD]


def test_words_that_are_kept_can_be_read():
    record = shared(keep=["cues", "figures"])

    assert [claim.cue.text for claim in record.claims] == [claim.cue.text for claim in RECORD.claims]
    assert record.quantities[0].text == "about 300 North Korean soldiers"
    assert not re.search("[a-z]", record.claims[1].content.text.replace("had denied", ""))


@given(
    text=st.text(st.sampled_from("abc '\n\u3000😀"), max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8),
    limit=st.integers(0, 4),
)
def test_never_more_words_in_a_row_than_allowed(text, spans, limit):
    mentions = []
    for start, length in spans:
        end = min(start + length, len(text))
        if start < end:
            mentions.append(replace(RECORD.actors[0].mentions[0], start=start, end=end, text=text[start:end]))
    record = Record("a", text, actors=(replace(RECORD.actors[0], mentions=tuple(mentions)),))

    (found,) = withhold_text(record, keep=["mentions"], words=limit)

    assert len(found.text) == len(text)
    assert all(mine in (theirs, "·") for mine, theirs in zip(found.text, text, strict=True))
    whole = [match.span() for match in re.finditer(r"[^\s·]+", text)]
    read = [any(found.text[at] != "·" for at in range(*span)) for span in whole]
    rows = "".join(".x"[seen] for seen in read).split(".")
    assert max(map(len, rows)) <= limit
    assert list(attach_text(found, [Article("b", text)])) == [record]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"keep": ["words"]}, "there are no words 'words' to keep; use mentions, cues, figures"),
        ({"words": -1}, "words is -1; give a whole number from 0"),
    ],
)
def test_wrong_options_are_refused_at_once(options, said):
    with pytest.raises(OptionError, match=said):
        withhold_text(RECORD, **options)


def test_tables_graph_and_report_hold_no_words(tmp_path):
    records = [RECORD, replace(RECORD, id="a2", publisher="Another")]
    found = compare(records)
    hidden = list(withhold_text(records))

    frame = to_dataframe(hidden, "flat")
    graph = build_graph(hidden, relations=found)
    write_graphml(graph, tmp_path / "g.graphml")

    assert leaks(frame.to_csv()) == []
    assert frame["what"].isna().all()
    assert frame["who"][0] == "National Intelligence Service"
    assert frame["figures"][0] == "≈300 soldiers killed"
    assert leaks((tmp_path / "g.graphml").read_text("utf-8")) == []
    assert "·" not in (tmp_path / "g.graphml").read_text("utf-8")
    assert graph.nodes["a1/c1"]["label"] == "National Intelligence Service"
    assert graph.number_of_edges() == build_graph(records, relations=found).number_of_edges()
    report = to_report(hidden, ledger=found)
    assert leaks(report) == []
    assert "(words withheld)" in report


def test_commands_share_and_attach(tmp_path):
    news = tmp_path / "news.jsonl"
    news.write_text(
        json.dumps({"id": "n1", "text": TEXT, "published": "2025-01-24", "title": "Losses"}) + "\n", "utf-8"
    )
    run = CliRunner()

    def invoke(*given: object) -> str:
        found = run.invoke(app, [str(value) for value in given])
        assert found.exit_code == 0, (found.output, found.exception)
        return found.output

    invoke("extract", news, "-o", tmp_path / "full.jsonl")
    invoke("extract", news, "-o", tmp_path / "shared.jsonl", "--no-text")
    invoke("attach", tmp_path / "shared.jsonl", news, "-o", tmp_path / "again.jsonl")
    invoke("table", tmp_path / "full.jsonl", "-o", tmp_path / "t.csv", "--no-text", "--keep", "cues")
    invoke("graph", tmp_path / "full.jsonl", "-o", tmp_path / "g.json", "--no-text", "--relations")
    invoke("report", tmp_path / "full.jsonl", "-o", tmp_path / "r.html", "--no-text")

    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "full.jsonl").read_bytes()
    for name in ("shared.jsonl", "t.csv", "g.json", "r.html"):
        assert leaks((tmp_path / name).read_text("utf-8")) == [], name
    assert "said" in (tmp_path / "t.csv").read_text("utf-8")
    refused = run.invoke(app, ["table", str(tmp_path / "full.jsonl"), "-o", str(tmp_path / "u.csv"), "--keep", "cues"])
    assert "give --no-text too" in str(refused.exception)
