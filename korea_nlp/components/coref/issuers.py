"""Documents that speak for those who issued them: "the report said", after "the agency released a report"."""

from collections.abc import Iterator

from korea_nlp import layers
from korea_nlp.components.coref.antecedents import Antecedent, History
from korea_nlp.syntax import SUBJECTS, Parse

SENTENCES_BACK = 5
ISSUING = frozenset(
    {"deliver", "file", "give", "issue", "make", "post", "prepare", "present", "publish", "release", "send", "submit"}
    | {"unveil", "write"}
)
BEFORE_ISSUER = frozenset({"by", "from"})
CHANNELS = frozenset({"in", "through", "via"})
AHEAD = 8  # tokens after a document in which its issuer may stand: "a report by the agency"


class DocumentResolver:
    """Resolves words for documents, where they are the source of what is said."""

    def __init__(self, documents: frozenset[str], speech: frozenset[str]) -> None:
        self.documents = documents
        self.speech = speech

    def resolve(self, history: History, i: int) -> list[layers.Mention]:
        """Return the mention that a document is: its issuer; none where the text names none."""
        parse = history.parse
        if not self._speaks(parse, i):
            return []
        issued = [pair for item in history.before(i + AHEAD, SENTENCES_BACK) for pair in self._issued(parse, item)]
        own = next((item for item, noun in issued if noun == i), None)
        det = next((k for k in parse.children(i, "det") if k < i), None)
        start = det if det is not None else i
        if own is not None and own.mention.start < i:
            start = i  # "the agency's report": the agency keeps its words
        elif own is None:
            own = next((item for item, noun in issued if parse.lower[noun] == parse.lower[i]), None)
        if own is None:
            return []
        rule = f"document:{parse.lower[i]}→{own.mention.start}"
        return [layers.Mention(start, i + 1, "nominal", own.actor.id, rule)]

    def _speaks(self, parse: Parse, i: int) -> bool:
        """Tell the source of a claim: "the report said", "according to the data"."""
        head = parse.head[i]
        if parse.dep[i] in SUBJECTS:
            return parse.lemma[head].lower() in self.speech
        return parse.lower[parse.head[head]] == "according"

    def _issued(self, parse: Parse, item: Antecedent) -> Iterator[tuple[Antecedent, int]]:
        """Yield a mention with the noun of each document that it issues."""
        root, head = item.root, item.verb
        if parse.dep[root] == "poss" and parse.lower[head] in self.documents:  # "the agency's report"
            yield item, head
        elif parse.lower[head] in BEFORE_ISSUER and parse.lower[parse.head[head]] in self.documents:
            yield item, parse.head[head]  # "a report by the agency"
        else:
            found = self._channels(parse, root)
            if item.subject:  # "released data", "said in a statement"
                issues = parse.lemma[head].lower() in ISSUING
                found += [k for k in parse.kids[head] if issues and k > head] + self._channels(parse, head)
            yield from ((item, noun) for noun in found)

    def _channels(self, parse: Parse, i: int) -> list[int]:
        """Return the documents in which somebody speaks: "Lee said in a statement", "said Lee in a statement"."""
        preps = [k for k in parse.kids[i] if parse.lower[k] in CHANNELS]  # "Lee spoke of a report": another's
        return [noun for k in preps for noun in parse.children(k, "pobj") if parse.lower[noun] in self.documents]
