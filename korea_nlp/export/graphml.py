"""GraphML that opens everywhere: one type an attribute, unique edge ids, no character that XML forbids.

Written line by line: besides the graph itself, memory holds eight bytes an edge, to see that no two have one id.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import networkx as nx
import numpy as np

from korea_nlp.errors import GraphError, no_graph
from korea_nlp.export import yed
from korea_nlp.export.values import Value, clean, plain, whole_file

Flavor = Literal["plain", "yed"]
Facts = Mapping[str, Any]
Columns = dict[str, "_Column"]  # by the name of the attribute
REMEMBERED = 2_000  # values of an attribute whose elements are kept at hand
NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
ROOT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<graphml xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f'{{more}} xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/1.0/graphml.xsd">\n'
)
TYPES: dict[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def write_graphml(graph: "nx.Graph[Any]", path: str | Path, *, flavor: Flavor = "plain") -> None:
    """Write a graph as GraphML.

    Lists and dicts are written as JSON, dates in ISO form; attributes that are None or NaN are left out; an attribute
    that has values of several types becomes one of strings, or of floats where all are numbers. An edge's id is its key
    where the keys are unique strings, as those of ``build_graph`` are. ``losses`` says what that means for a graph.

    Args:
        graph: Any networkx graph.
        path: The file to write.
        flavor: ``yed`` adds labels, shapes and colours that yEd shows; other programs pass over them.

    Raises:
        GraphError: Two nodes or attributes would have one name, a value has no form, or the file cannot be written.

    Example:
        >>> import tempfile
        >>> from korea_nlp.export import read_graphml
        >>> graph = nx.MultiDiGraph()
        >>> _ = graph.add_edge("kcna", "a1/c1", "a1/c1|CLAIMS|kcna", weight=1.0)
        >>> file = Path(tempfile.mkdtemp()) / "claims.graphml"
        >>> write_graphml(graph, file)
        >>> nx.utils.graphs_equal(read_graphml(file), graph)
        True
    """
    if not isinstance(graph, nx.Graph):
        raise no_graph(graph)
    if flavor not in ("plain", "yed"):
        raise GraphError(f"there is no flavor {flavor!r} of GraphML; use plain or yed.")
    names = node_names(graph)
    try:
        with whole_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_lines(graph, names, flavor))
    except _UnfitError as error:
        raise error.placed(graph) from None


def _lines(graph: "nx.Graph[Any]", names: Mapping[Any, str], flavor: Flavor) -> Iterator[str]:
    pictured = flavor == "yed"
    yield ROOT.format(more=yed.NAMESPACES if pictured else "")
    count = 0
    columns: dict[str, Columns] = {}
    for kind, items in attributes(graph).items():
        columns[kind] = {}
        for name, type_ in attribute_types(items).items():
            text = escaped(clean(str(name)))
            yield f'<key id="d{count}" for="{kind}" attr.name="{text}" attr.type="{TYPES[type_]}"/>\n'
            columns[kind][name] = _Column(f"d{count}", type_)
            count += 1
    yield yed.KEYS if pictured else ""
    directed = graph.is_directed()
    yield f'<graph edgedefault="{"directed" if directed else "undirected"}">{_data(graph.graph, columns["graph"])}\n'
    for node, facts in graph.nodes(data=True):
        id = names.get(node, node)
        picture = yed.node(facts, id, escaped) if pictured else ""
        yield f'<node id="{escaped(id)}">{_data(facts, columns["node"])}{picture}</node>\n'
    of_edge = columns["edge"]
    for source, target, id, found in edges_with_ids(graph):
        start, end = escaped(names.get(source, source)), escaped(names.get(target, target))
        picture = yed.edge(found, directed, escaped) if pictured else ""
        yield f'<edge id="{escaped(id)}" source="{start}" target="{end}">{_data(found, of_edge)}{picture}</edge>\n'
    yield "</graph>\n</graphml>\n"


def escaped(text: str) -> str:
    """Return a text as XML holds it, in elements and in attributes, without what XML cannot hold.

    Example:
        >>> escaped("a < b" + chr(7))
        'a &lt; b'
    """
    if text.isprintable():
        if "&" not in text and "<" not in text and ">" not in text and '"' not in text:
            return text
    else:
        text = clean(text)
    return text.translate(ESCAPES)


class _UnfitError(GraphError):
    """An attribute has a value without a form."""

    def __init__(self, name: str, facts: Facts) -> None:
        super().__init__(f"attribute {name!r} is {facts[name]!r:.60}; use strings, numbers, dates, lists and dicts.")
        self.facts = facts

    def placed(self, graph: "nx.Graph[Any]") -> GraphError:
        """Return the error that says whose attribute it is."""
        node = next((repr(node) for node, facts in graph.nodes(data=True) if facts is self.facts), None)
        ends = (f"{source!r} to {target!r}" for source, target, facts in graph.edges(data=True) if facts is self.facts)
        edge = next(ends, None)
        whose = f"node {node}" if node else f"edge {edge}" if edge else "the graph"
        return GraphError(f"{whose}: {self}")


class _Column:
    """One attribute: its type, and its values as elements; what comes again and again is made once."""

    def __init__(self, key: str, type_: type) -> None:
        self.start, self.type = f'<data key="{key}">', type_
        self.made: dict[Value, str] = {}

    def element(self, value: Any) -> str:
        """Return a value as an element, nothing where there is none."""
        if type(value) is str:
            element = f"{self.start}{escaped(value)}</data>"
        elif (found := plain(value)) is None:
            return ""
        else:
            element = f"{self.start}{_text(found, self.type)}</data>"
            if self.type is str or not found:  # a dict takes 1 for True and 0.0 for -0.0, which are written otherwise
                return element
        if len(self.made) == REMEMBERED:
            self.made.clear()
        self.made[value] = element
        return element


def _data(facts: Facts, columns: Columns) -> str:
    parts = []
    for name, value in facts.items():
        column = columns.get(name)
        if column is None:  # an attribute without a value anywhere
            continue
        try:
            parts.append(column.made[value])
        except (KeyError, TypeError):  # new, or a list or dict
            parts.append(column.element(value))
    return "".join(parts)


def _text(value: Value, type_: type) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(float(value)) if type_ is float else escaped(str(value))


# --- names and types -----------------------------------------------------------------------------------------------


def node_names(graph: "nx.Graph[Any]") -> dict[Any, str]:
    """Return the ids of the nodes that cannot stand as they are."""
    names = {node: name for node in graph if (name := clean(str(node))) != node}
    counts = Counter(names.values())
    if twice := next((name for name in counts if counts[name] > 1 or (name in graph and name not in names)), None):
        raise GraphError(f"two nodes would be written as {twice!r}; rename one of them.")
    return names


def edges_with_ids(graph: "nx.Graph[Any]") -> Iterator[tuple[Any, Any, str, Facts]]:
    """Yield each edge with an id that is unique in the graph."""
    if keys_are_ids(graph):
        yield from graph.edges(keys=True, data=True)  # type: ignore[call-overload]
        return
    for i, (source, target, facts) in enumerate(graph.edges(data=True)):
        yield source, target, f"e{i}", facts


def keys_are_ids(graph: "nx.Graph[Any]") -> bool:
    """Return whether the keys of a graph's edges can be their ids: strings, each but once in the graph."""
    if not isinstance(graph, nx.MultiGraph):
        return False
    if not all(isinstance(key, str) and key and clean(key) == key for *_, key in graph.edges(keys=True)):
        return False
    # Numbers that stand for the keys take a tenth of their room; where two are the same, the keys are compared.
    numbers = np.fromiter((hash(key) for *_, key in graph.edges(keys=True)), np.int64)
    numbers.sort()
    if not (numbers[1:] == numbers[:-1]).any():
        return True
    return len({key for *_, key in graph.edges(keys=True)}) == len(numbers)


