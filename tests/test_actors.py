"""``korea_actors``: who is mentioned and who that is, over kinds of language.

Gold stands in the sentence: ``[Seoul|south-korea] said``; ``#`` before a slug stands for an actor of the article alone,
``+`` between two actors whom the same words name.
"""

import re

import pytest
import spacy
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.actors import ActorLinker
from korea_nlp.components.actors.mentions import slug
from korea_nlp.knowledge import load_knowledge
from korea_nlp.lexicon import load_lexicon

MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


def parse(marked: str) -> tuple[str, list[tuple[str, str]]]:
    assert "[" in marked or "]" not in marked, marked
    found = [(words, actor) for words, actors in MARK.findall(marked) for actor in actors.split("+")]
    text = MARK.sub(r"\1", marked)
    assert "[" not in text, marked
    return text, found


def read(nlp, text: str, published: str | None, *, forms: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    doc = nlp.make_doc(text)
    layers.write_article(doc, layers.Article("a", published))
    doc = nlp(doc)
    return [
        (
            re.sub(r"^(the|a|an) (?![NS]orth\b|[NS]outh\b)", "", doc[m.start : m.end].text, flags=re.I),
            re.sub("^a#", "#", m.actor),
        )
        for m in layers.read_mentions(doc)
        if m.form != "pronoun"
    ]


SENTENCES = [
    # names, spellings, order
    ("[Kim Jong Un|kim-jong-un] met [Sergei Shoigu|sergei-shoigu] on Monday.", "2023-07-28"),
    ("[Kim Jong-un|kim-jong-un] and [Ri Yong-ho|ri-yong-ho] left early.", "2018-06-12"),
    ("[KIM JONG UN|kim-jong-un] inspected a farm.", "2020-01-01"),
    ("[Jae-myung Lee|lee-jae-myung] spoke to reporters.", "2025-07-01"),
    ("[Abe Shinzo|shinzo-abe] told reporters that talks would go on.", "2017-11-14"),
    ("[Vladimir Zelensky|volodymyr-zelensky] posted a video.", "2025-01-12"),
    # short names
    ("[Kim Yo Jong|kim-yo-jong] issued a statement. [Kim|kim-yo-jong] warned of a response.", "2023-07-10"),
    ("[Kim Jong Un|kim-jong-un] left. Then [Kim Yo Jong|kim-yo-jong] spoke. [Kim|kim-yo-jong] wept.", None),
    ("[Antony Blinken|antony-blinken] landed in Seoul. [Blinken|antony-blinken] will fly on to Tokyo.", "2022-01-20"),
    ("[Lee Jong-sup|lee-jong-sup] briefed lawmakers, and [Lee|lee-jong-sup] took questions.", "2022-11-03"),
    ("[Park Jin|park-jin] flew to [China|china], where [Park|park-jin] met [Wang Yi|wang-yi].", "2022-08-09"),
    ("[Moon|moon-jae-in] told [North Korea|north-korea] and [South Korea|south-korea] to talk.", "2018-05-01"),
    ("[Trump|donald-trump] tweeted about [North Korea|north-korea].", "2018-05-01"),
    # no person at all
    ("The moon rose over the river.", "2018-05-01"),
    ("They walked in the park until dark.", "2018-05-01"),
    # places against governments
    ("[Seoul|south-korea] said it would not talk.", "2020-01-01"),
    ("He lives in Seoul with his family.", "2020-01-01"),
    ("They met in Pyongyang and in Moscow.", "2020-01-01"),
    ("The talks between [Washington|united-states] and [Pyongyang|north-korea] broke down.", "2020-01-01"),
    ("Direct flights between Moscow and Pyongyang will resume.", "2025-07-01"),
    ("He visited Seoul last week.", "2025-07-01"),
    ("A train left Beijing on Tuesday.", "2025-07-01"),
    ("The [Kremlin|kremlin] denied it.", "2025-07-01"),
    ("The [White House|white-house] confirmed the call.", "2025-07-01"),
    # countries
    ("[North Korea|north-korea] fired a missile toward [Japan|japan].", "2020-01-01"),
    ("A missile fell into the Sea of Japan.", "2020-01-01"),
    ("Ships sailed through the South China Sea.", "2020-01-01"),
    ("North Korean missiles were shown on television.", "2020-01-01"),
    ("[North Korea|north-korea] test-fired a missile, and [Japan|japan] condemned [the North|north-korea].", None),
    ("[DPRK and ROK officers|south-korea:soldiers+north-korea:soldiers] met.", "2020-01-01"),
    ("Anti-U.S. slogans were painted on the wall.", "2020-01-01"),
    ("[South Korea|south-korea] sent aid to [the North|north-korea], but snow fell in the north.", "2020-01-01"),
    # country and body, country and group
    ("[South Korea's Joint Chiefs of Staff|rok-joint-chiefs-of-staff] said so.", "2024-01-01"),
    ("The [U.S. Joint Chiefs of Staff|us-joint-chiefs-of-staff] declined.", "2024-01-01"),
    ("[South Korea's spy agency|rok-nis] said so.", "2024-01-01"),
    ("The [National Intelligence Service|rok-nis] ([NIS|rok-nis]) said so.", "2024-01-01"),
    ("The [Japanese defense ministry|japanese-defense-ministry] measured the flight.", "2024-01-01"),
    ("The [South Korean military|rok-military] fired warning shots.", "2024-01-01"),
    ("[Seoul|south-korea] fired, and [the North's military|kpa] answered.", "2024-01-01"),
    ("[North Korean state media|prk-state-media] reported the test in [North Korea|north-korea].", "2024-01-01"),
    ("[North Korean soldiers|north-korea:soldiers] crossed the line.", "2024-01-01"),
    ("[South Korean officials|south-korea:officials] briefed the press.", "2024-01-01"),
    ("A [JCS official|rok-joint-chiefs-of-staff] said the missile fell short.", "2024-01-01"),
    ("[French police|france:police] arrested a man.", "2024-01-01"),
    ("[North Koreans|north-korea:citizens] celebrated the holiday.", "2024-01-01"),
    # roles by country and date
    ("The [U.S. president|donald-trump] called it a success.", "2025-01-24"),
    ("The [U.S. president|joe-biden] called it a success.", "2023-01-24"),
    ("[South Korea's president|lee-myung-bak] ordered a response.", "2010-11-23"),
    ("The [North Korean leader|kim-jong-il] did not appear.", "2008-09-09"),
    ("The [Japanese prime minister|fumio-kishida] protested.", "2022-10-04"),
    ("The [president of Ukraine|volodymyr-zelensky] asked for help.", "2024-10-04"),
    ("[Russia's defense minister|sergei-shoigu] toured the hall.", "2023-07-27"),
    ("The [U.S. president|office:usa-president] spoke.", "2060-01-01"),
    ("The [U.S. president|office:usa-president] spoke.", None),
    ("The former South Korean president declined.", "2024-01-01"),
    # titles give country, role and nothing more to the span
    ("South Korean Defense Minister [Shin Won-sik|shin-won-sik] said so.", "2024-01-01"),
    ("Kremlin spokesman [Dmitry Peskov|dmitry-peskov] said so.", "2024-01-01"),
    ("[Alexander Kozlov|alexander-kozlov], [Russia|russia]'s minister of natural resources, arrived.", "2024-01-01"),
    # bodies of the country spoken of
    ("[Seoul|south-korea] protested, and the [military|rok-military] was put on alert.", "2024-01-01"),
    ("The [spy agency|rok-nis] in Seoul confirmed it.", "2024-01-01"),
    ("[US|united-states] estimates are lower.", "2024-01-01"),
    ("[Seoul|south-korea] protested. [Officials|japan:officials] in Osaka declined.", "2024-01-01"),
    ("[South Korea|south-korea] hires, the [education ministry|rok-education-ministry] said.", None),
    # who speaks for a body, who leads it
    ("A [spokesperson for the Joint Chiefs of Staff|rok-joint-chiefs-of-staff] declined.", "2024-01-01"),
    ("The [NATO chief|mark-rutte] warned of escalation.", "2024-11-01"),
    ("The [IAEA's director general|rafael-grossi] urged access.", "2024-11-01"),
    # names like other names
    ("[George Washington|#george-washington] crossed the river.", "2024-01-01"),
    ("They sailed around North America.", "2024-01-01"),
    ("[Donald Trump|donald-trump] and [Ivanka Trump|ivanka-trump] came; [Trump|donald-trump] spoke.", "2018-01-01"),
    ("[North Korea|north-korea] fired again while [Kim|kim-jong-un] watched.", "2024-01-01"),
    ("The [Trump administration|donald-trump:administration] agreed.", "2018-01-01"),
    ("The [Harbor Export Company|#harbor-export-company] ([HEC|#harbor-export-company]) denied it.", "2018-01-01"),
    # nouns that several countries share
    ("[Russian and Chinese ships|china:ships+russia:ships] sailed past.", "2024-01-01"),
    ("The [British police|united-kingdom:police] and [rescuers|united-kingdom:rescuers] came.", None),
    # roles of people named beside or before them
    ("[Russia's deputy envoy|#anna-petrova], [Anna Petrova|#anna-petrova], spoke.", "2024-01-01"),
    ("[Ri Yong Ho|ri-yong-ho] left. The [North Korean minister|ri-yong-ho] was tired.", None),
    ("President [Bush|george-w-bush] spoke.", "2005-01-01"),
    ("Then-President [Park|park-geun-hye] spoke.", "2020-01-01"),
    # bodies whose names begin with other names
    ("The [Busan District Court|#busan-district-court] ruled.", "2024-01-01"),
    ("[Samsung Electronics Co.|samsung] grew.", "2024-01-01"),
    ("The [government of Japan|japanese-government] agreed.", "2024-01-01"),
    # names by their shape
    ("Inspector [Seo Min-kyu|#seo-min-kyu] arrived.", "2024-01-01"),
    ("[Donald Trump Jr.|donald-trump-jr] hunts.", "2024-01-01"),
    ("You high-ranking people and so-called experts can go.", None),
    # premodifiers
    ("U.N. sanctions remain in force.", "2024-01-01"),
    ("The [Lee Jae Myung administration|lee-jae-myung:administration] offered talks.", "2025-10-01"),
    ("Crowds filled Kim Il Sung Square.", "2024-01-01"),
    ("[U.S.|united-states] and [Japan|japan] agreed.", "2024-01-01"),
    # names matched whole
    ("[Park Jin-woo|#park-jin-woo], a farmer in Paju, said the loudspeakers were loud.", "2025-01-24"),
    ("Envoy [Cho Hyun-dong|#cho-hyun-dong] said the alliance was sound.", "2025-01-24"),
    ("[Hong Min-ah|#hong-min-ah] won the race.", "2025-01-24"),
    ("The leader, [Kweon Seong-dong|kweon-seong-dong], said the vote was void.", "2025-01-24"),
    ("[Ki-nam Lee|#ki-nam-lee] said the gate was shut.", "2025-01-24"),
    ("[Goh Kun-soo|#goh-kun-soo] said the gate was shut.", "2025-01-24"),
    ("[Kim Jong Un|kim-jong-un]-led talks began.", "2025-01-24"),
    ("[Park Seung-in|#park-seung-in] ran. Later [Park|#park-seung-in] was unhurt.", "2025-01-24"),
    ("[Jin Nyum-do|#jin-nyum-do] wept.", "2025-01-24"),
    ("[Robert Byrd-Hale|#robert-byrd-hale] wept.", "2025-01-24"),
    ("[Ken McCallum-Reyes|#ken-mccallum-reyes] lost his house.", "2025-01-24"),
    # a part of a name is that of whoever was named whole
    ("A man, [Kim Dae|#kim-dae], held a sign. [Kim|#kim-dae] was led away.", "2024-06-01"),
    ("A man, [Abdul al-Maliki|#abdul-al-maliki], ran. [Maliki|#abdul-al-maliki] was cold.", "2024-06-01"),
    # surnames of several parts, by their office
    ("Mexican President [Lopez Obrador|andres-manuel-lopez-obrador] spoke.", "2018-12-21"),
    ("Sudanese President al-[Bashir|omar-al-bashir] spoke.", "2010-11-05"),
    ("[Ibrahim al-Jaafari|ibrahim-al-jaafari] left. Al-[Jaafari|ibrahim-al-jaafari] was tired.", "2016-05-10"),
    ("Syrian President [Sharaa|ahmed-al-sharaa] spoke.", "2025-02-18"),
    # a description that contradicts the base
    ("[Park Jin|#park-jin], a fisherman in Busan, sailed on Monday.", "2025-01-24"),
    ("[Park Jin|#park-jin], a retired nurse, wept. [Park Jin|#park-jin] left.", "2025-01-24"),
    ("[Park Jin|park-jin], a former nurse, wept.", "2025-01-24"),
    # initials
    ("[John F. Kerry|john-kerry] and [John F. Kennedy|john-f-kennedy] are named.", "2016-01-24"),
    ("[Rex W. Tillerson|rex-tillerson] flew home.", "2017-06-24"),
    # honorifics among namesakes
    ("[Kim Jong Un|kim-jong-un] and [Kim Yo Jong|kim-yo-jong] left. Ms. [Kim|kim-yo-jong] was tired.", "2025-01-24"),
    ("[Hillary Clinton|hillary-clinton] and [Bill Clinton|bill-clinton] left. Mr. [Clinton|bill-clinton] sang.", None),
    # letters in brackets
    ("The [Democratic Party|democratic-party-of-korea] ([DP|democratic-party-of-korea]) agreed.", "2025-01-24"),
    ("SEOUL, [South Korea|south-korea] ([AP|associated-press])", "2025-01-24"),
    # bodies by their shape, by the place and by who speaks for them
    ("[Britain|united-kingdom]'s [National Harbor Agency|#national-harbor-agency] raided two flats.", "2025-01-24"),
    ("[State media|prk-state-media] in [North Korea|north-korea] told of a test.", "2025-01-24"),
    ("[Seoul|south-korea] agreed. A [Defense Ministry spokesman|rok-defense-ministry] gave no date.", "2025-01-24"),
    ("A [South Korean Foreign Ministry spokesman|rok-foreign-ministry] gave no date.", "2025-01-24"),
    # the office of a holder
    ("The [South Korean president's office|rok-presidential-office] denied the report.", "2024-03-07"),
    ("The [Japanese prime minister's office|japan:prime-minister-office] denied the report.", "2024-03-07"),
    # who of a surname holds an office on the day, of a country that is named
    ("The [White House|white-house] waited. Mr. [Kerry|john-kerry] flew to Vienna on Monday.", "2014-07-14"),
    ("The [White House|white-house] waited. Mr. Kerry flew to Vienna on Monday.", "1999-07-14"),
    ("[Japan|japan] waited. Ms. [Kang|kang-kyung-wha] met them in [South Korea|south-korea].", "2018-07-14"),
    # who leads for long is meant where no day is known
    ("[North Korea|north-korea] launched it. Mr. [Kim|kim-jong-un] watched.", None),
    ("The [North Korean leader|kim-jong-un] watched.", None),
    # bodies of a country that is named before
    ("[China|china] waited. The [country|china]'s [foreign ministry|chinese-foreign-ministry] sat.", "2018-07-14"),
    ("[Japan|japan] waited. Its [parliament|japanese-diet] gave no date.", "2018-07-14"),
    ("[Japan|japan] waited. The company's parliament gave no date.", "2018-07-14"),
    # the South's, as the North has none; another country's in a sentence on it
    ("[North Korea|north-korea] waited. The [unification ministry|rok-unification-ministry] waited.", "2018-07-14"),
    (
        "[Seoul|south-korea] waited. [U.S. Marines|united-states:marine-soldiers] told the "
        "[Joint Chiefs of Staff|us-joint-chiefs-of-staff].",
        "2018-07-14",
    ),
    # a coalition by who leads it
    ("The [U.S.-led coalition|us-led-coalition] struck again.", "2018-07-14"),
    # elected, and not yet in office
    ("The [U.S. president-elect|donald-trump] gave a speech.", "2024-12-20"),
    ("The [U.S. president-elect|joe-biden] gave a speech.", "2020-12-20"),
    ("[N.K. leader|kim-jong-un] calls for calm", "2025-01-24"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "published"), SENTENCES)
def test_mentions(grammar, marked, published):
    text, expected = parse(marked)

    assert read(grammar, text, published) == expected


def test_stranger_is_joined_over_the_article_and_described(nlp):
    doc = nlp.make_doc("South Korean lawmaker Seo Min-kyu asked for records. Seo said he would wait.")
    layers.write_article(doc, layers.Article("a", "2024-01-01"))
    doc = nlp(doc)

    actor = layers.read_actors(doc)["a#seo-min-kyu"]
    spans = [doc[m.start : m.end].text for m in layers.read_mentions(doc) if m.actor == "a#seo-min-kyu"]

    assert (actor.kind, actor.country) == ("person", "KOR")
    assert actor.role is not None
    assert "lawmaker" in actor.role
    assert spans[:2] == ["Seo Min-kyu", "Seo"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        pytest.param("Kim Yo Jong, the leader's sister, spoke.", "sister", id="relative-of-a-leader"),
        pytest.param("Deputy Transport Minister Joo Jong-wan spoke.", "Deputy Transport Minister", id="lesser"),
        pytest.param("Judge Park Sang-woo spoke.", "judge", id="title-no-table-has"),
    ],
)
def test_role_is_that_of_the_person(nlp, text, role):
    actors = layers.read_actors(nlp(text))

    assert role.lower() in {(actor.role or "").lower() for actor in actors.values()}


