"""Asks the reader whom pronouns and nouns stand for, of all that may: those that rules found, and those that speak."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.coref.nominals import phrase_start
from korea_nlp.components.coref.pronouns import WORDS
from korea_nlp.components.coref.tables import NominalRow
from korea_nlp.reader import Reading
from korea_nlp.reader.heads import antecedent
from korea_nlp.reader.heads.antecedent import FORMS, Pointer, Scene, Who, speaks
from korea_nlp.reader.heads.mentions import UNLIKELY
from korea_nlp.records.vocabulary import MentionForm
from korea_nlp.syntax import NOMINAL, SUBJECTS, Parse, find_quotes, quote_of

SORTS = ("pair", "document", "role", "kind", "name")  # how a noun points; of several the first
POINTING = frozenset({"the", "this", "that", "his", "her", "its", "their", "our", "both"})
OWNER = frozenset({"'s", "’s", "'", "’"})
UNSAID = frozenset({"a", "an", "another", "one"})  # "a spokesman said" may be of the ministry just named
PRONOUNS = WORDS | {"him", "them"}
EMPTY = frozenset({"appear", "be", "happen", "rain", "seem", "snow", "take"})  # whose "it" mostly stands for nobody
BREAKS = re.compile(r"[\s(),.'’-]+")


class Asker:
    """Makes what is asked of a Doc, and mentions of the answers.

    Args:
        rows: The table of nominals.
        speech: Verbs and nouns of speech.
        gender: The gender of a person by name and id, or None.
        roles: The words of the roles that each actor ever held.
    """

    def __init__(
        self,
        rows: Iterable[NominalRow],
        speech: frozenset[str],
        gender: Callable[[str, str], str | None],
        roles: Mapping[str, frozenset[str]],
    ) -> None:
        self.speech, self.gender, self.roles = speech, gender, roles
        self.sorts: dict[str, str] = {}
        for row in sorted(rows, key=lambda row: SORTS.index(row.how)):
            self.sorts.setdefault(row.word, row.how)

    def ask(
        self,
        doc: Doc,
        reading: Reading,
        named: list[layers.Mention],
        ruled: list[layers.Mention],
        actors: Mapping[str, layers.Actor],
    ) -> list[layers.Mention]:
        """Return whom words stand for by the reader; by rules where it was not taught that, and for pairs."""
        parse = reading.parse
        speech = self.speech | reading.classes.cues.keys()
        who = {key: self._describe(actor) for key, actor in actors.items()}
        inside = quote_of(find_quotes(parse), len(parse))
        pointers = list(self._pointers(doc, reading, named, ruled, speech))
        scene = Scene(parse, [*named, *ruled], who, speech, inside)
        asked = list(scene.ask(pointers))
        likely = reading.ask(antecedent.NAME, [one.item for one in asked])
        if likely is None:
            return ruled
        answers = antecedent.choose(asked, likely, reading.threshold(antecedent.NAME))
        return list(_mentions(parse, pointers, answers))

    def _describe(self, actor: layers.Actor) -> Who:
        gender = self.gender(actor.name, actor.id) if actor.kind == "person" else None
        role = _words(actor.role) | self.roles.get(actor.id, frozenset())
        return Who(actor, gender or "", _words(actor.name), role, _words(actor.affiliation))

    def _pointers(
        self,
        doc: Doc,
        reading: Reading,
        named: list[layers.Mention],
        ruled: list[layers.Mention],
        speech: frozenset[str],
    ) -> Iterator[Pointer]:
        """Yield the words that may stand for somebody, in order."""
        parse, told = reading.parse, reading.mentions()
        likely, mentions = told or (np.ones(len(parse)), [])
        spoken = (likely >= UNLIKELY).tolist()
        tenths = [str(int(10 * one)) if told else "" for one in likely.tolist()]
        nouns = {parse.root_of(one.start, one.end): one for one in mentions}
        taken = {i for mention in named for i in range(mention.start, mention.end)}
        found: dict[int, list[layers.Mention]] = {}
        for mention in ruled:
            found.setdefault(parse.root_of(mention.start, mention.end), []).append(mention)
        for i, word in enumerate(parse.lower):
            sort = "pronoun" if word in PRONOUNS else self.sorts.get(word, "other")
            if i in found:
                start, end = found[i][0].start, found[i][0].end
            elif i in taken:
                continue
            elif word in PRONOUNS:
                start, end = i if _may_point(parse, i) else -1, i + 1
            else:
                start, end = self._phrase(parse, i, taken, speech), i + 1
                noun = nouns.get(i) if parse.pos[i] in NOMINAL else None
                own = range(noun.start, i + 1) if noun is not None else range(0)
                if start < 0 and own and taken.isdisjoint(own) and not _is_name(parse, own):
                    start = own.start  # "the isolated nation", which no rule knows
            if start >= 0 and (word in PRONOUNS or spoken[i] or self._speaks(parse, i, speech)):
                whom = tuple(mention.actor for mention in found.get(i, ()))
                kind = nouns[i].kind if i in nouns else ""
                yield Pointer(doc[i].idx, start, end, i, FORMS.get(word, word), sort, whom, tenths[i], kind)

    def _speaks(self, parse: Parse, i: int, speech: frozenset[str]) -> bool:
        return speaks(parse, i, speech if parse.dep[i] in SUBJECTS else self.speech) or _by(parse, i, speech)

    def _phrase(self, parse: Parse, i: int, taken: set[int], speech: frozenset[str]) -> int:
        """Return where the phrase of a noun starts that may stand for somebody; -1 where it may not."""
        known = parse.lower[i] in self.sorts
        if not (known or parse.pos[i] in NOMINAL) or parse.dep[i] == "compound":
            return -1
        speaking = self._speaks(parse, i, speech)
        if not (known or speaking) or parse.lower[i + 1 : i + 2] == ["-"]:
            return -1  # "the ministry-level talks"
        start = phrase_start(parse, i)
        first = parse.lower[start]
        if first in OWNER:
            start += 1  # "the country's ministry": the country keeps its words
        elif first not in POINTING and not (speaking and first in UNSAID):
            if not speaking or parse.pos[i] != "NOUN":
                return -1
            start += parse.head[start] != i  # "officials said"
        own = range(start, i + 1)
        if not taken.isdisjoint(own) or (_has_name(parse, own) and not (known and len(own) <= 2)):
            return -1
        return start


def _may_point(parse: Parse, i: int) -> bool:
    """Tell whether a pronoun is asked about: all but the "it" of "it seems that"."""
    return parse.lower[i] != "it" or not (parse.dep[i] == "expl" or parse.lemma[parse.head[i]].lower() in EMPTY)


def _by(parse: Parse, i: int, speech: frozenset[str]) -> bool:
    """Tell whether a noun speaks in the passive: "was confirmed by the ministry"."""
    above = parse.head[i]
    return parse.dep[above] == "agent" and parse.lemma[parse.head[above]].lower() in speech


def _is_name(parse: Parse, words: range) -> bool:
    """Tell whether words are a name and nothing else, which stands for nobody named before: "Cyclone Amphan"."""
    return all(parse.pos[k] == "PROPN" and parse.text[k][:1].isupper() for k in words)


def _has_name(parse: Parse, words: range) -> bool:
    """Tell whether words hold a name that the knowledge of actors missed: "the National Crime Agency"."""
    return any(parse.pos[k] == "PROPN" and parse.text[k][:1].isupper() for k in words[1:] or words)


def _words(text: str | None) -> frozenset[str]:
    return frozenset(BREAKS.split((text or "").lower())) - {""}


def _mentions(
    parse: Parse, pointers: Iterable[Pointer], answers: Mapping[int, tuple[str, ...]]
) -> Iterator[layers.Mention]:
    for pointer in pointers:
        actors = pointer.ruled if len(pointer.ruled) > 1 else answers.get(pointer.at, ())
        form: MentionForm = "pronoun" if pointer.sort == "pronoun" else "nominal"
        for actor in actors:
            yield layers.Mention(pointer.start, pointer.end, form, actor, f"antecedent:{parse.lower[pointer.at]}")
