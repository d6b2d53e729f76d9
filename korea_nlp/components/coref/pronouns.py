"""Pronouns, "he", "she", "they", "it": the nearest prominent actor that agrees."""

from collections.abc import Callable

from korea_nlp import layers
from korea_nlp.components.coref.antecedents import Antecedent, History
from korea_nlp.syntax import SUBJECTS
from korea_nlp.syntax.labels import SEVERAL

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

    def __init__(self, gender: Callable[[str, str], str | None], speech: frozenset[str]) -> None:
        self.gender = gender
        self.speech = speech

    def resolve(self, history: History, i: int) -> list[layers.Mention]:
        """Return the mention that a pronoun is; none where it may be anybody."""
        parse = history.parse
        word, dep, head = parse.lower[i], parse.dep[i], parse.lemma[parse.head[i]].lower()
        if word in POSSESSIVE:
            claimed = parse.lemma[i + 1].lower() if i + 1 < len(parse) else ""
            if dep != "poss" or self.speech.isdisjoint((head, claimed)):
                return []  # "his statement", "its claimed victory"
        elif dep not in SUBJECTS or (word in THINGS and dep != "nsubj"):
            return []
        if word in THINGS and head not in self.speech:
            return []
        rule, found = "pronoun", None
        if word in ("its", "their") and (found := self._owner(history, i)) is not None:
            rule = "owner"
        elif word in GENDERS or not _follows_plain_subject(history, i, plural=word in PLURAL):
            found = self._best(history, i)
        if found is None:
            return []
        return [layers.Mention(i, i + 1, "pronoun", found.actor.id, f"{rule}:{word}→{found.mention.start}")]

    def _owner(self, history: History, i: int) -> Antecedent | None:
        """Return the owner just named: "North Korea's celebration of its claimed victory"."""
        parse = history.parse
        fitting = (item for item in history.before(i, 0) if self._agrees(item.actor, parse.lower[i]))
        last = next(fitting, None)
        return last if last is not None and parse.dep[last.root] == "poss" else None

    def _best(self, history: History, i: int) -> Antecedent | None:
        """Return the antecedent with the best score, if it clearly leads."""
        parse = history.parse
        scores: dict[str, tuple[float, Antecedent]] = {}
        for item in history.before(i, SENTENCES_BACK):
            if not self._agrees(item.actor, parse.lower[i]) or item.verb == parse.head[i]:
                continue
            score = parse.sent[i] - item.sentence + (0.0 if item.subject else 0.75)
            if item.subject and parse.lemma[item.verb].lower() in self.speech:
                score -= 0.25  # who spoke last goes on speaking
            if item.actor.id not in scores or score < scores[item.actor.id][0]:
                scores[item.actor.id] = (score, item)
        ranked = sorted(scores.values(), key=lambda pair: pair[0])
        if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < LEAD):
            return None
        return ranked[0][1]

    def _agrees(self, actor: layers.Actor, word: str) -> bool:
        if word in GENDERS:
            return actor.kind == "person" and self.gender(actor.name, actor.id) in (GENDERS[word], None)
        return actor.kind in MANY and (word in PLURAL or actor.kind != "group")


def _follows_plain_subject(history: History, i: int, *, plural: bool) -> bool:
    """Tell whether the last subject that fits is no actor: "Two missiles were fired. They flew ..."."""
    parse, sentence = history.parse, history.parse.sent[i]
    here, start = parse.starts[sentence], parse.starts[max(0, sentence - 1)]
    for k in range(i - 1, start - 1, -1):
        if parse.dep[k] in SUBJECTS and parse.tag[k].startswith("N"):
            if k in history.taken:
                return False
            if k >= here or (parse.tag[k] in SEVERAL) == plural:
                return True
    return False
