"""Amounts: gold inside the sentence, as ``[words|value unit; facts]``.

The value has a sign for its bound (``~`` about, ``≥`` at least, ``≤`` at most, ``>`` more than, ``<`` less than) and
``..`` between the ends of a range. Facts are a status, a trend, a relation, ``of=N`` and ``same=N`` (the number of
another amount of the sentence, from 0), in any order. The trend is ``up`` or ``down`` of an amount by which something
rose or fell, which has a trend of its own only where it is exact, and ``grew`` or ``shrank`` of a count that did.
"""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quantity_cases import CASES, KNOWN
from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.quantities import QuantityTagger
from korea_nlp.lexicon import load_lexicon

BOUNDS = {"~": "approximate", "≥": "at_least", "≤": "at_most", ">": "more_than", "<": "less_than"}
STEPS = {"up", "down"}
LEVELS = {"grew": "up", "shrank": "down"}
RELATIONS = {"additional", "subset", "fraction", "times"}
MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]*)\]")
TABLES = (
    "units",
    "unit_forms",
    "modifiers",
    "vague",
    "quantity_words",
    "trends",
    "statuses",
    "counted_nouns",
    "number_labels",
)


def parse(marked: str) -> tuple[str, list[tuple[object, ...]]]:
    """Split a marked sentence into its text and the amounts in it."""
    text, gold, end = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        start = len(text)
        text += mark[1]
        gold.append((start, len(text), *read_spec(mark[2])))
        end = mark.end()
    text += marked[end:]
    assert "[" not in text, f"a mark is broken in {marked!r}"
    return text, gold


def read_spec(spec: str) -> tuple[object, ...]:
    head, _, facts = spec.partition(";")
    value, _, unit = head.strip().partition(" ")
    bound = BOUNDS.get(value[0], "exact")
    ends = [float(end) for end in value.lstrip("".join(BOUNDS)).split("..")]
    known = {fact.strip() for fact in facts.split(",")} - {""}
    links = {name: int(number) for name, _, number in (fact.partition("=") for fact in known) if number}
    plain = {fact for fact in known if "=" not in fact}
    change = next(iter(plain & STEPS), "none")
    level = next((LEVELS[fact] for fact in plain & set(LEVELS)), "none")
    return (
        None if bound in ("at_most", "less_than") else ends[0],
        None if bound in ("at_least", "more_than") else ends[-1],
        bound,
        None if unit == "-" else unit,
        change if change != "none" and bound == "exact" else level,
        change,
        next(iter(plain & RELATIONS), "none"),
        next(iter(plain - STEPS - set(LEVELS) - RELATIONS), None),
        links.get("of"),
        links.get("same"),
    )


def annotated(doc: Doc) -> list[tuple[object, ...]]:
    found = layers.read_quantities(doc)
    place = {quantity.id: number for number, quantity in enumerate(found)}
    return [
        (
            doc[q.start].idx,
            doc[q.end - 1].idx + len(doc[q.end - 1]),
            q.lower,
            q.upper,
            q.bound,
            q.unit,
            q.trend,
            q.change,
            q.relation,
            q.status,
            place[q.of] if q.of else None,
            place[q.same_as] if q.same_as else None,
        )
        for q in found
    ]


def cases():
    for kind, sentences in CASES.items():
        for number, marked in enumerate(sentences):
            marks = [pytest.mark.xfail(reason=KNOWN[marked], strict=True)] if marked in KNOWN else []
            yield pytest.param(marked, id=f"{kind}-{number}", marks=marks)


@pytest.mark.parametrize("marked", list(cases()))
def test_amounts(nlp: Language, marked: str) -> None:
    text, expected = parse(marked)

    doc = nlp(text)

    assert annotated(doc) == expected


@pytest.fixture(scope="module")
def tagger() -> QuantityTagger:
    return QuantityTagger("korea_quantities", {name: load_lexicon(name) for name in TABLES})


