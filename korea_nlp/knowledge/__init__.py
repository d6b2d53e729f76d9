"""The actor knowledge base: tables in `data/`, and users' own over them, checked on load."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from weakref import WeakValueDictionary

from korea_nlp.errors import KnowledgeError
from korea_nlp.knowledge.base import Holding, KnowledgeBase, build
from korea_nlp.knowledge.checks import find_problems
from korea_nlp.knowledge.explain import Explanation, explain_mention, explain_parts
from korea_nlp.knowledge.merging import merge
from korea_nlp.knowledge.reresolve import Reresolver
from korea_nlp.knowledge.rows import ActorRow, AliasRow, CountryRow, HolderRow, OfficeRow
from korea_nlp.knowledge.tables import OURS, Part, Problem, read_part
from korea_nlp.knowledge.user_tables import OwnFile, Resolve, pack, parts_of, read_own, unpack
from korea_nlp.lexicon import Lexicon, load_lexicon, no_collection
from korea_nlp.records import Claim, Failure, Mention, Record

__all__ = [
    "ActorRow",
    "AliasRow",
    "CountryRow",
    "Explanation",
    "HolderRow",
    "Holding",
    "KnowledgeBase",
    "OfficeRow",
    "OwnFile",
    "Problem",
    "Resolve",
    "check_knowledge",
    "explain",
    "explain_claim",
    "load_knowledge",
    "own_knowledge",
    "pack",
    "read_own",
    "reresolve",
]

# One base serves all components of a pipeline. Nothing is kept here: a base goes when the last who uses it does.
_in_use: WeakValueDictionary[bytes, KnowledgeBase] = WeakValueDictionary()


def load_knowledge(folder: str | None = None, *, own: str = "") -> KnowledgeBase:
    """Load the knowledge base from the package's tables, or from a folder that holds tables of the same names.

    Args:
        folder: A folder with CSV files; a table that is not there is read from the package.
        own: A user's tables to merge over them, as ``pack`` makes them; pipelines save them in their config.

    Raises:
        KnowledgeError: A table is malformed or contradicts another; says file, line and what to do.

    Example:
        >>> load_knowledge().actor("rok-nis").name
        'National Intelligence Service (South Korea)'
    """
    tables = _our_tables(folder)
    digest = hashlib.blake2b(own.encode(), digest_size=16)
    for table, lexicon in tables.items():
        digest.update(f"\0{table}\0{lexicon.text}".encode())
    key = digest.digest()
    found = _in_use.get(key)
    if found is None:
        found, problems = _load(tables, unpack(own))
        if wrong := [problem for problem in problems if problem.fatal]:
            more = f" ({len(wrong) - 1} more; `korea-nlp knowledge check` lists them.)" if wrong[1:] else ""
            raise KnowledgeError(f"{wrong[0]}{more}")
        _in_use[key] = found
    return found


def own_knowledge(knowledge: str | Path | Iterable[str | Path] = (), resolve: Resolve | None = None) -> KnowledgeBase:
    """Load the knowledge base with a user's own files over the package's tables.

    Args:
        knowledge: Paths of CSV files, or folders of them.
        resolve: Exact words and the id of the actor they stand for, or a CSV file of them.

    Example:
        >>> own_knowledge(resolve={"Kim": "kim-yo-jong"}).resolutions["Kim"]
        'kim-yo-jong'
    """
    return load_knowledge(own=pack(read_own(knowledge, resolve)))


def check_knowledge(files: Iterable[OwnFile]) -> tuple[KnowledgeBase, list[Problem]]:
    """Return the base with a user's files merged in, and everything that is wrong with them or worth a look."""
    return _load(_our_tables(None), files)


