"""Korean: morphemes as tokens, and the same layers as in English; sentences of our own, by frame."""

import csv
import itertools
import re
import unicodedata
from pathlib import Path

import pytest

import korea_nlp
from korea_nlp.components.events.tables import EventType
from korea_nlp.knowledge import load_knowledge
from korea_nlp.korean.numerals import value_of
from korea_nlp.korean.romanize import romanize
from korea_nlp.korean.script import compose, is_korean
from korea_nlp.korean.tables import NameRow, OfficeNameRow, SectorNameRow, TriggerRow
from korea_nlp.lexicon import data_file, load_lexicon

pytest.importorskip("kiwipiepy")

PUBLISHED = "2025-01-24"
SPEAKERS = [
    "통일부",
    "국방부",
    "국가정보원",
    "조선중앙통신",
    "미 국무부",
    "정부 당국자",
    "교도통신",
    "박해솔 외교부 장관",
]
TOLD = [
    "북한이 동해상으로 미사일 두 발을 쏘았",
    "양측 대표단이 판문점에서 다시 만났",
    "러시아가 포탄을 넘겨받았",
    "군이 접경 지역에 병력을 더 보냈",
    "구호 물자가 항구에 닿았",
]
# [source] <content>; {s} is a speaker, {c} a clause without its ending
FRAMES = {
    "topic-dago": "[{s}]은 <{c}다고> 밝혔다.",
    "topic-day-dago": "[{s}]은 24일 <{c}다고> 밝혔다.",
    "topic-occasion": "[{s}]은 이날 기자회견에서 <{c}다고> 말했다.",
    "subject-after": "<{c}다고> [{s}]이 23일 보도했다.",
    "direct-go": '[{s}]은 <"{c}다"고> 강조했다.',
    "direct-rago": '[{s}]은 성명을 통해 <"{c}다"라고> 주장했다.',
    "direct-myeo": '[{s}]은 <"{c}다"며 "더 지켜볼 일이다"고> 덧붙였다.',
    "according": "[{s}]에 따르면 <{c}다>.",
    "by-report": "[{s}]에 의하면 <{c}다>.",
    "stand": "[{s}]은 <{c}다는> 입장이다.",
    "stand-told": "[{s}]은 <{c}다는> 입장을 밝혔다.",
    "meaning": "[{s}]은 <{c}다는> 뜻을 전했다.",
    "claimed": "[{s}]은 <{c}다고> 주장했다.",
    "denied": "[{s}]은 <{c}다는 보도는 사실이 아니라고> 반박했다.",
    "have-said": "[{s}]은 <{c}다고> 밝힌 바 있다.",
    "also-said": "[{s}]은 <{c}다고> 밝히기도 했다.",
    "polite": "[{s}]은 <{c}다고> 밝혔습니다.",
    "northern": "[{s}]은 <{c}다고> 하시였다.",
    "unknown-verb": '[{s}]은 <"{c}다"고> 조언했다.',
    "plain": '[{s}]은 <"{c}다"고> 했다.',
    "forecast": "[{s}]은 <앞으로 {c}을> 것으로 전망했다.",
    "believed": "[{s}]은 <{c}던> 것으로 보고 있다.",
    "told-north": "[{s}]은 북한에 <{c}다고> 통보했다.",
    "explained": '[{s}]은 <"{c}다"고> 설명하기도 했다.',
    "told-again": '[{s}]은 이날도 <"{c}다"고> 거듭 밝혔다.',
    "statement": "[{s}]은 성명에서 <{c}다고> 비난했다.",
    "northern-told": "[{s}]은 <{c}다고> 보도하였다.",
    "day-after": '<"{c}다"고> [{s}]이 이날 밝혔다.',
}
SOURCELESS = {
    "known": "<{c}던> 것으로 알려졌다.",
    "heard": "<{c}던> 것으로 전해졌다.",
    "estimated": "<{c}던> 것으로 추정된다.",
    "observed": "<{c}던> 것으로 관측된다.",
    "concern": "<{c}다는> 우려가 나온다.",
    "doubt": "<{c}다는> 의혹이 제기됐다.",
    "analysis": "<{c}다는> 분석이 나왔다.",
}


