"""What the labels of the parse and of the words mean."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})
CALENDAR = frozenset({"DATE", "TIME"})  # entities
QUOTATION_MARKS = frozenset({"“", "„", "«", "”", "»", '"', "``", "''"})
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})  # tags of words that make a clause finite
