"""Readers whose heads go by facts that a test names."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import srsly

from korea_nlp.lexicon import data_file
from korea_nlp.reader import Reader, read_reader

WIDTH, HIDDEN = 128, 4


def shipped() -> dict[str, Any]:
    """Return the message of the shipped reader."""
    message: dict[str, Any] = srsly.msgpack_loads(data_file("reader.msgpack").read_bytes())
    return message


def without(message: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a message without a head."""
    heads = {key: value for key, value in message["heads"].items() if key != name}
    weights = {key: value for key, value in message["weights"].items() if not key.startswith(f"{name}.")}
    return message | {"heads": heads, "weights": weights}


def with_head(
    name: str, labels: Sequence[str], slots: int, chosen: Mapping[str, str], *, bar: float = 5, threshold: float = 0.5
) -> dict[str, Any]:
    """Return the message of a reader with a head that is sure of the label of a fact, else of the first label.

    Args:
        name: The head's name.
        labels: Its labels, and how many ``slots`` it has.
        slots: See there.
        chosen: The label that each fact, which counts 10, is for.
        bar: How much counts for the first label.
        threshold: Its threshold.
    """
    facts = list(chosen)
    shapes = {
        "words.weight": (HIDDEN, slots * WIDTH),
        "facts.weight": (len(facts), HIDDEN),
        "hidden.bias": (HIDDEN,),
        "out.weight": (len(labels), HIDDEN),
        "out.bias": (len(labels),),
        "direct.weight": (len(facts), len(labels)),
    }
    weights = {layer: np.zeros(shape, dtype=np.float32) for layer, shape in shapes.items()}
    weights["out.bias"][0] = bar
    for row, fact in enumerate(facts):
        weights["direct.weight"][row, list(labels).index(chosen[fact])] = 10
    message = without(shipped(), name)
    message["heads"][name] = {"labels": list(labels), "facts": facts, "threshold": threshold}
    message["weights"] |= {f"{name}.{layer}": value for layer, value in weights.items()}
    return message


def reader_of(message: dict[str, Any]) -> Reader:
    """Return the reader of a message."""
    return read_reader(srsly.msgpack_dumps(message), "here")
