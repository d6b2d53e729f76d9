"""Libraries that come with the extra ``web``, imported where they are needed."""

import importlib
from typing import Any

from korea_nlp.errors import CorpusError


def extra(module: str, purpose: str) -> Any:
    """Import a module of the extra ``web``.

    Args:
        module: Its name.
        purpose: What asks for it, to start the message with: "news.html: reading HTML".

    Raises:
        CorpusError: It is not installed; says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        missing = (error.name or module).partition(".")[0]
        raise CorpusError(f"{purpose} needs {missing}; install it: pip install 'korea-nlp[web]'.") from error
