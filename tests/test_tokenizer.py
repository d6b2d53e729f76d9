import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import DocBin

from korea_nlp.errors import LexiconError
from korea_nlp.knowledge import AliasRow
from korea_nlp.lexicon import Lexicon, load_lexicon
from korea_nlp.tokenizer import LONGEST_CHUNK, NewsTokenizer, make_news_tokenizer


def make_blank() -> Language:
    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "korea_nlp.NewsTokenizer.v1"}}})


@pytest.fixture(scope="module")
def blank() -> Language:
    return make_blank()


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("met with Trump|.|Seoul has", id="stop-and-capital"),
        pytest.param("wounded 2,700|.|Kim said", id="figure-and-stop"),
        pytest.param("the KCNA|.|The report", id="acronym-and-stop"),
        pytest.param("left in 2012|.|”|The envoy", id="stop-quote-capital"),
        pytest.param("by U.S.|President Biden", id="initialism-and-name"),
        pytest.param("flew to the U.S.|It landed", id="initialism-and-sentence"),
        pytest.param("in N.|Korea", id="initial-and-name"),
        pytest.param("said W.Va and will.i.am and Ph.D. and D.P.R.K. stay", id="stops-inside-names"),
        pytest.param("the visit on Dec.|14", id="month-and-day"),
        pytest.param("under Lt.|Gen. Park and Col. Lee and Brig. Gen. Ri", id="ranks"),
        pytest.param("the No. |2 envoy", id="number-sign"),
        pytest.param("he told them no|.", id="plain-no"),
        pytest.param("a note at|Kim Il Sung|Square to General|Kim", id="names-glued"),
        pytest.param("Kim Jong Un|said Kim Il Sung|and|Kim Jong Il|Prize|, Kim Jong Uns", id="words-glued-to-names"),
        pytest.param("President|Park and of|Korea", id="known-words-glued"),
        pytest.param("McDonald iPhone eBay KCNATV DPRK YouTube AstroZeneca McKim DeSantis WikiLeaks", id="names-kept"),
        pytest.param('go|”|He said|.|"|We said|,|“|Look', id="quotes"),
        pytest.param("''|fake|'' |``|news ‘|they|’ it|.|’|He", id="odd-quotes"),
        pytest.param("Kim|’s aides did|n’t talk", id="apostrophes"),
        pytest.param("(|KCNA|)|--|The plan|!|”|—|is SEOUL|— --|Kim", id="dashes"),
        pytest.param("a s--- word", id="dashes-for-letters"),
        pytest.param("•|Kim spoke", id="bullet"),
        pytest.param("Juche 101|(|2012|) April 15|,|Kim", id="brackets-and-commas"),
        pytest.param("401(k|) and W]e", id="brackets-kept"),
        pytest.param("1,587|km 155|mm 240|mm|-|calibre 12.2|million $|1.3|bn 76th 7:50|am 6:00|p.m.", id="units"),
        pytest.param("10,000|-|12,000 2026|–|2027 $|10|-|$|15 1.5|-|2|bn 72|-|hour", id="ranges"),
        pytest.param("Hwasong-17 and KN-23s", id="names-with-numbers"),
        pytest.param("U.S.|-|South Korea|-|Russia short|‑|range", id="hyphens"),
        pytest.param("the 30th.|https://t.co/x.y at www.kcna.kp", id="addresses"),
        pytest.param("@ofKorea @RobertKim", id="handles-kept"),
    ],
)
def test_words_are_split(blank: Language, marked: str) -> None:
    text = marked.replace("|", "")
    expected = [word for chunk in marked.replace(" |", "| ").split() for word in chunk.split("|") if word]

    doc = blank(text)

    assert [token.text for token in doc] == expected
    assert doc.text == text


def test_lone_surrogate_stands_as_replacement_character(blank: Language) -> None:
    assert blank("He \ud83d said").text == "He \ufffd said"


@pytest.mark.parametrize("text", ["", " ", "\n\n", '"' * 100_000, "a." * 5_000 + " b " + "x" * (LONGEST_CHUNK + 1)])
def test_odd_texts_come_back_whole(blank: Language, text: str) -> None:
    assert blank(text).text == text


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aKi.,-–—\"”’'()5 \n\u200b한$•")) | st.text())
def test_text_is_never_changed(blank: Language, text: str) -> None:
    doc = blank(text)

    assert doc.text == "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    assert [t.text for t in blank(text)] == [t.text for t in doc]


def test_rules_survive_disk_bytes_and_docbin(blank: Language, tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = "ofKim Jong Unand the No. 2 of U.S.President Trump.North"
    words = [token.text for token in blank(text)]

    blank.to_disk(tmp_path / "saved")
    from_disk = spacy.load(tmp_path / "saved")
    from_bytes = make_blank().from_bytes(blank.to_bytes())
    binned = next(iter(DocBin(docs=[blank(text)]).get_docs(make_blank().vocab)))

    assert isinstance(from_disk.tokenizer, NewsTokenizer)
    for doc in (from_disk(text), from_bytes(text), binned):
        assert [token.text for token in doc] == words


def test_pipe_and_explain_agree_with_call(blank: Language) -> None:
    text = "toKim—“we"

    assert [doc.text for doc in blank.tokenizer.pipe([text, ""])] == [text, ""]
    assert [token for _, token in blank.tokenizer.explain(text)] == [token.text for token in blank(text)]


def test_own_tables_take_the_place_of_ours() -> None:
    nlp = spacy.blank("en")
    tables = {
        "abbreviations": Lexicon("a", "abbreviation,kind,source\nGovt.,title,ours\n"),
        "glued_words": Lexicon("g", "word,role,source\nPark,surname,ours\n"),
    }
    nlp.tokenizer = make_news_tokenizer(**tables)(nlp)

    assert [token.text for token in nlp("Govt. GeneralPark ofKim")] == ["Govt.", "General", "Park", "ofKim"]


def test_a_faulty_table_is_refused_by_line() -> None:
    with pytest.raises(LexiconError, match="g, line 2"):
        make_news_tokenizer(glued_words=Lexicon("g", "word,role,source\nPark,family,ours\n"))


def test_phrases_that_are_whole_fall_apart_at_spaces_alone(blank: Language) -> None:
    whole = ["Ministry of Foreign Affairs", "DPRK", "Seoul", "han"]
    others = ["cannot", "Kim Jong Unsaid", "No. 2", "AirAsia", "D.C.", "two  spaces", "Pyŏngyang", "", "a" * 401]

    assert [phrase for phrase in (*whole, *others) if blank.tokenizer.is_whole(phrase)] == whole
    assert [[token.text for token in blank(phrase)] for phrase in whole] == [phrase.split(" ") for phrase in whole]


@settings(max_examples=200)
@given(st.lists(st.from_regex(r"[A-Za-z.'-]{1,9}", fullmatch=True), min_size=1, max_size=4).map(" ".join))
def test_what_is_whole_has_the_tokens_of_its_doc(blank: Language, phrase: str) -> None:
    assert not blank.tokenizer.is_whole(phrase) or [token.text for token in blank(phrase)] == phrase.split(" ")


def test_phrases_of_the_tables_that_are_whole_have_the_tokens_of_their_docs(blank: Language) -> None:
    whole = [row.alias for row in load_lexicon("aliases").rows(AliasRow, key=("alias", "actor"))][::20]
    whole = [alias for alias in whole if blank.tokenizer.is_whole(alias)]

    assert len(whole) > 400
    assert [[token.text for token in blank(alias)] for alias in whole] == [alias.split(" ") for alias in whole]
