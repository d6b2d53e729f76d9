"""Tags amounts: value, bound, unit, what is counted, what befell the people, and how amounts hang together."""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.base import TablePipe
from korea_nlp.components.quantities.reading import Reader
from korea_nlp.components.quantities.relations import Reading
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.lexicon import Lexicon


@Language.factory(
    "korea_quantities",
    assigns=["doc.spans"],
    default_config={
        "units": {"@misc": "korea_nlp.Lexicon.v1", "name": "units"},
        "unit_forms": {"@misc": "korea_nlp.Lexicon.v1", "name": "unit_forms"},
        "modifiers": {"@misc": "korea_nlp.Lexicon.v1", "name": "modifiers"},
        "vague": {"@misc": "korea_nlp.Lexicon.v1", "name": "vague"},
        "quantity_words": {"@misc": "korea_nlp.Lexicon.v1", "name": "quantity_words"},
        "trends": {"@misc": "korea_nlp.Lexicon.v1", "name": "trends"},
        "statuses": {"@misc": "korea_nlp.Lexicon.v1", "name": "statuses"},
        "counted_nouns": {"@misc": "korea_nlp.Lexicon.v1", "name": "counted_nouns"},
        "number_labels": {"@misc": "korea_nlp.Lexicon.v1", "name": "number_labels"},
        "scorer": {"@scorers": "korea_nlp.layer_scorer.v1", "layer": layers.QUANTITIES},
    },
    default_score_weights={f"spans_{layers.QUANTITIES}_f": 1.0},
)
def make_quantity_tagger(
    nlp: Language,
    name: str,
    units: Lexicon,
    unit_forms: Lexicon,
    modifiers: Lexicon,
    vague: Lexicon,
    quantity_words: Lexicon,
    trends: Lexicon,
    statuses: Lexicon,
    counted_nouns: Lexicon,
    number_labels: Lexicon,
    scorer: Callable[..., Any] | None,
) -> "QuantityTagger":
    """Build the component; called by ``nlp.add_pipe("korea_quantities")``."""
    tables = {
        "units": units,
        "unit_forms": unit_forms,
        "modifiers": modifiers,
        "vague": vague,
        "quantity_words": quantity_words,
        "trends": trends,
        "statuses": statuses,
        "counted_nouns": counted_nouns,
        "number_labels": number_labels,
    }
    return QuantityTagger(name, tables, scorer=scorer)


class QuantityTagger(TablePipe):
    """Adds one span per amount, labelled with its unit, and what it is worth as facts beside it.

    Example:
        >>> import korea_nlp
        >>> doc = korea_nlp.load()("The NIS said about 300 soldiers were killed.")
        >>> [(doc[q.start:q.end].text, q.lower, q.bound, q.unit, q.status) for q in layers.read_quantities(doc)]
        [('about 300 soldiers', 300.0, 'approximate', 'soldier', 'killed')]
    """

    def compile(self) -> None:
        """Read the tables."""
        self.reader = Reader(Tables(self.tables))

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_quantities(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[layers.Quantity]:
        """Return the amounts of a Doc in order of the text, and leave the Doc as it is."""
        readings = self.reader.read(doc)
        ids = [layers.make_id(doc, "q", (reading.start, reading.end)) for reading in readings]
        return [self._quantity(reading, place, ids) for place, reading in enumerate(readings)]

    def _quantity(self, reading: Reading, place: int, ids: list[str]) -> layers.Quantity:
        amount = reading.amount
        upward, downward = amount.bound in ("at_least", "more_than"), amount.bound in ("at_most", "less_than")
        return layers.Quantity(
            id=ids[place],
            start=reading.start,
            end=reading.end,
            lower=None if downward else amount.lower,
            upper=None if upward else amount.upper,
            bound=amount.bound,
            trend=reading.trend if reading.change == "none" or amount.bound == "exact" else "none",
            unit=reading.unit,
            dimension=self.reader.dimension(reading),
            counted=reading.counted,
            status=reading.status,
            relation=reading.relation,
            of=ids[reading.of] if reading.of is not None else None,
            same_as=ids[reading.same_as] if reading.same_as is not None else None,
            change=reading.change,
            holder=reading.holder,
        )
