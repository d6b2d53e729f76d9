"""Score a model without one part after another: what each adds.

    python scripts/ablate.py DATA EVAL [--model NAME ...]

DATA and EVAL are the folders of the data and of the scorers. Prints a Markdown table: content and source and strict of
PolNeAR dev, content and source of press dev. What is fitted is not fitted anew.
"""

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from runpy import run_path
from unittest.mock import patch

import numpy as np
from spacy.language import Language

import korea_nlp
from korea_nlp.components.claims import edges, reading
from korea_nlp.reader.heads.attribution import NAME

RULES = Path(__file__).resolve().parents[2] / "rules" / "scripts"
Without = AbstractContextManager[object]
Part = Callable[[Language], Without]
SHOWN = ("attribution.attr.content+source.f", "attribution.attr.strict.f", "press.claims.content+source.f")
NEVER = 2.0  # more than any likelihood or share


def without_reader(nlp: Language) -> Without:
    """Leave grammar and its counts alone."""
    return patch("korea_nlp.components.claims.read_reading", lambda _: None)


def without_grammar(nlp: Language) -> Without:
    """Leave the network alone."""
    return patch("korea_nlp.components.claims.propose_all", lambda *_: ([], set()))


def without_transitions(nlp: Language) -> Without:
    """Take the likeliest role of each word by itself."""
    head = nlp.get_pipe("korea_reader").reader.heads[NAME]
    return patch.object(head, "transitions", np.zeros_like(head.transitions))


def without_edges_of_grammar(nlp: Language) -> Without:
    """Never take the edges of a proposal of grammar."""
    return patch.object(reading, "EDGES", NEVER)


def without_tags(nlp: Language) -> Without:
    """Leave cues at their anchors and contents as their roles are; the facts of the logistic model stay."""
    return patch.multiple(edges, CUED=NEVER, GROWN=NEVER)


def without_guide(nlp: Language) -> Without:
    """Judge hedges, figures and mere acts as all others."""
    return patch.object(reading, "_score", reading.blend)


PARTS: dict[str, Part] = {
    "grammar and its counts alone": without_reader,
    "network alone": without_grammar,
    "all, without transitions": without_transitions,
    "all, without grammar's edges": without_edges_of_grammar,
    "all, without tags at the edges": without_tags,
    "all, without the frames of the guide": without_guide,
    "all": lambda _: nullcontext(),
}


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("eval", type=Path)
    parser.add_argument("--model", nargs="+", default=["default", "accurate"])
    args = parser.parse_args()
    models = {name: korea_nlp.load(name) for name in args.model}
    sys.path.insert(0, str(RULES))
    gate = run_path(str(RULES / "score.py"), run_name="gate")  # the scorers have a module ``score`` of their own
    tasks = [task for task in gate["TASKS"] if task.name in ("attribution", "press")]
    print(f"| content and source / strict, PolNeAR; content and source, press | {' | '.join(models)} |")
    print("|---" * (1 + len(models)) + "|")
    for name, part in PARTS.items():
        cells = []
        for nlp in models.values():
            scores: dict[str, float] = {}
            with part(nlp):
                for task in tasks:
                    scores |= gate["measure"](task, nlp, args.data, args.eval)[0]
            first, strict, press = (f"{scores[shown]:.3f}".lstrip("0") for shown in SHOWN)
            cells.append(f"{first} / {strict}; {press}")
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
