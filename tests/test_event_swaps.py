"""Who did it to whom in pairs of sentences: both orders of two states, active and passive, clauses before and after.

The shipped pipeline answers, its reader too: what clear grammar says, no reader may turn round.
"""

import pytest

import korea_nlp
from korea_nlp import Article

STATES = ("North Korea", "South Korea", "Japan", "China", "Russia", "Iran", "Ukraine", "India", "Pakistan", "Turkey")
VERBS = (
    "accused", "attacked", "bombed", "condemned", "criticized", "denounced", "invaded", "praised", "sanctioned",
    "shelled", "threatened", "warned",
)  # fmt: skip
FORMS = {
    "active": "{doer} {did} {other} on Friday.",
    "passive": "{other} was {did} by {doer} on Friday.",
    "clause-before": "After talks in Geneva collapsed, {doer} {did} {other}.",
    "clause-after": "{doer} {did} {other} after talks in Geneva collapsed.",
    "passive-clause-before": "After talks in Geneva collapsed, {other} was {did} by {doer}.",
    "passive-clause-after": "{other} was {did} by {doer} after talks in Geneva collapsed.",
    "day-before": "On Friday {doer} {did} {other}.",
    "report-after": "{doer} {did} {other} on Friday, Reuters reported.",
    "report-before": "Reuters reported that {doer} {did} {other} on Friday.",
    "passive-report-before": "Reuters reported that {other} was {did} by {doer} on Friday.",
    "perfect-passive": "{other} has been {did} by {doer}, officials said.",
    "relative-of-the-doer": "{doer}, which had held talks in Geneva, {did} {other}.",
    "relative-of-the-other": "{other}, which {doer} {did} on Friday, called for talks.",
    "coordination": "{doer} {did} {other} on Friday and recalled its envoy.",
    "second-verb": "{doer} recalled its envoy on Friday and {did} {other}.",
    "own-report": "{doer} said on Friday that it had {did} {other}.",
    "own-report-passive": "{other} said on Friday that it had been {did} by {doer}.",
}
TARGETS = ("patient", "recipient", "addressee")


def couples(verb: int) -> list[tuple[str, str]]:
    """Return three couples of states, both ways round, others for each verb."""
    chosen = [(STATES[(verb + k) % 10], STATES[(verb + 3 * k + 1) % 10]) for k in (1, 2, 3)]
    return [pair for one, other in chosen for pair in ((one, other), (other, one))]


CASES = {
    form: [
        (words.format(doer=doer, did=did, other=other), did, doer, other)
        for verb, did in enumerate(VERBS)
        for doer, other in couples(verb)
    ]
    for form, words in FORMS.items()
}


@pytest.fixture(scope="module")
def read(nlp):
    """Return the records of all sentences by their text, read in one stream."""
    texts = dict.fromkeys(text for cases in CASES.values() for text, *_ in cases)
    articles = (Article(str(at), text, "2024-06-01") for at, text in enumerate(texts))
    return {record.text: record for record in korea_nlp.pipe(articles, nlp=nlp)}


def test_there_are_three_hundred_pairs():
    assert sum(map(len, CASES.values())) // 2 >= 300


@pytest.mark.parametrize("form", FORMS)
def test_who_did_it_to_whom(read, form):
    wrong, told, unsaid = {}, 0, 0
    for text, did, doer, other in CASES[form]:
        record = read[text]
        names = {actor.id: actor.name for actor in record.actors}
        event = next((event for event in record.events if did in event.trigger.text.split()), None)
        if event is None:  # what is news is not asked here
            continue
        told += 1
        found = [(argument.role, names.get(argument.actor)) for argument in event.arguments]
        agents = [name for role, name in found if role == "agent"]
        targets = [name for role, name in found if role in TARGETS]
        if (agents, targets) in (([doer], []), ([], [other])):
            unsaid += 1
        elif (agents, targets) != ([doer], [other]):
            wrong[text] = found

    assert wrong == {}
    assert told > 0.8 * len(CASES[form])
    assert unsaid <= 0.05 * told
