"""What the readers of claims are taught with: sentences that other speakers tell, and what teachers say."""

import random
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")
pytestmark = pytest.mark.usefixtures("torch")
SCRIPTS = Path(__file__).parents[1] / "models/reader/scripts"
PARTS = ("source", "cue", "content")
TEXT = (
    "Minister Park said on Friday that exports rose. The mayor denied that the port needed repair.\n\n"
    "Rain fell on the city for two long days. “We will rebuild,” the governor said. Analysts expect a strike."
)
MARKS = [
    ("Minister Park", "said on Friday", "that exports rose."),
    ("The mayor", "denied", "that the port needed repair"),
    ("the governor", "said", "We will rebuild"),
    ("Analysts", "expect", "a strike"),
]


@pytest.fixture(scope="module")
def scripts():
    """The modules of the recipe, by name."""
    sys.path.insert(0, str(SCRIPTS))
    import corpus
    import labels
    import marks
    import nesting

    yield {"corpus": corpus, "labels": labels, "marks": marks, "nesting": nesting}
    sys.path.remove(str(SCRIPTS))


@pytest.fixture(scope="module")
def article():
    marks = [
        {part: [[TEXT.index(words), TEXT.index(words) + len(words)]] for part, words in zip(PARTS, row, strict=True)}
        for row in MARKS
    ]
    marks[2]["cue"] = [[TEXT.index("said. Analysts"), TEXT.index("said. Analysts") + 4]]
    return {"id": "a", "text": TEXT, "attributions": marks}


@pytest.fixture(scope="module")
def text(scripts, article, nlp):
    return scripts["corpus"].make_text(article, nlp(TEXT), scripts["corpus"].cue_kinds())


def words_of(article, item, part):
    return "|".join(article["text"][low:high] for low, high in item[part])


@pytest.mark.parametrize("seed", range(25))
def test_parts_are_found_again_in_what_others_tell(scripts, article, text, seed):
    (found,) = scripts["nesting"].nest([article], [text], seed)
    old, new = found["attributions"][: len(MARKS)], found["attributions"][len(MARKS) :]
    for item, row in zip(old, MARKS, strict=True):
        for part, words in zip(PARTS, row, strict=True):
            assert words_of(found, item, part).rstrip(".").lower() == words.rstrip(".").lower()
    for item in new:
        assert item["open"]
        assert words_of(found, item, "source") in {"Minister Park", "The mayor"}  # who tells a whole clause
        content = words_of(found, item, "content").removeprefix("that ").lower()
        assert f"{content}." in TEXT.lower()


def test_a_told_sentence_holds_its_own_attribution_and_is_known_whole(scripts, article, text, nlp):
    corpus, nesting = scripts["corpus"], scripts["nesting"]
    retold = nesting.nest([article] * 20, [text] * 20, 1)
    told = [corpus.make_text(item, nlp(item["text"]), corpus.cue_kinds()) for item in retold]
    nested = [
        (item, inner)
        for item in told
        for outer in item.marked
        for inner in item.marked
        if inner is not outer and inner.anchor in outer.parts["content"]
    ]
    assert nested
    assert all(item.anchors[inner.anchor] == 1 for item, inner in nested)


def test_quoted_sentences_and_those_that_a_content_leaves_are_told_by_nobody(scripts, article, text):
    for seed in range(25):
        (found,) = scripts["nesting"].nest([article], [text], seed)
        assert "“We will rebuild,” the governor said." in found["text"]


def test_the_same_seed_tells_the_same(scripts, article, text):
    nest = scripts["nesting"].nest
    assert nest([article] * 3, [text] * 3, 7) == nest([article] * 3, [text] * 3, 7)


