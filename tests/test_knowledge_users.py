"""Users' own knowledge: merged over ours, checked by line, saved with pipelines, explained, used on records."""

import json
import re
import shutil
from pathlib import Path

import pytest
import spacy

import korea_nlp
from korea_nlp.errors import KnowledgeError
from korea_nlp.knowledge import Explanation, check_knowledge, load_knowledge, own_knowledge, read_own
from korea_nlp.lexicon import data_file
from korea_nlp.records import Actor, Argument, Claim, Event, Mention, Part, Record, Source, Words

HOLDERS = "office,actor,start,end,known\n"
TEXT = (
    "Kim visited the shipyard on Friday. Song Haneul, who leads the Ansan Peace Forum, said the U.S. president "
    "would come to Seoul. Song added that he was glad. The agency denied it."
)
TABLES = {
    "actors.csv": (
        "id,name,kind,country,gender,surname\nsong-haneul,Song Haneul,person,KOR,m,Song\n"
        "ansan-forum,Ansan Peace Forum,organization,KOR,,\n"
    ),
    "aliases.csv": (
        "alias,actor,form\nSong Haneul,song-haneul,name\nHaneul Song,song-haneul,name\n송하늘,song-haneul,name\n"
        "APF,ansan-forum,alias\n"
    ),
    "holders.csv": f"{HOLDERS}usa-president,jd-vance,2090-01-20,,2090-12-31\n",
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return write_all(tmp_path)


def write_all(folder: Path) -> Path:
    for name, text in TABLES.items():
        write(folder, name, text)
    return folder


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def problems(*paths: Path, resolve=None, fatal: bool = True) -> list[str]:
    _, found = check_knowledge(read_own(paths, resolve))
    return [str(problem) for problem in found if problem.fatal == fatal]


# --- merging -------------------------------------------------------------------------------------------------------


def test_own_actors_come_with_their_names(mine):
    knowledge = own_knowledge(mine)

    assert knowledge.actor("song-haneul").surname == "Song"
    assert {row.actor for row in knowledge.candidates("송하늘")} == {"song-haneul"}
    assert knowledge.actor("kim-jong-un") == load_knowledge().actor("kim-jong-un")


@pytest.mark.parametrize("name", ["a.yaml", "a.YML"])
def test_yaml_is_refused_alone_and_in_a_folder(tmp_path, name):
    file = write(tmp_path, name, "actors:\n")

    for path in (file, tmp_path):
        with pytest.raises(KnowledgeError, match=r"a\.(yaml|YML): .* write CSV"):
            own_knowledge(path)


def test_pipeline_saved_with_yaml_is_refused():
    with pytest.raises(KnowledgeError, match=r"mine\.yaml: .* write CSV"):
        load_knowledge(own='[["", "mine.yaml", "actors:"]]')


def test_csv_needs_only_the_columns_that_are_filled(tmp_path):
    write(tmp_path, "my-actors.csv", "name,id,kind\nAnsan Peace Forum,ansan-forum,organization\n")
    write(tmp_path, "aliases.csv", "alias,actor,form\nAPF,ansan-forum,alias\n")

    assert {row.actor for row in own_knowledge(tmp_path).candidates("APF")} == {"ansan-forum"}


def test_own_row_takes_the_place_of_ours_and_is_told(tmp_path):
    file = write(tmp_path, "actors.csv", "id,name,kind,country\nkcna,Korean Central News,media,PRK\n")

    assert own_knowledge(file).actor("kcna").name == "Korean Central News"
    assert any(
        f"{file}, line 2: takes the place of the package's 'kcna': name" in p for p in problems(file, fatal=False)
    )


def test_own_alias_takes_its_words_and_is_told(tmp_path):
    file = write(tmp_path, "aliases.csv", "alias,actor,form\nNIS,fbi,alias\n")

    assert [row.actor for row in own_knowledge(file).candidates("nis")] == ["fbi"]
    assert problems(file) == []
    assert problems(file, fatal=False) == [f"{file}, line 2: 'NIS' is fbi here and no longer the package's rok-nis."]


def test_own_holder_ends_the_time_of_ours_in_office(mine):
    knowledge = own_knowledge(mine)

    assert knowledge.holder("usa-president", "2090-06-01").actor.id == "jd-vance"
    assert knowledge.holder("usa-president", "2089-06-01").actor is None
    assert knowledge.holder("usa-president", "2025-06-01").actor.name == "Donald Trump"


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        pytest.param(
            "aliases.csv", "alias,actor,form\nX Club,nobody,name\n", 2, "actor 'nobody' does not", id="dangling"
        ),
        pytest.param(
            "aliases.csv", "alias,actor,form\nX Club,kcna,nick\n", 2, "form is 'nick'; use one of", id="bad-cell"
        ),
        pytest.param("aliases.csv", "alias,actor,form\n,kcna,name\n", 2, "alias is empty", id="empty"),
        pytest.param("aliases.csv", "alias,owner\nX Club,kcna\n", 1, "no column 'owner'", id="bad-column"),
        pytest.param("aliases.csv", "alias,actor,form\nA,kcna\n", 2, "2 cells where the header has 3", id="short-row"),
        pytest.param("actors.csv", "id,name,kind\nX Y,X,group\n", 2, "lower-case ASCII", id="bad-id"),
        pytest.param("holders.csv", f"{HOLDERS}usa-president,joe-biden,2019,2020,\n", 2, "before", id="two-in-office"),
        pytest.param("holders.csv", f"{HOLDERS}usa-president,joe-biden,20190101,2020,\n", 2, "start is", id="bad-date"),
        pytest.param("resolutions.csv", "words,actor\nKim,nobody\n", 2, "actor 'nobody'", id="bad-resolution"),
    ],
)
def test_conflict_is_told_by_file_and_line(tmp_path, name, text, line, said):
    file = write(tmp_path, name, text)

    assert [p for p in problems(file) if p.startswith(f"{file}, line {line}: ") and said in p], problems(file)
    with pytest.raises(KnowledgeError, match=re.escape(f"line {line}: ")):
        own_knowledge(file)