@pytest.fixture(scope="module")
def ko():
    return korea_nlp.load("korean")


def read(text, ko, **article):
    return korea_nlp.analyze(text, nlp=ko, published=PUBLISHED, **article)


def marked(frame, clause, speaker=""):
    """Return a sentence, and the words of its source and content."""
    topic, subject = particles(speaker) if speaker else ("", "")
    said = frame.replace("[{s}]은", "[{s}]" + topic).replace("[{s}]이", "[{s}]" + subject)
    said = said.format(s=speaker, c=clause)
    source, content = (re.search(pattern, said) for pattern in (r"\[(.*?)\]", "<(.*?)>"))
    plain = re.sub(r"[\[\]<>]", "", said)
    return plain, source and source[1], content and re.sub(r"[\[\]]", "", content[1])


def particles(word):
    closed = (ord(word[-1]) - 0xAC00) % 28 > 0
    return ("은", "이") if closed else ("는", "가")


def cases(frames, speakers):
    for (name, frame), speaker, clause in itertools.product(frames.items(), speakers, TOLD):
        number = TOLD.index(clause)
        if speaker and (SPEAKERS.index(speaker) + number) % 4:
            continue  # a fourth of all
        yield pytest.param(frame, speaker, clause, id=f"{name}-{speaker}-{number}")


@pytest.mark.parametrize(("frame", "speaker", "clause"), list(cases(FRAMES, SPEAKERS)))
def test_who_says_what(ko, frame, speaker, clause):
    text, source, content = marked(frame, clause, speaker)

    claims = read(text, ko).claims

    assert (source, content) in [(claim.source and claim.source.text, claim.content.text) for claim in claims]


@pytest.mark.parametrize(("frame", "speaker", "clause"), list(cases(SOURCELESS, [""])))
def test_what_nobody_in_particular_says(ko, frame, speaker, clause):
    text, _, content = marked(frame, clause)

    (claim,) = read(text, ko).claims

    assert claim.source is None
    assert claim.content.text == content
    assert claim.certainty != "certain" or "우려" in text


SENTENCES = Path(__file__).parent / "data" / "korean_sentences.csv"
UNREAD = {  # by words of the sentence, why it is not read
    "정부 입장": "a topic that is content: ...라는 게 ... 입장이다",
    "높일데": "northern spelling joins 데 to the verb",
}


def table():
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            why = next((why for words, why in UNREAD.items() if words in row["marked"]), None)
            marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
            yield pytest.param(row["marked"], row["actors"], id=f"{row['frame']}-{number}", marks=marks)


