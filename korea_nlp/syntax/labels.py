"""What the labels of the parse and of the words mean."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})
CALENDAR = frozenset({"DATE", "TIME"})  # entities
QUOTATION_MARKS = frozenset({"“", "„", "«", "「", "『", "”", "»", "」", "』", '"', "``", "''"})
MODIFIERS = ("amod", "compound", "nmod")
CLAUSES = frozenset({"relcl", "advcl", "parataxis", "ccomp", "acl", "punct"})  # where a phrase ends
OUTSIDE = CLAUSES | {"appos", "conj", "cc"}  # what hangs on a noun and is no part of its phrase
SEVERAL = frozenset({"NNS", "NNPS"})  # tags of nouns that stand for several