@pytest.mark.parametrize("knows", [False, True], ids=["attributions", "all layers"])
def test_answers_of_teachers_are_read_back(scripts, text, tmp_path, knows):
    labels = scripts["labels"]
    size = len(text.doc)
    generator = np.random.default_rng(0)
    anchor = text.marked[0].anchor
    roles = generator.dirichlet([5, 1, 1, 1], size)
    triggers = generator.dirichlet([5, 1, 1], size) if knows else None
    mentions = generator.dirichlet([5, 1], size) if knows else None
    answer = labels.Answer(
        generator.random(size), generator.random((size, 3)), {anchor: roles}, triggers=triggers, mentions=mentions
    )
    labels.write_labels(tmp_path / "labels.npz", [answer])

    (found,) = labels.read_labels(tmp_path / "labels.npz", [text])

    for one, other in ((found.anchors, answer.anchors), (found.tags, answer.tags), (found.roles[anchor], roles)):
        assert np.abs(one - other).max() <= 2 / labels.SURE
    if knows:
        assert np.abs(found.triggers - triggers).max() <= 2 / labels.SURE
        assert np.abs(found.mentions - mentions).max() <= 2 / labels.SURE
    else:
        assert (found.triggers, found.mentions) == (None, None)
    with pytest.raises(ValueError, match="made for other articles"):
        labels.read_labels(tmp_path / "labels.npz", [text, text])


@pytest.fixture
def marked(scripts, article, nlp):
    """An article of its own for each test, which teachers change."""
    return scripts["corpus"].make_text(article, nlp(TEXT), scripts["corpus"].cue_kinds())


def test_nothing_is_known_of_who_says_what_within_a_marked_content(scripts, marked):
    untold = scripts["corpus"].UNTOLD
    within, outside = marked.marked[0].parts["content"], marked.marked[0].parts["source"]
    assert (marked.anchors[within] == untold).all()
    assert (marked.tags[within] == [untold, untold, 1]).all()
    assert (marked.tags[outside] == [1, 0, 0]).all()


def test_what_teachers_say_is_mixed_with_marks_but_not_within_contents(scripts, marked):
    untold = scripts["corpus"].UNTOLD
    size, known = len(marked.doc), marked.marked[0].anchor
    within = marked.marked[0].parts["content"][2]
    roles = np.tile([1.0, 0, 0, 0], (size, 1))
    marks = len(marked.marked)

    answer = scripts["labels"].Answer(
        np.full(size, 0.5), np.full((size, 3), 0.5), {known: roles, within: roles, 0: roles}
    )
    scripts["labels"].teach(marked, answer, 0.6, marked=True)

    assert marked.anchors[known] == pytest.approx(0.4 + 0.6 * 0.5)
    assert marked.tags[known] == pytest.approx([0.3, 0.7, 0.3])
    assert marked.anchors[within] == untold
    assert marked.tags[within] == pytest.approx([untold, untold, 0.7])
    assert [item.anchor for item in marked.marked[marks:]] == [0]
    source = marked.marked[0].parts["source"][0]
    assert marked.marked[0].roles[source].tolist() == pytest.approx([0.6, 0.4, 0, 0], abs=1e-3)


def test_teachers_alone_are_believed_of_what_nobody_marked_but_not_within_contents(scripts, nlp):
    untold = scripts["corpus"].UNTOLD
    text = scripts["corpus"].make_text({"id": "b", "text": TEXT}, nlp(TEXT), scripts["corpus"].cue_kinds())
    size = len(text.doc)
    roles = np.tile([1.0, 0, 0, 0], (size, 1))
    tags = np.full((size, 3), 0.4)
    tags[5, 2] = 0.9

    answer = scripts["labels"].Answer(np.full(size, 0.3), tags, {2: roles, 5: roles})
    scripts["labels"].teach(text, answer, 0.6, marked=False)

    assert text.anchors[4] == pytest.approx(0.3)
    assert text.anchors[5] == untold
    assert text.tags[5] == pytest.approx([untold, untold, 0.9])
    assert [item.anchor for item in text.marked] == [2]


def test_a_fold_leaves_each_nth_out(scripts):
    kept = scripts["corpus"].kept
    order = random.Random(0).sample(range(10), 10)
    assert kept(order, "1/5") == ([n for k, n in enumerate(order) if k not in (1, 6)], [order[1], order[6]])
    assert kept(order, "0/1") == (order, [])


@pytest.fixture(scope="module")
def learning(scripts):
    import learning

    return learning


