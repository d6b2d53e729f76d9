"""What is asked of the words of a Doc: one file a question, by the name that a message gives.

``attribution`` finds who tells what, ``entities``, ``mentions`` and ``triggers`` say what each word is; the others
choose one of a few labels for an item (``items``).
"""

from collections.abc import Callable
from typing import Any

from korea_nlp.reader.heads import (
    about,
    antecedent,
    attribution,
    certainty,
    country,
    entities,
    mentions,
    metonym,
    mode,
    role,
    salience,
    stance,
    status,
    triggers,
)

HEADS: dict[str, Callable[..., Any]] = {
    about.NAME: about.AboutHead,
    antecedent.NAME: antecedent.AntecedentHead,
    attribution.NAME: attribution.Attribution,
    certainty.NAME: certainty.CertaintyHead,
    country.NAME: country.CountryHead,
    entities.NAME: entities.EntityHead,
    mentions.NAME: mentions.MentionHead,
    metonym.NAME: metonym.MetonymHead,
    mode.NAME: mode.ModeHead,
    role.NAME: role.RoleHead,
    salience.NAME: salience.SalienceHead,
    stance.NAME: stance.StanceHead,
    status.NAME: status.StatusHead,
    triggers.NAME: triggers.TriggerHead,
}

_OF_ITEMS = (about, antecedent, certainty, country, metonym, mode, role, salience, stance, status)
# The labels of each head of items, in the order of its answers, and how many slots its items have.
ITEMS: dict[str, tuple[str, ...]] = {head.NAME: head.LABELS for head in _OF_ITEMS}
SLOTS: dict[str, int] = {head.NAME: head.SLOTS for head in _OF_ITEMS}
