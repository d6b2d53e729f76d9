"""What every format needs: values that it can hold, and files that are whole or not there."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from korea_nlp.errors import GraphError, reason

Value = str | int | float | bool
XML_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST = 2**63  # whole numbers beyond it have no type in GraphML


def clean(text: str) -> str:
    r"""Return the text without the characters that XML cannot hold.

    Example:
        >>> clean("bell \x07 and half a pair \ud83d")
        'bell  and half a pair '
    """
    return text if text.isprintable() else XML_ILLEGAL.sub("", text)


def plain(value: Any) -> Value | None:
    """Return a value as a string, number or bool; None where there is nothing to write.

    Example:
        >>> plain(["a", 1]), plain(date(2025, 1, 24)), plain(None)
        ('["a", 1]', '2025-01-24', None)
    """
    value = unwrapped(value)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= LONGEST:
        return float(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    try:
        return clean(json.dumps(list(value) if isinstance(value, set | frozenset) else value, ensure_ascii=False))
    except (TypeError, ValueError) as error:
        raise GraphError(f"an attribute is {value!r:.60}; use strings, numbers, dates, lists and dicts.") from error


def unwrapped(value: Any) -> Any:
    """Return what a value of numpy or pandas holds, others as they are; None for NaT.

    Example:
        >>> import numpy
        >>> unwrapped(numpy.int64(3)), unwrapped(numpy.array([1.5, 2])), unwrapped("a")
        (3, [1.5, 2.0], 'a')
    """
    if type(value).__module__ == "numpy":
        if type(value).__name__ == "datetime64":
            return None if value != value else str(value).removesuffix("T00:00:00.000000000")
        return value.tolist()
    return None if isinstance(value, date) and value != value else value


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Give the path of a temporary file beside ``path``, and rename it to that when all went well.

    What is there and is no file, such as a pipe, is written straight.

    Raises:
        GraphError: The file cannot be written.
    """
    given, path = path, Path(path).resolve()
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    if path.is_dir():
        raise GraphError(f"{given}: is a folder; name a file in it.")
    if path.exists() and not path.is_file():
        yield path
        return
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise GraphError(f"{given}: cannot be written: {reason(error)}.") from error
    finally:
        temporary.unlink(missing_ok=True)
