"""The network that is trained: an encoder of words, what is an anchor, and which words go with it."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from korea_nlp.reader.features import DISTANCES, PARAGRAPHS, RELATIONS
from korea_nlp.reader.heads import about, antecedent, certainty, mode, role, stance

PAIR = 192  # width of the pairs of an anchor and a word
ROLES = 4
DROPOUT = 0.15
USUAL = 3.0  # first bias of what most words are, which is nothing


class Heads(nn.Module):
    """Says of each word whether it is an anchor, and of each pair of an anchor and a word what the word is to it.

    ``tag`` says whether a word is part of any source, any cue, any content.
    """

    def __init__(self, width: int, pair: int = PAIR, dropout: float = DROPOUT) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.detect = nn.Sequential(nn.Linear(width, pair), nn.ReLU(), nn.Linear(pair, 1))
        self.anchor = nn.Linear(width, pair)
        self.word = nn.Linear(width, pair)
        self.relation = nn.Embedding(RELATIONS, pair)
        self.distance = nn.Embedding(DISTANCES, pair)
        self.paragraph = nn.Embedding(PARAGRAPHS, pair)
        self.role = nn.Linear(pair, ROLES)
        self.tag = nn.Linear(width, ROLES - 1)
        for table in (self.relation, self.distance, self.paragraph):
            nn.init.normal_(table.weight, std=0.02)

    def anchors(self, words: Tensor) -> Tensor:
        """(batch, words, width) → logits (batch, words)."""
        return self.detect(self.dropout(words)).squeeze(-1)

    def tags(self, words: Tensor) -> Tensor:
        """(batch, words, width) → logits (batch, words, 3)."""
        return self.tag(self.dropout(words))

    def roles(self, words: Tensor, rows: Tensor, at: Tensor, facts: Tensor) -> Tensor:
        """Return logits (anchors, words, roles) of the anchors ``at`` places of rows; facts are (anchors, words, 3)."""
        words = self.dropout(words)
        anchor = self.anchor(words[rows, at]).unsqueeze(1)
        word = self.word(words)[rows]
        told = self.relation(facts[..., 0]) + self.distance(facts[..., 1]) + self.paragraph(facts[..., 2])
        return self.role(self.dropout(torch.relu(anchor + word + told)))


class Tagger(nn.Module):
    """Says of each word which event it tells, and whether it begins or goes on an entity, and a mention of an actor."""

    def __init__(self, width: int, kinds: int, mentions: int, entities: int, dropout: float = DROPOUT) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.triggers = nn.Linear(width, kinds)
        self.mentions = nn.Linear(width, mentions)
        self.entities = nn.Linear(width, entities)
        for layer in (self.triggers, self.mentions, self.entities):
            nn.init.constant_(layer.bias[:1], USUAL)

    def forward(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(batch, words, width) → logits (batch, words, kinds), (batch, words, mentions), (batch, words, entities)."""
        words = self.dropout(words)
        return self.triggers(words), self.mentions(words), self.entities(words)


class Pairs(nn.Module):
    """Says what one item is to another, by the vectors of both and where the one stands to the other."""

    def __init__(self, width: int, labels: int, places: int, pair: int = PAIR) -> None:
        super().__init__()
        self.one, self.other = nn.Linear(width, pair), nn.Linear(width, pair)
        self.place = nn.Embedding(places, pair)
        self.out = nn.Linear(pair, labels)
        self.drop = nn.Dropout(DROPOUT)
        nn.init.normal_(self.place.weight, std=0.02)

    def forward(self, ones: Tensor, others: Tensor, pairs: list[tuple[int, int, int, int]]) -> Tensor:
        """Return logits (pairs, labels) of pairs by their numbers in both, and their places."""
        held = torch.tensor(pairs, dtype=torch.long, device=ones.device).reshape(-1, 4)
        one, other = self.one(self.drop(ones)), self.other(self.drop(others))
        hidden = torch.relu(one[held[:, 0]] + other[held[:, 1]] + self.place(held[:, 2]))
        return self.out(self.drop(hidden))


class Questions(nn.Module):
    """Answers the questions about items that encoders are taught with."""

    def __init__(self, width: int, places: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(DROPOUT)
        self.claim = nn.Linear(2 * width, width)
        self.stance, self.certainty = nn.Linear(width, len(stance.LABELS)), nn.Linear(width, len(certainty.LABELS))
        self.mode = nn.Linear(width, len(mode.LABELS))
        self.about = Pairs(width, len(about.LABELS), places)
        self.role = Pairs(width, len(role.LABELS), places)
        self.antecedent = Pairs(width, len(antecedent.LABELS), places)

    def claims(self, cues: Tensor, contents: Tensor) -> Tensor:
        """Return vectors (claims, width) of claims by those of their cues and contents."""
        return torch.relu(self.claim(self.drop(torch.cat([cues, contents], dim=1))))


@dataclass
class Batch:
    """Windows of words; ``pieces`` say which word each wordpiece belongs to, -1 for none."""

    ids: Tensor
    mask: Tensor
    pieces: Tensor
    size: int


class Transformer(nn.Module):
    """Words as the mean of their wordpieces in a transformer."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.width = encoder.config.hidden_size

    def forward(self, batch: Batch) -> Tensor:
        """Return (windows, words, width)."""
        hidden = self.encoder(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
        return self.words(hidden, batch)

    def words(self, hidden: Tensor, batch: Batch) -> Tensor:
        """Return (windows, words, width) of (windows, wordpieces, width)."""
        hidden = hidden.float()
        rows, _, width = hidden.shape
        slots = batch.pieces.clamp(min=0).unsqueeze(-1)
        held = (batch.pieces >= 0).unsqueeze(-1).float()
        words = hidden.new_zeros(rows, batch.size, width).scatter_add(1, slots.expand(-1, -1, width), hidden * held)
        counts = hidden.new_zeros(rows, batch.size, 1).scatter_add(1, slots, held)
        return words / counts.clamp(min=1)


class Small(nn.Module):
    """Words by what is seen of them and of their neighbours and heads; ``encoders.conv.encode`` computes the same."""

    def __init__(self, sizes: dict[str, int], width: int = 128, dilations: tuple[int, ...] = (1, 2, 4, 8, 1)) -> None:
        super().__init__()
        self.width, self.dilations = width, dilations
        widths = {name: {"word": 96, "suffix": 32}.get(name, 16) for name in sizes}
        self.embed = nn.ModuleDict({name: nn.Embedding(size, widths[name]) for name, size in sizes.items()})
        self.mix = nn.Linear(sum(widths.values()), width)
        self.blocks = nn.ModuleList(nn.Linear(4 * width, width) for _ in dilations)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in dilations)
        self.dropout = nn.Dropout(0.2)

    def forward(self, table: Tensor, heads: Tensor) -> Tensor:
        """Return (windows, words, width) of rows (windows, words, columns) and places of heads (windows, words)."""
        parts = [layer(table[..., column]) for column, layer in enumerate(self.embed.values())]
        hidden = self.mix(self.dropout(torch.cat(parts, dim=-1)))
        at = heads.unsqueeze(-1).expand(-1, -1, self.width)
        for block, norm, dilation in zip(self.blocks, self.norms, self.dilations, strict=True):
            padded = nn.functional.pad(hidden, (0, 0, dilation, dilation))
            size = hidden.shape[1]
            around = torch.cat([padded[:, :size], hidden, padded[:, 2 * dilation :], hidden.gather(1, at)], dim=-1)
            hidden = norm(hidden + self.dropout(torch.relu(block(around))))
        return hidden
