"""The commands of ``knowledge``: ``show``, ``list``, ``search``, ``unknown``, ``check`` and ``add``."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from korea_nlp.cli.reading import RECORDS, Force, Overrides, check_free, read_corrected
from korea_nlp.cli.show import printable, progress
from korea_nlp.errors import ArticleError, KnowledgeError, OptionError
from korea_nlp.knowledge import (
    ActorRow,
    HolderRow,
    KnowledgeBase,
    OfficeRow,
    OwnFile,
    Problem,
    check_knowledge,
    own_knowledge,
    read_own,
)
from korea_nlp.knowledge.tables import TABLES
from korea_nlp.knowledge.unknown import Unknown, find_unknown
from korea_nlp.knowledge.user_tables import table_of
from korea_nlp.lexicon import RowMaker, data_file
from korea_nlp.records import read_published

MOST = 5  # actors of one name that are shown
FORMS = {
    "name": "Also written",
    "alias": "Acronyms, nicknames",
    "short": "Short names",
    "metonym": "Places for it",
    "compass": "Compass",
    "shared": "Names that others bear too",
}

knowledge_app = typer.Typer(no_args_is_help=True, help="Look into the actor knowledge base, check and add your own.")
Own = Annotated[
    list[Path] | None, typer.Option("--knowledge", "-k", help="Your own tables: CSV files or a folder of them.")
]


@knowledge_app.command("show")
def show_cli(
    name: Annotated[str, typer.Argument(help="A name, acronym or id: NIS, 'Kim Yo Jong', rok-nis.")],
    knowledge: Own = None,
    on: Annotated[str | None, typer.Option(help="Show who held the offices on this day (ISO).")] = None,
) -> None:
    """Show what is known of an actor: names, offices and their holders by date, sources."""
    if on is not None:
        try:
            on = read_published(on)
        except ArticleError as error:
            raise OptionError(f"--on is {on!r:.60}; write a day such as 2025-01-24.") from error
    show(name, own_knowledge(knowledge or ()), Console(), on=on)


def show(name: str, knowledge: KnowledgeBase, console: Console, *, on: str | None = None) -> None:
    """Print a report on each actor of a name."""
    found = find_actors(name, knowledge)
    if not found:
        spelled = {row.alias.lower(): row.alias for row in knowledge.aliases}
        near = [spelled[words] for words in get_close_matches(name.lower(), spelled, 3)]
        hint = f" Close to it: {', '.join(near)}." if near else ""
        raise KnowledgeError(f"nobody in the knowledge base is called {name!r}.{hint} See korea-nlp knowledge search.")
    for at, row in enumerate(found[:MOST]):
        if at:
            console.rule(style="dim")
        for part in report(row, knowledge, on=on):
            console.print(part)
    if found[MOST:]:
        console.print(f"and {len(found) - MOST} more of this name: {', '.join(row.id for row in found[MOST:])}")


def find_actors(name: str, knowledge: KnowledgeBase) -> list[ActorRow]:
    """Return the actors of an id or a name, the likeliest first."""
    keys = [name] if name in knowledge.actors else [row.actor for row in knowledge.candidates(name)]
    keys += [row.id for row in knowledge.actors.values() if row.name.lower() == name.lower()]
    return [knowledge.actors[key] for key in dict.fromkeys(keys)]


def report(row: ActorRow, knowledge: KnowledgeBase, *, on: str | None = None) -> Iterator[RenderableType]:
    """Yield the parts of a report on one actor."""
    yield Text.assemble((printable(row.name), "bold"), "  ", (row.id, "dim"))
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    for label, said in _facts(row, knowledge):
        facts.add_row(label, Text(printable(said)))
    yield facts
    of_body = [office for office in knowledge.offices.values() if office.body == row.id]
    if row.kind == "state":
        code = next((country.code for country in knowledge.countries.values() if country.actor == row.id), None)
        of_body += [office for office in knowledge.offices.values() if office.country == code and code]
    held = [office for office in knowledge.offices.values() if knowledge.held(office.id, row.id)]
    if held:
        rows = [
            (office, holder) for office in held for holder in knowledge.holders[office.id] if holder.actor == row.id
        ]
        yield _holders("Offices held", rows, knowledge, by_actor=False)
    if on is not None:
        yield _on(of_body, knowledge, on)
    elif row.kind == "state":
        rows = [(office, holder) for office in of_body for holder in knowledge.holders.get(office.id, ())[-1:]]
        yield _holders("Offices, latest holders", rows, knowledge)
    else:
        for office in of_body:
            holders = reversed(knowledge.holders.get(office.id, ()))
            yield _holders(office.name, [(office, holder) for holder in holders], knowledge, by_office=False)


def _facts(row: ActorRow, knowledge: KnowledgeBase) -> Iterator[tuple[str, str]]:
    country = knowledge.countries.get(row.country or "")
    yield "Kind", row.kind
    yield "Country", knowledge.actors[country.actor].name if country else "international or unknown"
    for country in (country for country in knowledge.countries.values() if country.actor == row.id):
        yield "Code", country.code
        yield "Adjectives", ", ".join(country.adjectives)
        yield "People", ", ".join(country.people)
    aliases = [alias for alias in knowledge.aliases if alias.actor == row.id and alias.alias != row.name]
    for form, label in FORMS.items():
        if names := [alias.alias for alias in aliases if alias.form == form]:
            yield label, ", ".join(names)
    for (code, sector), body in knowledge.bodies.items():
        if body == row.id:
            state = knowledge.actors[knowledge.countries[code].actor].name
            yield "Stands for", f"{sector.replace('-', ' ')} of {state}"
    yield (
        "Wikidata",
        f"{row.wikidata}  https://www.wikidata.org/wiki/{row.wikidata}" if row.wikidata else "none sourced",
    )
    sources = dict.fromkeys([row.source, *(alias.source for alias in aliases)])
    yield "Sources", ", ".join(source for source in sources if source) or "not said"
    yield "Stands in", knowledge.place("actors", row)


def _holders(
    title: str,
    rows: Iterable[tuple[OfficeRow, HolderRow]],
    knowledge: KnowledgeBase,
    *,
    by_office: bool = True,
    by_actor: bool = True,
) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column, wanted in (("Office", by_office), ("Holder", by_actor)):
        if wanted:
            table.add_column(column, overflow="fold")
    for column in ("From", "To"):
        table.add_column(column, no_wrap=True)
    table.add_column("Source", overflow="fold", style="dim")
    for office, holder in rows:
        cells = [office.name] if by_office else []
        cells += [knowledge.actors[holder.actor].name] if by_actor else []
        cells += [holder.start, holder.end or f"known to {holder.known}", holder.source]
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def _on(offices: Iterable[OfficeRow], knowledge: KnowledgeBase, day: str) -> Table:
    table = Table(title=f"On {day}", title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Office")
    table.add_column("Holder")
    for office in offices:
        holder = knowledge.holder(office.id, day).actor
        table.add_row(office.name, holder.name if holder else Text("not known", "dim"))
    return table


@knowledge_app.command("list")
def list_cli(
    kind: Annotated[str | None, typer.Option(help="Only person, government, state, media, ...")] = None,
    country: Annotated[str | None, typer.Option(help="Only of a country, as KOR.")] = None,
    knowledge: Own = None,
) -> None:
    """List actors: id, name, kind and country."""
    known = own_knowledge(knowledge or ())
    rows = [row for row in known.actors.values() if kind in (None, row.kind) and country in (None, row.country)]
    if not rows:
        kinds = ", ".join(sorted({row.kind for row in known.actors.values()}))
        raise KnowledgeError(f"no actor is of kind {kind} and country {country}; kinds are {kinds}, countries as KOR.")
    list_actors(rows, Console())


@knowledge_app.command("search")
def search_cli(
    words: Annotated[str, typer.Argument(help="Part of a name: Kim lists the Kims.")], knowledge: Own = None
) -> None:
    """List the actors whose name, or another name of theirs, has these words in it."""
    known = own_knowledge(knowledge or ())
    rows = search(words, known)
    if not rows:
        raise KnowledgeError(f"no actor has {words!r} in a name; part of a name or an acronym will do.")
    list_actors(rows, Console())


def search(words: str, knowledge: KnowledgeBase) -> list[ActorRow]:
    """Return the actors in one of whose names words stand, whole names first."""
    asked = re.compile(rf"\b{re.escape(words)}", re.IGNORECASE)
    names: dict[str, list[str]] = {row.id: [row.name] for row in knowledge.actors.values()}
    for alias in knowledge.aliases:
        names[alias.actor].append(alias.alias)
    found = [knowledge.actors[id] for id, known in names.items() if any(map(asked.search, known))]
    return sorted(found, key=lambda row: (words.lower() not in map(str.lower, names[row.id]), row.name))


def list_actors(rows: Iterable[ActorRow], console: Console) -> None:
    """Print a table of actors."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("Id", "Name", "Kind", "Country"):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(row.id, Text(printable(row.name)), row.kind, row.country or "–")
    console.print(table)


