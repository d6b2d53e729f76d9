"""The event component as a whole: focus, retellings, times, places, missile classes, tables, hostile text."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from korea_nlp import layers
from korea_nlp.components.events import TABLES, EventTagger
from korea_nlp.errors import LexiconError
from korea_nlp.lexicon import Lexicon, load_lexicon


@pytest.fixture(scope="module")
def nlp(grammar):
    """Constructions and tables; what is news is the reader's."""
    return grammar


@pytest.fixture(scope="module")
def tagger():
    """Return the component by itself, for Docs built by hand."""
    return EventTagger("korea_events", {key: load_lexicon(name) for key, name in TABLES.items()})


def told(doc, *, focus=False):
    """Return the kinds and triggers of a Doc's events."""
    return [(e.kind, doc[slice(*e.trigger)].text) for e in layers.read_events(doc) if e.focus or not focus]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Seoul said the North had fired a missile.", ("missile_launch", "fired"), id="below-a-report"),
        pytest.param("Moscow agreed to send 3,000 troops.", ("agreement", "agreed"), id="control-verb"),
        pytest.param("Paris called the envoy to complain about the raid.", ("accusation", "complain"), id="purpose"),
        pytest.param("A protest broke out after police arrested the singer.", ("other", "protest"), id="main-clause"),
        pytest.param(
            "The army, which was attacked on Monday, freed two men.", ("other", "freed"), id="relative-clause"
        ),
    ],
)
def test_focus_is_what_the_sentence_is_about(nlp, text, expected):
    assert told(nlp(text), focus=True) == [expected]


def test_at_most_one_focus_a_sentence(nlp):
    doc = nlp("Rebels attacked the town, killed two men and freed the prisoners. The army shelled their camp.")

    for sentence in doc.sents:
        inside = [e for e in layers.read_events(doc) if sentence.start <= e.trigger[0] < sentence.end and e.focus]
        assert len(inside) == 1


@pytest.mark.parametrize(
    ("text", "count", "mentions"),
    [
        pytest.param("The North fired a missile. The launch was the first this year.", 1, 1, id="definite"),
        pytest.param("The North fired a missile. Seoul condemned the launch.", 1, 1, id="definite-object"),
        pytest.param("The North fired a missile. It fired another missile at noon.", 2, 0, id="another"),
        pytest.param("The North fired a missile on May 4. It fired a missile on May 9.", 2, 0, id="other-day"),
        pytest.param("The North fired two missiles. The North fired seven missiles.", 2, 0, id="other-number"),
        pytest.param("The North fired a missile. Russia fired a missile.", 2, 0, id="other-agent"),
        pytest.param("The North fired a missile. It was its first launch this year.", 1, 1, id="what-it-was"),
        pytest.param("A missile flew over Japan. The North fired the missile at dawn.", 1, 0, id="told-once"),
        pytest.param(
            "The North fired a missile on Monday, Seoul said. The North launched a missile, Tokyo said.",
            1,
            1,
            id="sources",
        ),
        pytest.param("The North fired a missile. Seoul said the North may fire another missile.", 2, 0, id="may-again"),
        pytest.param("The North did not fire a missile. Russia fired a missile.", 2, 0, id="negated"),
        pytest.param("The North fired a missile. The earlier test had failed.", 2, 0, id="earlier"),
        pytest.param("The North fired a missile. Seoul condemned Iran's launch of a missile.", 2, 0, id="by-others"),
    ],
)
def test_same_event_told_twice_is_one(nlp, text, count, mentions):
    doc = nlp(text)
    events = [e for e in layers.read_events(doc) if e.kind == "missile_launch"]

    assert (len(events), sum(len(e.mentions) for e in events)) == (count, mentions)


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        pytest.param("Putin met Kim in May. The summit lasted two hours.", "meeting", 1, id="summit"),
        pytest.param("Putin met Kim in May. Xi met Kim in June.", "meeting", 2, id="other-guest"),
        pytest.param("Putin visited Pyongyang. The visit was his second.", "visit", 1, id="visit"),
        pytest.param("Three men were killed. Nine men were killed in another raid.", "casualties", 2, id="other-toll"),
        pytest.param("The allies began a drill. The exercise ends on Friday.", "military_exercise", 1, id="drill"),
        pytest.param("A train derailed. The accident injured ten.", "other", 1, id="accident"),
        pytest.param("Seoul sent rice to the North. Tokyo sent rice to Nepal.", "aid", 2, id="aid"),
    ],
)
def test_retellings_of_other_kinds(nlp, text, kind, count):
    assert sum(event.kind == kind for event in layers.read_events(nlp(text))) == count


