"""Libraries that come with the extra ``web``, imported where they are needed."""

import importlib
import logging
from typing import Any

from korea_nlp.errors import CorpusError

QUIET = logging.NullHandler()


def extra(module: str, purpose: str) -> Any:
    """Import a module of the extra ``web``; what it logs is shown only where the application asks for logs.

    Args:
        module: Its name.
        purpose: What asks for it, to start the message with: "news.html: reading HTML".

    Raises:
        CorpusError: It is not installed; says how to install it.
    """
    logging.getLogger(module.partition(".")[0]).addHandler(QUIET)
    try:
        return importlib.import_module(module)
    except ImportError as error:
        missing = (error.name or module).partition(".")[0]
        raise CorpusError(f"{purpose} needs {missing}; install it: pip install 'korea-nlp[web]'.") from error
