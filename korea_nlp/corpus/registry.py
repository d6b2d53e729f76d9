"""The readers that are installed, ours and those of other packages, and the choice among them."""

from dataclasses import replace
from importlib.metadata import entry_points

from korea_nlp.corpus.reader import Reader
from korea_nlp.errors import CorpusError

GROUP = "korea_nlp.readers"
INSTEAD = {
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save the sheet as CSV"),
    **dict.fromkeys((".zip", ".tar", ".tgz", ".7z", ".rar"), "unpack it and give the folder"),
    **dict.fromkeys(
        (".pdf", ".doc", ".odt", ".pages"), "save it as .docx where it is an export, else its text as .txt"
    ),
}
OTHERS = {
    b"PK\x03\x04": ("a packed file, as .xlsx, .docx and .zip are", "save it as text, or unpack it"),
    b"%PDF": ("a PDF", "save its text"),
    b"\xd0\xcf\x11\xe0": ("a file of an older Office", "save it as text"),
    b"PAR1": ("Parquet", "call it .parquet"),
}


def load_readers() -> dict[str, Reader]:
    """Return the readers by name.

    Raises:
        CorpusError: A plug-in cannot be loaded, or two have one name.
    """
    readers: dict[str, Reader] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            reader = entry.load()
        except Exception as error:  # whatever a plug-in does
            raise CorpusError(f"reader {entry.name!r} ({entry.value}) cannot be loaded: {error}; mend it.") from error
        if not isinstance(reader, Reader):
            raise CorpusError(f"reader {entry.name!r} ({entry.value}) is no Reader but {reader!r:.60}; make it one.")
        if readers.setdefault(entry.name, reader) is not reader:
            raise CorpusError(f"two installed packages have a reader {entry.name!r}; uninstall one of them.")
    return readers


def only(readers: dict[str, Reader], name: str) -> dict[str, Reader]:
    """Return one reader by name, without what it recognises its files by.

    Raises:
        CorpusError: There is none of this name.
    """
    if name not in readers:
        raise CorpusError(f"there is no reader {name!r}; name one of {', '.join(readers)}.")
    return {name: replace(readers[name], recognises=None)}


def choose(readers: dict[str, Reader], suffix: str, head: bytes, source: str) -> Reader:
    """Return the one reader for a file, by its suffix and its first bytes.

    Raises:
        CorpusError: There is none, or more than one.
    """
    fitting = {name: reader for name, reader in readers.items() if suffix in reader.suffixes}
    if not fitting:
        advice = INSTEAD.get(suffix) or f"use a file that ends in {suffixes(readers)}"
        raise CorpusError(f"{source}: unknown format; {advice}.")
    found = {name: reader for name, reader in fitting.items() if reader.recognises and reader.recognises(head)}
    found = found or {name: reader for name, reader in fitting.items() if not reader.recognises}
    if len(found) == 1 and next(iter(found.values())).text:
        refuse_other(head, source)
    if len(found) != 1:
        what = f"looks like {' and '.join(found)}" if found else f"does not look like {' or '.join(fitting)}"
        raise CorpusError(f"{source}: {what}; name its reader, one of {', '.join(readers)}.")
    return next(iter(found.values()))


def refuse_other(head: bytes, source: str) -> None:
    """Refuse what is no text by its first bytes, whatever it is called.

    Raises:
        CorpusError: It is none; says what it is.
    """
    for mark, (what, advice) in OTHERS.items():
        if head.startswith(mark):
            raise CorpusError(f"{source}: holds {what}, whatever its name; {advice}.")


def suffixes(readers: dict[str, Reader]) -> str:
    """Return how files that can be read end, in words."""
    return ", ".join(dict.fromkeys(suffix for reader in readers.values() for suffix in reader.suffixes))
