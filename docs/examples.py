"""Lets the site show the examples of docstrings as code."""

import re
from typing import Any

from griffe import Extension, Object

TITLE = re.compile(r"(?m)^Example:$")  # griffe reads examples under their plural alone


class Examples(Extension):
    """Gives examples the title that griffe knows."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Rename the section of one object's docstring."""
        if obj.docstring:
            obj.docstring.value = TITLE.sub("Examples:", obj.docstring.value)
