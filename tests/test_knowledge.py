"""The actor knowledge base: its facts by date, and its checks by file and line."""

import re
from pathlib import Path

import pytest

from korea_nlp.errors import KnowledgeError
from korea_nlp.knowledge import KnowledgeBase, load_knowledge

ACTORS = "id,name,kind,country,gender,surname,wikidata,source\n"
HOLDERS = "office,actor,start,end,known,source\n"


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge()


@pytest.mark.parametrize(
    ("office", "date", "holder"),
    [
        ("kor-president", "1998-03-01", "Kim Dae-jung"),
        ("kor-president", "2003-02-25", "Roh Moo-hyun"),
        ("kor-president", "2010-11-23", "Lee Myung-bak"),
        ("kor-president", "2016-09-09", "Park Geun-hye"),
        ("kor-president", "2017-04-01", None),
        ("kor-president", "2018-04-27", "Moon Jae-in"),
        ("kor-president", "2024-12-03", "Yoon Suk Yeol"),
        ("kor-president", "2025-05-01", None),
        ("kor-acting-president", "2025-01-15", "Choi Sang-mok"),
        ("kor-president", "2025-06-04", "Lee Jae-myung"),
        ("kor-prime-minister", "2019-05-05", "Lee Nak-yon"),
        ("kor-defense-minister", "2010-12-20", "Kim Kwan-jin"),
        ("kor-defense-minister", "2024-02-01", "Shin Won-sik"),
        ("kor-foreign-minister", "2005-09-19", "Ban Ki-moon"),
        ("kor-foreign-minister", "2023-08-18", "Park Jin"),
        ("kor-unification-minister", "2020-12-01", "Lee In-young"),
        ("kor-nis-director", "2023-06-01", "Kim Kyou-hyun"),
        ("kor-jcs-chairman", "2024-06-01", "Kim Myung-soo"),
        ("prk-leader", "1994-01-01", "Kim Il Sung"),
        ("prk-leader", "2006-10-09", "Kim Jong Il"),
        ("prk-leader", "2017-09-03", "Kim Jong Un"),
        ("prk-premier", "2012-06-01", "Choe Yong Rim"),
        ("prk-premier", "2022-01-01", "Kim Tok Hun"),
        ("prk-foreign-minister", "2018-06-12", "Ri Yong Ho"),
        ("prk-foreign-minister", "2024-11-01", "Choe Son Hui"),
        ("prk-presidium-president", "2018-02-10", "Kim Yong Nam"),
        ("usa-president", "1999-01-01", "Bill Clinton"),
        ("usa-president", "2006-10-09", "George W. Bush"),
        ("usa-president", "2013-02-12", "Barack Obama"),
        ("usa-president", "2019-02-28", "Donald Trump"),
        ("usa-president", "2023-04-26", "Joe Biden"),
        ("usa-president", "2025-01-20", "Donald Trump"),
        ("usa-vice-president", "2018-02-09", "Mike Pence"),
        ("usa-secretary-of-state", "2000-10-23", "Madeleine Albright"),
        ("usa-secretary-of-state", "2018-10-07", "Mike Pompeo"),
        ("usa-secretary-of-state", "2022-01-20", "Antony Blinken"),
        ("usa-defense-secretary", "2017-10-01", "Jim Mattis"),
        ("usa-defense-secretary", "2023-10-01", "Lloyd Austin"),
        ("usa-national-security-adviser", "2019-03-01", "John Bolton"),
        ("rus-president", "1998-08-17", "Boris Yeltsin"),
        ("rus-president", "2011-08-24", "Dmitry Medvedev"),
        ("rus-president", "2024-06-19", "Vladimir Putin"),
        ("rus-foreign-minister", "2003-01-01", "Igor Ivanov"),
        ("rus-foreign-minister", "2023-10-19", "Sergey Lavrov"),
        ("rus-defense-minister", "2023-07-27", "Sergei Shoigu"),
        ("rus-defense-minister", "2024-11-29", "Andrei Belousov"),
        ("chn-president", "2000-06-01", "Jiang Zemin"),
        ("chn-president", "2010-05-05", "Hu Jintao"),
        ("chn-president", "2019-06-20", "Xi Jinping"),
        ("chn-premier", "2009-10-04", "Wen Jiabao"),
        ("chn-foreign-minister", "2023-04-01", "Qin Gang"),
        ("chn-foreign-minister", "2024-01-01", "Wang Yi"),
        ("jpn-prime-minister", "1998-08-31", "Keizo Obuchi"),
        ("jpn-prime-minister", "2002-09-17", "Junichiro Koizumi"),
        ("jpn-prime-minister", "2017-09-15", "Shinzo Abe"),
        ("jpn-prime-minister", "2022-10-04", "Fumio Kishida"),
        ("jpn-prime-minister", "2025-02-01", "Shigeru Ishiba"),
        ("jpn-chief-cabinet-secretary", "2017-08-29", "Yoshihide Suga"),
        ("ukr-president", "2003-01-01", "Leonid Kuchma"),
        ("ukr-president", "2015-06-01", "Petro Poroshenko"),
        ("ukr-president", "2025-01-12", "Volodymyr Zelensky"),
        ("un-secretary-general", "1998-01-01", "Kofi Annan"),
        ("un-secretary-general", "2016-09-09", "Ban Ki-moon"),
        ("iaea-director-general", "2021-08-27", "Rafael Grossi"),
        ("usa-president", "2050-01-01", None),
    ],
)
def test_holder_by_date(knowledge, office, date, holder):
    found = knowledge.holder(office, date).actor

    assert (found.name if found else None) == holder