def test_all_conflicts_of_all_files_are_told(tmp_path):
    write(tmp_path, "actors.csv", "id,name,kind,country\nX X,X,group,\nx-y,X Y,group,QQQ\nx-z,X,robot,\n")
    write(tmp_path, "aliases.csv", "alias,actor,form\nX Club,nobody,name\n")

    places = {re.sub(r".*/", "", found.partition(": ")[0]) for found in problems(tmp_path)}
    assert places == {"actors.csv, line 2", "actors.csv, line 3", "actors.csv, line 4", "aliases.csv, line 2"}


def test_two_own_files_that_differ_are_told(tmp_path):
    write(tmp_path, "a-actors.csv", "id,name,kind\nx-y,X Y,group\n")
    write(tmp_path, "b-actors.csv", "id,name,kind\nx-y,X Z,group\n")

    assert [p for p in problems(tmp_path) if "b-actors.csv, line 2: 'x-y' says otherwise on" in p]


@pytest.mark.parametrize("name", ["nowhere.csv", "names.csv", "aliases.txt"])
def test_file_that_is_no_table_is_refused(tmp_path, name):
    if name != "nowhere.csv":
        write(tmp_path, name, "a,b\n")

    with pytest.raises(KnowledgeError, match=name):
        own_knowledge(tmp_path / name)


# --- the pipeline --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def article() -> korea_nlp.Article:
    return korea_nlp.Article("a1", TEXT, "2024-05-05")


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    folder = write_all(tmp_path_factory.mktemp("own"))
    own = korea_nlp.load(knowledge=[folder], resolve={"Kim": "kim-yo-jong", "The agency": "rok-nis", "${Odd}": "kcna"})
    shutil.rmtree(folder)  # nothing may need it any more
    return own


@pytest.fixture(scope="module")
def record(taught, article) -> Record:
    return next(korea_nlp.pipe([article], nlp=taught))


def rules(record: Record) -> dict[str, tuple[str, str]]:
    return {mention.text: (actor.id, mention.rule) for actor in record.actors for mention in actor.mentions}


def test_own_actors_and_resolutions_are_found(record):
    found = rules(record)

    assert found["Kim"] == ("kim-yo-jong", "user:Kim")
    assert found["The agency"] == ("rok-nis", "user:The agency")
    assert found["Song Haneul"] == ("song-haneul", "alias:Song Haneul")
    assert found["Song"][0] == "song-haneul"
    assert "ansan-forum" in {key for key, _ in found.values()}


def test_resolution_leaves_longer_names_alone():
    nlp = korea_nlp.load(resolve={"Kim": "kim-yo-jong"})

    found = rules(korea_nlp.analyze("Kim Jong Un met Kim Jae-beom in the capital.", published="2024-05-05", nlp=nlp))

    assert {rule for _, rule in found.values() if rule.startswith("user:")} == set()


def test_saved_pipeline_keeps_both(taught, article, record, tmp_path):
    taught.to_disk(tmp_path / "model")

    assert list(korea_nlp.pipe([article], nlp=spacy.load(tmp_path / "model"))) == [record]


def test_two_processes_keep_both(taught, article, record):
    assert list(korea_nlp.pipe([article] * 2, nlp=taught, n_process=2, batch_size=1)) == [record] * 2


def test_components_share_one_base(taught):
    assert taught.get_pipe("korea_actors").knowledge is taught.get_pipe("korea_coref").knowledge


