"""Families of near-duplicate articles, and which of each is the likely origin."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from korea_nlp.errors import OriginError, RecordError
from korea_nlp.origins.credits import Credit, CreditReader
from korea_nlp.origins.matching import Limits, Sampled, find_families
from korea_nlp.origins.shingles import Hashes, Shingler
from korea_nlp.records import Article, Failure, Record
from korea_nlp.records.given import called

LIMITS = Limits()
ANY_DAY = (date.min.toordinal(), date.max.toordinal())


@dataclass(frozen=True, slots=True)
class Family:
    """Articles that are copies, whole or in part, of one story.

    Attributes:
        origin: Id of the article that the others are likely copies of.
        members: Ids of all of them, the origin first, then by date.
        credit: Whom a credit line of one of them names, else whom one mentions; None where none says so.
    """

    origin: str
    members: tuple[str, ...]
    credit: Credit | None = None


@dataclass(frozen=True, slots=True)
class Origins(Mapping[str, str]):
    """Which article each article comes from: a mapping from an article's id to that of its family's origin.

    Attributes:
        families: Families of two articles or more, in the order of their origins.
    """

    families: tuple[Family, ...]
    _origin: Mapping[str, str] = field(repr=False)
    _families: Mapping[str, Family] = field(repr=False)
    _twins: Mapping[str, str] = field(repr=False)
    _credits: Mapping[str, Credit] = field(repr=False)

    def __getitem__(self, article_id: str) -> str:
        return self._origin[article_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._origin)

    def __len__(self) -> int:
        return len(self._origin)

    def origin(self, article_id: str) -> str:
        """Return the id of the article that this one comes from: its own where it is no copy.

        Raises:
            OriginError: The article was not among those the origins were found in.
        """
        try:
            return self._origin[article_id]
        except KeyError:
            raise OriginError(
                f"article {article_id!r} is not among the {len(self)} given to find_origins; give it all."
            ) from None

    def family(self, article_id: str) -> Family:
        """Return the family of an article; of one that has no copies, itself alone.

        Raises:
            OriginError: The article was not among those the origins were found in.
        """
        origin = self.origin(article_id)
        return self._families.get(origin) or Family(origin, (origin,), self._credits.get(origin))

    def credit(self, article_id: str) -> Credit | None:
        """Return whom the article itself is credited to, None where it says nothing."""
        self.origin(article_id)
        return self._credits.get(article_id)

    def twin(self, article_id: str) -> str | None:
        """Return the first article with the very same words, so that reading this one adds nothing; None for that one.

        Spacing, case and signs may differ. A copy with one figure changed is no twin.
        """
        self.origin(article_id)
        return self._twins.get(article_id)

    def count(self, article_ids: Iterable[str]) -> int:
        """Return how many independent origins some articles have: ten papers with one wire story are one.

        Raises:
            OriginError: One of them was not among those the origins were found in.
        """
        return len({self.origin(article_id) for article_id in article_ids})


@dataclass(frozen=True, slots=True)
class _Read:
    """What is kept of an article once it is read."""

    id: str
    earliest: int
    latest: int
    size: int
    agency: bool
    publisher: str
    sample: Hashes
    digest: bytes


def find_origins(
    articles: Iterable[Article | Record | Failure],
    *,
    limits: Limits = LIMITS,
    shingler: Shingler | None = None,
    credits: CreditReader | None = None,
) -> Origins:
    """Find which articles are copies, whole or in part, of one story, before or after they are parsed.

    Articles are read once, one at a time; of each a sample of hashes stays in memory (about 2 KB for 500 words).
    An article belongs with the one, not later, that it shares most words with, if it shares words with the origin of
    that one too; so one that joins two older stories does not make one of them, and what was updated again and again
    may become a story of its own. Articles with the very same words are one family whatever their days. The origin of
    a family is what was published first (an agency's own page may be a day late), of one day the agency's own, then
    the longest; what has no date comes last.

    Args:
        articles: Articles or records, in any order. A ``Failure`` is passed over; of an id that stands twice, the first
            counts.
        limits: What counts as a copy.
        shingler: Another one than that of the table `boilerplate`.
        credits: Another reader than that of the table `credits`.

    Example:
        >>> story = "The ministry counted nine balloons over the border on Friday, all of them filled with paper."
        >>> first = Article("wire", story + " None of them did any harm.", "2024-06-01")
        >>> second = Article("paper", "Balloons again! " + story, "2024-06-02")
        >>> third = Article("other", "Trade between the two grew by a tenth last year, customs say.", "2024-06-02")
        >>> origins = find_origins([second, third, first])
        >>> origins.family("paper").members, origins.count(["wire", "paper", "other"])
        (('wire', 'paper'), 2)
    """
    shingler, credits = shingler or Shingler(), credits or CreditReader()
    found: dict[str, Credit] = {}
    read: dict[str, _Read] = {}
    if isinstance(articles, str) or not isinstance(articles, Iterable):
        raise RecordError(f"{called(articles)} was given; give Articles or Records.")
    for article in articles:
        if not isinstance(article, Article | Record | Failure):
            raise RecordError(f"{called(article)} was given; give Articles or Records.")
        if isinstance(article, Failure) or article.id in read:
            continue
        if credit := credits.credit(article):
            found[article.id] = credit
        read[article.id] = _read(article, shingler, agency=credit is not None and credit.form == "publisher")
    ranked = sorted(read.values(), key=_rank)
    first: dict[bytes, str] = {}
    twins = {item.id: twin for item in ranked if (twin := first.setdefault(item.digest, item.id)) != item.id}
    alone = [item for item in ranked if item.id not in twins]
    publishers = {
        name: number for number, name in enumerate(dict.fromkeys(item.publisher for item in alone if item.publisher))
    }
    sampled = Sampled(
        [item.sample for item in alone],
        np.array([item.earliest for item in alone], dtype=np.int64),
        np.array([item.latest for item in alone], dtype=np.int64),
        np.array([publishers.get(item.publisher, -1) for item in alone], dtype=np.int64),
    )
    origin = {item.id: alone[index].id for item, index in zip(alone, find_families(sampled, limits), strict=True)}
    origin = {item.id: origin[twins.get(item.id, item.id)] for item in ranked}
    return _gather(origin, twins, found)


def _read(article: Article | Record, shingler: Shingler, *, agency: bool) -> _Read:
    text = article.text
    if isinstance(article, Record) and article.title_end:
        text = text[article.title_end :]
    earliest, latest = _days(article.published)
    if agency and latest != ANY_DAY[1]:
        # an agency's own page may bear the next day's date, where the first paper to carry it stands west of it
        earliest, latest = earliest - 1, latest - 1
    publisher = (article.publisher or "").casefold().strip()
    # texts without a word are not each other's copies
    digest = shingler.digest(text) if any(map(str.isalnum, text)) else article.id.encode("utf-8", "surrogatepass")
    return _Read(article.id, earliest, latest, len(text.strip()), agency, publisher, shingler.hashes(text), digest)


def _days(published: str | None) -> tuple[int, int]:
    """Return first and last day of a date, a month or a year, as numbers."""
    try:
        parts = [int(part) for part in (published or "")[:10].split("-")]
        start = date(*[*parts, 1, 1][:3])
    except ValueError:
        return ANY_DAY
    if len(parts) == 1:
        return start.toordinal(), date(start.year, 12, 31).toordinal()
    if len(parts) == 2:
        return start.toordinal(), (start.replace(day=28) + timedelta(days=4)).replace(day=1).toordinal() - 1
    return start.toordinal(), start.toordinal()


def _rank(item: _Read) -> tuple[int, bool, int, str]:
    return item.latest, not item.agency, -item.size, item.id


def _gather(origin: dict[str, str], twins: dict[str, str], credits: dict[str, Credit]) -> Origins:
    """Gather the articles of each origin."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for id, first in origin.items():
        members[first].append(id)
    families = tuple(Family(ids[0], tuple(ids), _credit(ids, credits)) for ids in members.values() if len(ids) > 1)
    return Origins(families, origin, {family.origin: family for family in families}, twins, credits)


def _credit(ids: list[str], credits: dict[str, Credit]) -> Credit | None:
    """Return the credit of a family: a credit line of any of its articles before a mention in the text of one."""
    found = [credit for id in ids if (credit := credits.get(id))]
    return next((credit for credit in found if credit.form != "mention"), found[0] if found else None)
