"""The arguments of one event: each sentence marks its trigger with braces and its arguments as ``<role words>``."""

import re

import pytest

from korea_nlp import layers

CASES = """
<agent North Korea> {fired} <instrument a missile> from <place Sunan>.
<instrument A missile> was {fired} by <agent North Korea>.
<agent Gunmen> {attacked} <patient a police post>.
<patient A police post> was {attacked} by <agent gunmen>.
<agent Putin> {met} <patient Kim> in <place Pyongyang>.
<agent Putin> {met} with <addressee Kim>.
<agent Putin> and <addressee Kim> {met}.
The {talks} between <agent Seoul> and <addressee Tokyo> ended.
<agent Tokyo> held {talks} with <addressee Seoul>.
<agent Seoul> {donated} <patient rice> to <recipient Pyongyang>.
<agent Seoul> {gave} <recipient Pyongyang> <patient a grant>.
<agent Russia> {supplied} <recipient North Korea> with <patient oil>.
<agent Washington> {imposed} sanctions on <patient two Russian banks>.
<agent The council> {lifted} the ban on <patient Iran>.
<agent Kyiv> {accused} <patient Pyongyang> of sending troops.
Kyiv accused <agent Pyongyang> of {sending} <patient troops>.
<agent Tokyo> {urged} <patient the North> to return the remains.
Seoul said <agent the North> had {shelled} <patient the island>.
<agent Seoul> said it would {send} <patient tents>.
<agent Moscow> {threatened} to strike <patient Kyiv>.
<agent Moscow>, which had {expelled} <patient two diplomats>, stayed silent.
<agent Beijing> {signed} an agreement with <addressee Hanoi>.
<agent Police> arrived and {arrested} <patient the captain>.
<agent Seoul> {rejected} <patient the North's offer>.
<agent Russia>'s {attack} on <patient Kharkiv> went on.
<patient The minister> was {arrested} in <agent+place Iran>.
<agent The North> {fired} <instrument shells> into <place the sea>.
<agent North Korea> {fires} <instrument cruise missiles>
<agent The envoy>'s {visit} to <patient Seoul> ended.
<agent The minister> said <patient Pyongyang> {must} stop the tests.
"""
LINES = CASES.strip().splitlines()


def parse(line):
    """Return the sentence, where its trigger stands, and the arguments as (role, words)."""
    marks = re.findall(r"<([\w+]+) ([^<>]+)>", line)
    roles = [(role, words) for roles, words in marks for role in roles.split("+")]
    plain = re.sub(r"<[\w+]+ ([^<>]+)>", r"\1", line)
    start = plain.index("{")
    return plain.replace("{", "").replace("}", ""), start, sorted(roles)


@pytest.fixture(scope="module")
def read(nlp):
    """Return the Docs of all sentences, read in one stream."""
    return dict(zip(LINES, nlp.pipe([parse(line)[0] for line in LINES]), strict=True))


@pytest.mark.parametrize("line", LINES)
def test_roles(read, line):
    _, start, wanted = parse(line)
    doc = read[line]

    (event,) = [e for e in layers.read_events(doc) if doc[e.trigger[0]].idx == start]

    assert sorted({(a.role, doc[a.start : a.end].text) for a in event.arguments}) == wanted