def test_record_tells_that_a_user_added_knowledge(record, nlp):
    plain = korea_nlp.analyze("Seoul said so.", nlp=nlp).versions["knowledge"]

    assert record.versions["knowledge"].startswith(plain + "+")


def test_contradiction_stops_loading(tmp_path):
    with pytest.raises(KnowledgeError, match="actor 'nobody' does not stand"):
        korea_nlp.load(resolve={"Kim": "nobody"})


# --- as-of honesty -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "office", "future"),
    [
        ("The U.S. president", "usa-president", "2055-01-01"),
        ("South Korea's president", "kor-president", "2055-01-01"),
        ("The Russian president", "rus-president", "2055-01-01"),
        ("Japan's prime minister", "jpn-prime-minister", "2055-01-01"),
    ],
)
def test_past_the_last_known_date_a_role_is_the_office(nlp, words, office, future):
    record = korea_nlp.analyze(f"{words} said talks would go on.", published=future, nlp=nlp)

    (actor,) = [actor for actor in record.actors if actor.mentions[0].form == "role"]
    assert (actor.id, actor.mentions[0].rule) == (f"office:{office}", f"office:{office}")
    assert "nobody is guessed" in korea_nlp.explain(actor.mentions[0], record).text


# --- explanations --------------------------------------------------------------------------------------------------


def said(record: Record, words: str, knowledge=None) -> Explanation:
    mention = next(m for actor in record.actors for m in actor.mentions if m.text == words)
    return korea_nlp.explain(mention, record, knowledge=knowledge)


def test_role_is_explained_by_holder_and_dates(record):
    found = said(record, "U.S. president")

    assert (found.actor, found.start, found.end) == ("joe-biden", "2021-01-20", "2025-01-20")
    assert "Joe Biden held from 2021-01-20 to 2025-01-20" in found.text
    assert found.rows[0] == "holders.csv: usa-president, joe-biden, 2021-01-20, 2025-01-20, "


def test_own_rows_are_explained_by_file_and_line(record, taught):
    knowledge = taught.get_pipe("korea_actors").knowledge

    assert said(record, "Song Haneul", knowledge).rows[0].partition(": ")[0].endswith("aliases.csv, line 2")
    assert said(record, "Kim", knowledge).rows == ("resolve=, line 2: Kim, kim-yo-jong",)


