"""The page around the data: template, style and scripts joined in one file, each script and style named by its digest.

Data stands in blocks of JSON that no browser runs, with the characters that could end such a block escaped.
"""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from html import escape
from importlib import resources
from typing import Any

from korea_nlp.report.payload import shown

SCRIPTS = ("dom.js", "store.js", "reader.js", "graph.js", "table.js", "chart.js", "main.js")
LIBRARY = "cytoscape.min.js"
# cytoscape adds this rule where the page has no element of this id; as ours, the policy can name it.
LIBRARY_STYLE = ".__________cytoscape_container { position: relative; }"
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def page(title: str, data: dict[str, Any], texts: Sequence[str], *, judged: bool) -> str:
    """Return the page as HTML.

    Args:
        title: What it is called.
        data: What ``payload`` makes of the records.
        texts: The articles' texts.
        judged: The figures come from a ledger, which tells rivals from figures that only count the same.
    """
    script = '"use strict";\n(() => {\n' + "\n".join(_file(name) for name in SCRIPTS) + "})();\n"
    library, style = _file(LIBRARY), _file("report.css")
    policy = POLICY.format(scripts=_digests(library, script), styles=_digests(LIBRARY_STYLE, style))
    parts = {
        **{"title": escape(shown(title)), "policy": escape(policy, quote=True), "style": style, "library": library},
        **{"library_style": LIBRARY_STYLE, "script": script, "data": to_json(data | {"judged": judged})},
        "texts": "\n".join(
            f'<script type="application/json" id="text-{number}">{to_json(text)}</script>'
            for number, text in enumerate(texts)
        ),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], _file("page.html"))


def to_json(value: Any) -> str:
    r"""Return a value as JSON that can stand in a script element.

    Example:
        >>> print(to_json("</script> & \u2028"))
        "\u003c/script\u003e \u0026 \u2028"
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(UNSAFE)


def _file(name: str) -> str:
    return (resources.files("korea_nlp") / "data" / "report" / name).read_text(encoding="utf-8")


def _digests(*texts: str) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