def test_boilerplate_names_nobody_by_rules(linker_of, grammar):
    doc = grammar("Kim Jong Un met aides. Read more about Donald Trump")
    layers.write_boilerplate(doc, [(6, len(doc))])

    mentions, _ = linker_of.find(doc)

    assert [mention.actor for mention in mentions] == ["kim-jong-un"]


def test_every_mention_says_why(nlp):
    text = "Seoul said the NIS chief met the U.S. president, Kim Jong Un and reporter Ann Boyd of Harbor Press Agency."
    doc = nlp.make_doc(text)
    layers.write_article(doc, layers.Article("a", "2024-01-01"))

    mentions = layers.read_mentions(nlp(doc))

    assert mentions
    assert all(re.fullmatch(r"[a-z-]+:.+", mention.rule) for mention in mentions)


@pytest.fixture(scope="module")
def linker_of(nlp) -> ActorLinker:
    return nlp.get_pipe("korea_actors")


@pytest.fixture(scope="module")
def blank() -> ActorLinker:
    tables = (load_lexicon("body_words"), load_lexicon("actor_words"))
    return ActorLinker(spacy.blank("en"), "korea_actors", load_knowledge(), *tables)


@pytest.mark.parametrize(
    "text", ["", "Seoul", "’", '"' * 2000, "김정은 met 金正恩 \u200b\u0000 \U0001f600", "a-" * 500, "the " * 300]
)
def test_any_text_will_do(blank, text):
    doc = spacy.blank("en").make_doc(text)

    mentions, actors = blank.find(doc)

    assert {mention.actor for mention in mentions} == {actor.id for actor in actors}


def test_without_tags_and_parse_names_are_still_found(blank):
    doc = Doc(spacy.blank("en").vocab, words=["Seoul", "said", "Kim", "Jong", "Un", "met", "Wang", "Yi", "."])

    mentions, _ = blank.find(doc)

    assert [mention.actor for mention in mentions] == ["south-korea", "kim-jong-un", "wang-yi"]


def test_twice_is_once(nlp):
    doc = nlp("South Korea's military said Kim Jong Un watched.")
    before = layers.read_mentions(doc)

    nlp.get_pipe("korea_actors")(doc)

    assert layers.read_mentions(doc) == before


def test_slugs_are_ascii_and_differ():
    assert slug("Jeon Ha-gyu") == "jeon-ha-gyu"
    assert slug("François Hollande") == "francois-hollande"
    assert slug("김정은") != slug("김여정")
    assert slug("김정은").isascii()
