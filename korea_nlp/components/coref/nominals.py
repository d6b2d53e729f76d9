"""Nouns that point back to somebody named: "the ministry", "the ambassador", "the country", "both sides"."""

from collections.abc import Mapping

from korea_nlp import layers
from korea_nlp.components.coref.antecedents import Antecedent, History
from korea_nlp.components.coref.tables import NominalRow
from korea_nlp.syntax import SUBJECTS, Parse

FAR = 10_000  # sentences; the whole article
EXCLUDING = frozenset({"only", "other", "another", "entire", "whole", "same", "first", "next", "new", "last", "third"})
LEADERS = frozenset({"chancellor", "king", "leader", "premier", "president", "prime"})
DETERMINERS = frozenset({"the", "this", "that"})
BEFORE_NOUN = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "VERB"})


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

    def resolve(self, history: History, i: int) -> list[layers.Mention]:
        """Return the mentions that a noun is: one, two for a pair, none where it may be anybody."""
        if history.parse.lower[i] == "both":
            return self._both(history, i)
        parse, start, end = history.parse, phrase_start(history.parse, i), i + 1
        first = parse.lower[start]
        if first == "both" or (first == "the" and parse.lower[start + 1] in ("two", "2")):
            return self._pair(history, i, start)
        if first not in DETERMINERS or not history.taken.isdisjoint(range(start, end)):
            return []
        if end < len(parse) and parse.tag[end].startswith("NN"):
            return []  # "the ministry building"
        if end < len(parse) and parse.lower[end] == "-" and not parse.spaced[i]:
            if parse.lower[end + 1 : end + 2] != ["elect"]:
                return []  # "the minister-level talks"
            end += 2
        between = parse.lower[start + 1 : i]
        if not EXCLUDING.isdisjoint(between):
            return []
        # "the chairman of the youth league": somebody described anew
        anew = end < len(parse) and parse.lower[end] in ("of", "for", "at", "in")
        for row in self.rows[parse.lower[i]]:
            if anew and row.how != "kind":
                continue
            found = self._one(history, start, row, between)
            if found is not None:
                rule = f"nominal:{parse.lower[i]}→{found.mention.start}"
                return [layers.Mention(start, end, "nominal", found.actor.id, rule)]
        return []

    def _one(self, history: History, start: int, row: NominalRow, between: list[str]) -> Antecedent | None:
        """Return the latest mention that fits; of several in its sentence that are of a kind, the subject."""
        candidates = (
            item
            for item in history.before(start, row.sentences)
            if item.actor.kind in row.kinds and self._fits(history.parse, item, row, between)
        )
        if row.how != "kind":
            return next(candidates, None)
        fitting = list(candidates)
        if not fitting:
            return None
        near = [item for item in fitting if item.sentence == fitting[0].sentence]
        if len({item.actor.id for item in near}) == 1:
            return near[0]
        return next((item for item in near if item.subject), None)

    def _fits(self, parse: Parse, item: Antecedent, row: NominalRow, between: list[str]) -> bool:
        if row.how == "kind":
            return not between  # "the isolated nation" may be another one
        if row.how == "role":
            return row.word in self._role_words(item.actor)
        words = {word.strip("(),.'’") for word in item.actor.name.lower().split()}
        words.update(parse.lower[item.mention.start : item.mention.end])
        return row.word in words and words.issuperset(between)

    def _role_words(self, actor: layers.Actor) -> set[str]:
        """Return the words of the roles that somebody has by the text or ever had by the tables."""
        said = {word.strip(",.") for word in (actor.role or "").lower().split()}
        return said | self.roles.get(actor.id, frozenset())

    def _pair(self, history: History, i: int, start: int) -> list[layers.Mention]:
        """Resolve "both sides": the two that the article has been speaking of, if there are just two."""
        parse, word = history.parse, history.parse.lower[i]
        row = next((row for row in self.rows[word] if row.how == "pair"), None)
        # "both sides agreed", not "ties between the two countries"
        if row is None or parse.dep[i] not in SUBJECTS or parse.tag[parse.head[i]] == "VBG":
            return []
        wanted = LEADERS if word == "leaders" else frozenset({word.removesuffix("s")})
        for sentences in (0, 1, 2, FAR):
            actors = [item.actor for item in history.before(start, sentences)]
            if row.kinds == ("state",):
                ids = {self.states.get(actor.country or "", "") for actor in actors} & history.actors.keys()
            else:
                ids = {actor.id for actor in actors if not wanted.isdisjoint(self._role_words(actor))}
            if len(ids) == 2:
                return [layers.Mention(start, i + 1, "nominal", actor, f"pair:{word}") for actor in sorted(ids)]
        return []

    @staticmethod
    def _both(history: History, i: int) -> list[layers.Mention]:
        """Resolve "Both said so": the two of whom the sentences before tell, if there are just two."""
        parse = history.parse
        if parse.dep[i] not in SUBJECTS:
            return []
        for sentences in (1, 2):
            ids = {item.actor.id for item in history.before(i, sentences)}
            if len(ids) == 2:
                return [layers.Mention(i, i + 1, "nominal", actor, "pair:both") for actor in sorted(ids)]
        return []


def phrase_start(parse: Parse, i: int) -> int:
    """Return where the noun's phrase starts: its determiner and adjectives."""
    start = i
    while start > 0 and parse.pos[start - 1] in BEFORE_NOUN and parse.head[start - 1] == i:
        start -= 1
    return max(0, start - 1)
