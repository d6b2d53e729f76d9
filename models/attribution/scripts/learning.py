"""What the trainings share: windows of words, their loss, and the loop."""

import random
import time
from collections.abc import Callable

import numpy as np
import torch
from corpus import Marked, Text
from network import ROLES, Heads
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, log_softmax

WORDS = 224  # words of a window
OVERLAP = 32
WINDOWS = 8  # windows of a batch
HEADS_RATE = 1e-3
Window = tuple[Text, int, int]
Encode = Callable[[list[Window]], Tensor]  # windows → vectors of words (windows, words, width)


def windows(texts: list[Text], generator: random.Random) -> list[Window]:
    """Return the windows of all articles, cut at a random phase, in random order."""
    found = []
    for text in texts:
        size = len(text.doc)
        start = -generator.randrange(WORDS // 2) if size > WORDS else 0
        while start < size:
            low, high = max(0, start), min(size, start + WORDS)
            if high - low > OVERLAP // 4:
                found.append((text, low, high))
            if high == size:
                break
            start += WORDS - OVERLAP
    generator.shuffle(found)
    return found


def pairs_of(chosen: list[Window], size: int) -> tuple[Tensor, Tensor, Tensor, Tensor] | None:
    """Return rows, places, facts and roles of the anchors of windows; words outside a window have no role at all."""
    held: list[tuple[int, int, int, Marked]] = [
        (row, low, high, item)
        for row, (text, low, high) in enumerate(chosen)
        for item in text.marked
        if low <= item.anchor < high
    ]
    if not held:
        return None
    facts = torch.zeros(len(held), size, 3, dtype=torch.long)
    roles = torch.zeros(len(held), size, ROLES)
    for number, (_, low, high, item) in enumerate(held):
        start, end = max(low, item.low), min(high, item.low + len(item.roles))
        inner, outer = slice(start - item.low, end - item.low), slice(start - low, end - low)
        facts[number, outer] = torch.from_numpy(item.facts[inner].astype(np.int64))
        roles[number, outer] = torch.from_numpy(item.roles[inner].astype(np.float32))
    rows = torch.tensor([row for row, *_ in held])
    at = torch.tensor([item.anchor - low for _, low, _, item in held])
    return rows, at, facts, roles


def loss_of(encode: Encode, heads: Heads, chosen: list[Window]) -> Tensor:
    """Return the loss of a batch of windows: anchors among the words, roles of the words around each anchor."""
    words = encode(chosen)
    wanted = torch.full(words.shape[:2], -1.0)
    for row, (text, low, high) in enumerate(chosen):
        wanted[row, : high - low] = torch.from_numpy(text.anchors[low:high])
    told = wanted >= 0
    loss = 3 * binary_cross_entropy_with_logits(heads.anchors(words)[told], wanted[told])
    marked = pairs_of(chosen, words.shape[1])
    if marked is not None:
        rows, at, facts, roles = marked
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = heads.roles(words, rows, at, facts)
        loss = loss - (log_softmax(logits.float(), dim=-1) * roles).sum() / roles.sum()
    return loss


def learn(
    texts: list[Text],
    encode: Encode,
    encoder: nn.Module,
    heads: Heads,
    save: Callable[[], None],
    *,
    epochs: int,
    rate: float,
    seed: int,
    share: Callable[[int], list[Text]] | None = None,
) -> None:
    """Train encoder and heads; ``share`` gives the articles of an epoch where they are not all."""
    generator = random.Random(seed)
    learnt = [weight for weight in encoder.parameters() if weight.requires_grad]
    groups = [{"params": learnt, "lr": rate}, {"params": list(heads.parameters()), "lr": HEADS_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    counts = [len(windows(share(n) if share else texts, random.Random(0))) // WINDOWS + 3 for n in range(epochs)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [rate, HEADS_RATE], total_steps=sum(counts), pct_start=0.08, anneal_strategy="linear"
    )
    started = time.time()
    for epoch in range(epochs):
        encoder.train()
        heads.train()
        total = 0.0
        cut = windows(share(epoch) if share else texts, generator)[: WINDOWS * counts[epoch]]
        for first in range(0, len(cut), WINDOWS):
            optimizer.zero_grad()
            loss = loss_of(encode, heads, cut[first : first + WINDOWS])
            loss.backward()
            nn.utils.clip_grad_norm_([*learnt, *heads.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        steps = len(cut) // WINDOWS + 1
        print(f"epoch {epoch + 1} of {epochs}: loss {total / steps:.4f}, {time.time() - started:.0f} s", flush=True)
        save()
