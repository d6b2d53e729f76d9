"""Fit what joins a network and grammar, and how sure that is, on articles that the network has not seen.

    python scripts/fit.py TRAIN.jsonl NETWORK READER.msgpack --fold K/N --parsed FOLDER
                          [--marked GOLD.jsonl --aside K/N]

NETWORK is what ``train.py`` or ``distil.py`` wrote with the same ``--fold`` and ``--aside``: the articles that it left
out serve here, those of TRAIN as they are and with sentences told by other speakers, in which nested attributions are
known.
Counts of how roles follow one another come from all the others. Prints how much of the candidates is right, and writes
the reader's file.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import srsly
from corpus import UNTOLD, Text, kept, parts_of, read
from scipy.optimize import minimize
from train import load_encoder, marked, read_words, retell

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.grammar import propose_all
from korea_nlp.components.claims.reading import FACTS, facts, read_candidates
from korea_nlp.components.claims.scoring import features, likelihood
from korea_nlp.components.claims.selection import choose, parents
from korea_nlp.components.claims.tables import Tables, read_tables
from korea_nlp.lexicon import load_lexicon
from korea_nlp.ops import odds
from korea_nlp.reader import VERSION, read_reader
from korea_nlp.reader.decode import Answers
from korea_nlp.reader.features import read_classes
from korea_nlp.reader.heads import entities, mentions, triggers
from korea_nlp.reader.heads.attribution import NAME
from korea_nlp.syntax import find_quotes, quote_of

RIDGE = 1.0
THRESHOLDS = {"conv": 0.45, "transformer": 0.4}  # how likely a claim must be to stand, as each reader is sure
TRIGGERS = {"conv": 0.4, "transformer": 0.5}  # how likely a word must tell an event
MENTIONS = 0.5  # how likely a word must be part of a mention
SMOOTH = 0.5  # how much the counted transitions weigh beside the network's likelihoods
TABLES = {"cues": "cues", "hedges": "hedges", "stances": "stance_words", "weights": "claim_weights"}
TABLES["countries"] = "countries"


def transitions(texts: list[Text]) -> np.ndarray:
    """Return the logarithm of how often a role follows a role."""
    counts = np.ones((4, 4))
    for text in texts:
        for item in text.marked:
            roles = item.roles.argmax(axis=1)
            np.add.at(counts, (roles[:-1], roles[1:]), 1)
    return SMOOTH * np.log(counts / counts.sum(axis=1, keepdims=True))


def candidates(text: Text, answer: Callable[[Text], Answers], tables: Tables) -> tuple[Answers, list[Candidate]]:
    """Return the candidates of an article."""
    tree = text.tree
    quotes = find_quotes(tree)
    inside = quote_of(quotes, len(tree))
    found, barred = propose_all(tree, quotes, inside)
    for item in found:
        item.score = likelihood(features(tree, item, tables.kinds, inside), tables.weights)
    answers = answer(text)
    return answers, read_candidates(tree, answers, found, barred)


def is_right(text: Text, item: Candidate) -> bool | None:
    """Tell whether people marked a candidate; None where it stands in a marked content, and nothing is known of it."""
    content, source = parts_of(text, item.content), parts_of(text, item.source_pieces)
    for known in text.marked:
        told, teller = set(known.parts["content"]), set(known.parts["source"])
        told = parts_of(text, [(i, i + 1) for i in told])
        if 2 * len(content & told) >= len(content | told) and (bool(source & teller) or not (source or teller)):
            return True
    return None if text.anchors[item.cue] == UNTOLD else False


def fit(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total = rows @ weights
        off = 1 / (1 + np.exp(-total)) - right
        value = np.sum(np.logaddexp(0, total) - right * total) + RIDGE / 2 * weights @ weights
        return float(value), rows.T @ off + RIDGE * weights

    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x)


def reading(folder: Path, message: dict) -> Callable[[Text], Answers]:
    """Return what gives the answers of a network for an article."""
    reader = read_reader(srsly.msgpack_dumps(message), str(folder))
    if message["encoder"]["name"] == "conv":
        classes = read_classes(load_lexicon("cues"), load_lexicon("event_triggers"))
        return lambda text: reader.read(text.doc, classes).attributions()
    encoder, tokenizer = load_encoder(folder)
    return lambda text: Answers(reader.heads[NAME], read_words(encoder, tokenizer, text), text.tree)


def message_of(folder: Path, steps: np.ndarray) -> dict:
    """Return what a reader's file holds, without the weights that are fitted here."""
    blend = np.zeros(len(FACTS), dtype=np.float32)
    if (folder / "small.msgpack").is_file():
        encoder = {"name": "conv", **srsly.read_msgpack(folder / "small.msgpack")}
        weights = encoder.pop("weights")
    else:
        from safetensors.numpy import load_file

        encoder, taught = {"name": "transformer"}, load_file(folder / "heads.safetensors")
        weights = {name: value.astype(np.float16) for name, value in taught.items()}
    head = {"transitions": steps.astype(np.float32), "blend": blend, "sureness": [0.0, 1.0]}
    head["threshold"] = THRESHOLDS[encoder["name"]]
    heads = {
        NAME: head,
        triggers.NAME: {"labels": list(triggers.LABELS), "threshold": TRIGGERS[encoder["name"]]},
        entities.NAME: {"labels": list(entities.LABELS)},
        mentions.NAME: {"labels": list(mentions.LABELS), "threshold": MENTIONS},
    }
    return {"version": VERSION, "encoder": encoder, "heads": heads, "weights": weights}


