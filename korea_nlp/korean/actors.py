"""Finds who is mentioned in a Korean text and who that is."""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.actors.mentions import Mentions
from korea_nlp.components.actors.offices import Offices
from korea_nlp.knowledge import KnowledgeBase
from korea_nlp.korean.lexicon_index import Match, WordIndex
from korea_nlp.korean.morphemes import STATES, Morphemes, read_morphemes
from korea_nlp.korean.people import PeopleFinder
from korea_nlp.korean.romanize import romanize
from korea_nlp.korean.script import HANGUL
from korea_nlp.korean.tables import NameRow, OfficeNameRow, SectorNameRow, TitleRow, WordRow
from korea_nlp.lexicon import Lexicon, load_lexicon
from korea_nlp.records.vocabulary import MentionForm

OUTLETS = ("일보", "신문", "방송", "통신", "뉴스", "TV", "타임스", "포스트")
UNKNOWN = (*OUTLETS, "연구소", "연구원", "재단", "협회", "연맹", "연합", "연대", "센터", "노조", "정당", "네트워크")
FOOTERS = ("ⓒ", "무단전재", "무단 전재", "무단복제", "재배포 금지", "저작권자")  # of what stands below an article
CREDIT = 14  # tokens of a picture's credit
SIDES = frozenset({"측", "쪽"})
BUILDINGS = frozenset(
    {"청사", "정론관", "춘추관", "브리핑룸", "본관", "본부", "건물", "기자실", "회의실", "앞", "영빈관"}
)
OF_ORIGIN = frozenset({"인", "계", "산", "제", "발", "식", "행", "어", "형"})
APART = frozenset({"간", "측", "사이", "양국", "쌍방", "내부", "내", "모두", "스스로", "등", "때", "경우"})
NORTHERN = ("남조선", "로동당", "로동신문", "미제", "하시였", "미싸일", "력사", "《", "되였")
NORTHERN_WORDS = 3  # signs of northern writing, from which a text is one of the North


def make_tables(names: Lexicon, offices: Lexicon, sectors: Lexicon, knowledge: KnowledgeBase) -> WordIndex:
    """Return the index of the words of the actor tables, and of a user's own names in hangul."""
    rows: list[tuple[str, Any]] = [
        (words, NameRow(words, actor, "name", "user")) for words, actor in knowledge.resolutions.items()
    ]
    own = (row for row in knowledge.aliases if HANGUL.search(row.alias))
    rows += [(row.alias, NameRow(row.alias, row.actor, "name", row.source)) for row in own]
    rows += [(row.name, row) for row in names.rows(NameRow, key=("name", "actor"))]
    rows += [(row.words, row) for row in offices.rows(OfficeNameRow)]
    rows += [(row.word, row) for row in sectors.rows(SectorNameRow, key=("word", "sector"))]
    return WordIndex(rows)


@Language.factory(
    "korea_ko_actors",
    assigns=["doc.spans"],
    default_config={
        "knowledge": {"@misc": "korea_nlp.KnowledgeBase.v1"},
        "scorer": {"@scorers": "korea_nlp.layer_scorer.v1", "layer": layers.ACTORS},
    },
    default_score_weights={f"spans_{layers.ACTORS}_f": 1.0},
)
def make_actor_linker(
    nlp: Language, name: str, knowledge: KnowledgeBase, scorer: Callable[..., Any] | None
) -> "ActorLinker":
    """Build the component; called by ``nlp.add_pipe("korea_ko_actors")``."""
    return ActorLinker(name, knowledge, scorer=scorer)


