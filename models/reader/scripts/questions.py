"""Questions about marked items that encoders are taught to answer, so that the heads of items find it in their vectors.

What stance a claim takes and how sure it is, in which mode an event is told, whom a claim is about, who took part in an
event, whom a pronoun or a noun stands for. The layers that answer here are not kept: ``heads.py`` teaches the heads,
which know what grammar and tables know too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from answers import Words
from corpus import Text
from network import Questions
from torch import Tensor
from torch.nn.functional import cross_entropy

from korea_nlp.reader.heads import antecedent

BEFORE = 12  # actors named before a word that points which may be meant, latest first
GAPS = (2, 5, 10, 20, 40, 80, 160)  # words between two items, in steps
SORTS = 3  # before, after, within
PLACES = SORTS * (len(GAPS) + 1)
Named = list[tuple[int, int, str, bool]]  # first word, number, actor, and whether it names them
Pairs = list[tuple[int, int, int, int]]  # of two items: their numbers, where the one stands to the other, the answer


@dataclass
class Spans:
    """Items of a batch by their words, whose mean vectors are wanted; places are those in all rows, row after row."""

    places: list[int] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    count: int = 0

    def add(self, first: int, words: Words) -> int:
        """Note an item of a row that begins at a place, and return its number."""
        self.places += [first + i for i in words]
        self.owners += [self.count] * len(words)
        self.count += 1
        return self.count - 1

    def means(self, rows: Tensor) -> Tensor:
        """Return the mean vectors (items, width) of the words (rows, words, width)."""
        flat = rows.flatten(0, 1)
        owners = torch.tensor(self.owners, device=rows.device)
        sums = flat.new_zeros(self.count, flat.shape[1]).index_add(0, owners, flat[self.places])
        return sums / torch.bincount(owners, minlength=self.count).clamp(min=1).unsqueeze(1)


def loss_of_items(questions: Questions, words: Tensor, chosen: list[tuple[Text, int, int]]) -> Tensor:
    """Return the loss of all questions of the windows of a batch; words are (windows, words, width)."""
    spans, size = Spans(), words.shape[1]
    told: list[tuple[int, int, int, int]] = []  # cue, content, stance, certainty
    happened: list[tuple[int, int]] = []  # trigger, mode
    abouts: Pairs = []
    roles: Pairs = []
    meant: Pairs = []
    for row, (text, low, high) in enumerate(chosen):
        if text.marks is None:
            continue
        first = row * size - low
        named = [
            (at[0], spans.add(first, at), key, any(text.tree.pos[i] == "PROPN" for i in at))
            for at, key in text.marks.mentions
            if low <= at[0] and at[-1] < high
        ]
        for claim in text.marks.claims:
            content = [i for i in claim.content if low <= i < high]
            if not content or not all(low <= i < high for i in claim.cue):
                continue
            cue, held = spans.add(first, claim.cue), spans.add(first, content)
            told.append((cue, held, claim.stance, claim.certainty))
            for at, number, key in _beside(named, content):
                abouts.append((len(told) - 1, number, _place(at, content), claim.about.get(key, 0)))
        for event in text.marks.events:
            if all(low <= i < high for i in event.trigger):
                happened.append((spans.add(first, event.trigger), event.mode))
                for at, number, key in _beside(named, event.trigger):
                    roles.append((happened[-1][0], number, _place(at, event.trigger), event.roles.get(key, 0)))
        meant += _antecedents(named)
    if not spans.count:
        return words.sum() * 0
    items = spans.means(words)
    loss = items.sum() * 0
    if told:
        cues, contents, stances, sure = torch.tensor(told, device=words.device).T
        claims = questions.claims(items[cues], items[contents])
        loss = loss + cross_entropy(questions.stance(claims), stances)
        loss = loss + cross_entropy(questions.certainty(claims), sure)
        loss = loss + _answered(questions.about(claims, items, abouts), abouts)
    if happened:
        triggers, modes = torch.tensor(happened, device=words.device).T
        loss = loss + cross_entropy(questions.mode(questions.drop(items[triggers])), modes)
        loss = loss + _answered(questions.role(items, items, roles), roles)
    return loss + _answered(questions.antecedent(items, items, meant), meant)


def _answered(logits: Tensor, pairs: Pairs) -> Tensor:
    """Return the loss of pairs; nothing where there are none."""
    wanted = torch.tensor([answer for *_, answer in pairs], dtype=torch.long, device=logits.device)
    return cross_entropy(logits, wanted) if pairs else logits.sum() * 0


def _beside(named: Named, words: Words) -> Iterator[tuple[int, int, str]]:
    """Yield the mention of each actor that a question is asked with: the first within words, else the last before."""
    held, last = set(words), dict[str, tuple[int, int]]()
    for at, number, key, _ in named:
        if key not in last or (last[key][0] not in held and (at in held or at < words[0])):
            last[key] = at, number
    for key, (at, number) in last.items():
        yield at, number, key


def _place(at: int, words: Words) -> int:
    """Return the number of where a word stands to others: before, after or within them, and how far."""
    sort = 2 if words[0] <= at <= words[-1] else int(at > words[-1])
    gap = min(abs(at - words[0]), abs(at - words[-1]))
    return sort * (len(GAPS) + 1) + int(np.searchsorted(GAPS, gap))


def _antecedents(named: Named) -> Pairs:
    """Return each mention that names nobody, with the last mention before it of each actor."""
    found, last = Pairs(), dict[str, tuple[int, int]]()
    for at, number, key, names in named:
        for where, which, other in [] if names else [(*last[other], other) for other in list(last)[: -BEFORE - 1 : -1]]:
            same = antecedent.LABELS.index(antecedent.SAME if other == key else antecedent.NONE)
            found.append((number, which, _place(where, [at]), same))
        last.pop(key, None)
        last[key] = at, number
    return found
