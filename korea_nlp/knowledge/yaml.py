"""A user's knowledge in one YAML file: lists of rows under the names of the tables.

    actors:
      - id: jeon-ha-gyu
        name: Jeon Ha-gyu
        kind: person
        country: KOR
        aliases: [Jeon Ha Gyu, 전하규]
    holders:
      - {office: kor-jcs-chairman, actor: jeon-ha-gyu, start: 2027-01-01, known: 2027-03-01}

Values are read as they are written: a date stays a date, and ``NO`` is Norway.
"""

from collections.abc import Iterator
from typing import Any

from korea_nlp.errors import LexiconError
from korea_nlp.knowledge.tables import TABLES, Part, Problem
from korea_nlp.lexicon import LIST_MARK, RowMaker

LONGEST_ACRONYM = 6
Entry = dict[str, str]


def parts_of_yaml(file: str, text: str) -> tuple[list[Part], list[Problem]]:
    """Return the rows of each table in a YAML text, and what is wrong with the others."""
    from srsly.ruamel_yaml import SafeLoader, compose  # comes with spaCy, keeps the lines
    from srsly.ruamel_yaml.error import MarkedYAMLError, YAMLError

    try:
        root = compose(text, Loader=SafeLoader)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return [], [Problem(f"{file}, line {line}", f"not YAML: {error.problem or error.context}; mend it.")]
    except YAMLError as error:
        return [], [Problem(f"{file}, line 1", f"not YAML: {error}; mend it.")]
    except RecursionError:
        return [], [Problem(f"{file}, line 1", "lists stand in lists without end; write rows of 'column: value'.")]
    if again := _shared(root):
        return [], [Problem(_place(file, again), "an alias (*name) stands for it elsewhere; write it out there.")]
    tables: dict[str, list[tuple[int, Entry]]] = {}
    problems: list[Problem] = []
    for found in _entries(root, file):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            table, line, entry = found
            tables.setdefault(table, []).append((line, entry))
    parts = []
    for table, entries in tables.items():
        part, wrong = _part(table, file, entries)
        parts.append(part)
        problems += wrong
    return parts, problems


def _shared(root: Any) -> Any:
    """Return a node that stands in two places; aliases of aliases would grow without bound."""
    seen: set[int] = set()
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            return node
        seen.add(id(node))
        if node.id == "mapping":
            waiting += [part for pair in node.value for part in pair]
        elif node.id == "sequence":
            waiting += node.value
    return None


def _entries(root: Any, file: str) -> Iterator[tuple[str, int, Entry] | Problem]:
    """Yield table, line and cells of each row; an actor's list of aliases gives a row of its own each."""
    if root is None:
        return
    if root.id != "mapping":
        yield Problem(_place(file, root), f"write the names of tables at the top: {', '.join(TABLES)}.")
        return
    for key, rows in root.value:
        if key.id != "scalar" or key.value not in TABLES:
            yield Problem(_place(file, key), f"there is no table {key.value!r:.60}; use {', '.join(TABLES)}.")
        elif rows.id != "sequence":
            yield Problem(_place(file, rows), f"{key.value} is no list; begin each row with '- '.")
        else:
            for row in rows.value:
                yield from _row(file, key.value, row)


def _row(file: str, table: str, row: Any) -> Iterator[tuple[str, int, Entry] | Problem]:
    if row.id != "mapping":
        yield Problem(_place(file, row), f"a row of {table} is written as 'column: value'; mend it.")
        return
    entry: Entry = {}
    aliases: list[tuple[int, str]] = []
    for key, value in row.value:
        column = str(key.value)
        if any(node.id != "scalar" for node in (key, *_items(value))):
            yield Problem(_place(file, key), f"{column:.60} has no plain value; write a word or a list of words.")
            return
        if table == "actors" and column == "aliases":
            aliases = [(node.start_mark.line + 1, str(node.value)) for node in _items(value)]
        elif column in entry:
            yield Problem(_place(file, key), f"{column} stands twice; remove one.")
            return
        else:
            entry[column] = LIST_MARK.join(_plain(node) for node in _items(value))
    yield table, row.start_mark.line + 1, entry
    for line, words in aliases:
        form = "alias" if words.isupper() and words.isascii() and len(words) <= LONGEST_ACRONYM else "name"
        cells = {"alias": words, "actor": entry.get("id", ""), "form": form, "source": entry.get("source", "")}
        yield "aliases", line, cells


def _items(value: Any) -> list[Any]:
    return value.value if value.id == "sequence" else [value]


def _plain(node: Any) -> str:
    """Return a value as written; nothing for ``null``."""
    return "" if node.tag.endswith(":null") else str(node.value)


def _part(table: str, file: str, entries: list[tuple[int, Entry]]) -> tuple[Part, list[Problem]]:
    """Return the rows that can be read, and what is wrong with the others."""
    row_type, key = TABLES[table]
    maker: RowMaker[Any] = RowMaker(row_type)
    rows: list[Any] = []
    lines: list[int] = []
    problems: list[Problem] = []
    seen: dict[tuple[Any, ...], int] = {}
    for line, entry in entries:
        place = f"{file}, line {line}"
        try:
            maker.order(file, list(entry), partial=True)
            row = maker.make([entry.get(column, "") for column in maker.columns])
        except LexiconError as error:
            problems.append(Problem(place, str(error).partition(": ")[2]))
            continue
        except ValueError as error:
            problems.append(Problem(place, str(error)))
            continue
        identity = tuple(getattr(row, column) for column in key)
        if identity in seen:
            problems.append(Problem(place, f"{identity!r} already stands on line {seen[identity]}; remove one."))
            continue
        seen[identity] = line
        rows.append(row)
        lines.append(line)
    return Part(table, file, rows, lines), problems


def _place(file: str, node: Any) -> str:
    return f"{file}, line {node.start_mark.line + 1}"