class ActorLinker(Pipe):
    """Adds one span per mention, and the actors; countries that only stand before a noun are actors without one."""

    def __init__(self, name: str, knowledge: KnowledgeBase, *, scorer: Callable[..., Any] | None = None) -> None:
        self.name = name
        self.scorer = scorer
        self.knowledge = knowledge
        self.offices = Offices(knowledge)
        self.index = make_tables(
            load_lexicon("ko_names"), load_lexicon("ko_offices"), load_lexicon("ko_sectors"), knowledge
        )
        titles = load_lexicon("ko_titles").rows(TitleRow)
        words = load_lexicon("ko_words").rows(WordRow, key=("word", "use"))
        self.titles = {row.title: row for row in titles}
        self.media = frozenset(row.word for row in words if row.use == "media")
        hangul = {row.actor: row.name for row in load_lexicon("ko_names").rows(NameRow, key=("name", "actor"))}
        self.people = PeopleFinder(
            self.offices,
            self.titles,
            frozenset(row.word for row in words if row.use == "not_name"),
            frozenset(row.word for row in words if row.use == "given"),
            hangul,
        )

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        mentions, actors, _ = self.find(doc)
        layers.write_actors(doc, mentions, actors)
        return doc

    def find(self, doc: Doc) -> tuple[list[layers.Mention], list[layers.Actor], list[layers.Mention]]:
        """Return the mentions, the actors, and the countries that are told of and not mentioned."""
        article = layers.read_article(doc)
        view = read_morphemes(doc)
        found = Mentions(self.knowledge, article.id, article.published, len(view))
        reading = Reading(view, found, self._home(view, article.publisher))
        for start, end in bylines(view):
            found.block(start, end)
        matches = self._scan(view, found)
        self.people.find(reading, matches)
        attached = {i for start, end in reading.attached for i in range(start, end)}
        for match in matches:
            if match.start in attached:
                self._refer(reading, match)
            else:
                self._link(reading, match)
        self._link_media(reading)
        self._link_party(reading)
        self._link_unknown(reading)
        mentions = sorted(found.all, key=lambda mention: mention.start)
        references = sorted(reading.references, key=lambda mention: mention.start)
        order = dict.fromkeys(mention.actor for mention in [*mentions, *references])
        return mentions, [found.actors[key] for key in order], references

    def _home(self, view: Morphemes, publisher: str | None) -> str:
        """Return the country whose press a text is of; its bodies go without a country."""
        signs = sum(view.plain.count(sign) > 0 for sign in NORTHERN)
        named = publisher is not None and any(word in publisher for word in ("조선중앙", "로동신문", "KCNA", "Rodong"))
        return "PRK" if named or signs >= NORTHERN_WORDS else "KOR"

    def _scan(self, view: Morphemes, found: Mentions) -> list[Match]:
        matches = []
        at = 0
        while at < len(view):
            match = self.index.at(view, at) if found.taken[at] != 2 else None
            if match is not None and _can_be(view, match):
                matches.append(match)
                at = match.end
            else:
                at += 1
        return matches

    def _link(self, reading: "Reading", match: Match) -> None:
        """Link the words of a table where they stand free."""
        view, found = reading.view, reading.found
        if not found.is_free(match.start, match.end):
            return
        row = match.entries[0]
        if isinstance(row, SectorNameRow):
            self._link_sector(reading, match.start, match.end, row)
        elif isinstance(row, OfficeNameRow):
            if match.start and (
                view.is_noun(match.start - 1) or view.text[match.start - 1] in ("전", "현", "당시", ")")
            ):
                return
            if reading.is_free_noun(match.end) or self._has_title(view, match.end, ("person", "group")):
                return
            office = self.knowledge.offices[row.office]
            country = office.country or ""
            actor, rule = self.offices.role(found, country, office.role) if country else (None, "")
            if (
                actor is None
                and found.published
                and (holding := self.knowledge.holder(office.id, found.published)).actor
            ):
                actor, rule = found.known(holding.actor.id), f"role:{holding.row}"
            if actor is not None:
                found.add(match.start, match.end, "role", actor, rule)
        elif self.knowledge.actors[row.actor].kind == "state":
            self._link_state(reading, match, row)
        else:
            self._link_body(reading, match, row)

    def _refer(self, reading: "Reading", match: Match) -> None:
        """Note the country or body before a person's name."""
        row = match.entries[0]
        if isinstance(row, NameRow) and reading.found.is_free(match.start, match.end):
            reading.found.block(match.start, match.end)

    def _link_state(self, reading: "Reading", match: Match, row: NameRow) -> None:
        view, found = reading.view, reading.found
        code = found.knowledge.actors[row.actor].country or ""
        sector = self._sector_after(view, match.end)
        if sector is not None and row.form != "metonym" and code in self.offices.states:
            _, end, body = sector
            if not self._has_title(view, end, ("person", "group")):
                name = "government" if body.sector == "authorities" and reading.home == "PRK" else body.sector
                actor, rule = self.offices.sector(found, code, name)
                found.add(match.start, end, "name", actor, rule)
            else:
                reading.refer(match.start, end, found.known(row.actor))
            return
        if row.form != "metonym" and code and self._is_of(view, match.end, code):
            reading.refer(match.start, match.end, found.known(row.actor))  # "美 국무부": a body that has its country
            return
        actor, rule = found.known(row.actor), f"alias:{row.name}"
        end = match.end + 1 if match.end < len(view) and view.text[match.end] in SIDES else match.end
        alone = end > match.end or view.particle(end) != "" or view.text[end : end + 1] == [")"]
        alone = alone or (end < len(view) and view.text[end] in APART) or not view.is_noun(end)
        if (
            row.form == "letter"
            and len(row.name) == 1
            and view.is_noun(end)
            and not (end < len(view) and view.spaced[end - 1])
        ):
            alone = alone and view.text[end] in APART
        if end < len(view) and not view.spaced[end - 1] and view.text[end] in OF_ORIGIN:
            alone = False
        pair = reading.pair_at(match.start)
        if pair is not None:
            alone = view.particle(pair[1]) in ("은", "는", "이", "가", "도")
        if row.form == "metonym":
            alone = view.particle(end) in ("은", "는", "이", "가", "도") and not self._is_place(view, match.start, end)
        if not alone:
            if row.form != "metonym":
                reading.refer(match.start, end, actor, joint=pair is not None)
            return
        form: MentionForm = "name" if row.form == "name" else "metonym" if row.form == "metonym" else "alias"
        found.add(match.start, end, form, actor, rule)

    def _is_of(self, view: Morphemes, at: int, country: str) -> bool:
        """Tell whether a body of a country is named right at a token."""
        match = self.index.at(view, at) if at < len(view) else None
        if match is None or not isinstance(row := match.entries[0], NameRow):
            return False
        actor = self.knowledge.actors[row.actor]
        return actor.country == country and actor.kind in ("government", "organization", "media")

    def _is_place(self, view: Morphemes, start: int, end: int) -> bool:
        """Tell whether the name of a capital is meant as a place: after another noun ("중국 베이징은")."""
        return start > 0 and view.is_noun(start - 1) and view.spaced[start - 1]

    def _link_body(self, reading: "Reading", match: Match, row: NameRow) -> None:
        view, found = reading.view, reading.found
        end = match.end
        if row.form == "metonym" and view.particle(end) not in ("은", "는", "이", "가", "도"):
            return
        # "외교부 당국자", "청와대 국민소통수석": the body is no mention of its own
        if self._has_title(view, end, ("person", "group")):
            return
        if reading.is_explained(match.start, end, row.actor):
            return
        if self._is_building(view, end) and self.knowledge.actors[row.actor].kind == "government":
            reading.refer(match.start, end, found.known(row.actor))
            return
        if end < len(view) and view.text[end] in SIDES:
            end += 1
        form: MentionForm = "name" if row.form == "name" else "metonym" if row.form == "metonym" else "alias"
        found.add(match.start, end, form, found.known(row.actor), f"alias:{row.name}")
        if self.knowledge.actors[row.actor].kind == "media":
            reading.media.append((match.start, row.actor))

    def _is_building(self, view: Morphemes, end: int) -> bool:
        """Tell whether a body is only where something happens: "백악관에서 기자들과 만나", "국회 정론관에서"."""
        if view.particle(end) == "에서":
            return view.particle(end + 1) not in ("는", "도")
        return end < len(view) and view.text[end] in BUILDINGS

    def _link_sector(self, reading: "Reading", start: int, end: int, row: SectorNameRow) -> None:
        """Link a body that is named without its country: "정부는"."""
        view = reading.view
        if not row.bare or (start > 0 and view.is_noun(start - 1) and not view.begins_word(start)):
            return
        if view.is_noun(end) and view.text[end] not in APART and row.word in ("군", "당국", "정부", "경찰", "검찰"):
            return
        if self._has_title(view, end, ("person", "group")):
            return
        if end < len(view) and view.text[end] in SIDES:
            end += 1
        sector = "government" if row.sector == "authorities" and reading.home == "PRK" else row.sector
        actor, rule = self.offices.sector(reading.found, row.country or reading.home, sector)
        reading.found.add(start, end, "name", actor, rule)

    def _sector_after(self, view: Morphemes, at: int) -> tuple[int, int, SectorNameRow] | None:
        """Return the word for a sector that follows a country: "북한 당국", "남조선보수당국"."""
        for skip in range(2):
            if at + skip >= len(view):
                return None
            if skip and (view.begins_eojeol(at + 1) or not view.is_noun(at) or view.begins_eojeol(at)):
                return None
            match = self.index.at(view, at + skip)
            if match is not None and isinstance(match.entries[0], SectorNameRow):
                return match.start, match.end, match.entries[0]
        return None

    def _has_title(self, view: Morphemes, at: int, uses: tuple[str, ...]) -> bool:
        """Tell whether a title follows within a few nouns, without a particle between."""
        for i in range(at, min(at + 5, len(view))):
            if not view.is_noun(i) and view.text[i] not in "()·/":
                return False
            row = self.people.title_at(view, i)
            if row is not None:
                return row[1].use in uses
        return False

    def _link_media(self, reading: "Reading") -> None:
        """Link "통신은", "신문은" to the agency or paper that was named before."""
        view, found = reading.view, reading.found
        for i in range(len(view)):
            if view.text[i] not in self.media or not view.particle(i + 1) or not found.is_free(i, i + 1):
                continue
            if i and view.is_noun(i - 1) and view.text[i - 1] not in ("이", "그", "같은"):
                continue
            before = [actor for start, actor in sorted(reading.media) if start < i]
            if before:
                found.add(i, i + 1, "nominal", found.known(before[-1]), "media:last")

    def _link_unknown(self, reading: "Reading") -> None:
        """Link an outlet, party or institute that no table knows where it is the topic or subject: "누리일보는"."""
        view, found = reading.view, reading.found
        for i in range(1, len(view)):
            if view.particle(i) not in ("은", "는", "이", "가", "도") or len(view.tags[i]) > 1 or view.begins_eojeol(i):
                continue
            start = i
            while start > 0 and view.is_noun(start - 1) and (start == i or not view.begins_eojeol(start)):
                start -= 1
            words = view.words(start, i)
            proper = any("NNP" in tags or "SL" in tags for tags in view.tags[start:i])
            if not (proper and words.endswith(UNKNOWN) and 3 <= len(words) <= 12 and found.is_free(start, i)):
                continue
            kind = "media" if words.endswith(OUTLETS) else "organization"
            actor = found.local(romanize(words), kind, reading.home)
            found.add(start, i, "name", actor, f"{kind}:form")
            if kind == "media":
                reading.media.append((start, actor))

    def _link_party(self, reading: "Reading") -> None:
        """Link "당은", "당의" of a text that names the party of the North."""
        view, found = reading.view, reading.found
        if "노동당" not in view.plain and "로동당" not in view.plain:
            return
        for i in range(len(view)):
            alone = (
                view.text[i] == "당"
                and view.begins_eojeol(i)
                and view.particle(i + 1) in ("은", "는", "이", "가", "의", "을")
            )
            if alone and found.is_free(i, i + 1):
                found.add(i, i + 1, "nominal", found.known("workers-party-of-korea"), "party:last")


