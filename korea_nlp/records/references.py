"""How claims are about actors: by words of their own, by words that stand for them, or by sense alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal, get_args

from korea_nlp.errors import OptionError
from korea_nlp.records.types import AboutForm, Actor, Claim, Offsets, Record
from korea_nlp.records.vocabulary import Reference

NAMED, REFERRED, IMPLIED = get_args(Reference)
POINTING = frozenset({"nominal", "pronoun"})  # forms of mentions that stand for an actor without naming it
AboutLevel = Literal["named", "referred", "all"]
LEVELS = {"named": (NAMED,), "referred": (NAMED, REFERRED), "all": (NAMED, REFERRED, IMPLIED)}


def reference_of(forms: Iterable[str]) -> Reference:
    """Return how a content speaks of an actor, by the forms of its mentions there.

    Example:
        >>> reference_of(["pronoun", "role"]), reference_of(["pronoun"]), reference_of([])
        ('named', 'referred', 'implied')
    """
    held = set(forms)
    return "named" if held - POINTING else "referred" if held else "implied"


def references(claim: Claim, actors: Mapping[str, Actor]) -> Iterator[tuple[str, str, float | None]]:
    """Yield each actor that a claim is about, how, and how likely.

    Where nobody said how, as in records of older versions, it is told by the mentions in the content, without a
    confidence.
    """
    told = {form.actor: form for form in claim.about_forms}
    for id in dict.fromkeys(claim.about):
        form = told.get(id)
        if form is not None:
            yield id, form.form, form.confidence
        else:
            yield id, reference_of(_forms(actors.get(id), claim.content.spans)), None


def corrected_about(claim: Claim, about: Iterable[str], actors: Mapping[str, Actor]) -> Claim:
    """Return a claim that is about others, of whom we are sure."""
    found = replace(claim, about=tuple(about))
    forms = (AboutForm(id, reference, 1.0) for id, reference, _ in references(found, actors))
    return replace(found, about_forms=tuple(forms))


def narrow_about(record: Record, about: AboutLevel) -> Record:
    """Return a record whose claims are about those alone whom their contents speak of so plainly.

    Args:
        record: The record.
        about: ``named``: whom words of their own name; ``referred``: also those for whom a pronoun or a noun stands;
            ``all``: also those who are only implied.

    Raises:
        OptionError: There is no such level.

    Example:
        >>> record = Record(id="a1", text="Seoul said so.")
        >>> narrow_about(record, "named") == record
        True
    """
    level = LEVELS[check_about(about)]
    if about == "all":
        return record
    actors = {actor.id: actor for actor in record.actors}
    claims = (
        only_about(claim, {id for id, reference, _ in references(claim, actors) if reference in level})
        for claim in record.claims
    )
    return replace(record, claims=tuple(claims))


def only_about(claim: Claim, kept: set[str]) -> Claim:
    """Return a claim that is about some alone of those that it was about."""
    if kept.issuperset(claim.about):
        return claim
    return replace(
        claim,
        about=tuple(id for id in claim.about if id in kept),
        about_forms=tuple(form for form in claim.about_forms if form.actor in kept),
    )


def check_about(about: Any) -> AboutLevel:
    """Return the level as it was given.

    Raises:
        OptionError: There is none of that name; says which there are.
    """
    if about not in LEVELS:
        raise OptionError(f"about is {about!r:.60}; use one of {', '.join(LEVELS)}.")
    level: AboutLevel = about
    return level


def _forms(actor: Actor | None, spans: Iterable[Offsets]) -> Iterator[str]:
    spans = tuple(spans)
    for mention in actor.mentions if actor else ():
        if any(start <= mention.start and mention.end <= end for start, end in spans):
            yield mention.form
