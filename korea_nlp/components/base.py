"""What all components share: they are built from tables, which travel with them to disk and bytes."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self

import srsly
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from korea_nlp.lexicon import Lexicon


class TablePipe(Pipe):
    """A component whose knowledge is a set of tables.

    A subclass reads its tables in ``compile``, returns what it finds from ``find`` and writes it in ``__call__``.
    """

    def __init__(self, name: str, tables: dict[str, Lexicon], *, scorer: Callable[..., Any] | None = None) -> None:
        self.name = name
        self.tables = tables
        self.scorer = scorer
        self.compile()

    def compile(self) -> None:
        """Read ``self.tables`` into the forms that ``find`` uses; called again after loading."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        raise NotImplementedError

    def initialize(self, get_examples: Callable[[], Any], *, nlp: Language | None = None) -> None:
        """Nothing is learnt here; present because spaCy calls it."""

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the tables as bytes."""
        data: bytes = srsly.msgpack_dumps({key: [table.name, table.text] for key, table in self.tables.items()})
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Read the tables back."""
        self.tables = {key: Lexicon(name, text) for key, (name, text) in srsly.msgpack_loads(data).items()}
        self.compile()
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the tables to a file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Read the tables from a file."""
        return self.from_bytes(Path(path).read_bytes())
