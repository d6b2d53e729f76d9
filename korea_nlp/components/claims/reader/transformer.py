"""The vectors of words from what a transformer says of their wordpieces."""

import numpy as np
from spacy.tokens import Doc

from korea_nlp.components.claims.reader.heads import Floats

WINDOW, STRIDE = 224, 192  # words that the transformer reads at once, and from one window's start to the next's
MARGIN = (WINDOW - STRIDE) // 2  # words at a window's start that the window before reads better


def vectors(doc: Doc) -> Floats | None:
    """Return a vector for each word, of shape (words, width): the mean of its wordpieces in the window that suits it.

    None where no transformer has read the Doc.
    """
    data = doc._.trf_data if Doc.has_extension("trf_data") else None
    if data is None or not len(hidden := data.model_output.get("last_hidden_state", ())):
        return None
    windows, length, width = hidden.shape
    lengths = np.asarray(data.align.lengths)
    pieces = np.asarray(data.align.dataXd).reshape(-1)
    word = np.repeat(np.arange(len(doc)), lengths)
    best = np.clip((word - MARGIN) // STRIDE, 0, windows - 1)
    kept = pieces // length == best
    word, pieces = word[kept], pieces[kept]
    found = np.zeros((len(doc), width), dtype=np.float32)
    if len(word):
        starts = np.flatnonzero(np.concatenate(([True], word[1:] != word[:-1])))
        sums = np.add.reduceat(hidden.reshape(-1, width)[pieces], starts, axis=0)
        found[word[starts]] = sums / np.diff(np.append(starts, len(word)))[:, None]
    return found