@knowledge_app.command("unknown")
def unknown_cli(
    records: Annotated[list[Path], typer.Argument(help=RECORDS)],
    knowledge: Own = None,
    overrides: Overrides = None,
    most: Annotated[int, typer.Option(min=1, help="How many names.")] = 50,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write their rows, for your own table: mine/actors.csv.")
    ] = None,
    force: Force = False,
) -> None:
    """List the commonest names in records that no table knows, with rows for your own actors.csv."""
    if output is not None:
        check_free(output, force=force)
    known = own_knowledge(knowledge or ())
    with progress("Reading records") as advance:
        found = find_unknown(advance(read_corrected(records, overrides)), known)
    if not found:
        raise KnowledgeError("the tables know every full name in these records.")
    if output is None:
        list_unknown(found[:most], Console())
    else:
        write_rows(output, [unknown.row for unknown in found[:most]])
        typer.echo(
            f"{output}: {len(found[:most])} rows; look them over, and see docs/graph.md on what to do with them.",
            err=True,
        )


def list_unknown(found: Iterable[Unknown], console: Console) -> None:
    """Print a table of unknown names, the commonest first, and their rows below it."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("Articles", "Mentions"):
        table.add_column(name, justify="right")
    for name in ("Name", "Kind", "Country", "Called"):
        table.add_column(name, overflow="fold")
    found = list(found)
    for unknown in found:
        row, called = unknown.row, ", ".join(unknown.roles[:MOST])
        cells = (printable(row.name), row.kind, row.country or "–", printable(called))
        table.add_row(str(unknown.articles), str(unknown.mentions), *map(Text, cells))
    console.print(table)
    console.print("\nRows for your own actors.csv (-o writes them):\n", style="dim", highlight=False)
    for line in _csv(unknown.row for unknown in found).splitlines():
        console.print(Text(printable(line)), soft_wrap=True)


def write_rows(file: Path, rows: Iterable[ActorRow]) -> None:
    """Write rows as a user's table of actors."""
    from korea_nlp.export.values import whole_file

    file.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(str(file)) as path:
        path.write_text(_csv(rows), encoding="utf-8")


