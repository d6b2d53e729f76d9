"""Nouns that point back to somebody named: "the ministry", "the ambassador", "the country", "both sides"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from korea_nlp import layers
from korea_nlp.components.coref.antecedents import Antecedent, History
from korea_nlp.syntax import SUBJECTS

FAR = 10_000  # sentences; the whole article
EXCLUDING = frozenset({"only", "other", "another", "entire", "whole", "same", "first", "next", "new", "last", "third"})
LEADERS = frozenset({"chancellor", "king", "leader", "premier", "president", "prime"})
DETERMINERS = frozenset({"the", "this", "that"})
BEFORE_NOUN = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "VERB"})


@dataclass(frozen=True, slots=True)
class NominalRow:
    """A noun that can stand for an actor (table nominals.csv).

    Attributes:
        how: ``name`` where the noun stands in the actor's name or an earlier mention; ``role`` where it is in a
            person's role; ``kind`` where any actor of the kinds will do; ``pair`` where it counts two ("both sides");
            ``document`` where it speaks for whoever issued it ("the report").
        kinds: Kinds of the actors it can stand for.
        sentences: How many sentences back they may stand.
    """

    word: str
    how: Literal["name", "role", "kind", "pair", "document"]
    kinds: tuple[str, ...]
    sentences: int
    source: str


class NominalResolver:
    """Resolves definite nouns by the table and by the words of earlier mentions."""

    def __init__(
        self, rows: tuple[NominalRow, ...], roles: Mapping[str, frozenset[str]], states: Mapping[str, str]
    ) -> None:
        self.rows: dict[str, list[NominalRow]] = {}
        for row in rows:
            self.rows.setdefault(row.word, []).append(row)
        self.roles = roles
        self.states = states

    def resolve(self, history: History, token: Token) -> list[layers.Mention]:
        """Return the mentions that a noun is: one, two for a pair, none where it may be anybody."""
        rows = self.rows.get(token.lower_, ())
        start = _start(token)
        first = token.doc[start].lower_
        counts_two = first == "both" or (first == "the" and token.doc[start + 1].lower_ in ("two", "2"))
        if counts_two:
            row = next((row for row in rows if row.how == "pair"), None)
            return self._pair(history, token, start, row) if row and _is_agent(token) else []
        if first not in DETERMINERS or any(i in history.taken for i in range(start, token.i + 1)):
            return []
        if token.i + 1 < len(token.doc) and token.doc[token.i + 1].tag_.startswith("NN"):
            return []  # "the ministry building"
        end = token.i + 1
        if end < len(token.doc) and token.doc[end].text == "-" and not token.whitespace_:
            if end + 1 >= len(token.doc) or token.doc[end + 1].lower_ != "elect":
                return []  # "the minister-level talks"
            end += 2
        after = token.doc[end].lower_ if end < len(token.doc) else ""
        between = [token.doc[i].lower_ for i in range(start + 1, token.i)]
        if not EXCLUDING.isdisjoint(between):
            return []
        for row in rows:
            if after in ("of", "for", "at", "in") and row.how != "kind":
                continue  # "the chairman of the youth league": somebody described anew
            found = self._one(history, token, row, between)
            if found is not None:
                rule = f"nominal:{token.lower_}→{found.mention.start}"
                return [layers.Mention(start, end, "nominal", found.actor.id, rule)]
        return []

    def _one(self, history: History, token: Token, row: NominalRow, between: list[str]) -> Antecedent | None:
        candidates = (
            item
            for item in history.before(_start(token), row.sentences)
            if item.actor.kind in row.kinds and self._fits(history, item, row, between)
        )
        if row.how != "kind":
            return next(candidates, None)
        fitting = list(candidates)
        if not fitting:
            return None
        if row.kinds == ("state",):
            subject = self._own_state(history, token, fitting)
            if subject is not None:
                return subject
        latest = fitting[0]
        near = [item for item in fitting if item.sentence == latest.sentence]
        if len({item.actor.id for item in near}) == 1:
            return latest
        subjects = [item for item in near if item.subject]
        return subjects[0] if subjects else None

    def _own_state(self, history: History, token: Token, fitting: list[Antecedent]) -> Antecedent | None:
        """Return the state whose ministry or leader is the subject: "the Russian ministry said the country ..."."""
        for item in history.before(_start(token), 0):
            if item.subject:
                state = self.states.get(item.actor.country or "")
                return next((place for place in fitting if place.actor.id == state), None)
        return None

    def _fits(self, history: History, item: Antecedent, row: NominalRow, between: list[str]) -> bool:
        if row.how == "kind":
            return not between  # "the isolated nation" may be another one
        if row.how == "role":
            said = {word.strip(",.") for word in (item.actor.role or "").lower().split()}
            held = self.roles.get(item.actor.id, frozenset())
            return row.word in said or row.word in held
        words = {word.strip("(),.'’") for word in item.actor.name.lower().split()}
        words.update(token.lower_ for token in history.doc[item.mention.start : item.mention.end])
        return row.word in words and words.issuperset(between)

    def _leads(self, item: Antecedent, token: Token) -> bool:
        """Tell whether somebody has the role that a plural counts: "the two leaders", "both ministers"."""
        wanted = LEADERS if token.lower_ == "leaders" else frozenset({token.lower_.removesuffix("s")})
        said = {word.strip(",.") for word in (item.actor.role or "").lower().split()}
        held = self.roles.get(item.actor.id)
        return not wanted.isdisjoint(said) or (held is not None and not wanted.isdisjoint(held))

    def _pair(self, history: History, token: Token, start: int, row: NominalRow) -> list[layers.Mention]:
        """Resolve "both sides": the two that the article has been speaking of, if there are just two."""
        for sentences in (0, 1, 2, FAR):
            items = list(history.before(start, sentences))
            if row.kinds == ("state",):
                ids = {self.states.get(item.actor.country or "", "") for item in items} - {""}
                ids &= history.known
            else:
                ids = {item.actor.id for item in items if self._leads(item, token)}
            if len(ids) == 2:
                rule = f"pair:{token.lower_}"
                return [layers.Mention(start, token.i + 1, "nominal", actor, rule) for actor in sorted(ids)]
        return []


def _is_agent(token: Token) -> bool:
    """Tell a subject that does something: "both sides agreed", not "ties between the two countries"."""
    return token.dep_ in SUBJECTS and token.head.tag_ != "VBG"


def _start(token: Token) -> int:
    """Return where the noun's phrase starts: its determiner and adjectives."""
    i = token.i
    while i > 0 and token.doc[i - 1].pos_ in BEFORE_NOUN and token.doc[i - 1].head.i == token.i:
        i -= 1
    return max(0, i - 1)