@pytest.mark.parametrize(("said", "actors"), list(table()))
def test_sentences(ko, said, actors):
    source, content = (re.search(pattern, said) for pattern in (r"\[(.*?)\]", "<(.*?)>"))
    expected = source and source[1], re.sub(r"[\[\]]", "", content[1])

    claims = read(re.sub(r"[\[\]<>]", "", said), ko).claims

    found = [c for c in claims if (c.source and c.source.text, c.content.text) == expected]
    assert found
    assert not actors or any(c.source.actors == tuple(actors.split(";")) for c in found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("통일부는 회담 일정에 대해 말을 아꼈다.", id="spare-words"),
        pytest.param("국방부는 훈련 날짜를 밝히지 않았다.", id="not-told"),
        pytest.param("대변인은 질문에 답하지 않았다.", id="not-answered"),
        pytest.param("외교부는 합의 내용을 언급하지 않았다.", id="not-mentioned"),
        pytest.param("대표단은 24일 평양에 도착했다.", id="no-saying"),
    ],
)
def test_silence_is_no_claim(ko, text):
    assert read(text, ko).claims == ()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        pytest.param("통일부는 그런 제안을 받은 적이 없다고 밝혔다.", "deny", id="never"),
        pytest.param("외교부는 보도가 사실이 아니라고 말했다.", "deny", id="not-true"),
        pytest.param("미 국무부는 북한에 대화 복귀를 촉구했다.", "demand", id="object"),
        pytest.param("유엔은 양측이 자제해야 한다고 밝혔다.", "demand", id="must"),
        pytest.param("러시아는 훈련을 멈추라고 말했다.", "demand", id="order"),
        pytest.param("국방부는 북한의 발사를 규탄했다.", "accuse", id="condemn"),
        pytest.param("청와대는 합의를 환영했다.", "praise", id="welcome"),
        pytest.param("중국은 회담을 돕겠다고 밝혔다.", "promise", id="will"),
    ],
)
def test_stance(ko, text, stance):
    assert [claim.stance for claim in read(text, ko).claims] == [stance]


def test_claim_within_a_claim(ko):
    record = read("조선중앙통신은 김정은 국무위원장이 공사를 서두르라고 지시했다고 보도했다.", ko)

    outer = next(claim for claim in record.claims if claim.parent is None)
    inner = next(claim for claim in record.claims if claim.parent is not None)

    assert outer.source.actors == ("kcna",)
    assert inner.source.actors == ("kim-jong-un",)
    assert (inner.parent, inner.stance) == (outer.id, "demand")


def test_who_is_cited(ko):
    record = read('교도통신은 정부 소식통을 인용해 "양측이 다시 만났다"고 보도했다.', ko)

    cited = [claim for claim in record.claims if claim.parent]

    assert [claim.source.text for claim in cited] == ["정부 소식통"]


def test_elided_source_is_the_last_speaker(ko):
    record = read('김여정 부부장은 "조건이 맞지 않는다"고 밝혔다. 이어 "더 할 말이 없다"고 덧붙였다.', ko)

    assert [claim.source.actors for claim in record.claims] == [("kim-yo-jong",)] * 2


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        pytest.param("국정원은 자료를 냈다.", ["rok-nis"], id="abbreviation"),
        pytest.param("합참이 훈련을 시작했다.", ["rok-joint-chiefs-of-staff"], id="general-staff"),
        pytest.param("北이 성명을 냈다.", ["north-korea"], id="hanja"),
        pytest.param("미국 국방부는 자료를 냈다.", ["us-defense-department"], id="country-and-ministry"),
        pytest.param("중국 외교부가 자료를 냈다.", ["chinese-foreign-ministry"], id="ministry-of-another"),
        pytest.param("윤석열 대통령이 왔다. 윤 대통령은 앉았다.", ["yoon-suk-yeol"] * 2, id="surname-and-title"),
        pytest.param("이재명 대통령이 왔다.", ["lee-jae-myung"], id="full-name"),
        pytest.param("트럼프 대통령은 떠났다.", ["donald-trump"], id="foreign-surname"),
        pytest.param("북한 미사일이 떨어졌다.", [], id="bare-country"),
        pytest.param("미국인이 왔다.", [], id="of-origin"),
        pytest.param("크렘린궁은 자료를 냈다.", ["kremlin"], id="palace"),
        pytest.param("오세훈 시장이 왔다. “오 시장은 앉았다.”", ["oh-se-hoon"] * 2, id="inside-quotation"),
        pytest.param("윤영관 장관이 왔다. 윤 전 장관은 앉았다.", ["yoon-young-kwan"] * 2, id="former"),
        pytest.param("빈센트 브룩스 사령관은 왔다.", ["vincent-brooks"], id="foreign-by-sound"),
        pytest.param("커트 캠벨 부장관은 왔다. 캠벨은 떠났다.", ["kurt-campbell"] * 2, id="foreign-surname-alone"),
        pytest.param("스티븐 비건 미국 국무부의 특별대표는 왔다.", ["stephen-biegun"], id="office-with-of"),
        pytest.param("대표단은 백악관에서 쉬었다.", [], id="building"),
        pytest.param("대표단은 국회 정론관에 왔다.", [], id="hall-of-a-body"),
        pytest.param("대표단이 12일 외무성 건물에 왔다.", [], id="day-is-no-country"),
        pytest.param("배가 떠났다. (사진=연합뉴스)", [], id="picture"),
        pytest.param("배가 떠났다.\nⓒ 누리일보 무단전재 금지 KBS", [], id="footer"),
        pytest.param("美 국무부가 자료를 냈다.", ["us-state-department"], id="hanja-and-body"),
    ],
)
def test_who_is_mentioned(ko, text, actors):
    record = read(text, ko)
    found = sorted((mention.start, actor.id) for actor in record.actors for mention in actor.mentions)

    assert [actor for _, actor in found] == actors


