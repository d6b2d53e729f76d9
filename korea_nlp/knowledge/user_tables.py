"""Users' own knowledge: files of actors, aliases, offices and holders, packed so that they travel with a pipeline."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from korea_nlp.errors import KnowledgeError, LexiconError
from korea_nlp.knowledge.tables import TABLES, Part, Problem, read_part
from korea_nlp.lexicon import Lexicon, load_lexicon

YAML = (".yaml", ".yml")  # once read; refused, so that nothing is dropped in silence
RESOLVE = "resolve="  # what errors call a mapping that was given in code

Resolve = Mapping[str, str] | str | Path


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A user's file as text.

    Attributes:
        table: The table that it holds.
        file: What errors call it.
        text: Its text, as CSV.
    """

    table: str
    file: str
    text: str


def read_own(paths: str | Path | Iterable[str | Path] = (), resolve: Resolve | None = None) -> tuple[OwnFile, ...]:
    """Read a user's files.

    Args:
        paths: Folders of CSV files called like our tables, single CSV files whose name ends in a table's name
            (``my-aliases.csv``).
        resolve: Exact words and the id of the actor they stand for, or a CSV file with the columns words and actor.

    Raises:
        KnowledgeError: A file is not there, is not UTF-8, is no CSV, or it cannot be told which table it is.
    """
    found: list[OwnFile] = []
    for path in paths if isinstance(paths, Iterable) and not isinstance(paths, str) else [paths]:
        if not isinstance(path, str | Path):
            raise KnowledgeError(f"knowledge is {path!r:.60}; give paths of CSV files, or of folders of them.")
        for file in _files(Path(path)):
            found.append(OwnFile(_table_of(file), str(file), _text(file)))
    if isinstance(resolve, Mapping):
        found.append(OwnFile("resolutions", RESOLVE, _to_csv(resolve)))
    elif resolve is not None:
        if not isinstance(resolve, str | Path):
            raise KnowledgeError(f"resolve is {resolve!r:.60}; give {{'Kim': 'kim-yo-jong'}}, or a CSV file.")
        found.append(OwnFile("resolutions", str(resolve), _text(Path(resolve))))
    return tuple(found)


def parts_of(files: Iterable[OwnFile]) -> tuple[list[Part], list[Problem]]:
    """Return the rows of a user's files, by file and table, and what is wrong with the others."""
    parts: list[Part] = []
    problems: list[Problem] = []
    for own in files:
        part, wrong = read_part(own.table, Lexicon(own.file, own.text), partial=True)
        parts.append(part)
        problems += wrong
    return parts, problems


def pack(files: Iterable[OwnFile]) -> str:
    """Return files as one string that a pipeline's config can hold; ``$`` would be read as a variable there."""
    listed = [[own.table, own.file, own.text] for own in files]
    listing = json.dumps(listed) if listed else ""
    return listing.replace("$", "\\u0024")


def unpack(packed: str) -> tuple[OwnFile, ...]:
    """Return the files of a packed string.

    Raises:
        KnowledgeError: A pipeline was saved with tables as YAML, which are read no more.
    """
    files = tuple(OwnFile(*each) for each in json.loads(packed)) if packed else ()
    for own in files:
        if not own.table:
            raise _no_yaml(own.file)
    return files


def table_of(name: str) -> str | None:
    """Return the table that a file's name (without its suffix) ends in.

    Example:
        >>> table_of("my-sector_words"), table_of("names")
        ('sector_words', None)
    """
    fitting = [table for table in TABLES if name == table or name.endswith(("-" + table, "_" + table, "." + table))]
    return max(fitting, key=len, default=None)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        if not path.exists():
            raise KnowledgeError(f"{path}: there is no such file or folder; check the path.")
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in (".csv", *YAML))
    if not files:
        raise KnowledgeError(f"{path}: there are no tables in this folder; put CSV files there.")
    return files


def _table_of(file: Path) -> str:
    if file.suffix.lower() in YAML:
        raise _no_yaml(str(file))
    table = table_of(file.stem.lower())
    if table is None or file.suffix.lower() != ".csv":
        raise KnowledgeError(f"{file}: which table is it? Call it {', '.join(TABLES)} (.csv).")
    return table


def _no_yaml(file: str) -> KnowledgeError:
    return KnowledgeError(
        f"{file}: tables are not read from YAML; write CSV, one file a table: actors.csv, aliases.csv."
    )


def _text(file: Path) -> str:
    try:
        return load_lexicon(file.stem, str(file)).text.removeprefix("\ufeff")
    except LexiconError as error:
        raise KnowledgeError(str(error)) from error
    except OSError as error:
        raise KnowledgeError(f"{file}: cannot be read: {error.strerror}.") from error


def _to_csv(resolve: Mapping[str, str]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("words", "actor"))
    writer.writerows(resolve.items())
    return buffer.getvalue()
