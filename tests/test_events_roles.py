"""The arguments of one event: each sentence marks its trigger with braces and its arguments as ``<role words>``.

A second part says why a sentence is not read yet.
"""

import re

import pytest

from korea_nlp import layers


@pytest.fixture(scope="module")
def nlp(grammar):
    """Constructions and tables; what is news is the reader's."""
    return grammar


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
<agent The envoy>'s {visit} to <patient+place Seoul> ended.
<agent The minister> said <patient Pyongyang> {must} stop the tests.
<agent North Korea> has {shipped} <patient 1,500 special forces soldiers> to <place+recipient Russia's Far East>.
<patient They> are expected to be {deployed} to <place the front lines>.
Moscow denied that <patient any soldiers> had been {sent}.
<patient Paratroopers> were {sent} to <place the coast>.
<agent Pyongyang> has {provided} <patient 13,000 containers of shells> to <recipient Moscow>.
<agent Hundreds of infantrymen> are {training} in <place eastern Russia>.
<agent A bus> plunged into a ravine, {killing} <patient 27 people>.
<agent A bus> {plunged} into <place a ravine>.
<patient At least 12 people> were {killed} when a fire swept through a factory.
The storm left <patient sixty people> {dead}.
<agent Putin> {visited} <patient+place Pyongyang> in June.
<agent He> is expected to {nominate} <patient a prime minister>.
<patient The weapons> were {shipped} by rail to <recipient Russia>.
<patient A soldier> was {shot} after he crossed the line.
<agent A soldier> was shot after he {crossed} <patient the demarcation line>.
<agent The ministers> {met} at <place a hotel>.
<agent The army> held {drills} near <place the border>.
It was <agent the North>'s first {launch} since May.
<patient The man> was freed and {deported}.
<agent The general> was freed and {left} for <patient+place Moscow>.
The court ordered <patient the captain> to be {released}.
<agent The spy> admitted having {stolen} <patient the passwords>.
<agent Kim> sent a {letter} to <patient the president>.
<agent Seoul> {fired} <instrument a missile> into <place the East Sea>.
<agent Rebels> {attacked} <patient a base> at <place the airport>.
<agent Prosecutors> {accused} <patient the minister> of taking bribes. | the parser hangs the charge on the accused
<agent Kim> {ordered} <patient the army> to rebuild the town.
Kim ordered <agent the army> to {rebuild} <patient the town>.
<agent Washington> {condemned} <patient the launch>.
<agent The Russian ambassador> {met} <patient the premier> in <place Pyongyang>.
<agent Gunmen> {kidnapped} <patient two engineers> near <place the border>.
<agent Seoul> and <addressee Hanoi> {established} diplomatic relations.
<agent Beijing> and <addressee Moscow> held joint {drills}.
<agent The coast guard> {seized} <patient a tanker> off <place+recipient Incheon>.
<patient Nine people> were {detained} by <agent the police>.
<patient Nine people> were {detained} in <place+agent China>.
<patient Ten workers> were {rescued} by <agent the coast guard>.
<agent Tokyo> will host the {summit} in <place Hiroshima>.
<agent Malaysia> {expelled} <patient the ambassador>.
<agent Troops> {withdrew} from <patient the village>.
<agent Lavrov> {arrived} in <patient+place Wonsan> for a three-day visit.
<agent The guards> {fired} <instrument warning shots>.
<agent Parliament> voted 204 to 85 to {impeach} <patient the president>.
The {debate} between <agent Clinton> and <addressee Trump> ended.
<agent Kim> ordered the {dispatch} of <patient troops>.
"""
LINES = CASES.strip().splitlines()


def parse(line):
    """Return the sentence, where its trigger stands, and the arguments as (role, words)."""
    line = line.partition(" | ")[0]
    marks = re.findall(r"<([\w+]+) ([^<>]+)>", line)
    roles = [(role, words) for roles, words in marks for role in roles.split("+")]
    plain = re.sub(r"<[\w+]+ ([^<>]+)>", r"\1", line)
    start = plain.index("{")
    return plain.replace("{", "").replace("}", ""), start, sorted(roles)


@pytest.fixture(scope="module")
def read(nlp):
    """Return the Docs of all sentences, read in one stream."""
    return dict(zip(LINES, nlp.pipe([parse(line)[0] for line in LINES]), strict=True))


def _case(line):
    reason = line.partition(" | ")[2]
    return pytest.param(line, marks=[pytest.mark.xfail(strict=True, reason=reason)] if reason else [])


@pytest.mark.parametrize("line", list(map(_case, LINES)))
def test_roles(read, line):
    _, start, wanted = parse(line)
    doc = read[line]

    (event,) = [e for e in layers.read_events(doc) if doc[e.trigger[0]].idx == start]

    assert sorted({(a.role, doc[a.start : a.end].text) for a in event.arguments}) == wanted
