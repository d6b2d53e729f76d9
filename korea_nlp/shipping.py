"""A pipeline on its way to other processes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from spacy.language import Language

Shipped = tuple[str, bytes]
CONFIG, DATA = "config.cfg", "pipeline.bin"


def ship(nlp: Language) -> Shipped:
    """Return a pipeline as it goes to other processes.

    Example:
        >>> import spacy
        >>> unship(ship(spacy.blank("en"))).pipe_names
        []
    """
    return nlp.config.to_str(), nlp.to_bytes()


def unship(shipped: Shipped) -> Language:
    """Return the pipeline that was shipped."""
    from spacy.util import load_model_from_config
    from thinc.api import Config

    config, data = shipped
    return load_model_from_config(Config().from_str(config), auto_fill=False).from_bytes(data)


@contextmanager
def packed(nlp: Language) -> Iterator[Path]:
    """Give a folder that holds a pipeline, for other processes of this machine; it goes when they are done."""
    with TemporaryDirectory(prefix="korea_nlp-", ignore_cleanup_errors=True) as name:
        config, data = ship(nlp)
        folder = Path(name)
        (folder / CONFIG).write_bytes(config.encode("utf-8", "surrogatepass"))
        (folder / DATA).write_bytes(data)
        del config, data  # which would stay as long as the workers
        yield folder


def unpack(folder: Path) -> Language:
    """Return the pipeline that a folder holds."""
    config = (folder / CONFIG).read_bytes().decode("utf-8", "surrogatepass")
    return unship((config, (folder / DATA).read_bytes()))
