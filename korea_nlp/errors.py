"""The exception tree: each error says where, what was found and what to do."""


class KoreaNLPError(Exception):
    """Root of all errors that korea_nlp raises on purpose."""


def reason(error: Exception) -> str:
    """Return what an error says; one of the system without the path, which stands in our messages already.

    Example:
        >>> reason(FileNotFoundError(2, "No such file or directory", "a.csv")), reason(ValueError("no JSON"))
        ('no such file or directory', 'no JSON')
    """
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    return str(error)


class LexiconError(KoreaNLPError, ValueError):
    """A table in `data/`, or a user's own, is malformed or contradicts itself."""


class KnowledgeError(LexiconError):
    """The actor knowledge base is malformed or contradicts itself."""


class ModelError(KoreaNLPError):
    """A base model is missing, unfit or not the one that was pinned."""


class CorpusError(KoreaNLPError):
    """An input file or one of its articles cannot be read."""


class OptionError(KoreaNLPError, ValueError):
    """An option of a function has a value that it cannot have."""


class ArticleError(KoreaNLPError, ValueError):
    """An article's id, text or date cannot be used, or what was given is no article.

    Attributes:
        found: What is wrong, without the article's id.
    """

    def __init__(self, found: str, id: str | None = None) -> None:
        super().__init__(found if id is None else f"article {id!r:.60}: {found}")
        self.found = found


class LanguageWarning(UserWarning):
    """An article does not read as English, in which alone claims are found."""


class RecordError(KoreaNLPError, ValueError):
    """A record does not keep the contract `korea_nlp.record/1`."""


class GraphError(KoreaNLPError, ValueError):
    """A graph, or a file that should hold one, cannot be read or written."""


def no_graph(given: object) -> GraphError:
    """Return the error of what was given for a graph and is none."""
    return GraphError(f"{type(given).__name__} was given; give a graph, as korea_nlp.build_graph makes it.")


class OriginError(KoreaNLPError, KeyError):
    """An article is not among those whose origins were found."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would quote it


class StoreError(KoreaNLPError):
    """A folder of Parquet parts cannot be read or written, or was made by other versions."""


class OverrideError(KoreaNLPError, ValueError):
    """A correction by people cannot be read, or does not fit the record that it is of."""


class WorkerError(KoreaNLPError):
    """Worker processes cannot start, or die again and again."""
