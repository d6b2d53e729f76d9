"""Finds who claims what about whom in a Korean text."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.knowledge import KnowledgeBase
from korea_nlp.korean.actors import OUTLETS, ActorLinker, bylines
from korea_nlp.korean.attributes import certainty_of, is_order, kind_of, stance_of
from korea_nlp.korean.cues import AFTER_QUOTE, Cue, CueFinder, read_cues
from korea_nlp.korean.morphemes import Morphemes, Piece, read_morphemes
from korea_nlp.korean.phrases import TOPIC, Phrases, Speaker
from korea_nlp.korean.predicates import noun_stretch
from korea_nlp.korean.tables import CueRow, TitleRow, WordRow
from korea_nlp.lexicon import load_lexicon
from korea_nlp.records import AboutForm, reference_of

DEEPEST = 4  # claims within claims
LEAST = 2  # tokens of a content
SAYING = ("며", "라며", "면서", "라면서", "이라며", "이라면서")
ACCORDING = CueRow("따르", "verb", "q", "assert", "certain", "")
UNSAID = frozenset(
    {"이야기", "얘기", "지적", "관측", "분석", "전망", "우려", "평가", "의혹", "해석", "비판", "소문", "평"}
)
OF_MIND = frozenset({"believe", "other", "praise", "predict"})
MOST_ABOUT = 3
RIGHT = {"named": 0.82, "referred": 0.43, "implied": 0.25}  # share of those whom claims are about that is right
OWN = frozenset({"우리", "저희", "나", "저", "자신", "본인", "자기"})
ORGANS = (
    "당",
    "사",
    "처",
    "청",
    "원",
    "소",
    "회",
    "단",
    "부",
    "대",
    "군",
    "측",
    "국",
    "팀",
    "위",
    "장",
    "관",
    "사람",
    "자",
)
TO_SOMEBODY = frozenset(
    {"제안하", "제의하", "통보하", "지시하", "명령하", "요청하", "요구하", "당부하", "주문하", "권고하"}
)
GOING_ON = frozenset({"이어", "또", "또한", "그러면서", "아울러", "이와 함께", "이어서", "특히", "나아가"})
OTHERS = frozenset({"등", "등의"})
REPORTS = frozenset({"보도", "기사", "방송", "보도문", "통신"})


@Language.factory(
    "korea_ko_claims",
    requires=["doc.spans"],
    assigns=["doc.spans"],
    default_config={
        "knowledge": {"@misc": "korea_nlp.KnowledgeBase.v1"},
        "scorer": {"@scorers": "korea_nlp.layer_scorer.v1", "layer": layers.CLAIMS},
    },
    default_score_weights={f"spans_{layers.CLAIMS}_f": 1.0},
)
def make_claim_tagger(
    nlp: Language, name: str, knowledge: KnowledgeBase, scorer: Callable[..., Any] | None
) -> "ClaimTagger":
    """Build the component; called by ``nlp.add_pipe("korea_ko_claims")``."""
    return ClaimTagger(name, knowledge, scorer=scorer)


class ClaimTagger(Pipe):
    """Adds the claims: the pieces of their source, cue and content, and what they say."""

    def __init__(self, name: str, knowledge: KnowledgeBase, *, scorer: Callable[..., Any] | None = None) -> None:
        self.name = name
        self.scorer = scorer
        self.actors = ActorLinker("korea_actors", knowledge)
        self.verbs, self.nouns, self.light = read_cues(load_lexicon("ko_cues").rows(CueRow, key=("word", "pos")))
        self.words: dict[str, frozenset[str]] = {}
        self.words["title"] = frozenset(
            row.title for row in load_lexicon("ko_titles").rows(TitleRow) if row.use != "voice"
        )
        for row in load_lexicon("ko_words").rows(WordRow, key=("word", "use")):
            self.words[row.use] = self.words.get(row.use, frozenset()) | {row.word}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_claims(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[layers.Claim]:
        """Return the claims and leave the Doc as it is."""
        view = read_morphemes(doc)
        references = self.actors.find(doc)[2]
        mentions = layers.read_mentions(doc)
        phrases = Phrases(view, self.words, [*mentions, *references], layers.read_times(doc))
        reader = _Reader(doc, view, phrases, CueFinder(view, self.verbs, self.nouns, self.light), mentions, references)
        return reader.run()


@dataclass(slots=True)
class _Draft:
    """A claim in the making."""

    source: tuple[Piece, ...]
    cue: tuple[Piece, ...]
    content: tuple[Piece, ...]
    row: CueRow | None
    lemma: str | None
    parent: int | None
    elided: bool = False


class _Reader:
    """Reads the claims of one Doc, sentence by sentence, from the outermost inwards."""

    def __init__(
        self,
        doc: Doc,
        view: Morphemes,
        phrases: Phrases,
        cues: CueFinder,
        mentions: list[layers.Mention],
        references: list[layers.Mention],
    ) -> None:
        self.doc, self.view, self.phrases, self.cues = doc, view, phrases, cues
        self.mentions = mentions
        self.named = set(mentions)
        self.kinds = {key: actor.kind for key, actor in layers.read_actors(doc).items()}
        self.all = sorted([*mentions, *references], key=lambda mention: (mention.start, mention.end))
        self.drafts: list[_Draft] = []
        self.speaker: tuple[Piece, ...] = ()
        self.last_sentence: Piece | None = None

    def run(self) -> list[layers.Claim]:
        """Return the claims in order of the text."""
        ends = {end for _, end in bylines(self.view)}
        for start, end in self.view.sentences:
            first = next((stop for stop in sorted(ends) if start < stop <= end), start)
            if not self._label(first, end):
                self._read(first, end, None, 0)
            if noun_stretch(self.view, first, end)[0] < end:
                self.last_sentence = noun_stretch(self.view, first, end)
        return self._finish()

    # --- sentences

    def _label(self, start: int, end: int) -> bool:
        """Read "[김아무/주민 : "…"]": a label, a colon and what is said."""
        view = self.view
        if start >= end or view.text[start] != "[":
            return False
        colon = next((i for i in range(start + 1, min(end, start + 20)) if view.text[i] in (":", "：")), None)
        if colon is None or colon + 1 >= end:
            return False
        stop = next((i for i in range(start + 1, colon) if view.text[i] == "/"), colon)
        second = next((i for i in range(stop + 1, colon) if view.text[i] == "/"), colon)
        if view.text[second - 1] == ")" and "(" in view.text[start:second]:  # "(어제)"
            second = max(i for i in range(start, second) if view.text[i] == "(")
        source = noun_stretch(view, start + 1, second)
        last = next((i for i in range(end - 1, colon, -1) if view.text[i] == "]"), end)
        content = noun_stretch(view, colon + 1, last)
        if content[1] - content[0] < LEAST:
            return False
        self.drafts.append(_Draft((source,), (), (content,), None, None, None))
        self.speaker = (source,)
        return True

    def _read(self, start: int, end: int, parent: int | None, depth: int) -> None:
        """Read a stretch: its last cue, then what that cue tells, then what stands before."""
        if depth > DEEPEST or end - start < LEAST:
            return
        start = self.phrases.after_connectives(start, end)
        if self._read_according(start, end, parent, depth):
            return
        cues = self.cues.find(start, end)
        for k in range(len(cues) - 1, -1, -1):
            cue = cues[k]
            bound = self._bound(cues[:k], cue, start)
            if parent is None and cue.how == "object" and self.view.tags[cue.end - 1][-1] in ("ETM", "ETN"):
                continue  # "북한이 제안한 회담"
            draft = self._draft(cue, start, bound, parent)
            if draft is None:
                continue
            self._add(draft, cue, bound, depth)
            left = min([bound, *(piece[0] for piece in draft.content)])
            if cue.how == "before":
                left = cue.start
            if left > start:
                self._read(start, left, parent, depth)
            if not draft.elided:
                for piece in draft.source:
                    if piece[0] >= start and any(self.view.has(i, "ETM") for i in range(*piece)):
                        self._read(*piece, parent, depth + 1)
            return
        self._read_quotations(start, end, parent)

    def _bound(self, before: list[Cue], cue: Cue, start: int) -> int:
        """Return where the clause of a cue begins: after a clause before it that has a cue and content of its own."""
        view = self.view
        for other in reversed(before):
            if other.end >= cue.content_end:
                continue
            if cue.opened < 0 and any(s.able for s in self.phrases.speakers(cue.content_end, cue.start)):
                return start  # "A는 …며 …라고 B가 밝혔다": all of it is told by B
            tag, form = view.tags[other.end - 1][-1], view.forms[other.end - 1][-1]
            comma = other.end < len(view) and view.text[other.end] == ","
            new_topic = any(
                speaker.particle in TOPIC and speaker.able
                for speaker in self.phrases.speakers(other.end, cue.content_end)
            )
            if (
                tag == "EC"
                and form not in ("다고", "라고", "자고")
                and (comma or cue.opened >= other.end or cue.how == "object" or new_topic)
            ):
                return self.phrases.after_connectives(other.end, cue.content_end)
        return start

    def _add(self, draft: _Draft, cue: Cue, bound: int, depth: int) -> None:
        at = len(self.drafts)
        self.drafts.append(draft)
        if draft.source and draft.parent is None and not draft.elided and cue.how != "hearsay":
            self.speaker = draft.source
        self._read_citing(draft, at, bound)
        if cue.how == "before":
            return
        for start, end in draft.content:
            if cue.opened < 0:
                self._read(start, end, at, depth + 1)
                continue
            i = start
            while i < end:
                closed = self.view.quote.get(i, -1)
                if closed > i:
                    self._read(i + 1, min(closed, end), at, depth + 1)
                i = max(closed, i) + 1

    def _read_citing(self, draft: _Draft, at: int, bound: int) -> None:
        """Add the source that a reporter cites: "소식통을 인용해", "관계자의 말을 빌려"."""
        view = self.view
        first = bound
        last = draft.cue[-1][1] if draft.cue else bound
        for i in range(first, last):
            if any(a <= i < b for a, b in draft.content) or view.forms[i][0] not in ("인용", "빌리", "인용하"):
                continue
            j = i - 1
            words = i
            while j > first and (view.particle(j) in ("을", "를") or view.text[j] in ("말", "발언", "보도", "의")):
                words = j if view.text[j] == "말" else words
                j -= 1
            source = self.phrases.noun_phrase(first, j + 1)
            for piece in draft.source:
                if piece[0] <= source < piece[1] + 1:
                    source = self.phrases.trimmed(piece[1] + 1, j + 1)
            stop = i + 1
            while stop < last and view.tags[stop][0] in ("XSV", "EC", "EP") and not view.spaced[stop - 1]:
                stop += 1
            if source <= j:
                cue = (words, stop)
                self.drafts.append(_Draft(((source, j + 1),), (cue,), draft.content, draft.row, "인용하", at))
                return

    def _read_according(self, start: int, end: int, parent: int | None, depth: int) -> bool:
        """Read "국정원에 따르면 …": the clause after it is told by who stands before it."""
        for at, stop in self.cues.according(start, end):
            first = self.phrases.trimmed(max(start, self.phrases.noun_phrase(start, at)), at)
            earlier = [
                speaker for speaker in self.phrases.speakers(start, first) if speaker.able and speaker.particle in TOPIC
            ]
            if earlier or first >= at:
                continue
            content = noun_stretch(self.view, stop, end)
            if content[1] - content[0] < LEAST:
                continue
            number = len(self.drafts)
            self.drafts.append(_Draft(((first, at),), ((at, stop),), (content,), ACCORDING, "따르", parent))
            self._read(*content, number, depth + 1)
            if parent is None:
                # "통일부에 따르면 조 장관은 … 이어 …라고 밝혔다": the minister says it
                told = [s for s in self.phrases.speakers(*content) if s.able and s.particle in ("은", "는", "ᆫ")]
                self.speaker = ((told[0].start, told[0].end),) if told else ((first, at),)
            if any(self.view.has(i, "ETM") for i in range(first, at)):
                self._read(first, at, parent, depth + 1)
            return True
        return False

    def _read_quotations(self, start: int, end: int, parent: int | None) -> None:
        """Read quotations that no verb of saying follows: "…"며 자리를 떴다."""
        view = self.view
        for opened in range(start, end):
            closed = view.quote.get(opened, -1)
            if closed <= opened + LEAST or closed + 1 >= end or view.text[opened] in "'‘《":
                continue
            marker = closed + 1
            stop = marker + 1
            if view.tags[marker] == ["VCP"] and stop < end:
                stop += 1
            if view.forms[stop - 1][-1] not in SAYING:
                continue
            speakers = [s for s in self.phrases.speakers(start, opened) if s.able]
            source = ((speakers[-1].start, speakers[-1].end),) if speakers else self.speaker
            content = ((opened, closed + 1),)
            self.drafts.append(_Draft(source, ((marker, stop),), content, None, "며", parent, not speakers))
            if speakers and parent is None:
                self.speaker = source

    # --- one cue

    def _draft(self, cue: Cue, first: int, start: int, parent: int | None) -> _Draft | None:
        """Return the claim of a cue; None where it has no content.

        Args:
            cue: The cue.
            first: Where the stretch begins that is read.
            start: Where the clause of the cue begins.
            parent: The claim in which it stands.
        """
        if cue.how == "before":
            if self.last_sentence is None or parent is not None:
                return None
            teller = next((s for s in self.phrases.speakers(start, cue.start) if s.able), None)
            source = ((teller.start, teller.end),) if teller else self.speaker
            return _Draft(source, cue.pieces, (self.last_sentence,), cue.row, cue.lemma, parent, teller is None)
        speaker: Speaker | None = None
        elided = False
        inherited: tuple[Piece, ...] = ()
        content = self._content_start(cue, start, None)
        if cue.how not in ("hearsay",):
            speaker = self._speaker(cue, start, parent)
            if speaker is not None and speaker.end <= cue.content_end:
                content = self._content_start(cue, start, speaker)
            elif speaker is None and not (cue.how == "noun" and cue.end - cue.start == 1):
                speaker = self._same_speaker(first, start)
                if speaker is None and parent is None:
                    elided = cue.lemma not in UNSAID or cue.how != "noun"
                elif speaker is None and parent is not None:
                    if cue.how == "object" or cue.row.stance in OF_MIND:
                        return None
                    inherited = self.drafts[parent].source
        elif (place := self._from_where(start, cue)) is not None:
            speaker = place
            content = self._content_start(cue, start, Speaker(place.start, place.end + 1, "", True))
        piece = noun_stretch(self.view, content, cue.content_end)
        if piece[1] - piece[0] < 1 or (piece[1] - piece[0] < LEAST and cue.opened < 0):
            return None
        source = ((speaker.start, speaker.end),) if speaker else self.speaker if elided else inherited
        return _Draft(source, cue.pieces, (piece,), cue.row, cue.lemma, parent, elided)

    def _same_speaker(self, first: int, start: int) -> Speaker | None:
        """Return who spoke in the clauses before one in its sentence: "A는 …며, …라고 말했다"."""
        if first >= start:
            return None
        before = [speaker for speaker in self.phrases.speakers(first, start) if speaker.able]
        topics = [speaker for speaker in before if speaker.particle in TOPIC - {"도"}]
        return next(iter(topics or before), None)

    def _speaker(self, cue: Cue, start: int, parent: int | None) -> Speaker | None:
        """Return who says: after the content, else the topic or subject before it."""
        phrases, view = self.phrases, self.view
        after = [s for s in phrases.speakers(cue.content_end, cue.start) if s.start >= cue.content_end]
        able = [s for s in after if s.able]
        if able:
            return able[-1]
        if after and cue.how in ("quote", "speech") and self._is_named(after[-1]):
            return after[-1]  # "…다고 누리방송과 한빛TV가 보도했다"
        if cue.how == "noun" and cue.content_end < cue.start:  # "…다는 미국의 주장", "…다는 게 정부 입장이다"
            i = cue.start - 1
            stop = i if view.particle(i) == "의" else i + 1
            first = phrases.noun_phrase(cue.content_end, stop)
            if first < stop and phrases.can_speak(first, stop):
                return Speaker(first, stop, "의", True)
        if cue.how == "noun" and cue.end - cue.start == 1:
            return None
        limit = cue.opened if cue.opened >= 0 else cue.content_end
        before = [s for s in phrases.speakers(start, limit) if s.able]
        before = [s for s in before if s.particle != "도" or phrases.trimmed(start, limit) == s.start]
        if cue.how == "noun" and view.has(cue.end - 1, "VCP", "EF") and cue.lemma in self.cues.nouns:
            before = [s for s in before if s.particle in TOPIC]  # "…이 필요하다는 이야기다"
        if cue.opened >= 0:
            topics = [s for s in before if s.particle in TOPIC] or before
            return topics[-1] if topics else self._first_topic(start, limit)
        if not before:
            return self._first_topic(start, limit) if cue.how in ("speech", "object") else None
        topics = [s for s in before if s.particle in TOPIC - {"도"}]
        opening = before[0]
        if not topics and parent is None and self._goes_on(cue, start):
            return None  # "이어 전군이 나설 데 대해 강조했다"
        if topics and topics[0].start == opening.start:
            return opening
        if opening.particle == "께서" or phrases.trimmed(start, limit) == opening.start or opening.start == start:
            # "북한이 쏘았다고 밝혔다": whoever spoke before says so, where somebody did
            others = list(phrases.speakers(opening.end + 1, limit))
            if others or parent is not None or not self.speaker or cue.how in ("object", "noun"):
                return opening
            return None if opening.particle in ("이", "가") and self._is_state(opening) else opening
        return topics[0] if topics else opening

    def _goes_on(self, cue: Cue, start: int) -> bool:
        """Tell whether a sentence that begins with "이어" or "또" tells what others should do."""
        view = self.view
        if not self.speaker or cue.how != "object":
            return False
        end = cue.content_end
        thing = any(view.text[i] in ("것", "데") for i in range(max(start, end - 5), end))
        sentence = next(first for first, stop in view.sentences if first <= start < stop)
        return thing and view.words(sentence, start).rstrip(", ") in GOING_ON

    def _is_named(self, speaker: Speaker) -> bool:
        """Tell whether a noun phrase has a proper name at its end."""
        view = self.view
        if view.text[speaker.end - 1].endswith(OUTLETS) or view.words(speaker.start, speaker.end).endswith(OUTLETS):
            return True
        return view.has(speaker.end - 1, "NNP", "SL") or view.has(speaker.end - 2, "NNP", "SL")

    def _first_topic(self, start: int, limit: int) -> Speaker | None:
        """Return the topic that opens a clause, whoever that is: "민중당은 …고 밝혔다"."""
        first = next((s for s in self.phrases.speakers(start, limit) if s.particle in ("은", "는", "ᆫ", "께서")), None)
        if first is None or first.start > self.phrases.trimmed(start, limit):
            return None
        head = self.view.tags[first.end - 1][-1]
        return first if head in ("NNP", "SL") or self.view.text[first.end - 1].endswith(ORGANS) else None

    def _is_state(self, speaker: Speaker) -> bool:
        return any(
            (m.end == speaker.end and ":" not in m.actor and "-" in m.actor) or m.actor in ("china", "russia")
            for m in self.mentions
        )

    def _from_where(self, start: int, cue: Cue) -> Speaker | None:
        """Return among whom something is told that nobody in particular says: "정치권에서는 … 우려가 나온다"."""
        view = self.view
        for i in range(start, min(cue.content_end, start + 12)):
            if view.particle(i) == "에서" and len(view.tags[i]) == 1:
                first = self.phrases.noun_phrase(start, i)
                said = view.particle(i + 1) in ("는", "도") or cue.row.pos == "noun"
                if first < i and self.phrases.can_speak(first, i) and said:
                    return Speaker(first, i, "에서", True)
                return None
        return None

    def _content_start(self, cue: Cue, start: int, speaker: Speaker | None) -> int:
        """Return where the content of a cue begins."""
        view = self.view
        first = start if speaker is None else speaker.end + 1
        if speaker is not None and view.particle(first) and not view.begins_eojeol(first):
            first += 1
        if cue.opened >= 0:
            return self._first_quotation(cue.opened, first)
        alone = speaker is None and not any(s.able for s in self.phrases.speakers(cue.content_end, cue.start))
        if speaker or (alone and cue.how == "speech"):
            first = self.phrases.after_occasion(first, cue.content_end, days=cue.how == "thing")
            if cue.row.stance in ("demand", "promise") or cue.lemma in TO_SOMEBODY:
                first = self.phrases.after_addressee(first, cue.content_end)
        else:
            first = self.phrases.after_connectives(first, cue.content_end)
        if cue.how == "object":
            first = self._object_start(first, cue.content_end)
            if speaker is not None and cue.lemma in TO_SOMEBODY:
                first = self.phrases.after_addressee(first, cue.content_end)
        return first

    def _first_quotation(self, opened: int, bound: int) -> int:
        """Return where the first of several quotations in a row opens: "…"며 "…"고."""
        view = self.view
        while True:
            i = opened - 1
            while i > bound and view.text[i] == ",":
                i -= 1
            if i <= bound or view.forms[i][-1] not in AFTER_QUOTE:
                return opened
            closed = i - 2 if view.tags[i - 1] == ["VCP"] else i - 1
            if view.quote.get(closed, closed) >= closed or view.quote[closed] < bound:
                return opened
            opened = view.quote[closed]

    def _object_start(self, first: int, end: int) -> int:
        """Return where an object begins: after another clause, or after the topic."""
        view = self.view
        thing = any(view.text[i] in ("것", "데") or view.has(i, "ETN") for i in range(max(first, end - 8), end))
        thing = thing or view.forms[end - 1][-1] in ("도록", "게")
        if thing:
            return first
        i = end - 2
        while i >= first:
            tag = view.tags[i][-1]
            if tag == "EC" and view.forms[i][0] not in ("대하", "관하", "위하"):
                return self.phrases.after_connectives(i + 1, end)
            if view.particle(i) in ("에게", "한테", "께"):
                return i + 1
            if view.particle(i) in TOPIC and tag == "JX":
                return self.phrases.after_connectives(i + 1, end)
            i -= 1
        return first

    # --- what claims say

    def _finish(self) -> list[layers.Claim]:
        events, quantities = layers.read_events(self.doc), layers.read_quantities(self.doc)
        claims: list[layers.Claim] = []
        ids: list[str] = []
        for draft in self.drafts:
            key = layers.make_id(self.doc, "c", *(draft.cue or draft.content))
            ids.append(key if key not in ids else f"{key}n{len(ids)}")
        abouts: list[tuple[str, ...]] = []
        for number, draft in enumerate(self.drafts):
            words = " ".join(self.view.words(*piece) for piece in draft.content)
            first, last = draft.content[0][0], draft.content[-1][1]
            inside = [e.id for e in events if any(a <= e.trigger[0] < b for a, b in draft.content)]
            actors = self._actors_of(draft.source)
            about = self._about(draft, actors, abouts[-1] if abouts else ())
            abouts.append(about)
            certainty = certainty_of(words, draft.row)
            claims.append(
                layers.Claim(
                    id=ids[number],
                    kind=kind_of(self.view, first, last),
                    source=draft.source,
                    cue=draft.cue,
                    content=draft.content,
                    actors=actors,
                    lemma=draft.lemma,
                    about=about,
                    stance=stance_of(words, draft.row, order=is_order(self.view, last)),
                    certainty=certainty,
                    events=tuple(inside),
                    quantities=tuple(q.id for q in quantities if any(a <= q.start < b for a, b in draft.content)),
                    parent=None if draft.parent is None else ids[draft.parent],
                    confidence=0.9 if draft.elided else 1.0,
                    about_forms=self._forms(draft, actors, about),
                )
            )
        order = sorted(range(len(claims)), key=lambda i: (claims[i].content[0], i))
        return [claims[i] for i in order]

    def _actors_of(self, source: Iterable[Piece]) -> tuple[str, ...]:
        """Return the actors that a source stands for: its last mention, and those that 와 or · joins to it."""
        found: list[str] = []
        for start, end in source:
            if self.phrases.is_generic(start, end):
                end = self._named_of(start, end)
            inside = [m for m in self.all if start <= m.start and m.end <= end]
            if end == start:
                continue
            if not inside and self.view.text[start:end] in (["그"], ["그녀"]) and (person := self._last_person(start)):
                found.append(person)
            if not inside:
                if self.view.text[end - 1] in REPORTS and (outlet := self._last_outlet(start)):
                    found.append(outlet)
                continue
            last = inside[-1]
            if not self._names_head(last, end):
                continue  # "트럼프 대통령의 변호인"
            chain = [last]
            for mention in reversed(inside[:-1]):
                between = "".join(self.view.text[mention.end : chain[0].start])
                if (between and any(mark in between for mark in ("과", "와", "·", ",", "및")) and len(between) < 6) or (
                    not between and len(self.view.text[mention.start]) == 1 and not self.view.spaced[mention.end - 1]
                ):
                    chain.insert(0, mention)
                else:
                    break
            found += [mention.actor for mention in chain]
        return tuple(dict.fromkeys(found))

    def _named_of(self, start: int, end: int) -> int:
        """Return where the names end of a source such as "누리통신 등 미국 언론들"; else its start."""
        for i in range(start + 1, end):
            stop = i
            if self.view.text[i - 1] == ")":  # "누리방송(NBC) 등"
                stop = next((k for k in range(i - 2, start, -1) if self.view.text[k] == "("), i)
            if self.view.text[i] in OTHERS and any(start <= m.start and m.end in (i, stop) for m in self.mentions):
                return i
        return start

    def _names_head(self, mention: layers.Mention, end: int) -> bool:
        """Tell whether a mention is the head of a source that ends at a token, or stands beside it."""
        view = self.view
        if all(view.is_noun(i) or view.text[i] in "()·전현/" for i in range(mention.end, end)):
            return True
        if self.kinds.get(mention.actor) != "person" or view.particle(mention.end):
            return False
        # "박해솔 미국 국무부의 대북정책특별대표": a name, and the office that its bearer holds
        rest = [view.particle(i) for i in range(mention.end, end) if not view.is_noun(i) and view.text[i] not in "()·/"]
        return rest == ["의"] and any(view.text[end - 1].endswith(title) for title in self.phrases.words["title"])

    def _last_person(self, before: int) -> str | None:
        """Return who "그는" is: the person that was the source last, else the one named last."""
        for draft in sorted(self.drafts, key=lambda d: d.source[0] if d.source else (0, 0), reverse=True):
            if draft.source and draft.source[0][1] <= before:
                actors = [a for a in self._actors_of(draft.source) if self.kinds.get(a) == "person"]
                if actors:
                    return actors[-1]
        named = [m.actor for m in self.mentions if m.end <= before and self.kinds.get(m.actor) == "person"]
        return named[-1] if named else None

    def _last_outlet(self, before: int) -> str | None:
        """Return the agency or paper that was named last before a token: "보도에 따르면"."""
        named = [m.actor for m in self.mentions if m.end <= before and self.kinds.get(m.actor) == "media"]
        return named[-1] if named else None

    def _about(self, draft: _Draft, source: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
        """Return whom a claim is about.

        Who is named in its content, in order; else the states in 북미 회담 or 북한 미사일; else who else
        stands in its sentence; else whom the claim before was about.
        """
        inside = [m for m in self.all if any(a <= m.start and m.end <= b for a, b in draft.content)]
        named = [m.actor for m in inside if m in self.named and not self._is_where(m)]
        told = [m.actor for m in inside if m not in self.named and (m.rule != "joint" or self._is_meeting(m))]
        for found in (named, told):
            if others := [actor for actor in dict.fromkeys(found) if actor not in source]:
                return tuple(others[:MOST_ABOUT])
        if named or told:
            return source
        if around := [actor for actor in self._around(draft) if actor not in source]:
            return tuple(around[:MOST_ABOUT])
        return source if source and self._speaks_of_self(draft) else before[:2] or source

    def _is_where(self, mention: layers.Mention) -> bool:
        """Tell whether a mention only says where something is: "싱가포르에서 회담을 열었다"."""
        view = self.view
        return view.particle(mention.end) == "에서" and view.particle(mention.end + 1) not in ("는", "도")

    def _around(self, draft: _Draft) -> list[str]:
        """Return who stands in the sentence of a claim outside it: "박 대표를 겨냥해 "…"고 말했다"."""
        first = draft.content[0][0]
        start, end = next((a, b) for a, b in self.view.sentences if a <= first < b)
        apart = [*draft.source, *draft.content]
        parent = draft.parent
        while parent is not None:
            apart += self.drafts[parent].source
            parent = self.drafts[parent].parent
        return [
            m.actor
            for m in self.all
            if start <= m.start < end
            and not any(a <= m.start < b for a, b in apart)
            and not self._is_where(m)
            and (m.rule != "joint" or self._is_meeting(m))
        ]

    def _speaks_of_self(self, draft: _Draft) -> bool:
        """Tell whether a content holds a word by which speakers call themselves."""
        return any(self.view.forms[i][0] in OWN for start, end in draft.content for i in range(start, end))

    def _forms(self, draft: _Draft, source: Sequence[str], about: Iterable[str]) -> tuple[AboutForm, ...]:
        """Return how a content speaks of each actor that it is about, and how likely that is right as a rule."""
        forms: dict[str, list[str]] = {actor: [] for actor in about}
        for mention in self.all:
            if mention.actor in forms and any(a <= mention.start and mention.end <= b for a, b in draft.content):
                forms[mention.actor].append(mention.form)
        for actor in forms.keys() & source if self._speaks_of_self(draft) else ():
            forms[actor].append("pronoun")
        told = ((actor, reference_of(held)) for actor, held in forms.items())
        return tuple(AboutForm(actor, form, RIGHT[form]) for actor, form in told)

    def _is_meeting(self, mention: layers.Mention) -> bool:
        """Tell whether states in one word act on each other: "북미 회담"; "남북 관계" is one matter of both."""
        return "남" not in self.view.text[max(0, mention.start - 2) : mention.end + 2]