@pytest.mark.parametrize(
    ("text", "events", "mentions"),
    [
        pytest.param("Gunmen attacked a base. Kabul condemned the attack.", 1, 1, id="its-noun"),
        pytest.param("There was an assault on a base. Kabul condemned the attack.", 1, 1, id="another-noun"),
        pytest.param("Gunmen stormed a base. Kabul condemned the bombing.", 1, 0, id="verb-and-another-noun"),
        pytest.param(
            "There was an assault in Kabul. There was a raid on Herat. Police condemned the attack.",
            2,
            0,
            id="one-of-two",
        ),
        pytest.param(
            "There was an attack in Kabul. There was a raid on Herat. Police condemned the attack.",
            2,
            1,
            id="so-called",
        ),
        pytest.param("The war in Gaza went on. Kabul condemned the attack.", 1, 0, id="what-lasts"),
        pytest.param("Jets carried out raids on Mosul. Kabul condemned the attack.", 1, 0, id="several"),
        pytest.param("A raid on Herat failed. Tuesday's attack on Kabul failed.", 2, 0, id="one-of-another-day"),
        pytest.param("Kabul may launch an attack. Gunmen carried out the raid.", 2, 0, id="another-mode"),
    ],
)
def test_a_noun_points_back_to_one_event_only(nlp, text, events, mentions):
    found = [event for event in layers.read_events(nlp(text)) if event.kind == "attack"]

    assert (len(found), sum(len(event.mentions) for event in found)) == (events, mentions)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        pytest.param("Kim sent a letter to Putin. Putin praised the letter.", 1, id="its-word"),
        pytest.param("Kim sent a letter to Putin. Putin praised the speech.", 0, id="another-word"),
        pytest.param("Kim accused Putin of lying. Kim accused Putin of theft.", 0, id="the-same-act"),
    ],
)
def test_acts_of_speech_are_one_only_by_their_word(nlp, text, mentions):
    found = [event for event in layers.read_events(nlp(text)) if event.kind in ("statement", "accusation")]

    assert sum(len(event.mentions) for event in found) == mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fired a short-range ballistic missile.", "SRBM"),
        ("It fired a short\u2011range ballistic missile.", "SRBM"),
        ("It fired a medium-range ballistic missile.", "MRBM"),
        ("It tested an intermediate-range missile.", "IRBM"),
        ("It launched a Hwasong-17.", "ICBM"),
        ("It tested a submarine-launched ballistic missile.", "SLBM"),
        ("It tested a Pukguksong-3 missile.", "SLBM"),
        ("It fired four cruise missiles.", "cruise"),
        ("It fired short-range cruise missiles.", "cruise"),
        ("It fired anti-ship missiles.", "cruise"),
        ("It test-fired a hypersonic missile.", "hypersonic"),
        ("It fired two KN-23 missiles.", "SRBM"),
        ("It fired a missile. Experts believe it was a Nodong.", "MRBM"),
        ("It fired a missile.", None),
        ("It tested a warhead for a cruise missile and fired an anti-aircraft missile.", "anti-air"),
        ("It fired an MRBM.", "MRBM"),
        ("It launched two Scud missiles.", "SRBM"),
        ("It launched a missile, which Tokyo said was an ICBM.", "ICBM"),
        ("It test-fired a Hwasong-16B missile.", "hypersonic"),
        ("It fired a surface-to-ship missile.", "cruise"),
        ("It fired two ballistic missiles.", None),
    ],
)
def test_missile_class(nlp, text, expected):
    doc = nlp(text)

    assert [e.subkind for e in layers.read_events(doc) if e.kind == "missile_launch"] == [expected]


def test_time_and_quantities_hang_on_their_event(nlp):
    doc = nlp("North Korea fired two missiles on May 4, 2024, and Seoul held a drill on May 9, 2024.")
    launch, drill = layers.read_events(doc)
    times = {t.id: t.earliest for t in layers.read_times(doc)}
    amounts = {q.id: q.lower for q in layers.read_quantities(doc)}

    assert [times[launch.time], times[drill.time]] == ["2024-05-04", "2024-05-09"]
    assert [amounts[key] for key in launch.quantities] == [2]


@pytest.mark.parametrize(
    "text", ["It fired a missile, its first test since 2017.", "It was the third nuclear test in 2016."]
)
def test_a_time_that_only_counts_is_not_the_event_s(nlp, text):
    assert [e.time for e in layers.read_events(nlp(text))] == [None]


def test_place_is_known(nlp):
    (event,) = layers.read_events(nlp("North Korea shelled Yeonpyeong Island in November."))

    assert "yeonpyeong" in [a.place for a in event.arguments]


def test_arguments_carry_actors(nlp):
    (event,) = layers.read_events(nlp("Vladimir Putin met Kim Jong Un."))

    assert [(a.role, a.actor) for a in event.arguments] == [("agent", "vladimir-putin"), ("patient", "kim-jong-un")]


