"""Teaching: gold is read or refused by its line, heads learn what the gold says, a folder loads as a model."""

import json
from pathlib import Path

import numpy as np
import pytest

import korea_nlp
from korea_nlp.errors import ModelError, OptionError, RecordError
from korea_nlp.reader.heads import ITEMS, about, mode, stance
from korea_nlp.reader.heads.items import Item, ItemHead
from korea_nlp.training import read_gold
from korea_nlp.training.gold import GoldActor
from korea_nlp.training.labels import labels_of, same_actor

GOLD = Path(__file__).parents[1] / "models/reader/gold"
FILES = sorted({*GOLD.glob("*.jsonl")} - {GOLD / "rare-aside.jsonl"})  # of which some events alone are marked
TEXT = "Seoul said the North fired two missiles."
ARTICLE = {
    "id": "a1",
    "text": TEXT,
    "claims": [
        {
            "source": {"spans": [[0, 5]], "actors": [{"name": "South Korea", "country": "KOR", "kind": "state"}]},
            "content": {"spans": [[11, 39]]},
            "about": [{"name": "North Korea", "country": "PRK", "kind": "state"}],
            "stance": "accuse",
            "certainty": "probable",
        }
    ],
    "events": [{"trigger": {"start": 21, "end": 26, "text": "fired"}, "kind": "missile_launch", "mode": "planned"}],
}


def written(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_gold_of_ours_is_whole(file):
    articles = read_gold(file)

    assert len(articles) == len({article.id for article in articles}) == 70
    assert all(article.claims and article.mentions and article.events is not None for article in articles)
    assert {claim.stance for article in articles for claim in article.claims} <= set(stance.LABELS)
    assert {event.mode for article in articles for event in article.events} <= set(mode.LABELS)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(
            lambda a: a["claims"][0]["content"].update(spans=[[11, 400]]), "11 to 400 is not within", id="span"
        ),
        pytest.param(lambda a: a["claims"][0]["content"].update(spans=[[30, 20]]), "30 to 20", id="order"),
        pytest.param(lambda a: a["events"][0]["trigger"].update(start=20), "' fired', not 'fired'", id="words"),
        pytest.param(lambda a: a["claims"][0].pop("stance"), "'stance' is missing", id="field"),
        pytest.param(lambda a: a.pop("text"), "'text' is missing", id="text"),
        pytest.param(lambda a: a.update(text=7), "text is 7; give", id="no-text"),
        pytest.param(lambda a: a.update(published="soon"), "'soon'", id="date"),
        pytest.param(lambda a: a.update(claims={}), r"'claims' is \{\}, not a list", id="no-list"),
        pytest.param(lambda a: a.update(events=[7]), "'events' holds 7, which is no object", id="no-object"),
        pytest.param(lambda a: a["claims"][0].update(stance="denied"), "'stance' is 'denied'; use one of", id="label"),
        pytest.param(lambda a: a["claims"][0].update(about=["nis"]), "'nis' is the id of no actor", id="actor"),
        pytest.param(
            lambda a: a["claims"][0].update(content={"spans": []}), "a content without spans", id="no-content"
        ),
        pytest.param(lambda a: a["claims"][0]["content"].update(spans=[[11]]), "is no pair", id="pair"),
        pytest.param(lambda a: a["claims"][0]["content"].update(spans=[[11.0, 39]]), "whole numbers", id="fraction"),
        pytest.param(lambda a: a["claims"][0].update(source=[1]), "'source' is .*, not an object", id="source"),
        pytest.param(
            lambda a: a.update(quantities=[{"start": 0, "end": 5, "lower": "2", "upper": 2}]),
            "'lower' is '2'",
            id="number",
        ),
    ],
)
def test_broken_gold_is_refused_by_its_line(tmp_path, spoil, told):
    broken = json.loads(json.dumps(ARTICLE))
    spoil(broken)
    path = written(tmp_path / "gold.jsonl", ARTICLE, broken)

    with pytest.raises(RecordError, match=rf"gold.jsonl, line 2: .*{told}.*; mend that line or leave it out"):
        read_gold(path)