def test_windows_hold_all_words_and_are_cut_anew_each_time(learning, scripts, nlp):
    long = scripts["corpus"].make_text({"id": "c", "text": TEXT * 12}, nlp(TEXT * 12), scripts["corpus"].cue_kinds())
    cuts = set()
    for seed in range(20):
        found = sorted((low, high) for _, low, high in learning.windows([long], random.Random(seed)))
        assert set().union(*(range(low, high) for low, high in found)) == set(range(len(long.doc)))
        assert all(high - low <= learning.WORDS for low, high in found)
        cuts.add(tuple(found))
    assert len(cuts) > 10


def test_batches_hold_each_window_once_beside_others_of_its_length(learning):
    sizes = random.Random(0).choices(range(1, 225), k=1000)
    cut = [(None, number, number + size) for number, size in enumerate(sizes)]
    found = learning.batches(cut, 8, random.Random(1))
    assert sorted(low for batch in found for _, low, _ in batch) == list(range(1000))
    assert max(map(len, found)) == 8
    padded = sum(len(batch) * max(high - low for _, low, high in batch) for batch in found)
    assert padded < 1.1 * sum(sizes)


def test_marked_layers_become_tags_of_words(scripts, nlp):
    corpus = scripts["corpus"]
    text = "The North fired two missiles, Seoul said."
    where = {word: [text.index(word), text.index(word) + len(word)] for word in ("fired", "Seoul", "said", "The North")}
    claim = {"source": {"spans": [where["Seoul"]]}, "cue": {"spans": [where["said"]]}}
    claim |= {"about": [{"kind": "state"}], "stance": "assert", "certainty": "certain"}
    claim["content"] = {"spans": [[0, text.index(", Seoul")]]}
    event = {"trigger": {"start": where["fired"][0], "end": where["fired"][1]}, "kind": "missile_launch"}
    event["mode"] = "actual"
    actors = [
        {"start": low, "end": high, "actor": {"kind": "state"}} for low, high in (where["The North"], where["Seoul"])
    ]
    article = {"id": "a", "text": text, "claims": [claim], "events": [event], "actors": actors}
    found = corpus.make_text(article, nlp(text), corpus.cue_kinds())
    told = [corpus.KINDS[int(row.argmax())] for row in found.triggers]
    assert [kind for kind in told if kind != "none"] == ["missile_launch"]
    assert told[2] == "missile_launch"
    first = 1 + corpus.BEGIN * corpus.ACTORS.index("state")
    assert found.mentions.argmax(axis=1).tolist()[:3] == [first, first + 1, 0]
    assert (found.anchors >= 0).all()  # all that is told is marked
    assert found.anchors.argmax() == [token.text for token in found.doc].index("said")


GOLD = {
    "id": "a",
    "published": "2024-01-01",
    "source": "Harbor Press",
    "text": "Seoul said on Friday: it rained. And more.",
    "claims": [
        {
            "source": {"spans": [[0, 5]], "text": "Seoul"},
            "content": {"spans": [[22, 24], [25, 31]], "text": "it … rained"},
        }
    ],
    "actors": [{"start": 0, "end": 5, "text": "Seoul", "actor": {"name": "South Korea"}}],
    "events": [{"trigger": {"start": 25, "end": 31, "text": "rained"}, "kind": "other"}],
}


@pytest.mark.parametrize(("id", "before"), [("a", ""), ("a.2", "What stands before it. ")])
def test_marks_without_words_are_joined_with_them_again(scripts, id, before):
    marks, gold = scripts["marks"], {**GOLD, "id": id}
    text = f"{before}{GOLD['text']} And more than that."
    pool = {"a": {"text": text, "published": "2024-01-01", "source": "Harbor Press"}}
    (bare,) = marks.strip([gold], pool)

    assert not any(words in str(bare) for words in ("Seoul", "rained", "Harbor"))
    assert list(marks.join([bare], pool)) == [gold]


@pytest.mark.parametrize("pool", [{}, {"a": {"text": "Seoul said on Monday.", "published": None, "source": "x"}}])
def test_marks_of_other_words_are_refused_by_name(scripts, pool):
    marks = scripts["marks"]
    (bare,) = marks.strip([GOLD], {"a": {"text": GOLD["text"]}})

    with pytest.raises(SystemExit, match="a: the pool has no such article"):
        list(marks.join([bare], pool))
    with pytest.raises(SystemExit, match="a: the pool has no such article"):
        list(marks.strip([GOLD], pool))