def attributes(graph: "nx.Graph[Any]") -> dict[str, Callable[[], Iterable[Facts]]]:
    """Return where the attributes of graph, nodes and edges stand, to be gone through more than once."""
    return {
        "graph": lambda: [graph.graph],
        "node": lambda: (facts for _, facts in graph.nodes(data=True)),
        "edge": lambda: (facts for *_, facts in graph.edges(data=True)),
    }


def attribute_types(items: Callable[[], Iterable[Facts]]) -> dict[Any, type]:
    """Return the one type that holds all values of each attribute, by name.

    Raises:
        GraphError: Two attributes would have one name, or a value has no form.
    """
    seen: set[tuple[Any, type]] = set()
    for facts in items():
        seen.update(zip(facts, map(type, facts.values()), strict=True))
    found: dict[Any, set[type]] = {}
    for name, type_ in seen:
        found.setdefault(name, set()).add(type_)
    known = {name: types for name, types in found.items() if types in ({str}, {bool})}
    for name in (name for name, types in found.items() if types == {float}):
        if any(facts[name] == facts[name] for facts in items() if name in facts):  # not NaN alone
            known[name] = {float}
    unsure = {name for name, types in found.items() if types not in ({str}, {bool}, {float})}  # the values decide
    for facts in items() if unsure else ():
        for name in unsure & facts.keys():
            try:
                value = plain(facts[name])
            except GraphError:
                raise _UnfitError(str(name), facts) from None
            if value is not None:
                known.setdefault(name, set()).add(next(type_ for type_ in TYPES if isinstance(value, type_)))
    counts = Counter(clean(str(name)) for name in known)
    if twice := next((name for name in counts if counts[name] > 1), None):
        raise GraphError(f"two attributes would be written as {twice!r}; rename one of them.")
    return {name: one_type(known[name]) for name in sorted(known, key=str)}


def one_type(found: set[type]) -> type:
    """Return the type that holds values of several: strings hold all, floats all numbers.

    Example:
        >>> one_type({int, float}), one_type({int, bool})
        (<class 'float'>, <class 'str'>)
    """
    return next(iter(found)) if len(found) == 1 else float if found == {int, float} else str