PIECES = """
    Ⅳ ⅻ ⅖ ① ৩ 三 百万 ㊿ １，０００ 10‑fold tenfold -fold 1.2.3 ,, .. 1e5 0x1F ∞ ages among half
    0 1 2 3 5 9 10 12 19 38 100 999 1,000 10,000 2018 １２ ٣ ½ ² , . - – — / : % $ € ₩ ( ) km kg m p °C million bn k
    dozen hundred thousand one two twenty half a an third quarter of to and or between from about at least more than up
    several dozens scores tens twice no casualties killed another per day Mach soldiers missiles ~ + 's ” 北
"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\xa0"])


@settings(max_examples=150, deadline=2000)
@given(st.lists(WORDS, max_size=24), st.sampled_from([" ", ""]))
def test_any_string_of_numbers_is_read_or_left(
    tagger: QuantityTagger, nlp: Language, words: list[str], between: str
) -> None:
    doc = nlp.make_doc(between.join(words))

    for quantity in tagger.find(doc):
        assert 0 <= quantity.start < quantity.end <= len(doc)
        assert quantity.lower is not None or quantity.upper is not None


@settings(max_examples=60, deadline=5000)
@given(st.lists(WORDS, max_size=16))
def test_any_string_of_numbers_is_read_with_its_parse(nlp: Language, words: list[str]) -> None:
    doc = nlp(" ".join(words))

    found = layers.read_quantities(doc)

    assert all(0 <= q.start < q.end <= len(doc) for q in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@settings(max_examples=300, deadline=2000)
@given(
    st.text(st.one_of(st.characters(categories=["Nd", "Nl", "No"]), st.sampled_from(" ,.-/–'%$€kmMx°\n")), max_size=40)
)
def test_any_numerals_of_unicode_are_read_or_left(tagger: QuantityTagger, nlp: Language, text: str) -> None:
    for quantity in tagger.find(nlp.make_doc(text)):
        assert quantity.lower is not None or quantity.upper is not None


@pytest.mark.parametrize("text", ["9" * 10_000, "1," * 5_000 + "1", "1 000" * 2_000, "½" * 10_000, "٣" * 10_000])
def test_numbers_of_ten_thousand_digits_take_no_time(tagger: QuantityTagger, nlp: Language, text: str) -> None:
    begin = time.process_time()

    tagger.find(nlp.make_doc(f"It cost {text} won."))

    assert time.process_time() - begin < 5


@pytest.mark.parametrize("text", ["", "7", "\n\n", "“" * 5000, "1-" * 2000, "9" * 3000, "dozens of " * 500])
def test_odd_texts_are_no_error(tagger: QuantityTagger, nlp: Language, text: str) -> None:
    doc = nlp.make_doc(text)

    assert isinstance(tagger.find(doc), list)


def test_running_twice_changes_nothing(tagger: QuantityTagger, nlp: Language) -> None:
    doc = nlp("About 300 soldiers were killed and 2,700 wounded, including 15 officers.")
    once = layers.read_quantities(doc)

    tagger(doc)

    assert layers.read_quantities(doc) == once


def test_tables_survive_bytes(tagger: QuantityTagger, nlp: Language) -> None:
    text = "It flew 986 miles (1,587 km)."
    copy = QuantityTagger("copy", tagger.tables).from_bytes(tagger.to_bytes())

    assert copy.find(nlp.make_doc(text)) == tagger.find(nlp.make_doc(text))


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("North Korea fired three short-range missiles.", ["short-range missiles"]),
        ("It reached an altitude of 50 km.", ["altitude"]),
        ("They built a $40 million bridge.", ["bridge"]),
        ("Rice prices rose 7 percent.", ["Rice prices"]),
        ("Roughly 90 percent of imports stopped.", ["imports"]),
        ("A plane carried 10 tourists.", ["tourists"]),
        ("They met 300 North Korean soldiers.", ["North Korean soldiers"]),
        ("The index rose 64 points to 4,577.", ["index", "index"]),
        ("The S&P 500 fell 0.9%.", ["S&P 500"]),
        ("Police put the toll at 21.", ["toll"]),
        ("The bank cut its key rate by 2 percent.", ["key rate"]),
        ("The number of deaths rose to 40.", ["deaths"]),
        ("Heavy rain caused sea levels to rise 3 metres.", ["sea levels"]),
        ("They pushed the share price 5% lower.", ["share price"]),
        ("The fund bought a stake worth up to $8 million.", ["stake"]),
        ("Hanbit was unchanged, Mirae Steel, down 68 won, was not.", ["Mirae Steel"]),
        ("They met four times.", []),
        ("In 2020, half of exports went abroad.", ["exports"]),
        # what a count of things measures
        ("Employment grew by 900 posts.", ["Employment"]),
        ("It followed a rise of 600 jobs.", ["rise"]),
        # parts and points are had by something
        ("Han scored 12 goals.", ["Han"]),
        ("The guards painted two doors.", ["doors"]),
        ("The ministry paid $5 million for the painting.", ["painting"]),
        ("Voters over 65 backed him.", ["Voters"]),
        ("She was 84.", []),
        ("The change made the car $900 cheaper.", ["car"]),
        ("The new tax will leave the tablet 4 percent cheaper.", ["tablet"]),
        ("They left two weeks' worth of food.", ["food"]),
        ("The ship carried 30 tonnes' worth of rice.", ["rice"]),
        ("The state keeps the 40 previous years' worth of records.", ["records"]),
        ("Wavelengths at least 2.4 cm.", ["Wavelengths"]),
        ("Bread prices rose 5% and oils between 6% and 7%.", ["Bread prices", "oils"]),
        # the whole phrase of it
        ("Sales in China fell 12 percent.", ["Sales in China"]),
        ("The yield on 10-year bonds rose 4 basis points.", ["bonds", "yield on 10-year bonds"]),
        ("A 5% increase in fares is planned.", ["increase in fares"]),
        ("The country has a 25% tax on imported cars.", ["tax on imported cars"]),
        ("Inflation in March was 2.1 percent.", ["Inflation"]),
        ("A 50-ton boat on the eastern coast was seized.", ["boat"]),
        # what stands before the comma
        ("Shares in the carmaker, up 6% this year, fell 2%.", ["Shares in the carmaker", "Shares in the carmaker"]),
        ("The painting, worth $3 million, was stolen.", ["painting"]),
        # not what it is measured against, nor when
        ("Charging takes less than 20 minutes.", ["Charging"]),
        ("Children under the age of 5 may not enter.", ["Children"]),
        ("The ministry spent 30 billion won on the road.", ["road"]),
        (
            "About 89 per cent of the total issued and outstanding shares were sold.",
            ["total issued and outstanding shares"],
        ),
        ("Dozens of B-52 bombers flew.", ["B-52 bombers"]),
        ("Relations with Hanbit, which is 43 percent-owned by Mirae, are good.", ["Hanbit"]),
    ],
)
def test_what_is_counted(nlp: Language, text: str, counted: list[str]) -> None:
    doc = nlp(text)

    assert [doc[slice(*q.counted)].text for q in layers.read_quantities(doc) if q.counted] == counted


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        pytest.param("The yard employs 900 welders.", "yard", id="has"),
        pytest.param("The navy operates nine old frigates.", "navy", id="operates"),
        pytest.param("Lawmakers counted Busan's 28 bridges.", "Busan", id="owner"),
        pytest.param("The minister met two envoys.", None, id="nobodys"),
        pytest.param("Two ships sailed.", None, id="unsaid"),
    ],
)
def test_whose_the_counted_things_are(nlp: Language, text: str, holder: str | None) -> None:
    doc = nlp(text)

    (quantity,) = layers.read_quantities(doc)

    assert (doc[slice(*quantity.holder)].text if quantity.holder else None) == holder
