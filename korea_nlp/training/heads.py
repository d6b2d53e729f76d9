"""Teaches the heads of a reader from marked articles, says by cross-validation how good they are, writes the model."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import dropwhile, takewhile
from typing import Any

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp.errors import ModelError
from korea_nlp.ops import MOST, Floats, odds
from korea_nlp.pipeline import READER
from korea_nlp.reader import Reader, read_reading
from korea_nlp.reader.component import ReaderPipe
from korea_nlp.reader.heads import HEADS, ITEMS, antecedent, country
from korea_nlp.reader.heads.items import means_of, shares
from korea_nlp.records import Article
from korea_nlp.run import make_doc
from korea_nlp.training.gold import Gold
from korea_nlp.training.items import NOTHING, RULE, Course, Example, Taught, answers, teach
from korea_nlp.training.labels import labels_of

LEAST_LIKELY = 1e-4  # so that one answer that was sure and wrong does not outweigh all others
STEPS = 10  # of sureness
ROUNDS, STRIDE = 60, 0.3  # of a fit, and how far one goes at most
EVERY = 50  # articles after which is told how many are read
ONE = (antecedent.NAME, country.NAME)  # heads of whose answers to a question one stands
Examples = dict[str, list[Example]]  # by the name of the head
Tell = Callable[[str], None]


def parse(nlp: Language, article: Gold) -> Doc:
    """Return the Doc of a marked article as all components before the reader leave it."""
    doc = make_doc(nlp, Article(article.id, article.text, article.published, publisher=article.publisher))
    for _, pipe in takewhile(lambda component: component[0] != READER, nlp.pipeline):
        doc = pipe(doc)
    return doc


def collect(
    nlp: Language, gold: Sequence[Gold], tell: Tell, *, first: int = 0, parsed: Sequence[Doc] | None = None
) -> Examples:
    """Read marked articles and return what their gold answers of all that the components asked, by head.

    Args:
        nlp: The pipeline.
        gold: The articles.
        tell: Is told how many are read.
        first: The number of the first article, where this is not all of the gold.
        parsed: What ``parse`` gave of each, where the same articles are read several times; stays as it is.

    Raises:
        ModelError: The pipeline has no reader.
    """
    reader_of(nlp)
    found: Examples = {name: [] for name in ITEMS}
    for number, article in enumerate(gold, first):
        doc = parse(nlp, article) if parsed is None else parsed[number - first].copy()
        for name, pipe in dropwhile(lambda component: component[0] != READER, nlp.pipeline):
            doc = pipe(doc)
            if name == READER and (reading := read_reading(doc)) is not None:
                reading.keep = True
        if (reading := read_reading(doc)) is not None:
            known = labels_of(doc, article)
            for head, items in reading.asked.items():
                if chosen := [item for key, item in items.items() if key in known[head]]:
                    places = [ITEMS[head].index(known[head][item.key]) for item in chosen]
                    rows = zip(chosen, means_of(reading.words, chosen), places, strict=True)
                    found[head] += (
                        Example(number, words, item.facts, place, item.question) for item, words, place in rows
                    )
        if (done := number - first + 1) % EVERY == 0 or done == len(gold):
            tell(f"read {done} of {len(gold)} articles")
    return found


def reader_of(nlp: Language) -> Reader:
    """Return the reader of a pipeline.

    Raises:
        ModelError: It has none.
    """
    pipe = nlp.get_pipe(READER) if READER in nlp.pipe_names else None
    if not isinstance(pipe, ReaderPipe):
        raise ModelError("the pipeline has no korea_reader, and nothing to teach; load one with korea_nlp.load().")
    return pipe.reader


def left_out(
    examples: Sequence[Example],
    labels: Sequence[str],
    course: Course,
    *,
    folds: int,
    seeds: Sequence[int],
    start: Taught | None = None,
    advance: Callable[[], None] | None = None,
) -> list[Floats]:
    """Teach without a fold of the articles and answer for it, fold by fold and seed by seed.

    Args:
        examples: What is to be learnt.
        labels: The values that ``Example.label`` counts.
        course: How.
        folds: How many.
        seeds: Each draws other folds and teaches anew.
        start: A head to teach further, each time.
        advance: Called after each fold.

    Returns:
        How likely each label of each example is, of shape (examples, labels), once for each seed.
    """
    articles = sorted({example.article for example in examples})
    answered = []
    for seed in seeds:
        shuffled = np.random.default_rng(seed).permutation(articles)
        fold_of = {article: place % folds for place, article in enumerate(shuffled.tolist())}
        likely = np.zeros((len(examples), len(labels)), dtype=np.float32)
        for fold in range(folds):
            seen = [example for example in examples if fold_of[example.article] != fold]
            held = [place for place, example in enumerate(examples) if fold_of[example.article] == fold]
            if seen and held:
                taught = teach(seen, labels, course.with_seed(seed), start)
                likely[held] = answers(taught, [examples[place] for place in held])
            if advance:
                advance()
        answered.append(likely)
    return answered


def scores_by(
    answered: Sequence[Floats], examples: Sequence[Example], labels: Sequence[str], threshold: float | None = None
) -> dict[str, Any]:
    """Return how good answers are.

    Args:
        answered: How likely each label of each example is, once for each seed.
        examples: What was asked.
        labels: The values that ``Example.label`` counts.
        threshold: Of a question that may find nothing: from when on what is found stands; the best when None.

    Returns:
        ``f`` and ``right``: macro-F1 over the labels that the gold holds, and share right, each the mean over seeds;
        ``f_of_seeds``; ``of``, how many examples; ``labels``: F1 and number of each label. Of a question that may find
        nothing, also ``threshold`` and ``found``, the F1 of what is found there.
    """
    wanted = np.array([example.label for example in examples])
    tables, rights, found = [], [], []
    for likely in answered:
        said = likely.argmax(axis=1)
        found.append(1 - likely[:, 0])
        tables.append(Counter(zip(wanted.tolist(), said.tolist(), strict=True)))
        rights.append(float((said == wanted).mean()))
    by_label = [scores_of(table, len(labels)) for table in tables]
    means = {place: float(np.mean([scores[place] for scores in by_label])) for place in by_label[0]}
    best = best_threshold(np.mean(found, axis=0), wanted > 0, threshold) if labels[0] == NOTHING else {}
    return {
        **best,
        "f": float(np.mean(list(means.values()))),
        "f_of_seeds": [float(np.mean(list(scores.values()))) for scores in by_label],
        "right": float(np.mean(rights)),
        "of": len(examples),
        "labels": {labels[place]: [means[place], int((wanted == place).sum())] for place in sorted(means)},
    }


def standing(name: str, likely: Floats, examples: Sequence[Example]) -> Floats:
    """Return the likelihoods that a head's threshold is held against; where one answer to a question stands, its share.

    Args:
        name: The head's.
        likely: How likely each label of each example is.
        examples: What was asked.
    """
    if name not in ONE:
        return likely
    questions = [(example.article, example.question) for example in examples]
    found, best = np.array(shares(likely[:, 1].tolist(), questions), dtype=np.float32), dict[tuple[int, str], int]()
    for place, question in enumerate(questions):
        if found[place] > found[best.setdefault(question, place)]:
            best[question] = place
    found[np.setdiff1d(np.arange(len(found)), list(best.values()))] = 0
    return np.stack([1 - found, found], axis=1)


def fit_sureness(
    answered: Sequence[Floats], examples: Sequence[Example], threshold: float
) -> tuple[tuple[float, float], float]:
    """Return shift and slope of the log-odds of what is found, so that they say how often it is right, and their error.

    The error is the mean distance between how sure one is and how often it is right over ten equal steps of sureness;
    for it, each half of the articles is judged by what the other half gives.

    Args:
        answered: How likely each label of each example is, by what was not taught it, once for each seed.
        examples: What was asked.
        threshold: From when on what is found stands.
    """
    found = 1 - np.mean(answered, axis=0)[:, 0].astype(np.float64)
    standing = np.flatnonzero(found >= threshold).tolist()
    rows = np.array([(1.0, odds(one)) for one in found[standing]]).reshape(-1, 2)
    right = np.array([float(examples[place].label > 0) for place in standing])
    half = np.array([examples[place].article % 2 for place in standing])
    sure = np.zeros(len(rows))
    for part in (0, 1):
        sure[half == part] = _chances(rows[half == part] @ _logistic(rows[half != part], right[half != part]))
    steps = np.minimum((sure * STEPS).astype(int), STEPS - 1)
    gaps = [abs(float((sure - right)[steps == step].sum())) for step in range(STEPS)]
    shift, slope = _logistic(rows, right).tolist()
    return (shift, slope), sum(gaps) / max(len(rows), 1)


def _logistic(rows: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of a logistic regression, held a little near those that change nothing."""
    start = np.array([0.0, 1.0])
    weights = start.copy()
    for _ in range(ROUNDS):
        likely = _chances(rows @ weights)
        slope = rows.T @ (likely - right) + weights - start
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + np.eye(len(start))
        step = np.linalg.solve(curve, slope)
        weights = weights - step * min(1.0, STRIDE / max(float(np.linalg.norm(step)), LEAST_LIKELY))
    return weights