def remembered(answer: Callable[[Text], Answers], message: dict) -> Callable[[Text], Answers]:
    """Answer each article once, with what was fitted last."""
    held: dict[str, Answers] = {}

    def answered(text: Text) -> Answers:
        if text.id not in held:
            held[text.id] = answer(text)
        held[text.id].head.blend = message["heads"][NAME]["blend"]
        return held[text.id]

    return answered


def fit_blend(texts: list[Text], answer: Callable[[Text], Answers], tables: Tables) -> np.ndarray:
    """Return how much each fact of a candidate weighs."""
    rows, right = [], []
    for text in texts:
        answers, found = candidates(text, answer, tables)
        for item in found:
            if (verdict := is_right(text, item)) is not None:
                rows.append(facts(answers, item))
                right.append(verdict)
    weights = fit(np.array(rows, dtype=float), np.array(right, dtype=float))
    print(f"{len(texts)} articles, {len(right)} candidates, {sum(right)} right")
    print({name: round(float(weight), 3) for name, weight in zip(FACTS, weights, strict=True)}, flush=True)
    return weights.astype(np.float32)


def fit_sureness(texts: list[Text], answer: Callable[[Text], Answers], tables: Tables, threshold: float) -> list[float]:
    """Return shift and slope of the log-odds of what is chosen, so that they say how often it is right."""
    rows, right = [], []
    for text in texts:
        _, found = candidates(text, answer, tables)
        chosen = choose(found, threshold)
        for item, above in zip(chosen, parents(chosen), strict=True):
            if above is None:
                rows.append([1.0, odds(item.score)])
                right.append(bool(is_right(text, item)))
    weights = fit(np.array(rows), np.array(right, dtype=float))
    print(f"{len(right)} outermost ones chosen, {sum(right)} right; shift {weights[0]:.3f}, slope {weights[1]:.3f}")
    return [float(weight) for weight in weights]


def main() -> None:
    """Read the arguments, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("network", type=Path)
    parser.add_argument("reader", type=Path)
    parser.add_argument("--fold", required=True, help="K/N: the articles that the network has not seen")
    parser.add_argument("--marked", type=Path, help="articles with all layers marked")
    parser.add_argument("--aside", default="0/1", help="K/N: those that the network has not seen")
    parser.add_argument("--parsed", type=Path, required=True, help="a folder that keeps the parsed texts")
    args = parser.parse_args()
    texts = marked(args)
    seen, unseen = kept(texts, args.fold)
    message = message_of(args.network, transitions(seen))
    tables = read_tables(**{key: load_lexicon(name) for key, name in TABLES.items()})
    answer = remembered(reading(args.network, message), message)
    head = message["heads"][NAME]
    whole = read(args.marked, args.parsed) if args.marked else []
    unseen += kept(whole, args.aside)[1]
    head["blend"] = fit_blend(unseen + retell(args, texts, aside=True), answer, tables)
    head["sureness"] = fit_sureness(unseen, answer, tables, head["threshold"])
    args.reader.write_bytes(srsly.msgpack_dumps(message))


if __name__ == "__main__":
    main()
