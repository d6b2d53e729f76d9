import shutil
from pathlib import Path

import pytest
import spacy
from spacy.symbols import ORTH
from spacy.tokens import Doc
from spacy.util import get_package_path

from korea_nlp import pipeline
from korea_nlp.errors import ModelError


def test_components_stand_in_their_one_order(nlp) -> None:
    ours = [name for name in nlp.pipe_names if name.startswith("korea_")]

    assert ours == ["korea_sentences", *pipeline.COMPONENTS]
    assert nlp.pipe_names.index("korea_sentences") < nlp.pipe_names.index("parser")


def test_the_pipeline_carries_our_name(nlp) -> None:
    assert nlp.meta["name"] == "korea_nlp"
    assert nlp.meta["performance"] == {}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"name": "grand"}, "there is no model 'grand'", id="model"),
        pytest.param({"base": "en_no_such_model"}, "'en_no_such_model' is not installed", id="base"),
        pytest.param({"base": spacy.blank("de")}, "language 'de'; use an English one", id="language"),
        pytest.param({"base": spacy.blank("en")}, "base model has no parser", id="parser"),
        pytest.param({"exclude": ["korea_magic"]}, "no component is called 'korea_magic'", id="exclude"),
    ],
)
def test_what_cannot_serve_is_refused(arguments, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        pipeline.load(**arguments)


def test_a_pipeline_of_ours_is_no_base(nlp) -> None:
    with pytest.raises(ModelError, match=r"a saved korea_nlp pipeline loads with spacy\.load"):
        pipeline.load(base=nlp)


def test_components_can_be_left_out() -> None:
    assert "korea_claims" not in pipeline.load(exclude=["korea_claims"]).pipe_names


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    copy = tmp_path / pipeline.PINNED
    shutil.copytree(get_package_path(pipeline.PINNED), copy)
    pipeline.check_weights(copy)
    weights = next(copy.glob("*/parser/model"))
    weights.write_bytes(weights.read_bytes()[:-1] + b"\0")

    with pytest.raises(ModelError, match="parser/model: not the file that was tested; reinstall"):
        pipeline.check_weights(copy)


def test_the_digest_of_the_tables_is_told() -> None:
    found = pipeline.versions("en_core_web_sm-3.8.0")

    assert found["model"] == "en_core_web_sm-3.8.0"
    assert len(found["knowledge"]) == 12


def test_the_bases_own_tokenizer_is_read_where_it_is_another(tmp_path: Path) -> None:
    base = spacy.load(pipeline.PINNED)
    base.tokenizer.add_special_case("Hwasongteen", [{ORTH: "Hwasong"}, {ORTH: "teen"}])
    base.to_disk(tmp_path)

    assert [token.text for token in pipeline.load_english(str(tmp_path), ())("Hwasongteen")] == ["Hwasong", "teen"]
    assert pipeline.load_english(pipeline.PINNED, ("ner",)).tokenizer.to_bytes() == base_tokenizer()


def base_tokenizer() -> bytes:
    data: bytes = spacy.load(pipeline.PINNED, exclude=["ner"]).tokenizer.to_bytes()
    return data


def test_lemmas_are_those_of_the_base_model(nlp) -> None:
    base = spacy.load(pipeline.PINNED)
    words = ["missiles", "was", "talks", "worse", "Kims", "dying", "leaves", "better", "unmanned", "sanctioned"]
    doc = Doc(nlp.vocab, words=words * 3, pos=["NOUN"] * 10 + ["VERB"] * 10 + ["ADJ"] * 10)

    assert [nlp.get_pipe("lemmatizer").rule_lemmatize(token) for token in doc] == [
        base.get_pipe("lemmatizer").rule_lemmatize(token) for token in doc
    ]
