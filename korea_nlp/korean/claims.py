"""Finds who claims what about whom in a Korean text."""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.knowledge import KnowledgeBase
from korea_nlp.korean.about import Abouts
from korea_nlp.korean.actors import ActorLinker, bylines
from korea_nlp.korean.attributes import certainty_of, is_order, kind_of, stance_of
from korea_nlp.korean.contents import Contents
from korea_nlp.korean.cues import Cue, CueFinder, read_cues
from korea_nlp.korean.drafts import Draft, Story
from korea_nlp.korean.morphemes import Piece, read_morphemes
from korea_nlp.korean.phrases import TOPIC, Phrases, Speaker
from korea_nlp.korean.predicates import noun_stretch
from korea_nlp.korean.sources import SourceActors
from korea_nlp.korean.speakers import Speakers
from korea_nlp.korean.tables import CueRow, TitleRow, WordRow
from korea_nlp.lexicon import load_lexicon

DEEPEST = 4  # claims within claims
LEAST = 2  # tokens of a content
SAYING = ("며", "라며", "면서", "라면서", "이라며", "이라면서")
ACCORDING = CueRow("따르", "verb", "q", "assert", "certain", "")
UNSAID = frozenset(
    {"이야기", "얘기", "지적", "관측", "분석", "전망", "우려", "평가", "의혹", "해석", "비판", "소문", "평"}
)
OF_MIND = frozenset({"believe", "other", "praise", "predict"})


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
        everybody = sorted([*mentions, *references], key=lambda mention: (mention.start, mention.end))
        kinds = {key: actor.kind for key, actor in layers.read_actors(doc).items()}
        story = Story(view, phrases, mentions, everybody, kinds)
        return _Reader(doc, story, CueFinder(view, self.verbs, self.nouns, self.light)).run()


class _Reader:
    """Reads the claims of one Doc, sentence by sentence, from the outermost inwards."""

    def __init__(self, doc: Doc, story: Story, cues: CueFinder) -> None:
        self.doc, self.story, self.cues = doc, story, cues
        self.view, self.phrases = story.view, story.phrases
        self.speakers, self.contents = Speakers(story, cues.nouns), Contents(story)
        self.sources, self.abouts = SourceActors(story), Abouts(story)
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
        self.story.drafts.append(Draft((source,), (), (content,), None, None, None))
        self.story.speaker = (source,)
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

    def _add(self, draft: Draft, cue: Cue, bound: int, depth: int) -> None:
        at = len(self.story.drafts)
        self.story.drafts.append(draft)
        if draft.source and draft.parent is None and not draft.elided and cue.how != "hearsay":
            self.story.speaker = draft.source
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

    def _read_citing(self, draft: Draft, at: int, bound: int) -> None:
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
                self.story.drafts.append(Draft(((source, j + 1),), (cue,), draft.content, draft.row, "인용하", at))
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
            number = len(self.story.drafts)
            self.story.drafts.append(Draft(((first, at),), ((at, stop),), (content,), ACCORDING, "따르", parent))
            self._read(*content, number, depth + 1)
            if parent is None:
                # "통일부에 따르면 조 장관은 … 이어 …라고 밝혔다": the minister says it
                told = [s for s in self.phrases.speakers(*content) if s.able and s.particle in ("은", "는", "ᆫ")]
                self.story.speaker = ((told[0].start, told[0].end),) if told else ((first, at),)
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
            source = ((speakers[-1].start, speakers[-1].end),) if speakers else self.story.speaker
            content = ((opened, closed + 1),)
            self.story.drafts.append(Draft(source, ((marker, stop),), content, None, "며", parent, not speakers))
            if speakers and parent is None:
                self.story.speaker = source

    def _draft(self, cue: Cue, first: int, start: int, parent: int | None) -> Draft | None:
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
            source = ((teller.start, teller.end),) if teller else self.story.speaker
            return Draft(source, cue.pieces, (self.last_sentence,), cue.row, cue.lemma, parent, teller is None)
        speaker: Speaker | None = None
        elided = False
        inherited: tuple[Piece, ...] = ()
        content = self.contents.start_of(cue, start, None)
        if cue.how not in ("hearsay",):
            speaker = self.speakers.of(cue, start, parent)
            if speaker is not None and speaker.end <= cue.content_end:
                content = self.contents.start_of(cue, start, speaker)
            elif speaker is None and not (cue.how == "noun" and cue.end - cue.start == 1):
                speaker = self.speakers.before(first, start)
                if speaker is None and parent is None:
                    elided = cue.lemma not in UNSAID or cue.how != "noun"
                elif speaker is None and parent is not None:
                    if cue.how == "object" or cue.row.stance in OF_MIND:
                        return None
                    inherited = self.story.drafts[parent].source
        elif (place := self.speakers.among(start, cue)) is not None:
            speaker = place
            content = self.contents.start_of(cue, start, Speaker(place.start, place.end + 1, "", True))
        piece = noun_stretch(self.view, content, cue.content_end)
        if piece[1] - piece[0] < 1 or (piece[1] - piece[0] < LEAST and cue.opened < 0):
            return None
        source = ((speaker.start, speaker.end),) if speaker else self.story.speaker if elided else inherited
        return Draft(source, cue.pieces, (piece,), cue.row, cue.lemma, parent, elided)

    def _finish(self) -> list[layers.Claim]:
        events, quantities = layers.read_events(self.doc), layers.read_quantities(self.doc)
        claims: list[layers.Claim] = []
        ids: list[str] = []
        for draft in self.story.drafts:
            key = layers.make_id(self.doc, "c", *(draft.cue or draft.content))
            ids.append(key if key not in ids else f"{key}n{len(ids)}")
        abouts: list[tuple[str, ...]] = []
        for number, draft in enumerate(self.story.drafts):
            words = " ".join(self.view.words(*piece) for piece in draft.content)
            first, last = draft.content[0][0], draft.content[-1][1]
            inside = [e.id for e in events if any(a <= e.trigger[0] < b for a, b in draft.content)]
            actors = self.sources.of(draft.source)
            about = self.abouts.of(draft, actors, abouts[-1] if abouts else ())
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
                    about_forms=self.abouts.forms(draft, actors, about),
                )
            )
        order = sorted(range(len(claims)), key=lambda i: (claims[i].content[0], i))
        return [claims[i] for i in order]
