"""Who claims what: source, cue and content of each attribution, and what they say.

Grammar proposes candidates (``grammar``, ``verbs``, ``quotations``; ``source_and_content`` says how far
their parts reach, ``non_claims`` what claims nothing), a logistic model says how likely each is (``scoring``), what
``korea_reader`` sees is joined with it (``reading``, ``edges``), some of both stand (``selection``) with the clauses
beside them that are told (``clauses``) and the turns of conversations (``frames``), and are described
(``attributes``: whom they are ``about``, their ``stance``).
"""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.base import TablePipe
from korea_nlp.components.claims.attributes import describe
from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.clauses import end_whole, give_back, leave_tails, take_antecedents, take_both_sides
from korea_nlp.components.claims.edges import own_words, settle, unmarked
from korea_nlp.components.claims.frames import take_turns
from korea_nlp.components.claims.grammar import propose_all
from korea_nlp.components.claims.non_claims import is_silence
from korea_nlp.components.claims.quotations import carry_on, name_tellers
from korea_nlp.components.claims.reading import fill_quotations, read_candidates, with_untold
from korea_nlp.components.claims.scoring import features, likelihood
from korea_nlp.components.claims.selection import choose, close_marks, detach, part
from korea_nlp.components.claims.source_and_content import content_head
from korea_nlp.components.claims.tables import Tables, read_tables
from korea_nlp.lexicon import Lexicon
from korea_nlp.reader import Reading, read_reading
from korea_nlp.syntax import Parse, Quote, find_quotes, quote_of, read_parse, words_of

GRAMMAR = 0.4  # likelihood of a candidate that stands where grammar alone reads
BARE_QUOTE = 0.3  # confidence of a quotation in a text without a parse: nobody is named


@Language.factory(
    "korea_claims",
    requires=["token.dep", "token.pos", "token.lemma"],
    assigns=["doc.spans"],
    default_config={
        "cues": {"@misc": "korea_nlp.Lexicon.v1", "name": "cues"},
        "hedges": {"@misc": "korea_nlp.Lexicon.v1", "name": "hedges"},
        "stances": {"@misc": "korea_nlp.Lexicon.v1", "name": "stance_words"},
        "weights": {"@misc": "korea_nlp.Lexicon.v1", "name": "claim_weights"},
        "countries": {"@misc": "korea_nlp.Lexicon.v1", "name": "countries"},
        "scorer": {"@scorers": "korea_nlp.layer_scorer.v1", "layer": layers.CLAIMS},
    },
    default_score_weights={f"spans_{layers.CLAIMS}_f": 1.0},
)
def make_claim_tagger(
    nlp: Language,
    name: str,
    cues: Lexicon,
    hedges: Lexicon,
    stances: Lexicon,
    weights: Lexicon,
    countries: Lexicon,
    scorer: Callable[..., Any] | None,
) -> "ClaimTagger":
    """Build the component; called by ``nlp.add_pipe("korea_claims")``."""
    tables = {"cues": cues, "hedges": hedges, "stances": stances, "weights": weights, "countries": countries}
    return ClaimTagger(name, tables, scorer=scorer)


class ClaimTagger(TablePipe):
    """Adds the parts of each attribution as spans of one id, and what they say as facts beside them.

    Where ``korea_reader`` has read a Doc, what it sees is weighed with what grammar proposes; else grammar alone finds.
    """

    def compile(self) -> None:
        """Read the tables."""
        self.known: Tables = read_tables(**self.tables)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_claims(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[layers.Claim]:
        """Return the claims of a Doc, in order of the text, and leave the Doc as it is."""
        if not len(doc):
            return []
        parse = read_parse(doc)
        quotes = find_quotes(parse)
        if not doc.has_annotation("DEP"):
            return _bare(doc, quotes)
        inside = quote_of(quotes, len(parse))
        reading = read_reading(doc, parse)
        chosen = self._choose(doc, parse, quotes, inside, reading)
        name_tellers(parse, quotes, inside, chosen)
        detach(parse, chosen)
        part(parse, chosen)
        give_back(parse, chosen)
        take_both_sides(parse, chosen, inside)
        take_antecedents(parse, chosen)
        leave_tails(parse, chosen, inside)
        end_whole(parse, chosen)
        chosen = take_turns(parse, carry_on(parse, quotes, inside, chosen))
        ends = {quote.start: quote.end for quote in quotes if quote.closed}
        for item in chosen:
            item.content = close_marks(parse, item.content, ends)
            item.source_pieces = close_marks(parse, unmarked(parse, item.source_pieces), ends)
            if item.frame.startswith(("quote", "carried")):
                item.head = content_head(parse, item.content)
            item.quoted = item.head is not None and inside[item.head] not in (-1, inside[item.cue])
        return describe(doc, parse, inside, chosen, self.known, reading)

    def _choose(
        self, doc: Doc, parse: Parse, quotes: list[Quote], inside: list[int], reading: Reading | None
    ) -> list[Candidate]:
        """Return what grammar and the reader find, as far as it is likely."""
        kinds = self.known.kinds
        page = words_of(layers.read_boilerplate(doc))
        found, barred = propose_all(parse, quotes, inside)
        found = [item for item in found if item.cue not in page and item.start not in page]
        for item in found:
            item.score = likelihood(features(parse, item, kinds, inside), self.known.weights)
        answers = reading.attributions() if reading else None
        if answers is None:
            return choose([item for item in found if not is_silence(parse, item, kinds)], GRAMMAR)
        candidates = read_candidates(parse, answers, found, page | barred)
        candidates = [item for item in candidates if not is_silence(parse, item, kinds)]
        chosen = with_untold(answers, candidates, choose(candidates, answers.head.threshold))
        settle(parse, answers, chosen)
        fill_quotations(parse, answers, quotes, inside, chosen)
        for item in chosen:
            own_words(parse, item)
            item.score = answers.head.confidence(item.score)
        return chosen


def _bare(doc: Doc, quotes: list[Quote]) -> list[layers.Claim]:
    """Return the long quotations of a text without a parse, as claims of nobody."""
    pieces = [(quote.start, quote.end) for quote in quotes if quote.long]
    return [
        layers.Claim(layers.make_id(doc, "c", piece), "direct", (), (), (piece,), confidence=BARE_QUOTE)
        for piece in pieces
    ]