def test_every_actor_has_an_alias_and_a_readable_id(knowledge):
    named = {alias.actor for alias in knowledge.aliases}

    for key, row in knowledge.actors.items():
        assert re.fullmatch(r"[a-z0-9-]+", key)
        assert row.kind != "person" or key in named


def test_there_is_enough_of_everything(knowledge):
    kinds = [row.kind for row in knowledge.actors.values()]

    assert len(kinds) > 800
    assert all(kinds.count(kind) > 50 for kind in ("person", "government", "organization", "media", "state"))


def test_candidates_do_not_mind_case(knowledge):
    assert {row.actor for row in knowledge.candidates("jcs")} == {"rok-joint-chiefs-of-staff"}
    assert knowledge.candidates("nobody of that name") == ()


def test_unknown_actor_is_refused(knowledge):
    with pytest.raises(KnowledgeError, match="no actor 'john-doe'"):
        knowledge.actor("john-doe")


def package_table(name: str) -> str:
    return (Path(__file__).parents[1] / "korea_nlp" / "data" / f"{name}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        pytest.param(
            "actors",
            "new-person,New Person,person,XYZ,m,Person,,test\n",
            "country 'XYZ' does not",
            id="unknown-country",
        ),
        pytest.param("actors", "New Person,New Person,person,KOR,m,Person,,test\n", "lower-case ASCII", id="bad-id"),
        pytest.param("actors", "new-person,New Person,person,KOR,m,Kim,,test\n", "surname 'Kim'", id="bad-surname"),
        pytest.param("actors", "new-person,New Person,robot,KOR,m,,,test\n", "kind is 'robot'", id="bad-kind"),
        pytest.param(
            "holders", "kor-president,kim-jong-un,2019-01-01,2019-02-01,,test\n", "before moon-jae-in", id="two-holders"
        ),
        pytest.param("holders", "kor-emperor,moon-jae-in,2019-01-01,,2020,test\n", "office 'kor-emp", id="no-office"),
        pytest.param("holders", "kor-president,moon-jae-in,1900-01-01,,,test\n", "neither end nor known", id="no-end"),
        pytest.param("holders", "usa-president,joe-biden,1900,1899,,test\n", "after its end", id="ends-before-start"),
        pytest.param("aliases", "JCS,nobody,alias,test\n", "actor 'nobody' does not stand", id="alias-of-nobody"),
        pytest.param("aliases", "JCS,rok-joint-chiefs-of-staff,alias,test\n", "already stands on line", id="twice"),
    ],
)
def test_contradictions_are_refused_by_table_and_line(tmp_path, table, row, message):
    text = package_table(table) + row
    (tmp_path / f"{table}.csv").write_text(text, encoding="utf-8")

    with pytest.raises(KnowledgeError, match=message) as caught:
        load_knowledge(str(tmp_path))

    assert re.search(r"line \d+", str(caught.value))


def test_own_folder_replaces_tables(tmp_path):
    row = "own-body,Own Body,organization,KOR,,,,test\n"
    (tmp_path / "actors.csv").write_text(package_table("actors") + row, encoding="utf-8")

    assert load_knowledge(str(tmp_path)).actor("own-body").country == "KOR"