def explain(mention: Mention, record: Record | None = None, *, knowledge: KnowledgeBase | None = None) -> Explanation:
    """Tell why a mention of a record stands for its actor: the rule, the rows of the tables, their dates, in words.

    Args:
        mention: A mention of one of the record's actors.
        record: The record, from which the actor and the day of publication are known.
        knowledge: The base that the pipeline used, such as ``nlp.get_pipe("korea_actors").knowledge``; the package's
            own when None.

    Example:
        >>> from korea_nlp.records import Actor, Mention, Record
        >>> spy = Mention(0, 3, "NIS", "alias", "alias:NIS")
        >>> facts = ("rok-nis", "National Intelligence Service", "government", "KOR", None, None, None)
        >>> explain(spy, Record(id="a1", text="NIS", actors=(Actor(*facts, (spy,)),))).rows
        ('aliases.csv: NIS, rok-nis, alias',)
    """
    if not isinstance(mention, Mention):
        raise KnowledgeError(f"explain takes a mention, not {mention!r:.60}; give record.actors[0].mentions[0].")
    return explain_mention(mention, record, knowledge or load_knowledge())


def explain_claim(record: Record, claim: Claim, *, knowledge: KnowledgeBase | None = None) -> tuple[Explanation, ...]:
    """Tell why a claim has its source and is about whom it is: an explanation of each actor, sources first.

    Of an actor that the words of the source or the content name, it is that of the mention; of another it says that
    none of the words does, and as what the actor was last named before.

    Args:
        record: The record.
        claim: One of its claims.
        knowledge: As for ``explain``.

    Example:
        >>> from korea_nlp.records import Actor, Claim, Mention, Part, Record, Source
        >>> word = Mention(0, 3, "NIS", "alias", "alias:NIS")
        >>> spy = Actor("rok-nis", "NIS", "government", "KOR", None, None, None, (word,))
        >>> told = (Source(((0, 3),), "NIS", ("rok-nis",)), None, Part(((9, 13),), "rain"), (), "assert", "certain")
        >>> claim = Claim("c1", "indirect", *told, (), (), None, None, 1.0)
        >>> explain_claim(Record("a1", "NIS told rain", actors=(spy,), claims=(claim,)), claim)[0].rows
        ('aliases.csv: NIS, rok-nis, alias',)
    """
    return explain_parts(claim, record, knowledge or load_knowledge())


def reresolve(
    records: Iterable[Record | Failure],
    *,
    knowledge: KnowledgeBase | str | Path | Iterable[str | Path] = (),
    resolve: Resolve | None = None,
) -> Iterator[Record | Failure]:
    """Yield stored records with their actors resolved by the tables of today, without parsing again.

    Mentions that a name, a role with its date or a country's body resolved are looked up anew, and so are people and
    bodies that the tables did not know when they were read; exact words of ``resolve`` go before all. Pronouns, short
    names and the like follow the mention they point back to; claims and events follow their mentions. What cannot be
    done without the text's grammar stays: words that were no mention do not become one, a name that left the tables
    keeps its actor, and "the Moon administration" keeps its name.

    Args:
        records: Records as they were stored; a ``Failure`` keeps its place.
        knowledge: Your own files over the package's tables, as for ``korea_nlp.load``, or a base.
        resolve: Exact words and the id of the actor they stand for.
    """
    base = knowledge if isinstance(knowledge, KnowledgeBase) else own_knowledge(knowledge, resolve)
    resolver = Reresolver(base)
    return (record if isinstance(record, Failure) else resolver.record(record) for record in records)


def _our_tables(folder: str | None) -> dict[str, Lexicon]:
    tables = {}
    for table in OURS:
        path = Path(folder) / f"{table}.csv" if folder else None
        tables[table] = load_lexicon(table, str(path) if path and path.exists() else None)
    return tables


@no_collection()
def _load(tables: dict[str, Lexicon], files: Iterable[OwnFile]) -> tuple[KnowledgeBase, list[Problem]]:
    files = tuple(files)
    digest = hashlib.blake2b(
        pack(OwnFile(own.table, "", own.text) for own in files).encode(), digest_size=4
    ).hexdigest()
    ours: dict[str, Part] = {}
    problems: list[Problem] = []
    for table, lexicon in tables.items():
        ours[table], wrong = read_part(table, lexicon)
        problems += wrong
    own, wrong = parts_of(files)
    problems += wrong
    merged, noted = merge(ours, own)
    problems += noted
    problems += find_problems(merged)
    added = [part for table, parts in merged.items() for part in (parts[:-1] if table in ours else parts)]
    return build(merged, added, f"+{digest}" if files else ""), problems
