"""GraphML → graph, read piece by piece; what could harm the reader is refused."""

from collections.abc import Iterable
from pathlib import Path

import networkx as nx
from lxml import etree

from korea_nlp.errors import GraphError, reason
from korea_nlp.export.values import Value

READERS: dict[str, type] = {"int": int, "long": int, "float": float, "double": float, "string": str}
SAFE = {"load_dtd": False, "no_network": True, "resolve_entities": False}
DATA = "{*}data"
TAGS = tuple(f"{{*}}{name}" for name in ("graphml", "graph", "key", "node", "edge", "hyperedge", "port"))
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
            _, root = next(iter(etree.iterparse(file, events=("start",), **SAFE)))
            _check_root(root, str(path))
            file.seek(0)
            # where lxml passes over all tags but these by itself, reading takes a third of the time
            return _read(etree.iterparse(file, events=("start", "end"), tag=TAGS, **SAFE), str(path))
    except (OSError, etree.XMLSyntaxError) as error:
        raise GraphError(f"{path}: cannot be read: {reason(error)}.") from error


def _read(events: Iterable[tuple[str, etree._Element]], source: str) -> "nx.MultiGraph[str]":
    keys: Keys = {}
    graph: nx.MultiGraph[str] | None = None
    defaults: dict[str, dict[str, Value]] = {"node": {}, "edge": {}, "graph": {}}
    for event, element in events:
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "graph" and graph is not None:
                raise GraphError(f"{source}: holds a graph within a graph, which cannot be read; flatten it.")
            elif tag == "graph":
                graph = nx.MultiGraph() if element.get("edgedefault") == "undirected" else nx.MultiDiGraph()
                graph.graph.update(defaults["graph"])
            elif tag in ("hyperedge", "port"):
                raise GraphError(f"{source}: holds a {tag}, which cannot be read; use nodes and edges alone.")
        elif tag == "key":
            _read_key(element, keys, defaults, source)
        elif tag == "graph" and graph is not None:
            graph.graph.update(_values(element, keys, source))
        elif tag in ("node", "edge") and graph is not None:
            _add(graph, tag, element, {**defaults[tag], **_values(element, keys, source)}, source)
            _let_go(element)
    if graph is None:
        raise GraphError(f"{source}: holds no graph.")
    return graph


def _let_go(element: etree._Element) -> None:
    """Free what was read, and all before it but the data of the graph itself."""
    element.clear()
    parent = element.getparent()
    for before in element.itersiblings(preceding=True):
        if parent is None or next(before.iter(DATA), None) is before:
            return
        parent.remove(before)


def _check_root(root: etree._Element, source: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise GraphError(f"{source}: declares a document type, which could hide entities; remove the DOCTYPE.")
    tag = etree.QName(root).localname
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


def _values(element: etree._Element, keys: Keys, source: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for data in element.iterchildren(DATA):
        key = data.get("key", "")
        if key not in keys:
            raise GraphError(f"{source}, line {data.sourceline}: key {key!r} is not declared; declare it.")
        if (declared := keys[key]) is not None:
            _, name, type_ = declared
            found[name] = (data.text or "") if type_ is str else _value(data, type_, source)
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
    if tag == "node":
        node = _end(element, "id", source)
        graph.add_node(node)
        graph.nodes[node].update(facts)
    else:
        start, end = _end(element, "source", source), _end(element, "target", source)
        key = graph.add_edge(start, end, element.get("id"))
        graph.get_edge_data(start, end, key).update(facts)


def _end(element: etree._Element, name: str, source: str) -> str:
    """Return a node that an element names."""
    found = element.get(name)
    if found is None:
        where = f"{source}, line {element.sourceline}"
        raise GraphError(f"{where}: the {etree.QName(element).localname} has no {name}; give it one.")
    return found
