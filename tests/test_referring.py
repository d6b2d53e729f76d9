"""How plainly a content speaks of whom it is about, by grammar alone."""

import pytest

import korea_nlp

KINDS = {
    "name": [
        ("Kim Yo Jong spoke. The minister said Kim Yo Jong would travel to China.", "kim-yo-jong", "named"),
        ("The envoy said Iran would fire again.", "iran", "named"),
    ],
    "adjective before a noun": [
        ("North Korea is angry. The general said North Korean missiles flew over Japan.", "north-korea", "named"),
        ("Russia left the talks. The envoy said Russian missiles hit the port.", "russia", "named"),
    ],
    "name before a noun": [
        ("The Security Council met. She said Security Council sanctions were useless.", "un-security-council", "named"),
    ],
    "pronoun of the source": [
        ("Seoul spoke on Monday. Seoul said it would not talk.", "south-korea", "referred"),
        ("Kim Jong Un was there. Kim Jong Un said he was content.", "kim-jong-un", "referred"),
    ],
    "speaker": [
        ('Moscow was firm. "We are ready for anything," Moscow said.', "russia", "referred"),
        ('"We will answer," Beijing said.', "china", "referred"),
    ],
    "noun": [
        ("Iran tested a rocket. The general said the country was arming itself.", "iran", "referred"),
        ("Vladimir Putin arrived. The envoy said this man was dangerous.", "vladimir-putin", "referred"),
    ],
    "title": [
        ("President Vladimir Putin spoke. The envoy said the president was tired.", "vladimir-putin", "named"),
    ],
    "several together": [
        ("North Korea quarrels with South Korea. The envoy said both countries would talk.", "south-korea", "referred"),
        ("North Korea quarrels with South Korea. The envoy said the two sides would talk.", "north-korea", "referred"),
    ],
    "unsaid subject": [
        ("Pyongyang vowed to strike.", "north-korea", "implied"),
        ("Tokyo pledged to wait.", "japan", "implied"),
    ],
    "doer of a thing": [
        ("North Korea fired a missile. The missile flew 320 kilometers, Seoul said.", "north-korea", "implied"),
        ("Iran launched a satellite. The satellite reached its orbit, the agency said.", "iran", "implied"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "actor", "form"),
    [
        pytest.param(*case, id=f"{kind}-{number}")
        for kind, cases in KINDS.items()
        for number, case in enumerate(cases, 1)
    ],
)
def test_form_of_whom_a_claim_is_about(grammar, text, actor, form):
    record = korea_nlp.analyze(text, published="2025-01-24", nlp=grammar)

    claim = record.claims[-1]
    assert tuple(found.actor for found in claim.about_forms) == claim.about
    assert {found.actor: found.form for found in claim.about_forms}[actor] == form
    assert all(0 <= found.confidence <= 1 for found in claim.about_forms)


def test_the_source_is_not_named_by_standing_beside_the_content(grammar):
    record = korea_nlp.analyze("Beijing said Beijing would wait. Tokyo vowed to act.", nlp=grammar)

    forms = [[found.form for found in claim.about_forms] for claim in record.claims]
    assert forms == [["named"], ["implied"]]
