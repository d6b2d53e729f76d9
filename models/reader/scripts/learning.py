"""What the trainings share: windows of words, their loss, and the loop."""

import random
import time
from collections.abc import Callable

import numpy as np
import torch
from corpus import UNTOLD, Marked, Text
from network import ROLES, Heads, Questions, Tagger
from questions import PLACES, loss_of_items
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, log_softmax

WORDS = 224  # words of a window
OVERLAP = 16
POOL = 16  # batches among whose windows those of like length come together
HEADS_RATE = 1e-3
TRIGGERS = 2.0  # how much the loss of triggers weighs
ITEMS = 0.25  # and that of questions about items
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
HALVES = DEVICE == "cuda" or torch.cpu._is_amx_tile_supported()  # elsewhere bfloat16 is many times slower than float32
UNNAMED = -100  # the tag of what is no word
Window = tuple[Text, int, int]
Encode = Callable[[list[Window]], Tensor]  # windows → vectors of words (windows, words, width)


def quick() -> torch.autocast:
    """Compute in half precision where the processor does so quickly."""
    return torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=HALVES)


def windows(texts: list[Text], generator: random.Random) -> list[Window]:
    """Return the windows of all articles, cut anew each time, in random order."""
    found = []
    for text in texts:
        size = len(text.doc)
        start = -generator.randrange(WORDS - OVERLAP) if size > WORDS else 0
        while start < size:
            low, high = max(0, start), min(size, start + WORDS)
            if high - low > OVERLAP // 4:
                found.append((text, low, high))
            if high == size:
                break
            start += WORDS - OVERLAP
    generator.shuffle(found)
    return found


def batches(cut: list[Window], size: int, generator: random.Random) -> list[list[Window]]:
    """Return windows by the batch, those of like length together, in random order."""
    found = []
    for first in range(0, len(cut), size * POOL):
        pool = sorted(cut[first : first + size * POOL], key=lambda window: window[2] - window[1])
        found += [pool[start : start + size] for start in range(0, len(pool), size)]
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
    facts = np.zeros((len(held), size, 3), dtype=np.uint8)
    roles = np.zeros((len(held), size, ROLES), dtype=np.float16)
    for number, (_, low, high, item) in enumerate(held):
        start, end = max(low, item.low), min(high, item.low + len(item.roles))
        inner, outer = slice(start - item.low, end - item.low), slice(start - low, end - low)
        facts[number, outer], roles[number, outer] = item.facts[inner], item.roles[inner]
    rows = torch.tensor([row for row, *_ in held], device=DEVICE)
    at = torch.tensor([item.anchor - low for _, low, _, item in held], device=DEVICE)
    return rows, at, torch.from_numpy(facts).to(DEVICE).long(), torch.from_numpy(roles).to(DEVICE).float()


def _told(logits: Tensor, likely: np.ndarray) -> Tensor:
    """Return the loss where something is known."""
    wanted = torch.from_numpy(likely).to(DEVICE)
    told = wanted != UNTOLD
    return binary_cross_entropy_with_logits(logits[told], wanted[told])


def _tagged(logits: Tensor, rows: list[tuple[int, np.ndarray]]) -> Tensor:
    """Return the loss of the rows of a batch whose words' tags are known, as likelihoods (words, tags)."""
    said = torch.cat([log_softmax(logits[row, : len(known)].float(), dim=-1) for row, known in rows])
    wanted = torch.from_numpy(np.concatenate([known for _, known in rows]).astype(np.float32)).to(DEVICE)
    return -(said * wanted).sum(dim=-1).mean()


def loss_of(encode: Encode, heads: Heads, tagger: Tagger, questions: Questions, chosen: list[Window]) -> Tensor:
    """Return the loss of a batch of windows.

    Entities, anchors and parts among the words, roles of the words of each anchor; triggers, mentions and what is asked
    of items where they are marked.
    """
    words = encode(chosen)
    size = words.shape[1]
    wanted = np.full((len(chosen), size), UNTOLD, dtype=np.float32)
    named = np.full((len(chosen), size), UNNAMED)
    tags = np.full((len(chosen), size, ROLES - 1), UNTOLD, dtype=np.float32)
    for row, (text, low, high) in enumerate(chosen):
        wanted[row, : high - low], tags[row, : high - low] = text.anchors[low:high], text.tags[low:high]
        named[row, : high - low] = text.entities[low:high]
    loss = 3 * _told(heads.anchors(words), wanted) + _told(heads.tags(words), tags)
    marked = pairs_of(chosen, size)
    if marked is not None:
        rows, at, facts, roles = marked
        with quick():
            logits = heads.roles(words, rows, at, facts)
        loss = loss - (log_softmax(logits.float(), dim=-1) * roles).sum() / roles.sum()
    triggers, mentions, entities = tagger(words)
    loss = loss + cross_entropy(
        entities.flatten(0, 1), torch.from_numpy(named).to(DEVICE).flatten(), ignore_index=UNNAMED
    )
    known = [(row, text, low, high) for row, (text, low, high) in enumerate(chosen) if text.triggers is not None]
    if known:
        loss = loss + TRIGGERS * _tagged(triggers, [(row, text.triggers[low:high]) for row, text, low, high in known])
        loss = loss + _tagged(mentions, [(row, text.mentions[low:high]) for row, text, low, high in known])
        loss = loss + ITEMS * loss_of_items(questions, words, chosen)
    return loss


def learn(
    share: Callable[[int], list[Text]],
    encode: Encode,
    encoder: nn.Module,
    heads: Heads,
    tagger: Tagger,
    save: Callable[[], None],
    *,
    epochs: int,
    rate: float,
    heads_rate: float = HEADS_RATE,
    batch: int,
    seed: int,
) -> None:
    """Train encoder, heads and tagger.

    ``share`` gives the articles of an epoch, ``batch`` is how many windows make a step.
    """
    generator = random.Random(seed)
    encoder.to(DEVICE)
    heads.to(DEVICE)
    tagger.to(DEVICE)
    questions = Questions(encoder.width, PLACES).to(DEVICE)  # taught beside, and left here
    learnt = [weight for weight in encoder.parameters() if weight.requires_grad]
    above = [*heads.parameters(), *tagger.parameters(), *questions.parameters()]
    groups = [{"params": learnt, "lr": rate}, {"params": above, "lr": heads_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    counts = [len(windows(share(epoch), random.Random(0))) // batch + 3 for epoch in range(epochs)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [rate, heads_rate], total_steps=sum(counts), pct_start=0.08, anneal_strategy="linear"
    )
    started = time.time()
    for epoch in range(epochs):
        encoder.train()
        heads.train()
        tagger.train()
        questions.train()
        total = torch.zeros((), device=DEVICE)
        cut = batches(windows(share(epoch), generator), batch, generator)[: counts[epoch]]
        for chosen in cut:
            optimizer.zero_grad()
            loss = loss_of(encode, heads, tagger, questions, chosen)
            loss.backward()
            nn.utils.clip_grad_norm_([*learnt, *above], 1.0)
            optimizer.step()
            schedule.step()
            total += loss.detach()
        loss_now = total.item() / len(cut)
        print(f"epoch {epoch + 1} of {epochs}: loss {loss_now:.4f}, {time.time() - started:.0f} s", flush=True)
        save()