class Reading:
    """What the finders share of one Doc.

    Attributes:
        home: The country whose press the text is of.
        references: Countries that stand before a noun alone, as mentions that are not written.
        media: The outlets named so far and where.
        attached: Nouns that stand before a person's name and belong to it: "북한 김아무 위원장".
    """

    def __init__(self, view: Morphemes, found: Mentions, home: str) -> None:
        self.view, self.found, self.home = view, found, home
        self.references: list[layers.Mention] = []
        self.media: list[tuple[int, str]] = []
        self.attached: list[layers.Piece] = []

    def refer(self, start: int, end: int, actor: str, *, joint: bool = False) -> None:
        """Note that an actor is told of without a mention."""
        self.references.append(layers.Mention(start, end, "nominal", actor, "joint" if joint else "reference"))

    def pair_at(self, at: int) -> layers.Piece | None:
        """Return the states in one word that a token belongs to: "한미", "남·북"."""
        view = self.view
        start = at
        while (
            start > 0
            and not view.begins_eojeol(start)
            and (view.text[start - 1] in STATES or view.text[start - 1] in "·")
        ):
            start -= 1
        end = at + 1
        while end < len(view) and not view.begins_eojeol(end) and (view.text[end] in STATES or view.text[end] in "·"):
            end += 1
        return (start, end) if end - start > 1 and view.text[at] in STATES else None

    def is_explained(self, start: int, end: int, actor: str) -> bool:
        """Tell whether a name only explains another of its actor: "국제원자력기구(IAEA)"."""
        inside = self.view.text[start - 1 : start] == ["("] or self.view.text[start - 1 : start] == ["·"]
        return inside and any(m.actor == actor and 0 < start - m.end < 4 for m in self.found.all[-3:])

    def is_free_noun(self, at: int) -> bool:
        """Tell whether a noun that belongs to no mention follows in the same eojeol."""
        return self.view.is_noun(at) and not self.view.begins_eojeol(at)