def _chances(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -MOST, MOST))))


def best_threshold(likely: Floats, right: NDArray[np.bool_], threshold: float | None = None) -> dict[str, float]:
    """Return the threshold above which what is found has the best F1, or the one that is given, and that F1."""
    steps = np.arange(0.1, 0.9, 0.02) if threshold is None else np.array([threshold])
    scores = [
        2 * float((right & (likely >= step)).sum()) / float(right.sum() + (likely >= step).sum()) for step in steps
    ]
    place = int(np.argmax(scores))
    return {"threshold": round(float(steps[place]), 2), "found": scores[place]}


def scores_of(table: Mapping[tuple[int, int], int], labels: int) -> dict[int, float]:
    """Return the F1 of each label that the gold holds, from a table of how often (gold, said) came."""
    gold = Counter[int]()
    said = Counter[int]()
    for (one, other), count in table.items():
        gold[one] += count
        said[other] += count
    return {k: 2 * table.get((k, k), 0) / (gold[k] + said[k]) for k in range(labels) if gold[k]}


def answers_before(examples: Sequence[Example], labels: Sequence[str], start: Taught | None) -> Floats | None:
    """Return how likely each label is by a head that was not taught these examples; without one, by grammar.

    None where grammar does not answer.
    """
    if start:
        return answers(start, examples)
    rules = {f"{RULE}{label}": place for place, label in enumerate(labels)}
    ruled = [[rules[fact] for fact in example.facts if fact in rules] for example in examples]
    if not all(ruled):
        return None
    likely = np.zeros((len(examples), len(labels)), dtype=np.float32)
    likely[np.arange(len(examples)), [places[0] for places in ruled]] = 1
    return likely


