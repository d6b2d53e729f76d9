"""The actor knowledge base: tables in `data/`, checked on load."""

from pathlib import Path
from typing import Any

from korea_nlp.errors import KnowledgeError, LexiconError
from korea_nlp.knowledge.base import Holding, KnowledgeBase, build
from korea_nlp.knowledge.rows import (
    ActorRow,
    AliasRow,
    BodyRow,
    CityRow,
    CountryRow,
    GivenNameRow,
    HolderRow,
    OfficeRow,
    RoleRow,
    SectorRow,
    SectorWordRow,
)
from korea_nlp.lexicon import load_lexicon

__all__ = ["ActorRow", "AliasRow", "CountryRow", "HolderRow", "Holding", "KnowledgeBase", "OfficeRow", "load_knowledge"]

TABLES: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "actors": (ActorRow, ("id",)),
    "aliases": (AliasRow, ("alias", "actor")),
    "countries": (CountryRow, ("code",)),
    "offices": (OfficeRow, ("id",)),
    "holders": (HolderRow, ("office", "actor", "start")),
    "roles": (RoleRow, ("phrase",)),
    "sectors": (SectorRow, ("id",)),
    "sector_words": (SectorWordRow, ("phrase",)),
    "bodies": (BodyRow, ("country", "sector")),
    "cities": (CityRow, ("name", "country")),
    "given_names": (GivenNameRow, ("name",)),
}


def load_knowledge(folder: str | None = None) -> KnowledgeBase:
    """Load the knowledge base from the package's tables, or from a folder that holds tables of the same names.

    Args:
        folder: A folder with CSV files; a table that is not there is read from the package.

    Raises:
        KnowledgeError: A table is malformed or contradicts another; says file, line and what to do.

    Example:
        >>> load_knowledge().actor("rok-nis").name
        'National Intelligence Service (South Korea)'
    """
    tables = {}
    for name, (row_type, key) in TABLES.items():
        path = Path(folder) / f"{name}.csv" if folder else None
        try:
            lexicon = load_lexicon(name, str(path) if path and path.exists() else None)
            tables[name] = lexicon.rows(row_type, key=key)
        except KnowledgeError:
            raise
        except LexiconError as error:
            raise KnowledgeError(str(error)) from error
    return build(**tables)
