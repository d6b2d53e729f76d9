"""How sure a claim sounds."""

from functools import partial
from typing import get_args

from korea_nlp.reader.heads.items import ItemHead
from korea_nlp.reader.heads.told import SLOTS
from korea_nlp.records.vocabulary import Certainty

NAME = "certainty"
LABELS: tuple[str, ...] = get_args(Certainty)
CertaintyHead = partial(ItemHead, NAME, LABELS, SLOTS)
