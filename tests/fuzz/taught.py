"""What is learnt and what it is learnt from, fuzzed: the message of a reader, and marked articles."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language
from spacy.tokens import Doc

import korea_nlp
from korea_nlp.errors import KoreaNLPError
from korea_nlp.lexicon import data_file
from korea_nlp.reader.component import ReaderPipe
from korea_nlp.reader.heads import ITEMS, attribution, triggers
from korea_nlp.training.gold import Gold, read_gold
from korea_nlp.training.labels import labels_of

TEXT = "Seoul said on Friday that 300 soldiers were killed in 2024. Kim Jong Un denied it."
KNOWN = 4  # rows of the small reader's tables
ODD = (None, -1, 1e999, float("nan"), 10**30, "", "a", "\ud800", [], {}, True, [[]], "9" * 30, 0.5, b"\xff", 2**62)


def walk(place: Any, data: bytes) -> tuple[Any, Any] | None:
    """Return a place within values, which bytes lead to, and the key there; None where there is nothing."""
    found = None
    for byte in data:
        keys = list(place) if isinstance(place, dict) else list(range(len(place))) if isinstance(place, list) else []
        if not keys:
            break
        found = (place, keys[byte % len(keys)])
        if byte > 240:
            break
        place = place[found[1]]
    return found


def check_told(error: KoreaNLPError, where: str, *what_to_do: str) -> None:
    """Assert that an error says where it is and what to do."""
    assert str(error).startswith(where), error
    assert any(words in str(error) for words in what_to_do), error


# --- readers -------------------------------------------------------------------------------------------------------


@cache
def _small() -> bytes:
    """Return the message of a reader like ours that knows a few words and facts alone."""
    message = srsly.msgpack_loads(data_file("reader.msgpack").read_bytes())
    heads = {name: message["heads"][name] for name in (attribution.NAME, triggers.NAME, "stance", "mode", "about")}
    weights = {name: value for name, value in message["weights"].items() if name.split(".")[0] in {*heads, "encoder"}}
    for name, values in message["encoder"]["known"].items():
        message["encoder"]["known"][name] = values[:KNOWN]
        weights[f"encoder.embed.{name}.weight"] = weights[f"encoder.embed.{name}.weight"][: len(values[:KNOWN]) + 1]
    for name in heads.keys() & ITEMS.keys():
        heads[name]["facts"] = heads[name]["facts"][:KNOWN]
        for layer in ("facts", "direct"):
            weights[f"{name}.{layer}.weight"] = weights[f"{name}.{layer}.weight"][:KNOWN]
    return bytes(srsly.msgpack_dumps({**message, "heads": heads, "weights": weights}))


@cache
def _doc() -> tuple[Language, Doc]:
    """Return a pipeline, and a Doc that the components before the reader have read."""
    nlp = korea_nlp.load()
    doc = nlp.make_doc(TEXT)
    for name, pipe in nlp.pipeline:
        if name == "korea_reader":
            break
        doc = pipe(doc)
    return nlp, doc


def _reshaped(value: Any, how: int) -> Any:
    """Return an array as another one."""
    value = np.asarray(value).copy()
    if how % 8 == 0:
        value.reshape(-1)[: 1 + how] = np.nan
    return (
        value,
        value[:-1],
        value.T,
        value[..., :-1],
        value.reshape(-1),
        np.zeros(value.shape, dtype=np.int64),
        np.asarray(how),
        value[None],
    )[how % 8]


def _spoilt(data: bytes) -> bytes:
    """Return the small reader's message with something wrong in it."""
    kind, data = (data[0] % 4, data[1:]) if data else (0, b"")
    message = _small()
    if kind == 0:  # cut short, or with more behind it
        place = int.from_bytes(data[:3], "big") % (len(message) + 1)
        return message[:place] + data[3:]
    if kind == 1:  # bytes flipped, in the first ones more often, where the names and shapes stand
        found = bytearray(message)
        for step in range(0, len(data) - 3, 4):
            far = len(message) if data[step] % 2 else 4096
            found[int.from_bytes(data[step : step + 3], "big") % far] ^= data[step + 3]
        return bytes(found)
    values = srsly.msgpack_loads(message)
    if kind == 2 and data:  # a weight of another shape
        names = list(values["weights"])
        name = names[data[0] % len(names)]
        values["weights"][name] = _reshaped(values["weights"][name], data[-1])
    elif found := walk(values if data and data[0] % 2 else values["heads"], data[1:]):  # a setting of another kind
        place, key = found
        place[key] = ODD[data[-1] % len(ODD)]
        if isinstance(place, list) and data[-1] > 200:
            del place[key]  # a label or a word less
    with suppress(TypeError, OverflowError, ValueError, UnicodeEncodeError):  # what msgpack cannot hold
        return bytes(srsly.msgpack_dumps(values))
    return message