def bylines(view: Morphemes) -> list[layers.Piece]:
    """Return the stretches of datelines and bylines: "(서울=연합뉴스) 김아무 기자 ="."""
    found = []
    for start, end in view.sentences:
        words = view.text[start : min(end, start + 40)]
        if words[0] not in "([【<":
            continue
        closing = next((i for i, word in enumerate(words) if word in ")]】>"), -1)
        if "=" not in words:
            if closing > 0 and any(word in ("기자", "특파원", "앵커") for word in words[:closing]):
                found.append((start, start + closing + 1))
            continue
        last = max((i for i, word in enumerate(words) if word == "="), default=0)
        stop = last if last > closing else closing
        if stop > 0:
            found.append((start, start + stop + 1))
    for start, end in view.sentences:
        words = view.text[start:end]
        if any(sign in view.words(start, end) for sign in FOOTERS):
            found.append((start, end))
            continue
        found += _credits(view, start, end)
        if len(words) < 12 and any("기자" in word for word in words) and ("@" in "".join(words) or "=" in words):
            found.append((start, end))
    return found


def _credits(view: Morphemes, start: int, end: int) -> list[layers.Piece]:
    """Return the credits of pictures in a sentence: "(사진=연합뉴스)", "[사진 출처 : 연합뉴스]"."""
    found = []
    for i in range(start, end - 2):
        if view.text[i] in "([【<" and view.text[i + 1] in ("사진", "그래픽", "자료사진", "영상", "출처"):
            stop = next((k for k in range(i + 2, min(end, i + CREDIT)) if view.text[k] in ")]】>"), None)
            if stop is not None and any(mark in view.text[i:stop] for mark in ("=", ":", "제공", "출처")):
                found.append((i, stop + 1))
    return found


