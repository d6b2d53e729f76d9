"""What is asked of the words of a Doc: one file and one class a question, by the name that a message gives."""

from korea_nlp.reader.heads import attribution
from korea_nlp.reader.heads.attribution import Attribution

HEADS = {attribution.NAME: Attribution}
