"""What a claim says of itself: kind, stance and certainty, by its cue and by how its content ends."""

import re

from korea_nlp.korean.morphemes import Morphemes
from korea_nlp.korean.tables import CueRow

DENIAL = re.compile(
    r"(사실[이은]? ?(?:전혀 )?아니|사실무근|사실과 다르|근거 ?없|가짜|적[이은도]? 없"
    r"|바[가는도]? 없|무관하|계획[이은]? 없)"
)
MUST = re.compile(
    r"(?:어야|아야|여야|해야) ?(?:한다|합니다|할 것|만 한다|된다)|[하말]라[\"”]"
    r"|달라[\"”고]|지 말아야|필요(?:가 있|하)다|촉구한다|요구한다|하자[\"”]"
)
PROMISE = re.compile(r"겠다(?:고|며|는)?[\"”]?|겠습니다|할 것을 약속|[ㄹ을할] 것임을")
WISH = re.compile(r"(?:바란다|바랍니다|희망한다|기대한다|희망합니다|기대합니다)")
THREAT = re.compile(
    r"(?:대가를 치르|짓뭉개|무자비|불바다|후과|징벌|보복|전멸|초토화|괴멸|단호히 대응할|강력히 대응할|응징|없을 것이다)"
)
ACCUSE = re.compile(r"(?:유감|규탄|비난받|도발|침략|위반|강도적|범죄|파렴치|망동|책동|배신)")
PRAISE = re.compile(r"(?:환영한다|환영합니다|높이 평가|긍정적|경의를|축하)")
POSSIBLE = re.compile(r"(?:가능성|ㄹ 수(?:도)? 있|[을할될일릴올갈] 수도? 있다|지도 모르|의혹|배제하지 않|배제할 수 없)")
PROBABLE = re.compile(
    r"(?:것으로 (?:보|추정|알려|전해|관측|예상|전망|판단|분석|풀이|파악)|듯하"
    r"|듯 하|것 같|가능성이 (?:크|높|많)|추정된|전망된|예상된|관측된|것으로$)"
)
TAIL = 40  # characters at the end of a content that tell what it does


def kind_of(view: Morphemes, start: int, end: int) -> str:
    """Return whether a content is quoted, told, or both."""
    marks = [
        i for i in range(start, end) if i in view.quote and start <= view.quote[i] < end and view.text[i] not in "'‘’"
    ]
    if not marks:
        return "indirect"
    outside = sum(view.quoted[i] == view.quoted[start] - (start in marks) for i in range(start, end))
    return "direct" if start in marks and outside < 6 else "mixed"


def is_order(view: Morphemes, end: int) -> bool:
    """Tell whether a content ends in an order or an appeal: 하라고, 하자고, 달라고; not 이라고, 아니라고."""
    last = end - 1
    if view.tags[last] == ["JKQ"]:
        return False
    form = view.forms[last][-1]
    if form.startswith(("자고", "자며", "자는")):
        return True
    before = view.tags[last][-2] if len(view.tags[last]) > 1 else view.tags[last - 1][-1]
    return form.startswith(("라고", "라며", "라는", "으라")) and before in ("VV", "XSV", "VX", "EP")


def stance_of(words: str, row: CueRow | None, *, order: bool = False) -> str:
    """Return what the source does by a claim."""
    tail = words[-TAIL:]
    own = row.stance if row else "assert"
    if own in ("deny", "demand", "threaten", "praise", "promise", "confirm") or (
        row and row.pos == "noun" and own != "assert"
    ):
        return own
    if DENIAL.search(tail):
        return "deny"
    if own == "accuse":
        return own
    if order or MUST.search(tail):
        return "demand"
    if THREAT.search(tail):
        return "threaten"
    if PROMISE.search(tail):
        return "promise"
    if WISH.search(tail):
        return "other"
    if PRAISE.search(tail):
        return "praise"
    return own


def certainty_of(words: str, row: CueRow | None) -> str:
    """Return how sure a claim is."""
    own = row.certainty if row else "certain"
    tail = words[-TAIL:]
    if own == "possible" or (POSSIBLE.search(tail) and not re.search("가능성이 (?:크|높|많|없)", tail)):
        return "possible"
    return "probable" if own == "probable" or PROBABLE.search(tail) else "certain"
