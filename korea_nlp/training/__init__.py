"""Teaching: gold in record form in, a model folder out.

``gold`` reads articles that people marked, ``labels`` says which of them answers what a component asked while it read
the same article, ``items`` teaches a head of the reader by that, ``heads`` does so for all heads, with
cross-validation, and writes the model. Needs torch: ``pip install 'korea-nlp[train]'``.
"""
