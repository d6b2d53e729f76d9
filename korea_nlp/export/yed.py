"""What yEd shows of a graph: a labelled shape for each node, a labelled line for each edge.

yEd shows labels only where they stand in elements of its own, in the namespace ``y:``; it lays nothing out on opening,
so that all nodes lie on one place until a layout is chosen from its menu.
"""

from collections.abc import Callable, Mapping
from typing import Any

NAMESPACES = ' xmlns:y="http://www.yworks.com/xml/graphml"'
KEYS = '<key id="yn" for="node" yfiles.type="nodegraphics"/>\n<key id="ye" for="edge" yfiles.type="edgegraphics"/>\n'
LOOKS = {  # kind of node: shape and fill
    "actor": ("ellipse", "#CFE2F3"),
    "article": ("rectangle", "#EEEEEE"),
    "claim": ("roundrectangle", "#FFF2CC"),
    "event": ("diamond", "#F4CCCC"),
}
OTHER = ("rectangle", "#FFFFFF")
LINES = {"DISPUTES": "#C00000", "DENIES": "#C00000", "deny": "#C00000", "AGREES": "#2E7D32", "CONFIRMS": "#2E7D32"}
HEIGHT, MARGIN, LETTER = 30, 20, 6.5  # points


def node(facts: Mapping[str, Any], id: str, escaped: Callable[[str], str]) -> str:
    """Return the picture of a node, as an element of XML."""
    label = str(facts.get("label") or facts.get("name") or id)
    shape, fill = LOOKS.get(str(facts.get("kind")), OTHER)
    width = MARGIN + LETTER * len(label)
    return (
        f'<data key="yn"><y:ShapeNode><y:Geometry height="{HEIGHT}" width="{width:.0f}" x="0" y="0"/>'
        f'<y:Fill color="{fill}" transparent="false"/><y:BorderStyle color="#666666" type="line" width="1.0"/>'
        f'<y:NodeLabel>{escaped(label)}</y:NodeLabel><y:Shape type="{shape}"/></y:ShapeNode></data>'
    )


def edge(facts: Mapping[str, Any], directed: bool, escaped: Callable[[str], str]) -> str:
    """Return the picture of an edge, as an element of XML."""
    label = str(facts.get("label") or facts.get("kind") or "")
    color = LINES.get(str(facts.get("kind")), "#666666")
    return (
        f'<data key="ye"><y:PolyLineEdge><y:LineStyle color="{color}" type="line" width="1.0"/>'
        f'<y:Arrows source="none" target="{"standard" if directed else "none"}"/>'
        f"<y:EdgeLabel>{escaped(label)}</y:EdgeLabel></y:PolyLineEdge></data>"
    )
