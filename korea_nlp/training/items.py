"""Teaches a head that chooses a label for an item; what it learns is what ``reader.heads.items`` reads."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from korea_nlp.errors import ModelError
from korea_nlp.ops import Floats
from korea_nlp.reader.heads import ITEMS, about, antecedent, country, role

try:
    import torch
    from torch import Tensor, nn
except ModuleNotFoundError as error:
    raise ModelError("teaching needs torch, which is not installed; pip install 'korea-nlp[train]'") from error

HIDDEN = 64
LEAST = 4  # examples in which a fact must stand to have a row
BATCH = 128
FREE = 0.3  # dropout, also of the words' vectors
NOTHING = "none"  # the first label of a question that may find nothing
RULE = "rule="  # how the fact begins that tells the answer of grammar
TRUST = 3.0  # first weight of that answer, so that it stands where nothing else is known
FEWEST, FURTHEST = 500, 60  # steps at least, of a head that begins and of one that is taught further
DECAY = 0.01
BINARY16 = np.float16  # how weights are written
TELLS = 4  # times that the loss is told
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Example:
    """An item whose label is known.

    Attributes:
        article: Which article it is from; folds keep articles whole.
        words: The means of its slots, one after another.
        facts: What is known of it, by name.
        label: Its place among the labels.
        question: Which question it is one of several answers to, such as whom one claim is about; empty where it is the
            only one.
    """

    article: int
    words: Floats
    facts: tuple[str, ...]
    label: int
    question: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """How a head is taught.

    Attributes:
        epochs: How often it sees each example at least.
        rate: Highest learning rate.
        seed: Of the first weights, of the order of examples and of what is dropped.
        balance: How much rare labels weigh more than common ones, from 0 for not at all to 1.
        pull: How strongly a head that is taught further is held where it began: that times the squared distance of its
            weights from there is added to the loss.
        kept: The share of the way back to where it began that its weights go at the end (Wortsman et al., "Robust
            fine-tuning of zero-shot models", 2022).
        ranked: How much it weighs that of the answers to one question the right one is the likeliest, beside how likely
            each is by itself.
    """

    epochs: int = 10
    rate: float = 2e-3
    seed: int = 0
    balance: float = 0.5
    pull: float = 0.0
    kept: float = 0.0
    ranked: float = 0.0

    def with_seed(self, seed: int) -> Self:
        """Return the same course with another seed."""
        return replace(self, seed=seed)


CHOICE = Course()
SEARCH = Course(epochs=5, balance=0.0)  # of questions that mostly find nothing, which have many more items
# of a head that is taught further, by few articles of one's own: freer ones lower its scores on others
FURTHER = Course(epochs=5, rate=5e-4, balance=0.0, pull=0.03, kept=0.5)
# heads whose items are the answers to one question; by cross-validation
RANKED = {about.NAME: 0.2, antecedent.NAME: 3.0, country.NAME: 1.0, role.NAME: 0.3}


def course_of(name: str, *, further: bool = False) -> Course:
    """Return how a head of items is taught, ours as anybody's.

    Example:
        >>> course_of("about").ranked, course_of("stance").balance
        (0.2, 0.5)
    """
    course = FURTHER if further else SEARCH if ITEMS[name][0] == NOTHING else CHOICE
    return replace(course, ranked=RANKED.get(name, 0.0))


class Network(nn.Module):
    """Logits of labels by the mean vectors of words and by facts; the shapes are those of ``ItemHead``."""

    def __init__(self, width: int, facts: int, labels: int) -> None:
        super().__init__()
        self.words = nn.Linear(width, HIDDEN, bias=False)
        self.facts = nn.EmbeddingBag(facts, HIDDEN, mode="sum")
        self.direct = nn.EmbeddingBag(facts, labels, mode="sum")
        self.hidden = nn.Parameter(torch.zeros(HIDDEN))
        self.out = nn.Linear(HIDDEN, labels)
        self.drop = nn.Dropout(FREE)
        nn.init.normal_(self.facts.weight, std=0.05)
        nn.init.zeros_(self.direct.weight)

    def forward(self, words: Tensor, facts: Tensor, starts: Tensor) -> Tensor:
        """Return logits (items, labels) of vectors (items, width) and of facts, whose items begin at ``starts``."""
        hidden = self.words(self.drop(words)) + self.facts(facts, starts) + self.hidden
        logits: Tensor = self.out(self.drop(torch.relu(hidden))) + self.direct(facts, starts)
        return logits

    def layers(self) -> dict[str, Tensor]:
        """Return the weights by the names that a reader's message has for them."""
        return {
            "words.weight": self.words.weight,
            "facts.weight": self.facts.weight,
            "hidden.bias": self.hidden,
            "out.weight": self.out.weight,
            "out.bias": self.out.bias,
            "direct.weight": self.direct.weight,
        }

    def begin(self, head: "Taught") -> None:
        """Take the weights of a head, as far as it has them; facts that are new stay as they are."""
        with torch.no_grad():
            for name, layer in self.layers().items():
                held = torch.from_numpy(np.asarray(head.weights[name], dtype=np.float32))
                layer[: len(held)] = held


@dataclass(frozen=True, slots=True)
class Taught:
    """A head as taught: its settings and weights as a reader's message holds them, without the head's name."""

    settings: dict[str, Any]
    weights: dict[str, NDArray[Any]]


def teach(
    examples: Sequence[Example],
    labels: Sequence[str],
    course: Course,
    start: Taught | None = None,
    tell: Tell | None = None,
) -> Taught:
    """Teach a head.

    Args:
        examples: What is to be learnt.
        labels: The values that ``Example.label`` counts.
        course: How.
        start: A head of the same labels to begin with, which then is taught further; facts that it has no row for get
            one.
        tell: Is told the mean loss every few epochs.
    """
    torch.manual_seed(course.seed)
    order = np.random.default_rng(course.seed)
    counts = Counter(fact for example in examples for fact in set(example.facts))
    known = list(start.settings["facts"]) if start else []
    known += sorted({fact for fact, count in counts.items() if count >= LEAST} - set(known))
    words, facts = _seen(examples, known)
    wanted = torch.tensor([example.label for example in examples])
    network = Network(words.shape[1], len(known), len(labels))
    with torch.no_grad():
        for place, label in enumerate(labels):
            if f"{RULE}{label}" in known:
                network.direct.weight[known.index(f"{RULE}{label}"), place] = TRUST
    if start:
        network.begin(start)
    begun = [weight.detach().clone() for weight in network.parameters()]
    often = torch.bincount(wanted, minlength=len(labels)).clamp(min=1).float()
    weight = (often.sum() / often) ** course.balance
    loss_of = nn.CrossEntropyLoss(weight / weight.mean())
    decay = 0 if start else DECAY
    optimizer = torch.optim.AdamW(network.parameters(), lr=course.rate, weight_decay=decay)
    questions = _questions(examples) if course.ranked else [[place] for place in range(len(examples))]
    batches = -(-len(examples) // BATCH)
    size = -(-len(questions) // batches)
    epochs = max(course.epochs, -(-(FURTHEST if start else FEWEST) // batches))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, course.rate, total_steps=epochs * batches, pct_start=0.1, anneal_strategy="linear"
    )
    network.train()
    for epoch in range(1, epochs + 1):
        total = 0.0
        shuffled = order.permutation(len(questions))
        for low in range(0, len(shuffled), size):
            asked = [questions[place] for place in shuffled[low : low + size]]
            chosen = [place for question in asked for place in question]
            optimizer.zero_grad()
            logits = network(words[chosen], *_bags([facts[i] for i in chosen]))
            loss = loss_of(logits, wanted[chosen])
            total += loss.item() * len(chosen)
            if course.ranked:
                loss = loss + course.ranked * _rank(logits, wanted[chosen], list(map(len, asked)))
            if start and course.pull:
                moved = zip(network.parameters(), begun, strict=True)
                loss = loss + course.pull * sum((weight - first).square().sum() for weight, first in moved)
            loss.backward()
            optimizer.step()
            schedule.step()
        if tell and (epoch == epochs or epoch % -(-epochs // TELLS) == 0):
            tell(f"epoch {epoch} of {epochs}: mean loss {total / len(examples):.3f}")
    if start:
        with torch.no_grad():
            for weight, first in zip(network.parameters(), begun, strict=True):
                weight.lerp_(first, course.kept)
    return Taught(
        {"labels": list(labels), "facts": known},
        {name: value.detach().numpy().astype(BINARY16) for name, value in network.layers().items()},
    )


def _questions(examples: Sequence[Example]) -> list[list[int]]:
    """Return the places of examples by the question that they answer."""
    found: dict[tuple[int, str], list[int]] = {}
    for place, example in enumerate(examples):
        found.setdefault((example.article, example.question or str(place)), []).append(place)
    return list(found.values())


def _rank(logits: Tensor, wanted: Tensor, sizes: Sequence[int]) -> Tensor:
    """Return how unlikely it is for each question that the right answer, or none, is chosen among its answers.

    Each label but the first, which says that there is none, is a choice of its own (Lee et al., "End-to-end neural
    coreference resolution", 2017).

    Args:
        logits: Of the labels, of shape (answers, labels), the answers of a question one after another.
        wanted: The label of each answer.
        sizes: How many answers each question has.
    """
    rows = torch.arange(max(sizes)) < torch.tensor(sizes)[:, None]  # (questions, answers of the longest)
    losses = []
    for label in range(1, logits.shape[1]):
        rest = [other for other in range(logits.shape[1]) if other != label]
        odds = logits[:, label] - logits[:, rest].logsumexp(dim=1)
        table = torch.full(rows.shape, -torch.inf).masked_scatter(rows, odds)
        right = torch.zeros(rows.shape, dtype=torch.bool).masked_scatter(rows, wanted == label)
        nobody = torch.where(right.any(dim=1), -torch.inf, 0.0)[:, None]
        every = torch.cat([table, torch.zeros(len(sizes), 1)], dim=1).logsumexp(dim=1)
        some = torch.cat([table.masked_fill(~right, -torch.inf), nobody], dim=1).logsumexp(dim=1)
        losses.append(every - some)
    return torch.stack(losses).sum(dim=0).mean()


def _seen(examples: Sequence[Example], known: Sequence[str]) -> tuple[Tensor, list[list[int]]]:
    """Return the vectors of examples, and the rows of their facts among those that are known."""
    rows = {fact: row for row, fact in enumerate(known)}
    words = torch.from_numpy(np.stack([example.words for example in examples]).astype(np.float32))
    return words, [[rows[fact] for fact in sorted(set(example.facts)) if fact in rows] for example in examples]


def _bags(facts: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Return the facts of items one after another, and where each item's begin."""
    starts = np.cumsum([0, *map(len, facts)])[:-1]
    return torch.tensor([row for rows in facts for row in rows], dtype=torch.long), torch.from_numpy(starts)


def answers(head: Taught, examples: Sequence[Example]) -> Floats:
    """Return how likely each label is by a head, of shape (examples, labels)."""
    words, facts = _seen(examples, head.settings["facts"])
    network = Network(words.shape[1], len(head.settings["facts"]), len(head.settings["labels"]))
    network.begin(head)
    network.eval()
    with torch.no_grad():
        likely: Floats = network(words, *_bags(facts)).softmax(dim=-1).numpy()
    return likely
