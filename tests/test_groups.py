"""What groups are called in an article, and who is named by a bare noun after them."""

import pytest

import korea_nlp


def named(nlp, text: str) -> dict[str, list[str]]:
    """Return the groups of a text by name, each with the words of its mentions."""
    record = korea_nlp.analyze(text, published="2014-05-05", nlp=nlp)
    return {
        actor.name: [mention.text for mention in actor.mentions if mention.form != "pronoun"]
        for actor in record.actors
        if actor.kind == "group"
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Russian nuclear officials said the plant was safe.", "Russian nuclear officials"),
        ("North Korean border soldiers fired into the air.", "North Korean border soldiers"),
        ("Two Japanese tuna fishermen were rescued.", "Japanese tuna fishermen"),
        ("A few Chinese textile workers crossed the bridge.", "Chinese textile workers"),
    ],
)
def test_words_of_its_own_make_a_group_beside_the_countrys_others(grammar, text, name):
    assert list(named(grammar, text)) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Several Japanese workers said no.", "Japanese workers"),
        ("Some 300 South Korean soldiers left.", "South Korean soldiers"),
        ("Many other Russian diplomats stayed.", "Russian diplomats"),
    ],
)
def test_words_that_count_make_none(grammar, text, name):
    assert list(named(grammar, text)) == [name]


def test_groups_of_one_country_stay_apart(grammar):
    found = named(grammar, "Russian nuclear officials disagreed. Russian officials in Moscow said so.")

    assert found == {
        "Russian nuclear officials": ["Russian nuclear officials"],
        "Russian officials": ["Russian officials"],
    }


def test_the_bare_noun_after_a_group_is_that_group(nlp):
    found = named(
        nlp, "South Korean border soldiers found a tunnel. The soldiers told reporters that it was two meters wide."
    )

    assert found == {"South Korean border soldiers": ["South Korean border soldiers", "The soldiers"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("French authorities said the ship sank.", "French authorities"),
        ("The Syrian opposition refused to talk.", "Syrian opposition"),
        ("Chinese state television said so.", "State television (China)"),
        (
            "North Korean state television showed the launch.",
            "Korean Central Television (KCTV, state television, North Korea)",
        ),
    ],
)
def test_bodies_without_a_name_are_called_as_one_calls_them(grammar, text, name):
    record = korea_nlp.analyze(text, published="2014-05-05", nlp=grammar)

    assert [actor.name for actor in record.actors] == [name]


@pytest.mark.parametrize(
    ("text", "published", "name"),
    [
        ("Secretary Kerry said talks had ended.", "2014-02-03", "John Kerry"),
        ("SEOUL - Secretary Kerry said talks had ended.", "2014-02-03", "John Kerry"),
        ("TOKYO - President Park said the launch had failed.", "2016-02-07", "Park Geun-hye"),
        ("Ambassador Haley said the sanctions would stay.", "2017-09-12", "Nikki Haley"),
    ],
)
def test_a_title_of_any_office_tells_whom_a_surname_means(grammar, text, published, name):
    record = korea_nlp.analyze(text, published=published, nlp=grammar)

    assert name in [actor.name for actor in record.actors]


def test_who_holds_no_office_on_that_day_is_nobody_known(grammar):
    record = korea_nlp.analyze("Secretary Kerry said talks had ended.", published="2019-02-03", nlp=grammar)

    assert "John Kerry" not in [actor.name for actor in record.actors]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Iranian security forces closed the road.", "Security forces (Iran)"),
        ("The Ukrainian riot police moved in.", "Riot police (Ukraine)"),
        ("French armed forces took part.", "Military (France)"),
        ("The Turkish embassy in Kabul was shut.", "Embassy of Turkey in Kabul, Afghanistan"),
        ("The U.S. embassy in Seoul was shut.", "Embassy of the United States in Seoul, South Korea"),
        ("North Korea's mission to the United Nations said no.", "Mission of North Korea to the United Nations"),
    ],
)
def test_one_body_of_many_is_told_from_its_countrys_others(grammar, text, name):
    record = korea_nlp.analyze(text, published="2014-05-05", nlp=grammar)

    assert record.actors[0].name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The U.S.-backed rebels took the town.", "U.S. rebels"),
        ("Iranian-funded gunmen took the town.", "Iranian gunmen"),
    ],
)
def test_who_is_aided_by_a_country_is_not_of_it(nlp, text, name):
    assert name not in named(nlp, text)


def test_a_group_that_no_table_knows_has_its_country_in_its_name(nlp):
    text = "In Syria, moderate opposition gunmen fought the army. The gunmen said that they had won."
    record = korea_nlp.analyze(text, published="2014-05-05", nlp=nlp)
    groups = [actor for actor in record.actors if actor.kind == "group"]

    assert groups
    assert all(("Syria" in actor.name) == (actor.country == "SYR") for actor in groups)
