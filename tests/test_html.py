import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from handmade import TEXT, make_record
from hypothesis import given
from hypothesis import strategies as st

from korea_nlp import Record
from korea_nlp.records import Part
from korea_nlp.records.html import to_html


class Balance(HTMLParser):
    """Checks that each tag is closed in its turn, and gathers the words of the article."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.words = ""

    def handle_starttag(self, tag, attrs):
        if tag != "br":
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if ("div", "text") in self.open and self.open[-1][0] != "sup":
            self.words += data


def words_of(html: str) -> str:
    parser = Balance()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser.words


def piece(html: str, words: str) -> str:
    """Return the classes of the piece of the article that holds just these words."""
    return re.search(rf"<span class='([^']*)'[^>]*>{re.escape(words)}</span>", html)[1]


def test_the_article_is_shown_whole_and_escaped():
    html = to_html(make_record())

    assert words_of(html) == TEXT
    assert "<b>" not in html
    assert "Hundreds &lt;killed&gt; &amp; more" in html
    assert "<script" not in html


def test_claims_actors_and_numbers_are_marked():
    html = to_html(make_record())

    assert piece(html, "South Korea&#x27;s spy agency") == "actor source"
    assert piece(html, "said") == "cue"
    assert piece(html, "about 300 ") == "content number"
    assert "title='claim 1, content · ≈300 North Korean soldiers killed'" in html


def test_marks_that_overlap_are_all_shown():
    html = to_html(make_record())

    assert piece(html, "Kim Jong Un") == "content actor source"
    assert "claim 2, content · claim 3, content" in html
    assert {style.count("linear-gradient") for style in re.findall("background-image:[^;]*", html)} == {1, 2}


def test_each_claim_has_a_row():
    html = to_html(make_record())

    rows = re.findall(r"<tr><td class='no'.*?</tr>", html)
    assert len(rows) == 4
    assert "National Intelligence Service" in rows[0]
    assert "≈300 North Korean soldiers killed" in rows[0]
    assert "↳ sending troops" in rows[2]
    assert "tag deny" in rows[2]
    assert "possible" in rows[3]


def test_a_record_without_claims_or_words_is_shown():
    assert words_of(to_html(Record(id="a1", text=""))) == ""
    assert "<table" not in to_html(Record(id="a1", text="Nothing."))


def test_a_notebook_shows_it():
    assert make_record()._repr_html_() == to_html(make_record())


def test_the_title_that_was_read_is_marked():
    record = Record(id="a1", text="Head\n\nBody", title="Head", title_end=4)

    assert piece(to_html(record), "Head") == "headline"


@pytest.mark.parametrize("text", ["half \ud83d and \x00 \x1b", "'\"><script>alert(1)</script>", "김정은 👍 $x$"])
def test_any_text_gives_a_page_that_can_be_written(text):
    html = to_html(replace(Record(id=text, text=text), title=text, publisher=text))

    html.encode("utf-8")
    assert "<script" not in html
    assert len(words_of(html)) == len(text)


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=6))
def test_any_marks_leave_the_words_as_they_are(spans):
    record = make_record()
    contents = [Part(((min(span), max(span)),), TEXT[min(span) : max(span)]) for span in spans]
    claims = tuple(replace(record.claims[0], id=f"c{i}", content=content) for i, content in enumerate(contents))

    assert words_of(to_html(replace(record, claims=claims))) == TEXT
