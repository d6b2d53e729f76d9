"""The commands ``correct`` and ``attach``: records as people corrected them, and records with their texts again."""

from pathlib import Path
from typing import Annotated

import typer

import korea_nlp
from korea_nlp.cli.reading import RECORDS, Force, Reading, check_free, reads_corpus
from korea_nlp.cli.show import progress, tell
from korea_nlp.errors import OverrideError
from korea_nlp.records import Failure, Record

SOME_FAILED = 3


def correct_cli(
    records: Annotated[list[Path], typer.Argument(help=RECORDS)],
    overrides: Annotated[
        list[Path], typer.Option(help="Corrections by people: sheets as sample makes them (docs/corrections.md).")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the records go, one a line.")],
    force: Force = False,
    gold: Annotated[
        bool, typer.Option("--gold", help="Only articles of which every claim was judged, for evaluate.")
    ] = False,
) -> None:
    """Write records as people corrected them: claims that are none, right sources, contents, stances, missed claims."""
    check_free(output, force=force)
    correct(records, overrides, output, gold=gold)


def correct(records: list[Path], overrides: list[Path], path: Path, *, gold: bool = False) -> None:
    """Write corrected records, and tell which corrections are of articles that are not among them."""
    given = korea_nlp.read_overrides(*overrides)
    seen: set[str] = set()

    def watched(record: Record) -> Record:
        seen.add(record.id)
        return record

    with progress("Reading records") as advance:
        found = map(watched, advance(korea_nlp.read_records(*records)))
        count = korea_nlp.write_records(korea_nlp.apply_overrides(found, given, gold=gold), path)
    if lost := sorted({override.article for override in given} - seen):
        tell(f"{len(lost):,} articles of the sheet are not among the records, {lost[0]!r} for one.")
    if gold and not count:
        raise OverrideError("of no article every claim is judged; write yes or no in each row's 'is_claim'.")
    tell(f"{len(given):,} corrections, {count:,} records written: {path}")


@reads_corpus
def attach_cli(
    records: Annotated[Path, typer.Argument(help="Records without texts: a file or a folder.")],
    corpus: Annotated[list[str], typer.Argument(help="What has the texts: files, folders and so on, as for extract.")],
    reading: Reading,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the records go, one a line.")],
    force: Force = False,
) -> None:
    """Put texts back into records that were shared without them; each is known by its hash, whatever its id."""
    check_free(output, force=force)
    attached = korea_nlp.attach_text(korea_nlp.read_records(records), korea_nlp.read_articles(*corpus, **reading))
    failed = 0
    done: list[Record] = []
    for item in attached:
        if isinstance(item, Failure):
            failed += 1
            tell(f"{item.id}: {item.reason}")
        else:
            done.append(item)
    count = korea_nlp.write_records(done, output)
    tell(f"{count:,} records with their texts written: {output}")
    if failed:
        raise typer.Exit(SOME_FAILED)
