"""People in a Korean text: full names, surnames with a title after the full name, and names that no table knows."""

from typing import TYPE_CHECKING

from korea_nlp.components.actors.offices import Offices
from korea_nlp.korean.foreign import ForeignNames
from korea_nlp.korean.lexicon_index import Match
from korea_nlp.korean.morphemes import STATES, Morphemes
from korea_nlp.korean.romanize import SURNAMES, romanize
from korea_nlp.korean.tables import NameRow, TitleRow

if TYPE_CHECKING:
    from korea_nlp.korean.actors import Reading

FORMER = frozenset({"전", "현", "신임", "당시"})
DOUBLE = ("남궁", "황보", "제갈", "선우", "독고", "사공")
NOT_ALONE = frozenset("전현신주구부제반성소대총본연양도공국인원기차")
REACH = 6  # tokens between a name and its title: "윤아무 청와대 국민소통수석"
LONGEST = 3  # tokens of a title: "제1 부 부장"


class PeopleFinder:
    """Finds the people of an article, and blocks the titles beside their names."""

    def __init__(
        self,
        offices: Offices,
        titles: dict[str, TitleRow],
        not_names: frozenset[str],
        given: frozenset[str],
        hangul: dict[str, str],
    ) -> None:
        self.offices = offices
        self.given = given
        self.titles = titles
        self.not_names = not_names
        self.hangul = hangul
        self.names: set[int] = set()
        self.foreign: ForeignNames | None = None  # made when first asked
        self.not_starts = tuple(word for word in not_names if len(word) > 2)

    def find(self, reading: "Reading", matches: list[Match]) -> None:
        """Add the mentions of people."""
        actors = reading.found.knowledge.actors
        people: list[_Person] = []
        named = {
            match.start: match
            for match in matches
            if isinstance(row := match.entries[0], NameRow) and actors[row.actor].kind == "person"
        }
        self.names = set(named)
        other = {i for match in matches if match.start not in named for i in range(match.start, match.end)}
        at = 0
        while at < len(reading.view):
            if not reading.found.is_free(at, at + 1):
                at += 1
            elif at in named:
                at = self._known(reading, named[at], people)
            elif at in other:
                at += 1
            else:
                at = self._stranger(reading, at, people, other) or self._short(reading, at, people, other) or at + 1

    def title_at(self, view: Morphemes, at: int) -> tuple[int, TitleRow] | None:
        """Return the title that starts at a token and the token after it."""
        for size in range(LONGEST, 0, -1):
            words = "".join(view.text[at : at + size])
            if words in self.titles and not any(view.spaced[i] for i in range(at, min(at + size, len(view)) - 1)):
                return at + size, self.titles[words]
        return None

    def title_after(self, view: Morphemes, at: int) -> tuple[int, TitleRow] | None:
        """Return the title that belongs to a name before a token, with the token after it."""
        depth = 0
        if at > 0 and view.has(at - 1, "JKS", "JX", "JKO"):
            return None
        for i in range(at, min(at + REACH, len(view))):
            if view.text[i] in "()":
                depth += 1 if view.text[i] == "(" else -1
                continue
            if i in self.names or view.text[i] in ("대신", "등", "외"):
                return None
            if depth == 0 and (found := self.title_at(view, i)) and found[1].use != "voice":
                return found
            if len(view.text[i]) == 1 and view.text[i] in SURNAMES and view.text[i] not in FORMER and view.spaced[i]:
                return None
            if view.text[i] in FORMER:
                continue
            if view.particle(i) == "의" and i > at and len(view.tags[i]) == 1:
                continue  # "박해솔 미국 국무부의 특별대표"
            if not depth and not view.is_noun(i) and view.text[i] not in "·":
                if view.text[i] == "대변인":
                    continue
                return None
        return None

    def _known(self, reading: "Reading", match: Match, people: list["_Person"]) -> int:
        """Link a name of the tables; the title after it is no mention."""
        view, found = reading.view, reading.found
        row = match.entries[0]
        assert isinstance(row, NameRow)
        title = self.title_after(view, match.end)
        stop = match.end
        end = match.end
        if title is not None:
            stop = title[0]
            # "비건 대표": surname and title are one mention; "스티븐 비건 대표": the name alone
            end = stop if row.form == "short" else end
        elif (voice := self._voice_after(view, match.end)) is not None:
            stop = voice
        form = "alias" if row.form == "short" else "name"
        actor = found.known(row.actor)
        found.add(match.start, end, form, actor, f"alias:{row.name}")  # type: ignore[arg-type]
        if stop > end:
            found.block(end, stop)
        self._block_before(reading, match.start)
        people.append(_Person(actor, row.name, "".join(view.text[stop - 1 : stop]) if title else ""))
        return stop

    def _voice_after(self, view: Morphemes, at: int) -> int | None:
        """Return where "크렘린궁 대변인" after a name ends."""
        for i in range(at, min(at + REACH, len(view))):
            if view.text[i] == "대변인":
                return i + 1
            if not view.is_noun(i):
                return None
        return None

    def _block_before(self, reading: "Reading", at: int) -> None:
        """Keep "북한" of "북한 김아무" from being a mention; it is told of all the same."""
        view = reading.view
        i = at - 1
        while i >= 0 and view.is_noun(i) and view.spaced[i] and reading.found.is_free(i, i + 1):
            i -= 1
        if i + 1 < at:
            reading.attached.append((i + 1, at))

    def _stranger(self, reading: "Reading", at: int, people: list["_Person"], other: set[int]) -> int | None:
        """Find a name that no table knows, by its surname and the title after it."""
        view, found = reading.view, reading.found
        if not view.begins_word(at) or not view.is_noun(at):
            return None
        for person in people:  # a full name once more
            if len(person.name) > 2 and view.plain.startswith(person.name, view.start[at]):
                end = view.tokens(view.start[at], view.start[at] + len(person.name))[1]
                if view.ends_at(end, view.start[at] + len(person.name)):
                    title = self.title_after(view, end)
                    found.add(at, end, "name", person.actor, "person:again")
                    stop = title[0] if title else end
                    if stop > end:
                        found.block(end, stop)
                    return stop
        if (after := self._foreign(reading, at, people, other)) is not None:
            return after
        ending = self._name_end(view, at, other)
        if ending is None:
            return None
        end = ending
        name = view.words(at, end)
        title = self.title_after(view, end)
        if title is None and self._is_introduced(view, at, end):
            title = end, self.titles["씨"]
        if title is None or title[1].use != "person" or (title[1].title in ("군", "양", "옹", "씨") and len(name) < 3):
            voice = self._voice_after(view, end)
            if voice is None:
                return None
            title = voice, self.titles["대변인"]
        around = view.words(max(0, at - 6), title[0])
        northern = any(sign in around for sign in ("북한", "조선로동당", "노동당", "외무성 부상", "인민군"))
        country = "PRK" if northern or title[1].country == "PRK" else reading.home if " " not in name else None
        key = found.local(romanize(name, northern=country == "PRK"), "person", country)
        found.add(at, end, "name", key, "person:title")
        found.block(end, title[0])
        self._block_before(reading, at)
        people.append(_Person(key, name, title[1].title))
        return title[0]

    def _foreign(self, reading: "Reading", at: int, people: list["_Person"], other: set[int]) -> int | None:
        """Find somebody of the knowledge base by a foreign full name: "스콧 스나이더 선임연구원"."""
        view, found = reading.view, reading.found
        ends = [at]
        while len(ends) < 4 and (ends[-1] == at or view.begins_eojeol(ends[-1])):
            end = ends[-1]
            while end < len(view) and view.is_noun(end) and (end == ends[-1] or not view.begins_eojeol(end)):
                end += 1
            if end == ends[-1] or ends[-1] in other:
                break
            ends.append(end)
        for size in range(len(ends) - 1, 0, -1):
            words = view.words(at, ends[size]).split()
            if len(words) < 2:
                break
            proper = any(view.has(i, "NNP") for i in range(at, ends[size]))
            if not proper or any(word in self.not_names or word in self.titles for word in words):
                continue
            self.foreign = self.foreign or ForeignNames(found.knowledge)
            key = self.foreign.find(words)
            if key is None:
                continue
            end = ends[size]
            title = self.title_after(view, end)
            stop = title[0] if title else self._voice_after(view, end) or end
            found.add(at, end, "name", found.known(key), f"sound:{' '.join(words)}")
            if stop > end:
                found.block(end, stop)
            self._block_before(reading, at)
            people.append(_Person(key, " ".join(words), title[1].title if title else ""))
            return stop
        return None

    def _is_introduced(self, view: Morphemes, at: int, end: int) -> bool:
        """Tell whether a title before a name tells a person: "핵과학자 레온 마르케스는", "대변인 박해솔은"."""
        if not view.particle(end) or at == 0 or not view.spaced[at - 1] or not view.is_noun(at - 1):
            return False
        before = view.text[at - 1]
        return before in self.titles or (
            len(before) > 1 and before.endswith(("학자", "기자", "전문가", "대변인", "작가", "감독"))
        )

    def _name_end(self, view: Morphemes, at: int, other: set[int]) -> int | None:
        """Return where a name that starts at a token ends: three syllables or so, or foreign words in a row."""
        end = at
        while (
            end < len(view)
            and view.is_noun(end)
            and view.text[end] != "씨"
            and end not in other
            and (end == at or not view.begins_eojeol(end))
        ):
            end += 1
        name = view.words(at, end)
        if name in self.not_names or name.startswith(self.not_starts):
            return None
        if not all("가" <= c <= "힣" for c in name) or self.title_at(view, at):
            return None
        proper = any("NNP" in view.tags[i] for i in range(at, end))
        if (
            name not in self.given
            and name[0] in SURNAMES
            and (len(name) == 3 or (len(name) == 2 and proper) or (len(name) == 4 and name.startswith(DOUBLE)))
        ):
            return end if proper or self.title_at(view, end) or end in other else None
        if not proper and name not in self.given:
            return None
        words = 1
        while end < len(view) and view.has(end, "NNP") and end not in other and view.begins_eojeol(end):
            if (view.text[end] in STATES and words > 1) or self.title_at(view, end):
                break  # "레온 마르케스 미 대표"
            stop = end + 1
            while stop < len(view) and view.is_noun(stop) and not view.begins_eojeol(stop):
                stop += 1
            end, words = stop, words + 1
        return end if words > 1 else None

    def _short(self, reading: "Reading", at: int, people: list["_Person"], other: set[int]) -> int | None:
        """Find a surname with a title: "정 대변인", "김모 씨"."""
        view, found = reading.view, reading.found
        word = view.text[at]
        if not view.begins_word(at) or at in other:
            return None
        if len(word) == 1 and word in SURNAMES and at + 2 < len(view) and view.text[at + 1] == "모":
            title = self.title_at(view, at + 2)
            if title is not None and view.text[at + 2] in ("씨", "군", "양"):
                key = found.local(f"{SURNAMES[word]} Mo", "person", reading.home)
                found.add(at, title[0], "name", key, "person:title")
                return title[0]
        if len(word) == 1 and view.spaced[at] and word not in SURNAMES:  # "시 주석" after "시진핑"
            same = [person for person in people if person.name.startswith(word) and " " not in person.name]
            title = self._short_title(view, at + 1) if same else None
            if title is not None:
                found.add(at, title[0], "alias", same[-1].actor, "person:surname")
                return title[0]
            return None
        if not (len(word) == 1 and word in SURNAMES and view.spaced[at]):
            end = at + 1  # "스나이더", "줄리 아니"
            while end < len(view) and view.is_noun(end) and not view.spaced[end - 1]:
                end += 1
            word = view.words(at, end)
            last = next((p for p in reversed(people) if " " in p.name and p.name.split()[-1] == word), None)
            title = self._short_title(view, end) if last and view.spaced[end - 1] else None
            if last is None or (
                title is None and view.particle(end) not in ("은", "는", "이", "가", "의", "도", "에게")
            ):
                return None
            stop = title[0] if title else end
            found.add(at, stop, "alias", last.actor, "person:surname")
            return stop
        title = self._short_title(view, at + 1)
        if word in NOT_ALONE and not any(person.name[0] == word for person in people):
            return None  # "전 대통령": former
        if title is None and at + 1 < len(view) and view.is_noun(at + 1):
            title = self.title_after(view, at + 1)
        if title is None:
            return None
        voice = title[1].use == "voice"
        if title[1].use == "group" or (voice and title[1].title != "대변인"):
            return None
        actor, rule = self._whose(reading, word, title[1], people)
        if actor is None:
            return None
        found.add(at, title[0], "alias", actor, rule)
        return title[0]

    def _short_title(self, view: Morphemes, at: int) -> tuple[int, TitleRow] | None:
        """Return the title after a surname, also of one who has left: "정 전 장관"."""
        if at + 1 < len(view) and view.text[at] in FORMER:
            at += 1
        return self.title_at(view, at)

    def _whose(
        self, reading: "Reading", surname: str, title: TitleRow, people: list["_Person"]
    ) -> tuple[str | None, str]:
        """Return who is meant by a surname and a title: who was named so last, or who holds the office."""
        found = reading.found
        same = [person for person in people if person.name[0] == surname and " " not in person.name]
        exact = [person for person in same if title.title.endswith(person.title) or person.title.endswith(title.title)]
        if exact or same:
            return (exact or same)[-1].actor, "person:surname"
        if found.published:
            for office in found.knowledge.offices.values():
                if office.country not in ("KOR", "PRK") or not _fits(title.title, office.role, office.country):
                    continue
                holding = found.knowledge.holder(office.id, found.published)
                if holding.actor is not None and self.hangul.get(holding.actor.id, "")[:1] == surname:
                    return found.known(holding.actor.id), f"role:{holding.row}"
        key = found.local(f"{SURNAMES[surname]} ({title.title})", "person", reading.home)
        people.append(_Person(key, surname, title.title))
        return key, "person:title"


class _Person:
    """Somebody named in an article, with the last word of the title."""

    def __init__(self, actor: str, name: str, title: str) -> None:
        self.actor, self.name, self.title = actor, name, title


def _fits(title: str, role: str, country: str) -> bool:
    """Tell whether a title can be said of who holds an office: "윤 대통령", "조 장관"."""
    roles = {
        "대통령": ("president", "acting-president"),
        "총리": ("prime-minister",), "위원장": ("leader",), "국무위원장": ("leader",),
        "총비서": ("leader",), "장관": ("foreign-minister", "defense-minister", "unification-minister"),
        "국정원장": ("intelligence-chief",), "원장": ("intelligence-chief",),
        "의장": ("jcs-chairman", "parliament-speaker"),
        "외무상": ("foreign-minister",), "국방상": ("defense-minister",), "실장": ("national-security-adviser",),
        "안보실장": ("national-security-adviser",),
        "외교장관": ("foreign-minister",), "통일장관": ("unification-minister",),
    }  # fmt: skip
    return role in roles.get(title, ()) and (
        (title in ("위원장", "외무상", "국방상", "총비서", "국무위원장")) == (country == "PRK")
    )
