"""GraphML that opens everywhere: one type an attribute, unique edge ids, no character that XML forbids.

Written and read piece by piece, in memory that does not grow with the file's size (a graph that is read is held, of
course).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
from lxml import etree

from korea_nlp.errors import GraphError
from korea_nlp.export.values import Value, clean, plain, whole_file

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
ROOT = {
    "xmlns": NAMESPACE,
    "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation": f"{NAMESPACE} {NAMESPACE}/1.0/graphml.xsd",
}
TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
READERS: dict[str, type] = {"int": int, "long": int, "float": float, "double": float, "string": str}
Keys = dict[tuple[str, str], tuple[str, type]]  # (node, edge or graph; attribute) → (key id, type)


def write_graphml(graph: "nx.Graph[Any]", path: str | Path) -> None:
    """Write a graph as GraphML.

    Lists and dicts are written as JSON, dates in ISO form; attributes that are None or NaN are left out; an attribute
    that has values of several types becomes one of strings, or of floats where all are numbers. An edge's id is its key
    where the keys are unique strings, as those of ``build_graph`` are.

    Raises:
        GraphError: Two nodes would have one id, a value has no form, or the file cannot be written.

    Example:
        >>> import tempfile
        >>> graph = nx.MultiDiGraph()
        >>> _ = graph.add_edge("kcna", "a1/c1", "a1/c1|CLAIMS|kcna", weight=1.0)
        >>> file = Path(tempfile.mkdtemp()) / "claims.graphml"
        >>> write_graphml(graph, file)
        >>> nx.utils.graphs_equal(read_graphml(file), graph)
        True
    """
    ids = {node: clean(str(node)) for node in graph}
    if len(set(ids.values())) < len(ids):
        twice, _ = Counter(ids.values()).most_common(1)[0]
        raise GraphError(f"two nodes would be written as {twice!r}; rename one of them.")
    keys = _keys(graph)
    with whole_file(path) as temporary, etree.xmlfile(str(temporary), encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", ROOT):
            for (kind, name), (key, type_) in keys.items():
                facts = {"id": key, "for": kind, "attr.name": name, "attr.type": TYPES[type_]}
                _write(xml, etree.Element("key", facts))
            with xml.element("graph", edgedefault="directed" if graph.is_directed() else "undirected"):
                _write(xml, *_data("graph", graph.graph, keys))
                for node, attributes in graph.nodes(data=True):
                    _write(xml, _element("node", {"id": ids[node]}, attributes, keys))
                for source, target, edge, attributes in _edges(graph):
                    ends = {"id": edge, "source": ids[source], "target": ids[target]}
                    _write(xml, _element("edge", ends, attributes, keys))


def _edges(graph: "nx.Graph[Any]") -> Iterator[tuple[Any, Any, str, dict[str, Any]]]:
    """Yield each edge with an id that is unique in the graph."""
    if not isinstance(graph, nx.MultiGraph):
        yield from (
            (source, target, f"e{i}", facts) for i, (source, target, facts) in enumerate(graph.edges(data=True))
        )
        return
    keys = [key for _, _, key in graph.edges(keys=True)]
    unique = all(isinstance(key, str) and key and clean(key) == key for key in keys) and len(set(keys)) == len(keys)
    for i, (source, target, key, facts) in enumerate(graph.edges(keys=True, data=True)):
        yield source, target, key if unique else f"e{i}", facts


def _keys(graph: "nx.Graph[Any]") -> Keys:
    """Return what each attribute is declared as: the one type that holds all its values."""
    types: dict[tuple[str, str], set[type]] = {}
    everything: list[tuple[str, Iterable[Mapping[str, Any]]]] = [
        ("graph", [graph.graph]),
        ("node", (facts for _, facts in graph.nodes(data=True))),
        ("edge", (facts for *_, facts in graph.edges(data=True))),
    ]
    for kind, items in everything:
        for facts in items:
            for name, value in facts.items():
                if (found := plain(value)) is not None:
                    types.setdefault((kind, clean(str(name))), set()).add(type(found))
    return {
        place: (f"d{i}", found.pop() if len(found) == 1 else float if found == {int, float} else str)
        for i, (place, found) in enumerate(types.items())
    }


def _element(tag: str, facts: dict[str, str], attributes: Mapping[str, Any], keys: Keys) -> etree._Element:
    element = etree.Element(tag, facts)
    element.extend(_data(tag, attributes, keys))
    return element


def _data(kind: str, attributes: Mapping[str, Any], keys: Keys) -> Iterator[etree._Element]:
    for name, value in attributes.items():
        if (found := plain(value)) is not None:
            key, type_ = keys[kind, clean(str(name))]
            element = etree.Element("data", key=key)
            element.text = _text(found, type_)
            yield element


def _text(value: Value, type_: type) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(float(value)) if type_ is float else str(value)


def _write(xml: Any, *elements: etree._Element) -> None:
    for element in elements:
        xml.write(element)
        xml.write("\n")


# --- reading -------------------------------------------------------------------------------------------------------


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
    keys: dict[str, tuple[str, str, type]] = {}
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
    keys: dict[str, tuple[str, str, type]],
    defaults: dict[str, dict[str, Value]],
    source: str,
) -> None:
    kind, type_ = element.get("for", "all"), element.get("attr.type", "string")
    if type_ != "boolean" and type_ not in READERS:
        raise GraphError(
            f"{source}, line {element.sourceline}: attr.type is {type_!r}; use one of {', '.join(READERS)}."
        )
    key = element.get("id", "")
    keys[key] = (kind, element.get("attr.name", key), READERS.get(type_, bool))
    for default in element:
        for name in defaults if kind == "all" else [kind]:
            defaults.setdefault(name, {})[keys[key][1]] = _value(default, keys[key][2], source)


def _values(
    elements: Iterable[etree._Element], keys: dict[str, tuple[str, str, type]], source: str
) -> dict[str, Value]:
    found = {}
    for element in elements:
        if not isinstance(element.tag, str) or etree.QName(element).localname != "data":
            continue
        key = element.get("key", "")
        if key not in keys:
            raise GraphError(f"{source}, line {element.sourceline}: key {key!r} is not declared; declare it.")
        _, name, type_ = keys[key]
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