def test_office_is_held_by_date(ko):
    texts = [korea_nlp.analyze("국방부 장관은 앉았다.", nlp=ko, published=day) for day in ("2018-05-01", "2023-01-01")]

    assert [record.actors[0].id for record in texts] == ["song-young-moo", "lee-jong-sup"]


def test_stranger_has_a_readable_id(ko):
    record = read("박해솔 누리연구소 소장은 떠났다. 박 소장은 다시 왔다.", ko, id="a1")

    (actor,) = [actor for actor in record.actors if actor.kind == "person"]

    assert (actor.id, len(actor.mentions)) == ("a1#park-hae-sol", 2)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("지난 20일", "2025-01-20", "2025-01-20"),
        ("오는 28일", "2025-01-28", "2025-01-28"),
        ("지난달", "2024-12-01", "2024-12-31"),
        ("지난달 27일", "2024-12-27", "2024-12-27"),
        ("작년", "2024-01-01", "2024-12-31"),
        ("올해 8월", "2025-08-01", "2025-08-31"),
        ("다음 달", "2025-02-01", "2025-02-28"),
        ("주체112(2023)년", "2023-01-01", "2023-12-31"),
        ("2018년 6월 12일", "2018-06-12", "2018-06-12"),
        ("지난해 말", "2024-12-01", "2024-12-31"),
        ("2년 전", "2023-01-01", "2023-12-31"),
        ("30일", "2024-12-30", "2024-12-30"),
        ("22∼23일", "2025-01-22", "2025-01-23"),
        ("올해 말", "2025-12-01", "2025-12-31"),
        ("1980년대 말", "1987-01-01", "1989-12-31"),
        ("이번주 초", "2025-01-20", "2025-01-22"),
        ("어제(23일)", "2025-01-23", "2025-01-23"),
    ],
)
def test_times(ko, words, first, last):
    (time,) = read(f"대표단은 {words} 회의에 참석했다.", ko).times

    assert (time.text, time.earliest, time.latest) == (
        words.partition("(")[0] if "(23" in words else words,
        first,
        last,
    )


def test_day_to_come_is_told_once_more(ko):
    record = read("대표단은 오는 28일부터 29일까지 머문다. 28일 도착해 같은 날 저녁 만난다. 29일 떠난다.", ko)

    assert [time.earliest for time in record.times] == ["2025-01-28", "2025-01-28", "2025-01-28", "2025-01-29"]


def test_day_before_a_call_is_a_day(ko):
    assert [time.text for time in read("두 장관은 23일 전화 통화를 했다.", ko).times] == ["23일"]


def test_this_day_is_the_day_told_last(ko):
    record = read("대표단은 20일 도착했다. 이날 회담이 열렸다. 6월 12일에 다시 만난다. 이날은 쉬었다.", ko)

    assert [time.earliest for time in record.times if time.text == "이날"] == ["2025-01-20"] * 2