def _can_be(view: Morphemes, match: Match) -> bool:
    """Tell whether words can be what the table says: "북" as a noun, not in "북적이다"; "인도" as a name."""
    first = view.tags[match.start]
    row = match.entries[0]
    if match.start and view.text[match.start - 1][-1].isdigit() and not view.begins_eojeol(match.start):
        return False  # "12일 외무성": a day
    if len(match.words) == 1 and isinstance(row, NameRow):
        if not match.words.isascii() and not "가" <= match.words <= "힣":
            return True
        before, after = match.start - 1, match.end
        paired = any(
            0 <= i < len(view) and view.text[i] in STATES and not _apart(view, min(i, match.start))
            for i in (before, after)
        )
        dotted = any(
            0 <= i < len(view) and view.text[i] in "·-" and 0 <= j < len(view) and view.text[j] in STATES
            for i, j in ((before, before - 1), (after, after + 1))
        )
        if paired or dotted:
            return view.has(match.start, "NNP", "NNG", "XPN", "MM", "NR", "NNB")
        return match.words == "북" and first[0] in ("NNG", "NNP") and view.begins_word(match.start)
    if isinstance(row, NameRow) and row.form in ("metonym", "short"):
        return all(tag in ("NNP", "NNG") for tag in first)
    if isinstance(row, SectorNameRow) and len(row.word) == 1:
        return first == ["NNG"] and view.begins_word(match.start)
    if (
        len(match.words) > 1
        and view.begins_eojeol(match.start)
        and isinstance(row, NameRow)
        and first[0] in ("VCP", "NP")
    ):
        return view.particle(match.end) != "" or view.begins_eojeol(match.end)  # "이란" as a name
    return first[0] in ("NNP", "NNG", "SL", "SH", "SN", "XR", "XPN", "NP", "MM", "NR", "NNB", "MAG")


def _apart(view: Morphemes, at: int) -> bool:
    return view.spaced[at]