def reader(data: bytes) -> None:
    """The message of a reader of which something was changed → an error of ours, or a reader that reads."""
    nlp, doc = _doc()
    pipe = nlp.get_pipe("korea_reader")
    assert isinstance(pipe, ReaderPipe)
    try:
        pipe.use_reader(_spoilt(data), "the model")
    except KoreaNLPError as error:
        check_told(error, "the model: ", "teach the model, anew")
        return
    with np.errstate(all="ignore"):  # huge weights
        read = doc.copy()
        seen = False
        for name, component in nlp.pipeline:
            seen |= name == "korea_reader"
            if seen:
                read = component(read)
        record = korea_nlp.extract(read)
    assert all(0 <= claim.confidence <= 1 for claim in record.claims)


# --- gold ----------------------------------------------------------------------------------------------------------


@cache
def _marked() -> tuple[str, ...]:
    """Return a record, and the same article as gold of ours holds it, as JSON."""
    record = korea_nlp.analyze(TEXT, published="2025-01-24", nlp=_doc()[0])
    assert all((record.claims, record.events, record.quantities))
    said, kim = {"name": "South Korea", "country": "KOR", "kind": "state"}, {"name": "Kim Jong Un", "kind": "person"}
    article = {
        "id": "a",
        "text": TEXT,
        "published": "2025-01-24",
        "actors": [{"start": 0, "end": 5, "text": "Seoul", "actor": said}],
        "claims": [
            {
                "source": {"spans": [[0, 5]], "actor": said},
                "content": {"spans": [[26, 58]]},
                "about": [kim],
                "stance": "assert",
                "certainty": "certain",
            }
        ],
        "events": [{"trigger": {"start": 44, "end": 50, "text": "killed"}, "kind": "casualties", "mode": "actual"}],
        "quantities": [{"start": 26, "end": 38, "lower": 300, "upper": 300, "status": "killed"}],
    }
    return record.to_json(), json.dumps(article)


def _lines(data: bytes) -> Iterator[bytes]:
    """Yield marked articles of which something is wrong."""
    values = json.loads(_marked()[data[0] % 2] if data else _marked()[0])
    if (found := walk(values, data[1:-1])) is not None:
        place, key = found
        if isinstance(place[key], int) and data[-1] % 2:
            place[key] += data[-1] - 128  # offsets that are broken
        elif data[-1] % 7 == 0:
            del place[key]
        else:
            odd = [value for value in ODD if not isinstance(value, bytes)]
            place[key] = odd[data[-1] % len(odd)]
    yield json.dumps(values).encode()
    yield data


def gold(data: bytes) -> None:
    """Marked articles of which something was changed → an error of ours with the line, or what answers a reader."""
    path = Path(_folder()) / "gold.jsonl"
    for line in _lines(data):
        path.write_bytes(b"\n" + line)
        try:
            articles = read_gold(path)
        except KoreaNLPError as error:
            check_told(error, f"{path}", "; mend that line", "in UTF-8")
            continue
        for article in articles:
            _check(article)


@cache
def _whole() -> Doc:
    return _doc()[0](TEXT)


def _check(article: Gold) -> None:
    """Assert that all of an article stands in its text, and answers what was asked by a label that there is."""
    spans = [span for claim in article.claims or () for span in (*claim.content, *claim.source)]
    spans += [event.trigger for event in article.events or ()]
    spans += [item.span for item in (*(article.quantities or ()), *(article.mentions or ()))]
    assert all(0 <= start < end <= len(article.text) for start, end in spans)
    korea_nlp.Article(article.id, article.text, article.published)
    if article.text == TEXT:
        for name, labels in labels_of(_whole(), article).items():
            assert set(labels.values()) <= set(ITEMS[name])


@cache
def _folder() -> str:
    return tempfile.mkdtemp(prefix="korea-nlp-fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