@pytest.mark.parametrize(
    ("words", "lower", "upper", "bound"),
    [
        ("병사 3명", 3, 3, "exact"),
        ("2천700여 명", 2700, 2700, "approximate"),
        ("약 1만2천 명", 12000, 12000, "approximate"),
        ("최소 3척", 3, None, "at_least"),
        ("10발 이상", 10, None, "at_least"),
        ("5건 미만", None, 5, "less_than"),
        ("수백 명", 200, None, "at_least"),
        ("3~4척", 3, 4, "exact"),
        ("두 차례", 2, 2, "exact"),
        ("3조5천억 원", 3.5e12, 3.5e12, "exact"),
    ],
)
def test_amounts(ko, words, lower, upper, bound):
    (quantity,) = read(f"자료에 {words}이 나온다.", ko).quantities

    assert (quantity.lower, quantity.upper, quantity.bound) == (lower, upper, bound)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("전사자는 300여 명, 부상자는 700여 명이다.", "killed injured"),
        ("병사 3명이 숨졌다.", "killed"),
        ("병사 두 명을 생포했다.", "captured"),
        ("주민 6명이 다쳤다.", "injured"),
    ],
)
def test_what_became_of_those_counted(ko, text, status):
    assert [quantity.status for quantity in read(text, ko).quantities] == status.split()


@pytest.mark.parametrize("text", ["제7기 회의다.", "두 번째 회담이다.", "6·15 선언이다.", "한편 회의가 열렸다."])
def test_orders_and_names_are_no_amounts(ko, text):
    assert read(text, ko).quantities == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("북한이 미사일을 발사했다.", "missile_launch"),
        ("두 장관이 회담을 열었다.", "meeting"),
        ("김정은 국무위원장이 중국을 방문했다.", "visit"),
        ("한미가 연합훈련을 시작했다.", "military_exercise"),
        ("북한이 여섯 번째 핵실험을 했다.", "nuclear_test"),
    ],
)
def test_events(ko, text, kind):
    assert [event.kind for event in read(text, ko).events] == [kind]


def test_event_told_again_is_one(ko):
    record = read("북미 정상회담이 열릴 예정이다. 정상회담은 세 시간 이어졌다. 정상회담이 끝났다.", ko)

    assert [event.kind for event in record.events] == ["meeting"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("미국이 새 제재를 부과했다.", ["sanction"]),
        ("양측은 제재 문제를 논의했다.", []),
        ("양측이 휴전선 정리에 합의했다.", ["agreement"]),
        ("합의 이행이 더디다.", []),
        ("북한이 핵실험장 폐기 작업을 했다.", ["other"]),
    ],
)
def test_nouns_only_spoken_of_are_no_events(ko, text, kinds):
    assert [event.kind for event in read(text, ko).events] == kinds


@pytest.mark.parametrize(
    ("text", "about"),
    [
        pytest.param('통일부는 북한을 겨냥해 "더는 기다릴 수 없다"고 밝혔다.', "north-korea", id="beside-the-content"),
        pytest.param("통일부는 북미 정상회담에 김정은 위원장이 온다고 밝혔다.", "kim-jong-un", id="named-before-pair"),
        pytest.param("통일부는 트럼프 대통령이 싱가포르에서 쉰다고 밝혔다.", "donald-trump", id="not-the-place"),
    ],
)
def test_whom_a_claim_is_about(ko, text, about):
    assert [claim.about for claim in read(text, ko).claims] == [(about,)]


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_offsets_are_those_of_the_text_as_it_came(ko, form):
    text = unicodedata.normalize(form, '😀 통일부는 "양측이 다시 만났다"고 밝혔다.')

    record = read(text, ko)

    assert record.text == text
    (claim,) = record.claims
    ((start, end),) = claim.source.spans
    assert unicodedata.normalize("NFC", text[start:end]) == "통일부"
    assert claim.source.actors == ("rok-unification-ministry",)


