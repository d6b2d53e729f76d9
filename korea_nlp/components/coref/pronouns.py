"""Pronouns, "he", "she", "they", "it": the nearest prominent actor that agrees."""

from collections.abc import Callable, Iterable

from spacy.tokens import Token

from korea_nlp import layers
from korea_nlp.components.coref.antecedents import Antecedent, History
from korea_nlp.syntax import SUBJECTS

GENDERS = {"he": "m", "she": "f", "his": "m", "her": "f"}
PLURAL = frozenset({"they", "their"})
THINGS = frozenset({"it", "its"})
POSSESSIVE = frozenset({"his", "her", "its", "their"})
WORDS = frozenset(GENDERS) | PLURAL | THINGS
MANY = frozenset({"group", "organization", "government", "media", "state"})
SENTENCES_BACK = 2
LEAD = 0.5  # by how much the best antecedent must surpass the next


class PronounResolver:
    """Resolves third-person pronouns that are subjects, and possessives beside a word for speech."""

    def __init__(self, gender: Callable[[str, str], str | None], speech: Iterable[str]) -> None:
        self.gender = gender
        self.speech = frozenset(speech)

    def resolve(self, history: History, token: Token) -> layers.Mention | None:
        """Return the mention that a pronoun is, or None where it may be anybody."""
        word = token.lower_
        if word in POSSESSIVE:
            claimed = token.nbor().lemma_.lower() if token.i + 1 < len(token.doc) else ""
            if token.dep_ != "poss" or self.speech.isdisjoint((token.head.lemma_.lower(), claimed)):
                return None  # "his statement", "its claimed victory"
        elif token.dep_ not in SUBJECTS or (word in THINGS and token.dep_ != "nsubj"):
            return None
        speaks = token.head.lemma_.lower() in self.speech
        if word in THINGS and not speaks:
            return None
        if word in ("its", "their") and (owner := self._owner(history, token, word)) is not None:
            return layers.Mention(
                token.i, token.i + 1, "pronoun", owner.actor.id, f"owner:{word}→{owner.mention.start}"
            )
        if word not in GENDERS and self._follows_plain_subject(history, token, plural=word in PLURAL):
            return None
        found = self._best(history, token, word)
        if found is None:
            return None
        rule = f"pronoun:{word}→{found.mention.start}"
        return layers.Mention(token.i, token.i + 1, "pronoun", found.actor.id, rule)

    def _owner(self, history: History, token: Token, word: str) -> Antecedent | None:
        """Return the owner just named: "North Korea's celebration of its claimed victory"."""
        for item in history.before(token.i, 0):
            if self._agrees(item.actor, word):
                return item if history.doc[item.root].dep_ == "poss" else None
        return None

    def _best(self, history: History, token: Token, word: str) -> Antecedent | None:
        """Return the antecedent with the best score, if it clearly leads."""
        here = history.sentence(token.i)
        scores: dict[str, tuple[float, Antecedent]] = {}
        for item in history.before(token.i, SENTENCES_BACK):
            if not self._agrees(item.actor, word) or item.verb == token.head.i:
                continue
            score = here - item.sentence + (0.0 if item.subject else 0.75)
            if item.subject and history.doc[item.verb].lemma_.lower() in self.speech:
                score -= 0.25  # who spoke last goes on speaking
            if item.actor.id not in scores or score < scores[item.actor.id][0]:
                scores[item.actor.id] = (score, item)
        ranked = sorted(scores.values(), key=lambda pair: pair[0])
        if not ranked:
            return None
        if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < LEAD:
            return None
        return ranked[0][1]

    def _agrees(self, actor: layers.Actor, word: str) -> bool:
        if word in GENDERS:
            return actor.kind == "person" and self.gender(actor.name, actor.id) in (GENDERS[word], None)
        if word in PLURAL:
            return actor.kind in MANY
        return actor.kind in MANY and actor.kind != "group"

    @staticmethod
    def _follows_plain_subject(history: History, token: Token, *, plural: bool) -> bool:
        """Tell whether the last subject that fits is no actor: "Two missiles were fired. They flew ..."."""
        sentence = history.sentence(token.i)
        here, start = history.starts[sentence], history.starts[max(0, sentence - 1)]
        for i in range(token.i - 1, start - 1, -1):
            other = history.doc[i]
            if other.dep_ in SUBJECTS and other.tag_.startswith("N"):
                if i in history.taken:
                    return False
                if i >= here or (other.tag_ in ("NNS", "NNPS")) == plural:
                    return True
        return False
