"""Credit lines: whom an article says it has its story from."""

import re
from dataclasses import dataclass
from typing import Literal

from korea_nlp.lexicon import Lexicon, load_lexicon
from korea_nlp.records import Article, Record

HEAD = 200  # characters of a text that dateline and byline stand in
TAIL = 200  # characters at its end that a sign-off stands in
WORD = r"(?<![\w-]){}(?![\w-])"


@dataclass(frozen=True, slots=True)
class CreditRow:
    """A row of the table `credits`: a name under which an agency is credited.

    Attributes:
        agency: The agency's id in the knowledge base.
        form: ``name`` stands for the agency wherever it is credited; ``short`` is written in just these letters;
            ``domain`` is where it publishes.
    """

    name: str
    agency: str
    form: Literal["name", "short", "domain"]
    source: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a story is credited to.

    Attributes:
        name: As written.
        agency: The actor's id; None where the table does not know the name.
        form: ``publisher`` (the agency's own page), ``dateline`` ("SEOUL (AP) — "), ``byline`` ("By Ann Lee, Reuters"),
            ``sign-off`` ("— AFP" at the end) or ``mention`` ("Yonhap reported").
    """

    name: str
    agency: str | None
    form: Literal["publisher", "dateline", "byline", "sign-off", "mention"]


class CreditReader:
    """Finds the agency that an article is credited to.

    Example:
        >>> credits = CreditReader()
        >>> credits.credit(Article("a1", "SEOUL (Reuters) - Nine balloons came over the border."))
        Credit(name='Reuters', agency='reuters', form='dateline')
        >>> credits.credit(Article("a2", "Nine balloons came, Yonhap News Agency reported on Friday.")).agency
        'yonhap'
    """

    def __init__(self, table: Lexicon | None = None) -> None:
        rows = (table or load_lexicon("credits")).rows(CreditRow)
        self.agencies = {row.name.casefold(): row.agency for row in rows}
        self.domains = tuple((row.name, row.agency) for row in rows if row.form == "domain")
        names = sorted((row for row in rows if row.form != "domain"), key=lambda row: -len(row.name))
        any_case = "|".join(re.escape(row.name) for row in names if row.form == "name")
        agency = rf"(?P<name>(?i:{any_case})|{'|'.join(re.escape(row.name) for row in names if row.form == 'short')})"
        agency = WORD.format(agency)
        # "SEOUL, South Korea (AP) — ", also of agencies that the table does not know
        self.dateline = re.compile(r"\A[^\n()]{2,60}\((?P<name>[A-Z][\w .'/-]{1,28})\)\s*(?:[-–—]|:)")
        # "Xinhua | Updated: 2017-09-15", "By Ann Lee, Reuters", "Source: Yonhap"
        second = agency.replace("?P<name>", "?P<second>")
        self.byline = re.compile(rf"^\s*(?:{agency}\s*\||(?i:by|source|from)\b[^\n.]{{0,60}}?{second}\s*$)", re.M)
        # "... on Friday. — AFP", "(Yonhap)", "With reporting by Reuters"
        self.sign_off = re.compile(
            rf"(?:[-–—]\s*|[(\[]|(?:reporting|report|story|material)\s+(?:by|from)\s+(?:the\s+)?){agency}\s*[)\].]?\s*\Z"
        )
        told = r"(?:has\s+|had\s+|also\s+)?(?:reported|said|reports|says|quoted|cited|confirmed)\b"
        where = r"(?:according\s+to|citing|quoting|reported\s+by|told)\s+(?:[\w']+\s+){0,4}?"
        described = r"(?:\s+news\s+agency|,[^,.\n]{3,40},)?\s+"
        self.mention = re.compile(rf"(?:{agency}{described}{told}|{where}{second})")

    def publisher(self, name: str | None) -> str | None:
        """Return the agency that a publisher is, None where it is none."""
        if not name:
            return None
        folded = name.casefold().strip().removeprefix("the ")
        if found := self.agencies.get(folded) or self.agencies.get(folded.removesuffix(" news agency")):
            return found
        host = re.sub(r"^\w+://", "", folded).split("/")[0]
        return next((agency for domain, agency in self.domains if host == domain or host.endswith("." + domain)), None)

    def credit(self, article: Article | Record) -> Credit | None:
        """Return whom an article is credited to, None where it says nothing.

        Its own page stands before a dateline, that before byline and sign-off, and these before a mention in the text,
        which says only that part of the story is from there.
        """
        if agency := self.publisher(article.publisher):
            return Credit(article.publisher or "", agency, "publisher")
        return self.line(article.text) or self.mentioned(article.text)

    def line(self, text: str) -> Credit | None:
        """Return whom dateline, byline or sign-off name."""
        head, tail = text.lstrip()[:HEAD], text.rstrip()[-TAIL:]
        if found := self.dateline.search(head):
            return self._named(found, "dateline")
        if found := self.byline.search(head):
            return self._named(found, "byline")
        if found := self.sign_off.search(tail):
            return self._named(found, "sign-off")
        return None

    def mentioned(self, text: str) -> Credit | None:
        """Return the first agency of which a text says that it reported something."""
        found = self.mention.search(text)
        return self._named(found, "mention") if found else None

    def _named(self, found: re.Match[str], form: Literal["dateline", "byline", "sign-off", "mention"]) -> Credit:
        groups = found.groupdict()
        name = groups["name"] or groups.get("second") or ""
        return Credit(name, self.publisher(name), form)
