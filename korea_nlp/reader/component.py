"""The component that reads a Doc with learnt weights, once, for all that come after it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self

import srsly
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from korea_nlp.errors import ModelError
from korea_nlp.lexicon import Lexicon
from korea_nlp.reader import Reader, hold_reading, read_reader
from korea_nlp.reader.features import read_classes


@Language.factory(
    "korea_reader",
    requires=["token.dep", "token.pos", "token.lemma"],
    assigns=["doc.ents"],
    default_config={
        "reader": {"@misc": "korea_nlp.Reader.v1", "name": "default"},
        "cues": {"@misc": "korea_nlp.Lexicon.v1", "name": "cues"},
        "triggers": {"@misc": "korea_nlp.Lexicon.v1", "name": "event_triggers"},
    },
)
def make_reader(nlp: Language, name: str, reader: Reader, cues: Lexicon, triggers: Lexicon) -> "ReaderPipe":
    """Build the component; called by ``nlp.add_pipe("korea_reader")``."""
    return ReaderPipe(name, reader, cues, triggers)


class ReaderPipe(Pipe):
    """Reads each Doc; ``read_reading`` gives what it read. The Doc itself gets its entities, where it has none.

    Args:
        name: The component's name.
        reader: What reads.
        cues: The words that can carry an attribution, a table of the knowledge base.
        triggers: The words that can tell an event, another.
    """

    def __init__(self, name: str, reader: Reader, cues: Lexicon, triggers: Lexicon) -> None:
        self.name, self.reader = name, reader
        self._set_tables(cues, triggers)

    def _set_tables(self, cues: Lexicon, triggers: Lexicon) -> None:
        self.tables = (cues, triggers)
        self.classes = read_classes(cues, triggers)

    def use_reader(self, data: bytes, where: str) -> None:
        """Read with another reader, which the bytes of ``where`` hold.

        Raises:
            ModelError: They hold none that this version takes.
        """
        self.reader = read_reader(data, where)

    def __call__(self, doc: Doc) -> Doc:
        """Read a Doc."""
        hold_reading(doc, self.reader, self.classes)
        return doc

    def initialize(self, get_examples: Callable[[], Any], *, nlp: Language | None = None) -> None:
        """Nothing is learnt here; present because spaCy calls it."""

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the reader and the tables as bytes."""
        data: bytes = srsly.msgpack_dumps(
            {"reader": self.reader.data, "tables": [[table.name, table.text] for table in self.tables]}
        )
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Read the reader and the tables back.

        Raises:
            ModelError: The bytes are cut short, or hold no reader that this version takes.
        """
        try:
            message = srsly.msgpack_loads(data)
            reader, tables = message["reader"], [Lexicon(name, text) for name, text in message["tables"]]
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"the saved {self.name}: broken ({error!r}); save the pipeline anew.") from error
        self.reader = read_reader(reader, f"the reader of {self.name}")
        self._set_tables(*tables)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the reader and the tables to a file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Read the reader and the tables from a file."""
        return self.from_bytes(Path(path).read_bytes())