def test_half_width_jamo_are_composed():
    assert compose("ﾤￂﾤ ﾡￃ")[0] == "한 개" or compose("ﾾￂﾤ")[0] == "한"


def test_loose_jamo_are_syllables():
    text = unicodedata.normalize("NFD", "한국 방송")

    assert compose(text)[0] == "한국 방송"


@pytest.mark.parametrize("text", ["", " ", "\n\n", '"', "《", "“”", "가", "ㅋㅋㅋ", "통일부는", "다고", "1", "北"])
def test_odd_texts_are_read(ko, text):
    assert korea_nlp.analyze(text, nlp=ko, language="given").text == text


def test_one_corpus_in_two_languages():
    texts = ["Seoul said it would not talk.", "통일부는 회담이 없다고 밝혔다."]

    english, korean = korea_nlp.pipe(texts, check_language=True)

    assert english.claims
    assert korean.claims[0].source.actors == ("rok-unification-ministry",)
    assert "korean" in korean.versions["model"]


def test_own_names_in_hangul(tmp_path):
    (tmp_path / "aliases.csv").write_text("alias,actor,form,source\n새별원,rok-nis,name,own\n", encoding="utf-8")
    nlp = korea_nlp.load("korean", knowledge=tmp_path)

    assert [actor.id for actor in read("새별원은 자료를 냈다.", nlp).actors] == ["rok-nis"]


def test_pipeline_travels(ko):
    from korea_nlp.shipping import ship, unship

    text = "통일부는 회담이 없다고 밝혔다."

    assert read(text, unship(ship(ko))) == read(text, ko)


def test_records_make_a_graph(ko):
    graph = korea_nlp.build_graph([read("통일부는 북한이 미사일을 쏘았다고 밝혔다.", ko, id="a1")])

    assert "rok-unification-ministry" in graph


@pytest.mark.parametrize(
    ("words", "value"),
    [("1만2천300", 12300), ("2천700", 2700), ("1.5", 1.5), ("수백", 200), ("열두", 12), ("스물다", None)],
)
def test_numbers(words, value):
    assert value_of(words) == value


@pytest.mark.parametrize(
    ("name", "northern", "latin"),
    [("박해솔", False, "Park Hae-sol"), ("박해솔", True, "Pak Hae Sol"), ("최희철", True, "Choe Hui Chol")],
)
def test_names_in_latin_letters(name, northern, latin):
    assert romanize(name, northern=northern) == latin


@pytest.mark.parametrize(
    ("text", "korean"), [("통일부는 KBS에 답했다.", True), ("Seoul (서울) said so.", False), ("", False)]
)
def test_script(text, korean):
    assert is_korean(text) == korean


def test_tables_speak_of_what_exists():
    knowledge = load_knowledge()
    names, offices, sectors = (
        load_lexicon(name).rows(row, key=key)
        for name, row, key in (
            ("ko_names", NameRow, ("name", "actor")),
            ("ko_offices", OfficeNameRow, ("words",)),
            ("ko_sectors", SectorNameRow, ("word", "sector")),
        )
    )
    events = {row.event for row in load_lexicon("event_kinds").rows(EventType)}

    assert {row.actor for row in names} <= set(knowledge.actors)
    assert {row.office for row in offices} <= set(knowledge.offices)
    assert {row.sector for row in sectors} <= set(knowledge.sectors)
    assert {row.event for row in load_lexicon("ko_triggers").rows(TriggerRow, key=("word", "pos", "after"))} <= events


def test_samples_are_read(ko):
    articles = korea_nlp.read_articles(str(data_file("samples/korean.jsonl")))

    records = list(korea_nlp.pipe(articles, nlp=ko))

    assert len(records) == 6
    assert all(record.claims and record.times for record in records)
    assert korea_nlp.compare(records) is not None