def samples() -> list[korea_nlp.Article]:
    lines = data_file("samples").joinpath("articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [korea_nlp.Article(**json.loads(line)) for line in lines]


def test_every_mention_of_the_samples_is_explained(nlp):
    for record in korea_nlp.pipe(samples(), nlp=nlp):
        for actor in record.actors:
            for mention in actor.mentions:
                text = korea_nlp.explain(mention, record).text
                assert text.endswith("."), text
                assert "the rule is" not in text, text


def test_name_by_its_title_is_explained(nlp):
    record = korea_nlp.analyze("Secretary of State Powell was calm.", published="2004-06-01", nlp=nlp)

    assert "the title before it tells" in said(record, "Powell").text


def test_mention_alone_is_explained():
    found = korea_nlp.explain(Mention(0, 3, "NIS", "alias", "alias:NIS"))

    assert (found.actor, found.rows) == (None, ("aliases.csv: NIS, rok-nis, alias",))


# --- resolving again -----------------------------------------------------------------------------------------------


def test_reresolving_changes_nothing_where_nothing_changed(nlp, taught, article, record):
    plain = next(korea_nlp.pipe([article], nlp=nlp))

    assert list(korea_nlp.reresolve([plain])) == [plain]
    assert list(korea_nlp.reresolve([record], knowledge=taught.get_pipe("korea_actors").knowledge)) == [record]


def test_reresolving_gives_actors_that_came_to_the_tables_their_ids(nlp, mine, article):
    plain = next(korea_nlp.pipe([article], nlp=nlp))
    assert "a1#song-haneul" in {actor.id for actor in plain.actors}

    (found,) = korea_nlp.reresolve([plain], knowledge=[mine])

    ids = {actor.id for actor in found.actors}
    assert "song-haneul" in ids
    assert "a1#song-haneul" not in found.to_json()
    assert found.text == plain.text
    assert all(key in ids for claim in found.claims for key in claim.about)


def handmade() -> Record:
    """A record in which two mentions of one actor are told apart by exact words."""
    text = "Lee said he met Mr Lee of the NIS."
    mentions = (Mention(0, 3, "Lee", "alias", "short-name:lee-x"), Mention(9, 11, "he", "pronoun", "pronoun:he→0"))
    other = Mention(16, 22, "Mr Lee", "name", "alias:Lee X")
    nis = Actor(
        "rok-nis", "NIS", "government", "KOR", None, None, None, (Mention(30, 33, "NIS", "alias", "alias:NIS"),)
    )
    lee = Actor("lee-jong-seok", "Lee Jong-seok", "person", "KOR", None, "chief", None, (*mentions, other))
    claim = Claim(
        id="c1", kind="indirect", source=Source(((0, 3),), "Lee", ("lee-jong-seok",)), cue=None,
        content=Part(((9, 33),), text[9:33]), about=("lee-jong-seok", "rok-nis"), stance="assert", certainty="certain",
        events=(), quantities=(), time=None, parent=None, confidence=1.0,
    )  # fmt: skip
    event = Event(
        id="e1", kind="meeting", subkind=None, plover=None, mode="actual", focus=True, trigger=Words(12, 15, "met"),
        mentions=(), arguments=(Argument("patient", 16, 22, "Mr Lee", "lee-jong-seok", None),), time=None,
        quantities=(),
    )  # fmt: skip
    return Record(id="r", text=text, published="2025-09-01", actors=(lee, nis), claims=(claim,), events=(event,))


def test_reresolving_by_exact_words_moves_claims_and_events_along():
    (found,) = korea_nlp.reresolve([handmade()], resolve={"Lee": "lee-jae-myung", "Mr Lee": "lee-in-young"})

    ids = {mention.text: actor.id for actor in found.actors for mention in actor.mentions}
    assert ids == {"Lee": "lee-jae-myung", "he": "lee-jae-myung", "Mr Lee": "lee-in-young", "NIS": "rok-nis"}
    assert found.claims[0].source.actors == ("lee-jae-myung",)
    assert found.claims[0].about == ("lee-jae-myung", "lee-in-young", "rok-nis")
    assert found.events[0].arguments[0].actor == "lee-in-young"
    assert Record.from_json(found.to_json()) == found


def test_reresolving_reads_offices_by_the_new_holders(nlp, mine):
    text = "The U.S. president said talks would go on. He was glad."
    plain = korea_nlp.analyze(text, published="2090-03-01", nlp=nlp)
    assert plain.actors[0].id == "office:usa-president"

    (found,) = korea_nlp.reresolve([plain], knowledge=mine)

    assert [actor.id for actor in found.actors] == ["jd-vance"]
    assert found.actors[0].mentions[0].rule == "role:usa-president@2090-01-20"
    assert {key for claim in found.claims for key in claim.source.actors} <= {"jd-vance"}


@pytest.mark.parametrize(
    ("name", "text", "words", "actor", "rule"),
    [
        pytest.param("aliases.csv", "alias,actor,form\nNIS,fbi,alias\n", "NIS", "fbi", "alias:NIS", id="alias"),
        pytest.param(
            "bodies.csv", "country,sector,actor\nKOR,intelligence,fbi\n", "South Korea's spy agency", "fbi",
            "body:KOR intelligence", id="body",
        ),
        pytest.param(
            "bodies.csv", "country,sector,actor\nKOR,police,fbi\n", "South Korean police", "fbi", "body:KOR police",
            id="body-that-had-no-name",
        ),
    ],
)  # fmt: skip
def test_reresolving_reads_names_and_bodies_by_the_new_tables(nlp, tmp_path, name, text, words, actor, rule):
    plain = korea_nlp.analyze(f"The NIS, {words} and others said talks would go on.", published="2024-03-01", nlp=nlp)
    assert rules(plain)[words][0] != actor

    (found,) = korea_nlp.reresolve([plain], knowledge=write(tmp_path, name, text))

    assert rules(found)[words] == (actor, rule)
    assert found.actors[0].wikidata == load_knowledge().actor(found.actors[0].id).wikidata
    assert actor in {key for claim in found.claims for key in claim.source.actors}


def test_reresolving_keeps_the_records_of_the_samples(nlp):
    records = list(korea_nlp.pipe(samples(), nlp=nlp))

    assert list(korea_nlp.reresolve(records)) == records


def test_reresolving_passes_failures_on():
    failure = korea_nlp.Failure("a9", "empty")

    assert list(korea_nlp.reresolve([failure])) == [failure]


# --- large bases ---------------------------------------------------------------------------------------------------


def test_large_base_changes_nothing_for_texts_that_name_none_of_it(nlp, tmp_path):
    rows = [f"made-{n},Doru{n} Vanmok Eunsang,person,KOR,Doru{n}\n" for n in range(3_000)]
    file = write(tmp_path, "actors.csv", "id,name,kind,country,surname\n" + "".join(rows))
    large = korea_nlp.load(knowledge=file)

    plain = list(korea_nlp.pipe(samples()[:3], nlp=nlp))
    found = list(korea_nlp.pipe(samples()[:3], nlp=large))

    assert [record.actors for record in found] == [record.actors for record in plain]
    text = "Doru77 Vanmok Eunsang said so."
    assert rules(korea_nlp.analyze(text, nlp=large))["Doru77 Vanmok Eunsang"][0] == "made-77"
