"""Teaches the heads of a reader from marked articles, says by cross-validation how good they are, writes the model."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language

from korea_nlp.corpus import Article
from korea_nlp.errors import ModelError
from korea_nlp.extract import make_doc
from korea_nlp.reader import Reader, read_reading
from korea_nlp.reader.heads import ITEM_HEADS
from korea_nlp.reader.heads.items import Item, ItemHead, means_of
from korea_nlp.training.gold import Gold
from korea_nlp.training.items import Course, Example, Taught, teach
from korea_nlp.training.labels import labels_of

Examples = dict[str, list[Example]]  # by the name of the head
Tell = Callable[[str], None]


def collect(nlp: Language, gold: Sequence[Gold], tell: Tell = lambda _: None) -> Examples:
    """Read marked articles and return what their gold answers of all that the components asked, by head."""
    found: Examples = {name: [] for name in ITEM_HEADS}
    for number, article in enumerate(gold):
        doc = make_doc(nlp, Article(article.id, article.text, article.published))
        for name, pipe in nlp.pipeline:
            doc = pipe(doc)
            if name == "korea_reader" and (reading := read_reading(doc)) is not None:
                reading.keep = True
        reading = read_reading(doc)
        if reading is None:
            continue
        known = labels_of(doc, article)
        for head, items in reading.asked.items():
            labels = ITEM_HEADS[head].labels
            chosen = [item for key, item in items.items() if key in known[head]]
            if not chosen:
                continue
            for item, words in zip(chosen, means_of(reading.words, chosen), strict=True):
                found[head].append(Example(number, words, item.facts, labels.index(known[head][item.key])))
        if (number + 1) % 100 == 0:
            tell(f"{number + 1} of {len(gold)} articles read")
    return found
