from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from korea_nlp import layers
from korea_nlp.components.sentences import SentenceSplitter
from korea_nlp.components.sentences.marks import LONGEST_SENTENCE
from korea_nlp.lexicon import load_lexicon
from korea_nlp.tokenizer import make_news_tokenizer

BEGINS, NEVER, UNSURE = "║", "~", "¿"
MARKS = {BEGINS: 1, NEVER: -1, UNSURE: 0}


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = make_news_tokenizer()(nlp)
    return nlp


@pytest.fixture(scope="module")
def splitter() -> SentenceSplitter:
    return SentenceSplitter(
        "s", {name: load_lexicon(name) for name in ("abbreviations", "boilerplate", "countries", "aliases")}
    )


def parse(marked: str) -> tuple[str, dict[int, int]]:
    """Take the marks out of a text; return it and what is expected at which character."""
    text, expected = "", {}
    for character in marked:
        if character in MARKS:
            expected[len(text)] = MARKS[character]
        else:
            text += character
    return text, expected


def check(doc: Doc, expected: dict[int, int], splitter: SentenceSplitter) -> None:
    marks, _ = splitter.find(doc)
    found = {token.idx: int(mark) for token, mark in zip(doc, marks, strict=True)}
    assert {at: found[at] for at in expected} == expected


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("║SEOUL, South Korea (AP) — ║The army fired.", id="dateline"),
        pytest.param("║Pyongyang, December 24 (KCNA) --║Kim spoke.", id="dateline-glued"),
        pytest.param("Talks.\n║TOKYO/SEOUL (Reuters) - ║North Korea spoke.", id="dateline-on-second-line"),
        pytest.param("║PALM BEACH, Fla. — ║The president spoke.", id="dateline-without-agency"),
        pytest.param("║North Korea — ~the state — spoke.", id="no-dateline-before-lower-case"),
        pytest.param("He saw the envoy - ~Kim - leave.", id="no-dateline-inside-a-line"),
        pytest.param("He met Trump.║Seoul has no comment.", id="glued-stop"),
        pytest.param("He left.\u00a0║Kim stayed.", id="stop-and-odd-space"),
        pytest.param("Army on alert\n║The army fired.", id="headline-on-its-own-line"),
        pytest.param("“We will go.~”\n\n║The army left.", id="closing-mark-before-a-line"),
        pytest.param('It was over.~" ║Kim left.', id="closing-mark-after-a-stop"),
        pytest.param('"Is it over?~" ¿Kim asked.', id="question-in-quotation"),
        pytest.param('"We will fight.~" ~he said.', id="said-after-quotation"),
        pytest.param("It works, said Mr. Lee. ║''~We know.''", id="opening-mark-after-a-stop"),
        pytest.param('║" ~We go, ~" ¿Lee said.\n║" ~We stay. ~" \n║He left.', id="marks-set-apart"),
        pytest.param("It was very good. ~” \n║He left.", id="curly-mark-set-apart"),
        pytest.param("He announced on March 13 ~his plan, ~North Korea said.", id="inside-a-clause"),
        pytest.param("Few would back ~Trump over ~Mr Lee ~[of the ~South].", id="words-side-by-side"),
        pytest.param("Army fires shots ¿The army fired.", id="headline-glued-to-a-sentence"),
        pytest.param("Gen. ~Kim and Lt. ~Gen. Park met on Jan. ~24 about the No. ~2 envoy.", id="abbreviations"),
        pytest.param("He left the U.S. ¿The envoy stayed.", id="initialism-is-unsure"),
        pytest.param("He left for the U.N. ║North Korea spoke.", id="initialism-before-a-state"),
        pytest.param("He left the U.S. ║Beijing waited.", id="initialism-before-a-city"),
        pytest.param("He met U.S. ¿President Biden and the U.S. ¿Navy.", id="initialism-before-a-title"),
        pytest.param("Items\n║- ~Talks were held.\n║• ~A ship left.", id="bullets"),
        pytest.param("The state seeks\n¿to join the\n¿talks.", id="line-breaks-inside-a-sentence"),
        pytest.param("The army fired. ║-0-", id="end-mark"),
        pytest.param("He left. ║Hide Caption 3 of 8 ║The army fired.", id="boilerplate-inside-a-line"),
    ],
)
def test_sure_starts_are_marked(blank: Language, splitter: SentenceSplitter, marked: str) -> None:
    text, expected = parse(marked)

    check(blank(text), expected, splitter)


