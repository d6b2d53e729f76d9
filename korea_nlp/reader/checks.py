"""Weights that do not fit each other, or are no numbers, are refused when a reader is built."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from korea_nlp.ops import Floats
from korea_nlp.reader.features import COLUMNS
from korea_nlp.reader.heads import ITEMS, SLOTS, attribution, entities, mentions, triggers

Shape = tuple[int, ...]
FAR = 1_000  # words, between those that an encoder sees together
FACTS = 11  # of a candidate for a claim, which ``blend`` weighs
DETECT, ANCHOR = f"{attribution.NAME}.detect", f"{attribution.NAME}.anchor"


def check_weights(encoder: Mapping[str, Any], heads: Mapping[str, Any], weights: Mapping[str, Floats]) -> None:
    """Refuse weights by name.

    Args:
        encoder: The encoder's settings, as a message has them.
        heads: Those of the heads, by name.
        weights: Arrays by name.

    Raises:
        KeyError: An array is missing.
        ValueError: An array is of another shape, or holds what is no number; or a threshold is none.
    """
    for name, settings in heads.items():
        if not isinstance(threshold := settings.get("threshold", 0.5), float) or not 0 <= threshold <= 1:
            raise ValueError(f"the threshold of {name} is {threshold!r:.40}, not a number from 0 to 1")
        sureness = np.asarray(settings.get("sureness", (0.0, 1.0)), dtype=np.float32)
        if sureness.shape != (2,) or not np.isfinite(sureness).all():
            raise ValueError(f"{name}.sureness is not of (2,) numbers")
    if attribution.NAME in heads:
        roles = attribution.CONTENT + 1
        for name, wanted in (("transitions", (roles, roles)), ("blend", (FACTS,))):
            held = np.asarray(heads[attribution.NAME][name], dtype=np.float32)
            if held.shape != wanted or not np.isfinite(held).all():
                raise ValueError(f"{attribution.NAME}.{name} is not of {wanted} numbers")
    for name, value in weights.items():
        if not np.isfinite(value).all():
            raise ValueError(f"{name} holds what is no number")
    for name, shape in _shapes(encoder, heads, weights):
        if weights[name].shape != shape:
            raise ValueError(f"{name} is of shape {weights[name].shape}, not {shape}")


def _shapes(
    encoder: Mapping[str, Any], heads: Mapping[str, Any], weights: Mapping[str, Floats]
) -> Iterator[tuple[str, Shape]]:
    """Yield the shape that each array has to have, by those that say how wide the others are."""
    width = None
    if encoder["name"] == "conv":
        embedded = {name: weights[f"encoder.embed.{name}.weight"].shape[-1] for name in COLUMNS}
        yield from (
            (f"encoder.embed.{name}.weight", (len(encoder["known"][name]) + 1, embedded[name])) for name in COLUMNS
        )
        if not all(isinstance(step, int) and 0 < step <= FAR for step in encoder["dilations"]):
            raise ValueError(f"the dilations are {encoder['dilations']!r:.40}, not numbers from 1 to {FAR}")
        width = len(weights["encoder.mix.bias"])
        yield from _layer("encoder.mix", width, sum(embedded.values()))
        for block in range(len(encoder["dilations"])):
            yield from _layer(f"encoder.blocks.{block}", width, 4 * width)
            yield from ((f"encoder.norms.{block}.{part}", (width,)) for part in ("weight", "bias"))
    if attribution.NAME in heads:
        width = width or weights[f"{DETECT}.0.weight"].shape[-1]
        hidden, pair = len(weights[f"{DETECT}.0.bias"]), len(weights[f"{ANCHOR}.bias"])
        yield from _layer(f"{DETECT}.0", hidden, width)
        yield from _layer(f"{DETECT}.2", 1, hidden)
        for name, rows, columns in (
            *(("tag", attribution.CONTENT, width), ("anchor", pair, width), ("word", pair, width)),
            ("role", attribution.CONTENT + 1, pair),
        ):
            yield from _layer(f"{attribution.NAME}.{name}", rows, columns)
        for name in ("relation.weight", "distance.weight", "paragraph.weight"):
            yield f"{attribution.NAME}.{name}", (attribution.LABELS[name], pair)
    tags_of = {entities.NAME: entities.TAGS, mentions.NAME: mentions.TAGS, triggers.NAME: len(triggers.LABELS)}
    for name, tags in tags_of.items():
        if name in heads and width:
            yield from _layer(name, tags, width)
    for name in ITEMS.keys() & heads.keys():
        layer = weights[f"{name}.words.weight"]
        if width and layer.shape[-1] != SLOTS[name] * width:
            raise ValueError(
                f"{name}.words.weight is of shape {layer.shape}, not of {SLOTS[name]} times {width} columns"
            )


def _layer(name: str, rows: int, columns: int) -> Iterator[tuple[str, Shape]]:
    yield f"{name}.weight", (rows, columns)
    yield f"{name}.bias", (rows,)