@pytest.mark.parametrize("line", ["[", "7", "[1]", '"text"', "null", "[" * 100_000], ids=range(6))
def test_lines_of_something_else_are_refused(tmp_path, line):
    (tmp_path / "gold.jsonl").write_text(f"{json.dumps(ARTICLE)}\n\n{line}\n", encoding="utf-8")

    with pytest.raises(RecordError, match=r"gold.jsonl, line 3: .*; mend that line or leave it out"):
        read_gold(tmp_path / "gold.jsonl")


@pytest.mark.parametrize("odd", ["\u2028", "\x85"])
def test_a_text_may_hold_other_ends_of_lines(tmp_path, odd):
    text = f"Seoul said so.{odd}It rained."
    rows = [json.dumps({"id": id, "text": text}, ensure_ascii=False) for id in "ab"]
    (tmp_path / "gold.jsonl").write_text("\ufeff" + "\r\n".join(rows), encoding="utf-8")

    assert [article.text for article in read_gold(tmp_path / "gold.jsonl")] == [text, text]


def test_a_layer_that_is_not_marked_is_none(tmp_path):
    (article,) = read_gold(written(tmp_path / "gold.jsonl", {"id": "a", "text": TEXT, "events": []}))

    assert (article.claims, article.mentions, article.events) == (None, None, ())


def test_records_are_gold(tmp_path, nlp):
    record = korea_nlp.analyze(TEXT, nlp=nlp)
    path = tmp_path / "records.jsonl"
    korea_nlp.write_records([record], path)

    (article,) = read_gold(path)

    assert [claim.stance for claim in article.claims] == [claim.stance for claim in record.claims]
    names = {actor.id: actor.name for actor in record.actors}
    assert [actor.name for actor in article.claims[0].about] == [names[key] for key in record.claims[0].about]


def test_gold_answers_what_was_asked(tmp_path, nlp):
    (article,) = read_gold(written(tmp_path / "gold.jsonl", ARTICLE))
    doc = nlp(TEXT)
    found = labels_of(doc, article)

    assert list(found["stance"].values()) == ["accuse"]
    assert list(found["certainty"].values()) == ["probable"]
    assert list(found["mode"].values()) == ["planned"]
    by_actor = {key.partition("|")[2]: label for key, label in found["about"].items()}
    assert by_actor["north-korea"] == about.FIRST
    assert by_actor["south-korea"] == about.NONE


@pytest.mark.parametrize(
    ("name", "country", "kind", "same"),
    [
        ("Kim Jong Un", "PRK", "person", True),
        ("Kim", "PRK", "person", True),
        ("Kim Yo Jong", "PRK", "person", False),
        ("Kim Jong Un", "KOR", "person", False),
        ("Kim Jong Un", "PRK", "group", False),
        ("North Korea", "PRK", "state", False),
    ],
)
def test_gold_means_an_actor_by_name_country_and_kind(nlp, name, country, kind, same):
    actors = korea_nlp.layers.read_actors(nlp("Kim Jong Un visited a factory."))

    assert same_actor(GoldActor(name, country, kind), actors["kim-jong-un"]) is same


@pytest.fixture(scope="module")
def items(torch):
    from korea_nlp.training import items

    return items