def test_wrapped_lines_are_left_to_the_parser(blank: Language, splitter: SentenceSplitter) -> None:
    wrapped = "\n".join(
        ["The spokesman of the", "¿General Staff said that", "¿Seoul and the", "¿United States of", "¿America held the"]
    )
    text, expected = parse(wrapped + "\n¿Freedom Shield drill.\n║Others kept out of\n¿Seoul.")

    check(blank(text), expected, splitter)


def test_headline_that_runs_into_the_text_ends_where_the_title_does(
    blank: Language, splitter: SentenceSplitter
) -> None:
    text, expected = parse("║Army Fires ~Warning Shots ║Seoul says two soldiers crossed.")
    doc = blank(text)
    layers.write_article(doc, layers.Article("a", title="Army Fires Warning Shots"))

    check(doc, expected, splitter)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army fired.\nRead more »\nIt left.", ["Read more »"]),
        (
            "Advertisement\n(Reporting by A. Kim; editing by B. Lee)",
            ["Advertisement", "(Reporting by A. Kim; editing by B. Lee)"],
        ),
        ("The army fired. -0-", ["-0-"]),
        ("He will read more books.\nThe photo was old.", []),
    ],
)
def test_boilerplate_is_kept_as_a_layer(
    blank: Language, splitter: SentenceSplitter, text: str, expected: list[str]
) -> None:
    doc = splitter(blank(text))

    binned = next(iter(DocBin(docs=[doc]).get_docs(spacy.blank("en").vocab)))

    for read in (doc, binned):
        assert [read[start:end].text for start, end in layers.read_boilerplate(read)] == expected


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aK.?-—\"”“'() \n\u00a05•,")))
def test_nothing_is_raised_and_twice_is_once(blank: Language, splitter: SentenceSplitter, text: str) -> None:
    doc = splitter(blank(text))
    starts = [token.is_sent_start for token in doc]

    assert [token.is_sent_start for token in splitter(doc)] == starts


def test_parser_keeps_to_the_marks(nlp: Language) -> None:
    text = 'SEOUL (AP) — The army fired.\n\n"We saw it," Gen. Kim said. "It was over."\n\nRead more »\n'

    assert [sentence.text.strip() for sentence in nlp(text).sents] == [
        "SEOUL (AP) —",
        "The army fired.",
        '"We saw it," Gen. Kim said.',
        '"It was over."',
        "Read more »",
    ]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        pytest.param("The army fired a shell. It said so. " * 150, ".", id="after-a-stop"),
        pytest.param("the army fired, the navy sailed, " * 150, ",", id="after-a-comma"),
        pytest.param("soldiers " * 1_500, "soldiers", id="anywhere"),
        pytest.param('"' * 1_500, '"', id="quotation-marks"),
    ],
)
def test_no_sentence_is_endless(blank: Language, splitter: SentenceSplitter, text: str, before: str) -> None:
    doc = blank(text)

    marks, _ = splitter.find(doc)

    starts = [i for i, mark in enumerate(marks.tolist()) if mark == 1]
    assert max(end - start for start, end in pairwise([*starts, len(doc)])) <= LONGEST_SENTENCE
    assert {doc[start - 1].text for start in starts[1:]} == {before}


def test_sentence_that_ends_in_reach_is_left_alone(blank: Language, splitter: SentenceSplitter) -> None:
    marks, _ = splitter.find(blank("soldiers " * LONGEST_SENTENCE))

    assert marks.tolist().count(1) == 1
