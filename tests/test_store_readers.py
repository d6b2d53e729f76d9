"""Many readers of one store, and a run that writes to it: nobody's answers break."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import scale

from korea_nlp import RunOptions, open_store
from korea_nlp.batch import run_corpus
from korea_nlp.errors import StoreError

PAIRS = RunOptions(part_size=2)


@pytest.fixture
def grow(nlp, tmp_path):
    """Return a function that lets the store at ``tmp_path / "out"`` hold so many articles."""

    def grow(articles: int):
        scale.write_corpus(tmp_path / "news.jsonl", articles)
        run_corpus([tmp_path / "news.jsonl"], tmp_path / "out", nlp=nlp, options=PAIRS)
        return tmp_path / "out"

    return grow


def ask(store):
    return store.disputes().to_pylist(), store.search("soldiers killed").to_pylist()


def test_an_open_store_outlives_what_others_make_after_a_run(grow):
    with open_store(grow(4)) as early:
        answers = ask(early)
        with open_store(grow(7)) as late:
            more = ask(late)
            assert ask(early) == answers
        with open_store(grow(7)) as late:
            assert ask(late) == more
        assert ask(early) == answers
    with open_store(grow(9)) as last:
        ask(last)
    assert len(list((last.folder / "derived").iterdir())) == 2  # what nobody holds is gone


def test_one_who_opened_before_a_run_leaves_what_was_made_after_it(grow):
    with open_store(grow(4)) as early:
        with open_store(grow(7)) as late:
            ask(late)
        ask(early)
        assert len(list((early.folder / "derived").iterdir())) == 4


@pytest.mark.parametrize("shared", [True, False])
def test_many_may_ask_for_the_first_time_at_once(grow, shared):
    folder = grow(6)
    with open_store(folder) as one, ThreadPoolExecutor(4) as threads:

        def reader(_: int):
            if shared:
                return ask(one)
            with open_store(folder) as own:
                return ask(own)

        found = list(threads.map(reader, range(8)))

    assert all(answers == found[0] for answers in found)
    assert found[0][1]


def test_readers_while_a_run_writes(grow):
    folder, over = grow(2), threading.Event()

    def reader(_: int) -> list[int]:
        counts = []
        while not over.is_set():
            with open_store(folder) as store:
                ask(store)
                records = list(store.records())
                assert len(records) == store.sql("SELECT count(*) AS n FROM articles").to_pylist()[0]["n"]
                counts.append(len(records))
        return counts

    with ThreadPoolExecutor(2) as threads:
        readers = [threads.submit(reader, number) for number in range(2)]
        try:
            grow(14)
        finally:
            over.set()
        counts = [count for done in readers for count in done.result()]

    assert counts
    assert not [count for count in counts if count % 2]


def test_changed_bytes_are_noticed_and_mended(grow, nlp, tmp_path):
    folder = grow(6)
    with open_store(folder) as store:
        whole = store.claims().to_pylist()
    file = sorted((folder / "claims").iterdir())[1]
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1  # two of three such changes DuckDB does not notice
    file.write_bytes(data)
    with pytest.raises(StoreError, match=f"part {file.stem} is not as it was written"):
        open_store(folder)
    with open_store(folder, check=False):
        pass

    assert run_corpus([tmp_path / "news.jsonl"], folder, nlp=nlp, options=PAIRS).articles == 2
    with open_store(folder) as store:
        assert store.claims().to_pylist() == whole


def test_a_store_whose_files_are_gone_says_so(grow):
    with open_store(grow(4)) as store:
        file = next((store.folder / "claims").iterdir())
        file.unlink()
        for question in (store.claims, store.search, lambda *_: list(store.records()), store.disputes):
            with pytest.raises(StoreError, match=f"part {file.stem} is not as it was written"):
                question(*["soldiers"] * (question == store.search))
    with pytest.raises(StoreError, match="closed; open it again"):
        store.claims()
