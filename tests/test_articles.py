"""Articles as users give them: dates in any usual form, ids and texts checked when an article is made."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from handmade import make_record

import korea_nlp
from korea_nlp import Article, KoreaNLPError
from korea_nlp.errors import ArticleError, RecordError
from korea_nlp.records import read_published

KST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("given", "published"),
    [
        pytest.param(None, None, id="none"),
        pytest.param("2025", "2025", id="year"),
        pytest.param("2025-01", "2025-01", id="year-and-month"),
        pytest.param(" 2025-01-24\n", "2025-01-24", id="blanks"),
        pytest.param("2025-01-24T09:30:00Z", "2025-01-24T09:30:00Z", id="iso-with-time"),
        pytest.param("2025-01-24 09:30:00.123456+09:00", "2025-01-24 09:30:00.123456+09:00", id="iso-with-zone"),
        pytest.param("2025-01-24(금)", "2025-01-24", id="korean-weekday"),
        pytest.param("2025-1-24", "2025-01-24", id="short-month"),
        pytest.param("20250124", "2025-01-24", id="basic"),
        pytest.param("20250124T093000Z", "2025-01-24", id="basic-with-time"),
        pytest.param("20250124093000", "2025-01-24", id="gdelt"),
        pytest.param(20250124, "2025-01-24", id="number"),
        pytest.param(20250124.0, "2025-01-24", id="number-of-pandas"),
        pytest.param("2025/01/24", "2025-01-24", id="slashes"),
        pytest.param("2025.01.24", "2025-01-24", id="points"),
        pytest.param("2025. 1. 24.", "2025-01-24", id="points-and-blanks"),
        pytest.param("2025. 1. 24. (금) 오전 10:15", "2025-01-24", id="korean-time"),
        pytest.param("2025년 1월 24일", "2025-01-24", id="korean"),
        pytest.param("2025년 1월 24일 금요일", "2025-01-24", id="korean-with-weekday"),
        pytest.param("2025년 1월", "2025-01", id="korean-month"),
        pytest.param("Jan 24, 2025", "2025-01-24", id="us"),
        pytest.param("Jan 24 2025", "2025-01-24", id="us-without-comma"),
        pytest.param("Jan. 24, 2025", "2025-01-24", id="us-short"),
        pytest.param("January 24th, 2025", "2025-01-24", id="us-ordinal"),
        pytest.param("Friday, January 24, 2025 10:15 AM GMT", "2025-01-24", id="us-with-time"),
        pytest.param("24 Jan 2025", "2025-01-24", id="day-first"),
        pytest.param("24-Jan-2025", "2025-01-24", id="hyphens"),
        pytest.param("1st of May 2024", "2024-05-01", id="ordinal"),
        pytest.param("Fri, 24 Jan 2025 10:15:00 +0900", "2025-01-24", id="rfc-2822"),
        pytest.param("Fri, 24 Jan 2025 10:15:00 +0900 (KST)", "2025-01-24", id="rfc-2822-with-zone"),
        pytest.param("25/01/2025", "2025-01-25", id="day-that-is-no-month"),
        pytest.param("01/25/2025", "2025-01-25", id="month-first"),
        pytest.param("January 2025", "2025-01", id="month"),
        pytest.param("", None, id="empty"),
        pytest.param("NaT", None, id="nat"),
        pytest.param("nan", None, id="nan"),
        pytest.param(float("nan"), None, id="nan-of-pandas"),
        pytest.param(pd.NaT, None, id="nat-of-pandas"),
        pytest.param(date(2025, 1, 24), "2025-01-24", id="date"),
        pytest.param(datetime(2025, 1, 24), "2025-01-24", id="midnight"),
        pytest.param(datetime(2025, 1, 24, 9, 30, tzinfo=KST), "2025-01-24T09:30:00+09:00", id="datetime"),
        pytest.param(pd.Timestamp("2025-01-24"), "2025-01-24", id="timestamp"),
        pytest.param(np.datetime64("2025-01-24"), "2025-01-24", id="numpy"),
        pytest.param(np.datetime64("NaT"), None, id="nat-of-numpy"),
    ],
)
def test_dates_are_read_in_every_usual_form(given, published):
    assert Article("a", "x", given).published == published


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param("24 Jan", "published is '24 Jan'; write a date such as 2025-01-24", id="no-year"),
        pytest.param("2025-13-45", "published is '2025-13-45'", id="no-month"),
        pytest.param("30 Feb 2025", "published is '30 Feb 2025'", id="no-day"),
        pytest.param("03/04/2025", "of which the month may be either number", id="two-readings"),
        pytest.param("45681", "the number of a spreadsheet's day; format the column as dates", id="spreadsheet"),
        pytest.param("1737676800", "published is '1737676800'", id="seconds"),
        pytest.param("last week", "published is 'last week'", id="words"),
        pytest.param("2025-01-24 or so", "published is '2025-01-24 or so'", id="more-words"),
        pytest.param(True, "published is True", id="true"),
        pytest.param(["2025-01-24"], r"published is \['2025-01-24'\]", id="list"),
    ],
)
def test_a_date_that_cannot_be_read_is_told(given, said):
    with pytest.raises(ArticleError, match=f"article 'a': .*{said}"):
        Article("a", "x", given)


@pytest.mark.parametrize("given", [3, 3.0, np.int64(3), "3"])
def test_a_whole_number_is_an_id(given):
    assert Article(given, "x").id == "3"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        pytest.param((None, "x"), "id is missing; give each article its own", id="no-id"),
        pytest.param(("", "x"), "id is ''; give each article its own", id="empty-id"),
        pytest.param((float("nan"), "x"), "id is missing", id="nan-as-id"),
        pytest.param((3.5, "x"), "id is 3.5", id="broken-number"),
        pytest.param((True, "x"), "id is True", id="true"),
        pytest.param(("a", None), "article 'a': text is missing; give the article's text as a string", id="no-text"),
        pytest.param(("a", float("nan")), "article 'a': text is missing", id="nan-as-text"),
        pytest.param(("a", b"x"), "article 'a': text is b'x'", id="bytes"),
        pytest.param(("a", "x", None, 5), "article 'a': title is 5; give a string", id="title"),
    ],
)
def test_what_makes_no_article_is_told(values, said):
    with pytest.raises(ArticleError, match=said):
        Article(*values)


def test_what_pandas_leaves_in_empty_cells_is_nothing():
    article = Article("a", "x", pd.NaT, float("nan"), None, float("nan"))

    assert article == Article("a", "x")


def test_analyze_reads_the_date_and_refuses_none(nlp):
    record = korea_nlp.analyze("Seoul denied it on Friday.", published="Jan 27, 2025", nlp=nlp)

    assert record.published == "2025-01-27"
    assert [time.earliest for time in record.times] == ["2025-01-24"]
    with pytest.raises(KoreaNLPError, match="published is 'soon'"):
        korea_nlp.analyze("Seoul said so.", published="soon", nlp=nlp)
    with pytest.raises(KoreaNLPError, match="text is missing"):
        korea_nlp.analyze(None, nlp=nlp)


def test_as_of_takes_a_day_in_any_form():
    records = [korea_nlp.Record("a", "x", published="2025-01-24")]

    assert list(korea_nlp.as_of(records, "24 Jan 2025")) == records
    assert list(korea_nlp.as_of(records, "20250123")) == []
    with pytest.raises(KoreaNLPError, match="'2025-01' is no day"):
        korea_nlp.as_of(records, "2025-01")


def test_a_record_by_itself_is_as_good_as_a_list_of_one():
    record = make_record()

    assert nx.utils.graphs_equal(korea_nlp.build_graph(record), korea_nlp.build_graph([record]))
    assert korea_nlp.compare(record) == korea_nlp.compare([record])
    assert korea_nlp.to_dataframe(record).equals(korea_nlp.to_dataframe([record]))


def test_a_record_that_comes_twice_counts_once():
    record = make_record()

    assert nx.utils.graphs_equal(korea_nlp.build_graph([record, record]), korea_nlp.build_graph([record]))


TAKE_RECORDS = [
    pytest.param(korea_nlp.build_graph, id="build_graph"),
    pytest.param(korea_nlp.compare, id="compare"),
    pytest.param(korea_nlp.to_dataframe, id="to_dataframe"),
    pytest.param(lambda given: list(korea_nlp.as_of(given, "2025-01-24")), id="as_of"),
    pytest.param(lambda given: korea_nlp.write_report(given, "none.html"), id="write_report"),
]


@pytest.mark.parametrize("take", TAKE_RECORDS)
@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param(None, r"nothing \(None\) was given; give Records, as", id="none"),
        pytest.param("r.jsonl", "the text 'r.jsonl' was given; give Records, .* read_records return them", id="path"),
        pytest.param([Article("a", "x")], "article 'a', which was not read yet, was given", id="article"),
        pytest.param([{"id": "a"}], "a dict was given", id="dict"),
        pytest.param([1], "an int was given", id="number"),
        pytest.param(
            [make_record(), replace(make_record(), claims=())],
            "two records have the id 'a1' and differ; give each article its own",
            id="doubled",
        ),
    ],
)
def test_what_are_no_records_is_told(take, given, said):
    with pytest.raises(RecordError, match=said):
        take(given)


def test_every_day_comes_back_from_each_of_its_forms():
    for form in ("%d %b %Y", "%B %d, %Y", "%Y%m%d", "%Y.%m.%d", "%a, %d %b %Y", "%Y/%m/%d", "%Y-%m-%d"):
        for days in range(0, 800, 13):
            day = date(2023, 1, 1) + timedelta(days)
            assert read_published(day.strftime(form)) == day.isoformat()
