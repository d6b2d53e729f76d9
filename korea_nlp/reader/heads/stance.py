"""What a source does with what it tells: asserts it, denies it, demands it ..."""

from functools import partial
from typing import get_args

from korea_nlp.reader.heads.items import ItemHead
from korea_nlp.reader.heads.told import SLOTS
from korea_nlp.records.vocabulary import Stance

NAME = "stance"
LABELS: tuple[str, ...] = get_args(Stance)
StanceHead = partial(ItemHead, NAME, LABELS, SLOTS)
