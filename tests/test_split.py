from hypothesis import given
from hypothesis import strategies as st

from korea_nlp import layers
from korea_nlp.extract import extract
from korea_nlp.records import Record
from korea_nlp.split import join_records, split_text


@given(st.text(alphabet="ab. \n", max_size=200), st.integers(2, 40))
def test_pieces_are_within_the_limit_and_together_the_text(text: str, limit: int) -> None:
    pieces = list(split_text(text, limit))

    assert "".join(piece for _, piece in pieces) == text
    assert all(text.startswith(piece, start) and len(piece) <= limit for start, piece in pieces)


def test_a_text_is_cut_at_a_paragraph_rather_than_within_one() -> None:
    text = "First one. And on.\n\nSecond one."

    assert [piece for _, piece in split_text(text, 25)] == ["First one. And on.\n\n", "Second one."]


def test_joined_records_refer_to_the_whole_text() -> None:
    import spacy

    nlp = spacy.blank("en")
    pieces = [(0, "Seoul said so.\n"), (15, "Seoul said more.")]
    read = []
    for start, piece in pieces:
        doc = nlp(piece)
        actor = layers.Actor("south-korea", "South Korea", "state", "KOR")
        layers.write_actors(doc, [layers.Mention(0, 1, "metonym", actor.id, "alias:seoul")], [actor])
        parent = layers.make_id(doc, "c", (0, 1), (1, 2), (2, 3))
        layers.write_claims(
            doc,
            [
                layers.Claim(parent, "indirect", ((0, 1),), ((1, 2),), ((2, 3),), ("south-korea",)),
                layers.Claim(parent + "x", "indirect", (), (), ((2, 3),), parent=parent),
            ],
        )
        read.append((start, extract(doc)))
    text = "".join(piece for _, piece in pieces)

    joined = join_records(read)

    assert [text[m.start : m.end] for actor in joined.actors for m in actor.mentions] == ["Seoul", "Seoul"]
    assert joined.text == text
    assert [[text[s:e] for s, e in claim.content.spans] for claim in joined.claims] == [["so"]] * 2 + [["more"]] * 2
    assert [claim.id for claim in joined.claims][2] == "c15-20.21-25.26-30"
    assert [claim.parent for claim in joined.claims][3] == "c15-20.21-25.26-30"
    assert Record.from_json(joined.to_json()) == joined