def _csv(rows: Iterable[ActorRow]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    columns = RowMaker(ActorRow).columns
    writer.writerow(columns)
    writer.writerows([getattr(row, column) or "" for column in columns] for row in rows)
    return buffer.getvalue()


@knowledge_app.command("check")
def check_cli(
    paths: Annotated[list[Path], typer.Argument(help="Your own tables: CSV files or folders of them.")],
) -> None:
    """Check your own tables against themselves and the package's; tell every conflict by file and line."""
    if check(paths, Console()):
        raise typer.Exit(1)


def check(paths: Iterable[Path], console: Console) -> int:
    """Print what is wrong with a user's tables and what is worth a look; return how much is wrong."""
    knowledge, problems = check_knowledge(read_own(paths))
    wrong = [problem for problem in problems if problem.fatal]
    for problem in (*wrong, *(problem for problem in problems if not problem.fatal)):
        console.print(_line(problem), soft_wrap=True)
    counts = dict.fromkeys(TABLES, 0)
    for part in knowledge.own:
        counts[part.table] += len(part.rows)
    read = ", ".join(f"{count:,} {table.replace('_', ' ')}" for table, count in counts.items() if count)
    verdict = f"{len(wrong)} wrong" if wrong else "all well"
    console.print(f"{read or 'no rows'}: {verdict}, {len(problems) - len(wrong)} worth a look.", markup=False)
    return len(wrong)


def _line(problem: Problem) -> Text:
    style = "red" if problem.fatal else "yellow"
    return Text.assemble((printable(problem.place), style), f": {printable(problem.said)}")


@knowledge_app.command("add")
def add_cli(
    file: Annotated[Path, typer.Argument(help="Your own CSV file, called like its table: mine/aliases.csv.")],
    cells: Annotated[list[str], typer.Argument(help="The row: column=value ...")],
) -> None:
    """Add a row to your own table, after checking it with all tables of its folder.

    korea-nlp knowledge add mine/aliases.csv alias="the Service" actor=rok-nis form=alias
    """
    row = {}
    for cell in cells:
        column, mark, value = cell.partition("=")
        if not mark:
            raise typer.BadParameter(f"{cell!r} has no '='; write column=value.")
        row[column] = value
    typer.echo(f"{add(file, row)}: added.", err=True)


def add(file: Path, row: dict[str, str]) -> str:
    """Add a row to a user's file and return where it stands now.

    Raises:
        KnowledgeError: The file is the package's, or the row does not agree with the tables.
    """
    table = table_of(file.stem.lower()) if file.suffix.lower() == ".csv" else None
    if table is None:
        raise KnowledgeError(f"{file}: which table is it? Call it one of {', '.join(TABLES)}, with .csv.")
    if file.resolve().is_relative_to(Path(str(data_file(""))).resolve()):
        raise KnowledgeError(f"{file}: is part of the package, and lost with the next version; use a file of your own.")
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    columns = next(csv.reader(io.StringIO(text)), None) or RowMaker(TABLES[table][0]).columns
    if unknown := [column for column in row if column not in columns]:
        raise KnowledgeError(f"{file}, line 1: there is no column {unknown[0]!r}; use {', '.join(columns)}.")
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    if not text:
        writer.writerow(columns)
    elif not text.endswith("\n"):
        buffer.write("\n")
    writer.writerow([row.get(column, "") for column in columns])
    text += buffer.getvalue()
    siblings = [path for path in file.parent.glob("*.csv") if path != file and table_of(path.stem.lower())]
    others = [*siblings, *file.parent.glob("*.y*ml")]
    _, problems = check_knowledge([OwnFile(table, str(file), text), *read_own(others)])
    if wrong := [problem for problem in problems if problem.fatal]:
        raise KnowledgeError(f"nothing was added: {wrong[0]}")
    file.parent.mkdir(parents=True, exist_ok=True)
    from korea_nlp.export.values import whole_file

    with whole_file(str(file)) as path:
        path.write_text(text, encoding="utf-8")
    return f"{file}, line {text.count(chr(10))}"