def surely_better(before: Floats, after: Floats, examples: Sequence[Example]) -> bool:
    """Tell whether what is right is likelier by other answers: the mean gain of an article exceeds its standard error.

    Args:
        before: How likely each label of each example is.
        after: Likewise, by what was not taught these examples.
        examples: What was asked.
    """
    rows, right = np.arange(len(examples)), [example.label for example in examples]
    gains = np.log(np.clip(after[rows, right], LEAST_LIKELY, 1)) - np.log(np.clip(before[rows, right], LEAST_LIKELY, 1))
    places = np.unique([example.article for example in examples], return_inverse=True)[1]
    by_article = np.bincount(places, weights=gains)
    if len(by_article) < 2:
        return False
    return bool(by_article.mean() > by_article.std(ddof=1) / np.sqrt(len(by_article)))


def with_heads(data: bytes, taught: Mapping[str, Taught]) -> bytes:
    """Return the message of a reader with heads added, or put in the place of those of the same names."""
    message = srsly.msgpack_loads(data)
    for name, head in taught.items():
        if name not in HEADS:
            raise ModelError(f"there is no head {name!r}; use one of {', '.join(HEADS)}.")
        message["heads"][name] = head.settings
        kept = {key: value for key, value in message["weights"].items() if not key.startswith(f"{name}.")}
        message["weights"] = kept | {f"{name}.{key}": value for key, value in head.weights.items()}
    found: bytes = srsly.msgpack_dumps(message)
    return found


def head_of(data: bytes, name: str) -> Taught | None:
    """Return a head of a reader's message, to be taught further; None where the reader lacks it."""
    message = srsly.msgpack_loads(data)
    if name not in message["heads"]:
        return None
    start = f"{name}."
    weights = {key.removeprefix(start): value for key, value in message["weights"].items() if key.startswith(start)}
    return Taught(message["heads"][name], weights)