@pytest.mark.parametrize(
    ("text", "role", "actor"),
    [
        pytest.param("Putin went to North Korea. He visited Pyongyang.", "patient", "north-korea", id="capital"),
        pytest.param("Russia grew closer. Russian assistance followed.", "agent", "russia", id="adjective"),
        pytest.param("North Korea wrote. Tokyo rejected the North's offer.", "patient", "north-korea", id="owner"),
        pytest.param("China spoke. Gunmen attacked a Chinese factory.", "patient", "china", id="whose-thing"),
        pytest.param("Kim Jong Un spoke. His driver was arrested.", "patient", None, id="not-his-master"),
    ],
)
def test_arguments_belong_to_actors(nlp, text, role, actor):
    events = layers.read_events(nlp(text))

    assert actor in [a.actor for e in events for a in e.arguments if a.role == role]


def test_words_of_the_page_tell_nothing(tagger, nlp):
    doc = nlp("Gunmen attacked a base. Police arrested two men.")
    second = next(token.i for token in doc if token.text == "Police")
    layers.write_boilerplate(doc, [(second, len(doc))])

    assert [event.kind for event in tagger.find(doc)] == ["attack"]


@pytest.mark.parametrize(
    "text",
    [
        "Seoul said it had no plan.",
        "The missiles flew 300 km.",
        "The bomber is capable of striking Guam.",
        "The ministry did not disclose the details.",
        "The Comprehensive Military Agreement has five articles.",
        "Doctors ordered a blood test.",
    ],
)
def test_no_event(nlp, text):
    assert told(nlp(text)) == []


def test_find_leaves_the_doc_alone_and_twice_is_once(nlp):
    doc = nlp("North Korea fired a missile and Seoul condemned the launch.")
    before = doc.to_bytes()
    tagger = nlp.get_pipe("korea_events")

    assert tagger.find(doc) == tagger.find(doc)
    assert doc.to_bytes() == before
    tagger(doc)
    assert doc.to_bytes() == before


def test_docbin_keeps_the_events(nlp):
    doc = nlp("North Korea fired two missiles from Sunan on Monday. Seoul condemned the launch.")
    (again,) = DocBin().from_bytes(DocBin(docs=[doc]).to_bytes()).get_docs(spacy.blank("en").vocab)

    assert layers.read_events(again) == layers.read_events(doc)


def test_tables_travel_with_the_component(tagger):
    other = EventTagger("other", {key: load_lexicon(name) for key, name in TABLES.items()})
    other.from_bytes(tagger.to_bytes())

    assert other.known == tagger.known


@pytest.mark.parametrize("words", [[], ["launched"], ["\u200b", "missile"]])
def test_no_parse_no_events(tagger, words):
    assert tagger.find(Doc(spacy.blank("en").vocab, words=words)) == []


def test_unparsed_text_of_quotes_is_quick(tagger):
    assert tagger.find(Doc(spacy.blank("en").vocab, words=['"'] * 100_000)) == []


def test_a_chain_of_verbs_a_thousand_deep(tagger):
    count = 2_000
    doc = Doc(
        spacy.blank("en").vocab,
        words=["launched", "missile"] * count,
        lemmas=["launch", "missile"] * count,
        pos=["VERB", "NOUN"] * count,
        tags=["VBD", "NN"] * count,
        heads=[head for i in range(count) for head in (max(0, 2 * i - 2), 2 * i)],
        deps=["ROOT", "dobj", *["conj", "dobj"] * (count - 1)],
        sent_starts=[True] + [False] * (2 * count - 1),
    )

    assert sum(event.focus for event in tagger.find(doc)) <= 1


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_any_tree_is_read(tagger, data):
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
    size = len(words)
    heads = [0, *(data.draw(st.integers(0, i - 1)) for i in range(1, size))]
    deps = ["ROOT", *(data.draw(st.sampled_from(DEPS)) for _ in range(size - 1))]
    pos = [data.draw(st.sampled_from(["VERB", "NOUN", "PROPN", "ADJ", "AUX", "ADP", "PRON"])) for _ in words]
    doc = Doc(spacy.blank("en").vocab, words=words, lemmas=words, heads=heads, deps=deps, pos=pos)

    for event in tagger.find(doc):
        assert all(0 <= a.start < a.end <= size for a in event.arguments)


WORDS = [
    "launch",
    "missile",
    "Seoul",
    "will",
    "must",
    "agree",
    "talks",
    "of",
    "between",
    "guilty",
    "its",
    "who",
    "test",
]
DEPS = ["nsubj", "dobj", "conj", "xcomp", "ccomp", "prep", "pobj", "relcl", "acl", "advcl", "aux", "poss", "amod"]


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("triggers", "lemma,pos,object,event,source\nfire,V,,no_such,own\n", "no_such"),
        ("triggers", "lemma,pos,object,event,source\nfire,V,no_group,attack,own\n", "no_group"),
        ("operators", "lemma,pos,effect,source\nplan,V,maybe,own\n", "maybe"),
    ],
)
def test_bad_tables_are_refused(key, text, message):
    tables = {name: load_lexicon(table) for name, table in TABLES.items()}
    tables[key] = Lexicon(key, text)

    with pytest.raises(LexiconError, match=message):
        EventTagger("events", tables)
