"""The transformer of korea_nlp's accurate model, as a spaCy component over weights that come with this package."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Self

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab
from spacy_transformers import Transformer
from spacy_transformers.architectures import create_TransformerModel_v3

from korea_nlp.errors import ModelError
from korea_nlp.reader.encoders.transformer import windows

FOLDER = Path(__file__).parent
DIGESTS = FOLDER / "files.sha256"
PART = "encoder"


@Language.factory("korea_transformer", assigns=["doc._.trf_data"], default_config={"max_batch_items": 1})
def make_encoder(nlp: Language, name: str, max_batch_items: int) -> "Encoder":
    """Build the component; called by ``nlp.add_pipe("korea_transformer")``."""
    return Encoder(nlp.vocab, name, max_batch_items)


class Encoder(Transformer):
    """Sets the vectors of wordpieces on a Doc, as spacy-transformers does.

    Each text is read by itself, so that what is read of it does not depend on those beside it, and nothing is padded
    to the longest; ``max_batch_items`` (words that are read at once) may be larger on a GPU.

    Its weights are those of the installed package: a saved pipeline holds their digest alone, and is refused where
    another version of the package is installed.

    Raises:
        ModelError: A file of the package is missing or is not the one that was released.
    """

    def __init__(self, vocab: Vocab, name: str, max_batch_items: int) -> None:
        check_files()
        model = create_TransformerModel_v3(str(FOLDER / PART), _spans, {"use_fast": True})
        model.initialize()
        super().__init__(vocab, model, name=name, max_batch_items=max_batch_items)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the digest of the weights."""
        data: bytes = srsly.msgpack_dumps({"weights": _digest(DIGESTS)})
        return data

    def from_bytes(self, bytes_data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Check that the weights are the same."""
        if srsly.msgpack_loads(bytes_data)["weights"] != _digest(DIGESTS):
            raise ModelError("the pipeline was saved with another version of korea-nlp-accurate; install that one.")
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the digest of the weights."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Check that the weights are the same."""
        return self.from_bytes(Path(path).read_bytes())


def _spans(docs: Iterable[Doc]) -> list[list[Span]]:
    return [[doc[low:high] for low, high in windows(len(doc))] for doc in docs]


def check_files() -> None:
    """Refuse files that are not the ones of ``files.sha256``.

    Raises:
        ModelError: Says which one, and what to do.
    """
    for line in DIGESTS.read_text(encoding="utf-8").splitlines():
        wanted, name = line.split(maxsplit=1)
        file = FOLDER / name
        if not file.is_file() or _digest(file) != wanted:
            raise ModelError(f"{file}: not the file that was released; install korea-nlp-accurate anew.")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
