"""Documents that speak for those who issued them: "the report said", after "the agency released a report"."""

from collections.abc import Iterator

from spacy.tokens import Token

from korea_nlp import layers
from korea_nlp.components.coref.antecedents import Antecedent, History
from korea_nlp.syntax import SUBJECTS

SENTENCES_BACK = 5
ISSUING = frozenset(
    {"deliver", "file", "give", "issue", "make", "post", "prepare", "present", "publish", "release", "send", "submit"}
    | {"unveil", "write"}
)
TELLING = {"announce": "announcement", "estimate": "estimate", "report": "report"}  # verbs that are a document
SHOWING = frozenset({"indicate", "reveal", "say", "show", "suggest"})
BEFORE_ISSUER = frozenset({"by", "from"})
CHANNELS = frozenset({"in", "through", "via"})
DEFINITE = frozenset({"the", "this", "that", "these"})


class DocumentResolver:
    """Resolves words for documents, where they are the source of what is said."""

    def __init__(self, documents: frozenset[str], speech: frozenset[str]) -> None:
        self.documents = documents
        self.speech = speech

    def resolve(self, history: History, token: Token) -> layers.Mention | None:
        """Return the mention that a document is: its issuer, or None where the text names none."""
        if not self._speaks(token):
            return None
        near = list(history.before(token.i + 8, SENTENCES_BACK))
        own = next((item for item, noun in self._issued(history, near) if noun == token.i), None)
        first = next((kid for kid in token.lefts if kid.dep_ == "det"), None)
        start = first.i if first is not None else token.i
        if own is not None:
            if own.mention.start < token.i:
                start = token.i  # "the agency's report": the agency keeps its words
        elif first is not None and first.lower_ in DEFINITE:
            own = self._earlier(history, near, token)
        if own is None:
            return None
        rule = f"document:{token.lower_}→{own.mention.start}"
        return layers.Mention(start, token.i + 1, "nominal", own.actor.id, rule)

    def _speaks(self, token: Token) -> bool:
        """Tell the source of a claim: "the report said", "according to the data"."""
        if token.dep_ in SUBJECTS:
            return token.head.lemma_.lower() in self.speech
        if token.head.lemma_.lower() in ISSUING:  # "released data indicating that"
            return any(kid.lemma_.lower() in SHOWING for kid in token.rights)
        return token.head.head.lower_ == "according"

    def _earlier(self, history: History, near: list[Antecedent], token: Token) -> Antecedent | None:
        """Return who issued the document named last that the words can take up."""
        for item, noun in self._issued(history, near):
            word = TELLING.get(history.doc[noun].lemma_.lower(), history.doc[noun].lower_)
            if word == token.lower_:
                return item
        return None

    def _issued(self, history: History, near: list[Antecedent]) -> Iterator[tuple[Antecedent, int]]:
        """Yield the issuers among mentions, with the noun of the document that each issues."""
        for item in near:
            root = history.doc[item.root]
            head = root.head
            if root.dep_ == "poss" and head.lower_ in self.documents:  # "the agency's report"
                yield item, head.i
            elif head.lower_ in BEFORE_ISSUER and head.head.lower_ in self.documents:
                yield item, head.head.i  # "a report by the agency"
            else:
                yield from ((item, noun) for noun in self._channels(root))
                if item.subject:
                    yield from ((item, noun) for noun in self._objects(head))

    def _objects(self, verb: Token) -> Iterator[int]:
        """Yield the documents of a verb: "released data", "reported", "said in a statement"."""
        lemma = verb.lemma_.lower()
        if lemma in TELLING:
            yield verb.i
        for kid in verb.rights if lemma in ISSUING else ():
            yield kid.i
        yield from self._channels(verb)

    def _channels(self, token: Token) -> Iterator[int]:
        """Yield the documents in which somebody speaks: "Lee said in a statement", "said Lee in a statement"."""
        for kid in token.children:
            if kid.lower_ in CHANNELS:  # "Lee spoke of a report": another's
                yield from (held.i for held in kid.rights if held.dep_ == "pobj" and held.lower_ in self.documents)
