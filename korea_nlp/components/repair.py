"""Puts right what base models get wrong in the parse of reporting, before anything else reads it."""

from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp.components.base import TablePipe
from korea_nlp.knowledge.rows import CueRow
from korea_nlp.lexicon import Lexicon
from korea_nlp.syntax import repair


@Language.factory(
    "korea_repair",
    requires=["token.dep", "token.pos", "token.lemma"],
    assigns=["token.dep", "token.head"],
    default_config={"cues": {"@misc": "korea_nlp.Lexicon.v1", "name": "cues"}},
)
def make_parse_repairer(nlp: Language, name: str, cues: Lexicon) -> "ParseRepairer":
    """Build the component; called by ``nlp.add_pipe("korea_repair")``."""
    return ParseRepairer(name, {"cues": cues})


class ParseRepairer(TablePipe):
    """Hangs words of the telling that the parser hung on what is told where they belong; see ``syntax.repair``."""

    def compile(self) -> None:
        """Read the tables."""
        rows = self.tables["cues"].rows(CueRow, key=("lemma", "pos"))
        self.classes: dict[tuple[str, str], str] = {(row.lemma, row.pos): row.kind for row in rows}

    def __call__(self, doc: Doc) -> Doc:
        """Repair a Doc."""
        return repair(doc, self.classes)
