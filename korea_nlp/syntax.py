"""What the labels of the parse mean, shared by the components; pure, over any Doc."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
