"""Records → one HTML file to explore: who speaks about whom, every claim in its article, rival figures over time.

The file needs nothing else and asks no network for anything: script, style and data stand in it, and its
Content-Security-Policy lets no other script run. Everything from a text reaches the page as text.
"""

from collections.abc import Mapping
from pathlib import Path

from korea_nlp.export.values import whole_file
from korea_nlp.records import AboutLevel, Given, given_records, narrow_about
from korea_nlp.report.figures import Ledger, amounts_of
from korea_nlp.report.page import page
from korea_nlp.report.payload import payload

__all__ = ["Ledger", "to_report", "write_report"]

TITLE = "Who claimed what about whom"


def write_report(
    records: Given,
    path: str | Path,
    *,
    ledger: Ledger | None = None,
    origins: Mapping[str, str] | None = None,
    title: str = TITLE,
    about: AboutLevel = "all",
) -> int:
    """Write the report of some records, and return how many claims it shows.

    Args:
        records: A Record, or any number of them, read once; a ``Failure`` among them is passed over.
        path: The file to write.
        ledger: The figures to show as rivals and how they are related, as ``compare`` gives them; without it, the
            amounts in the claims, by what they count.
        origins: By an article's id, that of the article it is a copy of, as ``find_origins`` gives them; without it,
            the publisher stands for the origin.
        title: What the page is called.
        about: How plainly a claim must speak of whom it is about, as for ``build_graph``; the page can also hide those
            who are only implied.

    Raises:
        GraphError: The file cannot be written.
        OptionError: There is no such level of ``about``.
        RecordError: Something else than Records was given, or two of one id differ.
    """
    kept = list(given_records(records))
    text = to_report(kept, ledger=ledger, origins=origins, title=title, about=about)
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
    return sum(len(record.claims) for record in kept)


def to_report(
    records: Given,
    *,
    ledger: Ledger | None = None,
    origins: Mapping[str, str] | None = None,
    title: str = TITLE,
    about: AboutLevel = "all",
) -> str:
    """Return the report as HTML; see ``write_report``.

    Example:
        >>> "<title>A &lt; B</title>" in to_report([], title="A < B")
        True
    """
    kept = [narrow_about(record, about) for record in given_records(records)]
    found = ledger or amounts_of(kept)
    return page(title, *payload(kept, found, origins or {}), judged=ledger is not None)
