"""The command ``train``: articles that people marked → a model of one's own."""

from pathlib import Path
from typing import Annotated

import typer

import korea_nlp
from korea_nlp.cli.reading import Force, check_free
from korea_nlp.cli.show import tell


def train_cli(
    gold: Annotated[list[Path], typer.Argument(help="Articles that you marked: files of records, one a line.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the model.")],
    origin: Annotated[
        str, typer.Option("--from", help="The model to begin with: default, accurate, or a folder of your own.")
    ] = "default",
    head: Annotated[list[str] | None, typer.Option(help="What to teach: stance, about ...; all where none is.")] = None,
    folds: Annotated[int, typer.Option(min=2, help="Folds of the cross-validation.")] = 5,
    seed: Annotated[int, typer.Option(help="Another number draws other folds and weights.")] = 0,
    epochs: Annotated[int | None, typer.Option(min=1, help="How often each example is seen.")] = None,
    scratch: Annotated[bool, typer.Option("--scratch", help="Teach from the beginning, not further.")] = False,
    force: Force = False,
) -> None:
    """Teach a model by articles of your own (docs/training.md), and say how good it becomes.

    Given again after an interruption, it goes on with what was not done. Load the model by its folder:
    korea-nlp extract --model MODEL.
    """
    from korea_nlp.pipeline import TAUGHT

    check_free(output / TAUGHT, force=force)
    train(gold, output, origin=origin, heads=head or [], folds=folds, seed=seed, epochs=epochs, scratch=scratch)


def train(
    gold: list[Path],
    output: Path,
    *,
    origin: str,
    heads: list[str],
    folds: int,
    seed: int,
    epochs: int | None,
    scratch: bool,
) -> None:
    """Teach a model and write it into a folder, with a bar on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from korea_nlp.training import read_gold, train_heads

    articles = read_gold(*gold)
    nlp = korea_nlp.load(origin)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("")
        trained = train_heads(
            nlp,
            articles,
            heads=heads,
            folds=folds,
            seed=seed,
            epochs=epochs,
            scratch=scratch,
            beside=output,
            watch=lambda what, done, of: bar.update(task, description=what, completed=done, total=of),
            tell=tell,
        )
    trained.to_disk(output)
    taught = [name for name, scores in trained.card["heads"].items() if scores["taught"]]
    tell(f"{len(articles):,} articles, {', '.join(taught) or 'no head'} taught: {output}")
