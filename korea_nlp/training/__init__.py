"""Teaching: gold in record form in, a model folder out.

``gold`` reads articles that people marked, ``labels`` says which of them answers what a component asked while it read
the same article, ``items`` teaches a head of the reader by that, ``heads`` does so for all heads with
cross-validation, and ``model`` makes a model of it. All but reading gold needs torch: ``pip install
'korea-nlp[train]'``.
"""

from korea_nlp.training.gold import Gold, read_gold
from korea_nlp.training.model import Trained, train_heads

__all__ = ["Gold", "Trained", "read_gold", "train_heads"]