def examples_of(items, count=120, seed=0):
    """Examples of two facts that tell the label, and of words that tell nothing."""
    made = np.random.default_rng(seed)
    return [
        items.Example(k // 4, made.standard_normal(8).astype(np.float32), (f"lemma={k % 2}", "common"), k % 2)
        for k in range(count)
    ]


def test_a_head_learns_what_facts_tell_and_the_reader_reads_it_alike(items):
    examples = examples_of(items)
    taught = items.teach(examples, ("no", "yes"), items.Course())
    said = items.answers(taught, examples)

    assert (said.argmax(axis=1) == [example.label for example in examples]).all()
    weights = {name: np.asarray(value, dtype=np.float32) for name, value in taught.weights.items()}
    head = ItemHead("made", ("no", "yes"), 1, taught.settings, weights)
    vectors = np.stack([example.words for example in examples])
    asked = [Item(str(k), (((k, k + 1),),), example.facts) for k, example in enumerate(examples)]
    assert np.abs(head.likelihoods(vectors, asked) - said).max() < 1e-4


def test_the_same_seed_teaches_the_same_and_another_another(items):
    examples = examples_of(items)
    one, same, other = (items.teach(examples, ("no", "yes"), items.Course(seed=seed)) for seed in (3, 3, 4))

    assert all((one.weights[name] == same.weights[name]).all() for name in one.weights)
    assert any((one.weights[name] != other.weights[name]).any() for name in one.weights)


@pytest.mark.parametrize("count", [1, 30, 128, 129, 200, 256, 257])
def test_a_head_is_taught_further_by_however_few(items, count):
    start = items.teach(examples_of(items), ("no", "yes"), items.Course())
    few = [
        items.Example(0, example.words, ("lemma=2", "common"), 1) for example in examples_of(items, count=count, seed=1)
    ]
    further = items.teach(few, ("no", "yes"), items.course_of("stance", further=True), start)

    assert further.settings["facts"][: len(start.settings["facts"])] == start.settings["facts"]
    assert (items.answers(further, examples_of(items)).argmax(axis=1) == [0, 1] * 60).mean() > 0.9


def test_what_grammar_answers_stands_where_nothing_else_is_known(items):
    made = np.zeros(8, dtype=np.float32)
    few = [items.Example(k, made, (f"rule={('no', 'yes')[k % 2]}", f"odd={k}"), k % 2) for k in range(40)]
    taught = items.teach(few, ("no", "yes"), items.Course())
    unseen = [items.Example(0, made, ("rule=yes",), 1), items.Example(0, made, ("rule=no",), 0)]

    assert items.answers(taught, unseen).argmax(axis=1).tolist() == [1, 0]


def test_cross_validation_answers_for_articles_that_were_not_taught(items):
    from korea_nlp.training.heads import left_out, scores_by

    labels, examples = ("no", "yes"), examples_of(items)
    scores = scores_by(left_out(examples, labels, items.Course(), folds=3, seeds=(0, 1)), examples, labels)
    by_heart = [items.Example(e.article, e.words, (f"article={e.article}",), e.article % 2) for e in examples]
    none = scores_by(left_out(by_heart, labels, items.Course(), folds=3, seeds=(0,)), by_heart, labels)

    assert scores["f"] == pytest.approx(1.0)
    assert scores["of"] == 120
    assert none["f"] < 0.8  # an article that is known by heart tells nothing of others


def test_of_the_answers_to_a_question_the_right_one_or_nobody_is_likely(items, torch):
    logits = torch.tensor([[0.0, 2.0], [0.0, 1.0], [0.0, -1.0]])  # two answers to one question, one to another
    loss = items._rank(logits, torch.tensor([1, 0, 0]), [2, 1])

    first = np.log(np.exp(2) + np.exp(1) + 1) - 2  # the right one among both and nobody
    second = np.log(np.exp(-1) + 1)  # nobody among nobody and the one
    assert loss.item() == pytest.approx((first + second) / 2, abs=1e-6)


def test_answers_to_one_question_are_taught_together(items):
    made = np.random.default_rng(0).standard_normal((240, 8)).astype(np.float32)
    # of three answers the last is right, unless one bears a mark; who is rivalled is no fact of an answer
    examples = [items.Example(k // 6, made[k], (f"place={k % 3}",), int(k % 3 == 2), f"q{k // 3}") for k in range(240)]
    taught = items.teach(examples, ("none", "same"), items.Course(balance=0.0, ranked=3.0))

    assert items._questions(examples)[1] == [3, 4, 5]
    assert (items.answers(taught, examples)[:, 1].reshape(-1, 3).argmax(axis=1) == 2).all()


def test_where_one_answer_stands_the_others_are_nought(items):
    from korea_nlp.training.heads import standing

    examples = [items.Example(0, np.zeros(1, dtype=np.float32), (), 0, question) for question in "aab"]
    likely = np.array([[0.4, 0.6], [0.5, 0.5], [0.2, 0.8]], dtype=np.float32)

    assert standing("about", likely, examples) is likely
    assert standing("antecedent", likely, examples)[:, 1] == pytest.approx([1.5 / 3.5, 0, 0.8])


def test_sureness_says_how_often_what_is_found_is_right(items):
    from korea_nlp.reader.heads.items import ItemHead
    from korea_nlp.training.heads import fit_sureness

    made = np.zeros(1, dtype=np.float32)
    draw = np.random.default_rng(1)
    boast = draw.choice([0.5, 0.7, 0.9, 0.99], 4000)
    truth = {0.5: 0.45, 0.7: 0.55, 0.9: 0.7, 0.99: 0.85}
    labels = [int(draw.random() < truth[float(one)]) for one in boast]
    examples = [items.Example(k, made, (), label) for k, label in enumerate(labels)]

    (shift, slope), error = fit_sureness([np.stack([1 - boast, boast], axis=1)], examples, 0.4)

    head = object.__new__(ItemHead)
    head.sureness = (shift, slope)
    assert error < 0.04
    assert all(abs(head.confidence(one) - told) < 0.06 for one, told in truth.items())


def test_what_is_parsed_once_is_read_as_often_as_one_likes(nlp, torch):
    from korea_nlp.training.gold import read_gold
    from korea_nlp.training.heads import collect, parse

    gold = read_gold(FILES[0])[:4]
    parsed = [parse(nlp, article) for article in gold]
    once, *again = (collect(nlp, gold, lambda _: None, parsed=held) for held in (None, parsed, parsed))

    assert sum(map(len, once.values())) > 100
    for other in again:
        for head, examples in once.items():
            assert [(e.facts, e.label) for e in other[head]] == [(e.facts, e.label) for e in examples]
            assert all(np.array_equal(e.words, f.words) for e, f in zip(examples, other[head], strict=True))


@pytest.fixture(scope="module")
def model(tmp_path_factory, torch):
    from korea_nlp.cli.train import train

    folder = tmp_path_factory.mktemp("taught")
    gold = folder / "gold.jsonl"
    gold.write_text("\n".join(FILES[0].read_text(encoding="utf-8").splitlines()[:10]) + "\n", encoding="utf-8")
    options = {"origin": "default", "heads": ["stance"], "folds": 2, "seed": 0, "epochs": 2, "scratch": False}
    train([gold], folder / "mine", **options)
    return folder / "mine"


def test_a_taught_model_loads_by_its_folder_and_reads(model):
    card = json.loads((model / "model.json").read_text(encoding="utf-8"))
    record = korea_nlp.analyze(TEXT, nlp=korea_nlp.load(model))

    assert sorted(path.name for path in model.iterdir()) == ["model.json", "reader.msgpack"]
    assert not list(model.parent.glob("*.part"))
    assert card["base"] == "default"
    assert list(card["heads"]) == ["stance"]
    assert card["heads"]["stance"]["after"]["of"] >= 30
    assert record.claims


def test_a_broken_model_is_refused_by_its_file(model, tmp_path):
    for name in ("model.json", "reader.msgpack"):
        (tmp_path / name).write_bytes((model / name).read_bytes())
    (tmp_path / "reader.msgpack").write_bytes((model / "reader.msgpack").read_bytes()[:-9])
    with pytest.raises(ModelError, match=r"reader.msgpack: cut short"):
        korea_nlp.load(tmp_path)

    (tmp_path / "model.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"model.json: broken"):
        korea_nlp.load(tmp_path)


def test_too_little_gold_and_heads_that_are_none_are_told(nlp, tmp_path, torch):
    from korea_nlp.training import train_heads

    gold = read_gold(written(tmp_path / "gold.jsonl", ARTICLE, ARTICLE | {"id": "a2"}))
    with pytest.raises(OptionError, match=f"no head 'mood' to teach; use one of {', '.join(ITEMS)}"):
        train_heads(nlp, gold, heads=["mood"], folds=2)
    with pytest.raises(ModelError, match="mark more articles"):
        train_heads(nlp, gold, folds=2)
