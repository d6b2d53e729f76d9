"""GraphML → graph, read piece by piece; what could harm the reader is refused."""

from collections.abc import Iterable
from pathlib import Path

import networkx as nx
from lxml import etree

from korea_nlp.errors import GraphError
from korea_nlp.export.values import Value

READERS: dict[str, type] = {"int": int, "long": int, "float": float, "double": float, "string": str}
Keys = dict[
    str, tuple[str, str, type] | None
]  # key id → (for, name, type); None for pictures of a program, passed over


def read_graphml(path: str | Path) -> "nx.MultiGraph[str]":
    """Read a graph from GraphML: a ``MultiDiGraph``, or a ``MultiGraph`` where the file says undirected.

    Raises:
        GraphError: The file is missing, is not GraphML, holds a document type or entities (they are refused unread), or
            has what networkx cannot hold (nested graphs, hyperedges, ports).
    """
    try:
        with Path(path).open("rb") as file:
            events = etree.iterparse(
                file, events=("start", "end"), load_dtd=False, no_network=True, resolve_entities=False
            )
            return _read(events, str(path))
    except (OSError, etree.XMLSyntaxError) as error:
        raise GraphError(f"{path}: cannot be read: {error}.") from error


def _read(events: Iterable[tuple[str, etree._Element]], source: str) -> "nx.MultiGraph[str]":
    keys: Keys = {}
    graph: nx.MultiGraph[str] | None = None
    defaults: dict[str, dict[str, Value]] = {"node": {}, "edge": {}, "graph": {}}
    depth = 0
    for event, element in events:
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if event == "start":
            depth += 1
            if depth == 1:
                _check_root(element, tag, source)
            elif tag == "graph" and graph is not None:
                raise GraphError(f"{source}: holds a graph within a graph, which cannot be read; flatten it.")
            elif tag == "graph":
                graph = nx.MultiGraph() if element.get("edgedefault") == "undirected" else nx.MultiDiGraph()
                graph.graph.update(defaults["graph"])
            elif tag in ("hyperedge", "port"):
                raise GraphError(f"{source}: holds a {tag}, which cannot be read; use nodes and edges alone.")
            continue
        depth -= 1
        if tag == "key":
            _read_key(element, keys, defaults, source)
        elif tag == "data" and depth == 2 and graph is not None:
            graph.graph.update(_values([element], keys, source))
        elif tag in ("node", "edge") and graph is not None:
            _add(graph, tag, element, {**defaults[tag], **_values(element, keys, source)}, source)
            element.clear()  # what was read is let go
            while element.getprevious() is not None:
                del element.getparent()[0]  # type: ignore[union-attr]
    if graph is None:
        raise GraphError(f"{source}: holds no graph.")
    return graph


def _check_root(root: etree._Element, tag: str, source: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise GraphError(f"{source}: declares a document type, which could hide entities; remove the DOCTYPE.")
    if tag != "graphml":
        raise GraphError(f"{source}: its root is <{tag}>, not <graphml>; give a GraphML file.")


def _read_key(
    element: etree._Element,
    keys: Keys,
    defaults: dict[str, dict[str, Value]],
    source: str,
) -> None:
    if any(etree.QName(name).localname == "yfiles.type" for name in element.attrib):
        keys[element.get("id", "")] = None
        return
    kind, type_ = element.get("for", "all"), element.get("attr.type", "string")
    if type_ != "boolean" and type_ not in READERS:
        raise GraphError(
            f"{source}, line {element.sourceline}: attr.type is {type_!r}; use one of {', '.join(READERS)}."
        )
    key = element.get("id", "")
    name_of, read_as = element.get("attr.name", key), READERS.get(type_, bool)
    keys[key] = (kind, name_of, read_as)
    for default in element:
        for name in defaults if kind == "all" else [kind]:
            defaults.setdefault(name, {})[name_of] = _value(default, read_as, source)


def _values(elements: Iterable[etree._Element], keys: Keys, source: str) -> dict[str, Value]:
    found = {}
    for element in elements:
        if not isinstance(element.tag, str) or etree.QName(element).localname != "data":
            continue
        key = element.get("key", "")
        if key not in keys:
            raise GraphError(f"{source}, line {element.sourceline}: key {key!r} is not declared; declare it.")
        if (declared := keys[key]) is None:
            continue
        _, name, type_ = declared
        found[name] = _value(element, type_, source)
    return found


def _value(element: etree._Element, type_: type, source: str) -> Value:
    text = element.text or ""
    try:
        if type_ is bool:
            return {"true": True, "1": True, "false": False, "0": False}[text.strip().lower()]
        value: Value = type_(text)
        return value
    except (ValueError, KeyError) as error:
        where = f"{source}, line {element.sourceline}"
        raise GraphError(f"{where}: {text!r:.60} is no {type_.__name__}; mend the value or its attr.type.") from error


def _add(graph: "nx.MultiGraph[str]", tag: str, element: etree._Element, facts: dict[str, Value], source: str) -> None:
    names = ("id",) if tag == "node" else ("source", "target")
    ends = [element.get(name) for name in names]
    if None in ends:
        where = f"{source}, line {element.sourceline}"
        raise GraphError(f"{where}: the {tag} has no {names[ends.index(None)]}; give it one.")
    if tag == "node":
        graph.add_node(str(ends[0]))
        graph.nodes[str(ends[0])].update(facts)
    else:
        key = graph.add_edge(str(ends[0]), str(ends[1]), element.get("id"))
        graph.edges[str(ends[0]), str(ends[1]), key].update(facts)
