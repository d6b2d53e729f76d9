"""What the linker has found so far in one article."""

import re
import unicodedata
from dataclasses import replace

from korea_nlp.knowledge import KnowledgeBase
from korea_nlp.layers import Actor, Mention
from korea_nlp.records.vocabulary import MentionForm


class Mentions:
    """The mentions and actors of one article while they are being found.

    Attributes:
        article: The article's id; ``published``: its date.
        actors: Who is mentioned, by id.
        all: The mentions, in the order in which they were found.
        taken: Tokens that belong to a mention (1), or that are kept from being one (2), such as those of places.
    """

    def __init__(self, knowledge: KnowledgeBase, article: str, published: str | None, length: int) -> None:
        self.knowledge = knowledge
        self.article = article
        self.published = published
        self.actors: dict[str, Actor] = {}
        self.all: list[Mention] = []
        self.taken = bytearray(length)

    def add(self, start: int, end: int, form: MentionForm, actor: str, rule: str) -> None:
        """Note a mention; it keeps its tokens for itself."""
        self.all.append(Mention(start, end, form, actor, rule))
        self.taken[start:end] = b"\1" * (end - start)

    def block(self, start: int, end: int) -> None:
        """Keep tokens from becoming part of another mention."""
        self.taken[start:end] = b"\2" * (end - start)

    def is_unnamed(self, start: int, end: int) -> bool:
        """Tell whether no token of a stretch belongs to a mention."""
        return 1 not in self.taken[start:end]

    def is_free(self, start: int, end: int) -> bool:
        """Tell whether no token of a stretch is taken."""
        return not any(self.taken[start:end])

    def known(self, key: str) -> str:
        """Note an actor of the knowledge base and return its id."""
        if key not in self.actors:
            row = self.knowledge.actor(key)
            self.actors[key] = Actor(row.id, row.name, row.kind, row.country, row.wikidata)
        return key

    def composed(self, key: str, name: str, kind: str, country: str | None) -> str:
        """Note an actor made of parts, such as ``france:police``, and return its id."""
        self.actors.setdefault(key, Actor(key, name, kind, country))
        return key

    def local(self, name: str, kind: str, country: str | None = None) -> str:
        """Note an actor of this article alone and return its id."""
        key = f"{self.article}#{slug(name)}"
        self.actors.setdefault(key, Actor(key, name, kind, country))
        return key

    def update(self, key: str, *, country: str | None, role: str | None = None, affiliation: str | None = None) -> None:
        """Add what a title or an apposition tells of an actor; what is known already stays."""
        old = self.actors[key]
        self.actors[key] = replace(
            old,
            country=old.country or (country if self.is_local(key) else None),
            role=old.role or role,
            affiliation=old.affiliation or affiliation,
        )

    def is_local(self, key: str) -> bool:
        """Tell an actor of this article alone."""
        return key.startswith(f"{self.article}#")


def slug(name: str) -> str:
    """Return a name as readable ASCII: ``Jeon Ha-gyu`` → ``jeon-ha-gyu``.

    Letters that ASCII lacks and cannot spell become their code points, so that two names never share an id.
    """
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c if c.isascii() else f"u{ord(c):x}" for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-") or "x"
