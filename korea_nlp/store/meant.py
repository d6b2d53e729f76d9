"""Who is meant where a user asks for an actor by name: "NIS", "North Korea", "Seoul"."""

from difflib import get_close_matches
from typing import TYPE_CHECKING

from korea_nlp.errors import StoreError
from korea_nlp.knowledge import load_knowledge

if TYPE_CHECKING:
    from korea_nlp.store import Store

SURE = 0.8  # of the mentions of a name that one actor must have to be meant by it
SHOWN = 5
PARTS = (
    "SELECT id AS actor, count(*) AS times FROM actors WHERE list_contains(string_split(lower(name), ' '), lower(?))"
    " GROUP BY ALL ORDER BY 2 DESC, 1"
)
MENTIONED = (
    "SELECT actor, count(*) AS times FROM mentions WHERE lower(text) = lower(?) GROUP BY actor ORDER BY 2 DESC, 1"
)


def ids_of(name: str, field: str, store: "Store") -> tuple[str, ...]:
    """Return the ids of the actors that a name stands for: in the store, else in the knowledge base.

    Args:
        name: An id, a name, or words that stand for an actor in the texts.
        field: The condition that asks, for the error.
        store: The store.

    Raises:
        StoreError: Nobody is called so, or several are; names them.
    """
    if store.sql("SELECT 1 FROM actors WHERE id = ? LIMIT 1", [name]).num_rows:
        return (name,)
    named = store.sql("SELECT DISTINCT id FROM actors WHERE lower(name) = lower(?) ORDER BY id", [name])
    if named.num_rows:
        return tuple(named["id"].to_pylist())
    found = {row["actor"]: row["times"] for row in store.sql(MENTIONED, [name]).to_pylist()}
    if not found:
        knowledge = load_knowledge()
        found = dict.fromkeys(
            [name] if name in knowledge.actors else (row.actor for row in knowledge.candidates(name)), 1
        )
    found = found or dict.fromkeys(store.sql(PARTS, [name])["actor"].to_pylist(), 1)
    if found and max(found.values()) >= SURE * sum(found.values()):
        return (max(found, key=lambda id: found[id]),)
    if found:
        raise StoreError(f"where {field}: {name!r:.60} may be {' or '.join(list(found)[:SHOWN])}; give the one meant.")
    known = [value for row in store.sql("SELECT DISTINCT id, name FROM actors").to_pylist() for value in row.values()]
    near = get_close_matches(name, known, 3)
    hint = f"near: {', '.join(near)}" if near else "see the table actors"
    raise StoreError(f"where {field}: nobody is called {name!r:.60}; {hint}.")
