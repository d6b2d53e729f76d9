"""Each line is a sentence with its trigger in braces, and the kind, subkind, PLOVER root and mode it should have."""

import re

import pytest

from korea_nlp import layers
from korea_nlp.components.events.tables import EventType
from korea_nlp.lexicon import load_lexicon

CASES = """
North Korea {fired} two short-range ballistic missiles on Monday. | missile_launch | SRBM | MOBILIZE | actual
The North {test-fired} a new hypersonic missile. | missile_launch | hypersonic | MOBILIZE | actual
An intercontinental ballistic missile was {launched} from Sunan. | missile_launch | ICBM | MOBILIZE | actual
Pyongyang {launched} a Hwasong-12 over Japan. | missile_launch | IRBM | MOBILIZE | actual
The army {tested} a Hwasong-18 at dawn. | missile_launch | ICBM | MOBILIZE | actual
Kim oversaw a cruise missile {test}. | missile_launch | cruise | MOBILIZE | actual
It was the first {launch} of a submarine-launched missile this year. | missile_launch | SLBM | MOBILIZE | actual
North Korea carried out its sixth nuclear {test} at Punggye-ri. | nuclear_test | - | MOBILIZE | actual
North Korea may conduct a nuclear {test} soon. | nuclear_test | - | MOBILIZE | possible
North Korea {put} a spy satellite into orbit. | satellite_launch | - | MOBILIZE | actual
The North plans to {launch} another military satellite in May. | satellite_launch | - | MOBILIZE | planned
Engineers {tested} a solid-fuel engine at Sohae. | other | engine_test | MOBILIZE | actual
North Korean troops {fired} about 200 artillery shells off the west coast. | artillery_fire | - | MOBILIZE | actual
The two navies began a joint {drill} on Tuesday. | military_exercise | joint | COOPERATE | actual
The air force will hold an {exercise} next week. | military_exercise | - | MOBILIZE | planned
Moscow {deployed} 3,000 soldiers to the border. | troop_deployment | - | MOBILIZE | actual
Seoul announced the {deployment} of more troops. | troop_deployment | - | MOBILIZE | actual
The North {shipped} ammunition to Russia by rail. | arms_transfer | - | AID | actual
Russia {supplied} the North with air-defence missiles. | arms_transfer | - | AID | actual
Three marines were {killed} in the blast. | casualties | killed | ASSAULT | actual
At least 40 people were {wounded}. | casualties | wounded | ASSAULT | actual
The brigade suffered heavy {casualties}. | casualties | killed_or_injured | ASSAULT | actual
There were no {casualties}. | casualties | killed_or_injured | ASSAULT | negated
Two conscripts {died} when the truck rolled over. | casualties | killed | ASSAULT | actual
Ukraine {captured} two North Korean soldiers. | other | captured | COERCE | actual
A North Korean diplomat {defected} to the South. | other | defection | PROTEST | actual
Gunmen {attacked} a police post near the airport. | attack | - | ASSAULT | actual
Guerrillas {killed} the governor on Sunday. | attack | killing | ASSAULT | actual
Warplanes {bombarded} the harbour. | attack | air_strike | ASSAULT | actual
The North {shelled} Yeonpyeong Island in 2010. | attack | shelling | ASSAULT | actual
A torpedo boat was {sunk} by the navy. | attack | sinking | ASSAULT | actual
Guards {tortured} the detainees. | attack | abuse | ASSAULT | actual
Agents {abducted} a fisherman in 1978. | border_incident | abduction | ASSAULT | actual
The North {blew up} the liaison office. | attack | destruction | ASSAULT | actual
The rebels {violated} the ceasefire twice. | attack | ceasefire_breach | ASSAULT | actual
Patrol boats of the two Koreas {clashed} near the line. | border_incident | clash | ASSAULT | actual
Ten soldiers {crossed} the Military Demarcation Line. | border_incident | crossing | MOBILIZE | actual
Two commandos {infiltrated} the South. | border_incident | infiltration | MOBILIZE | actual
The guards {fired} warning shots. | border_incident | warning_shots | THREATEN | actual
The North {sent} hundreds of balloons across the border. | drone_or_balloon_incursion | - | MOBILIZE | actual
A drone {crossed} the border and turned back. | drone_or_balloon_incursion | - | MOBILIZE | actual
Hackers {stole} $300 million in cryptocurrency. | other | cyber | ASSAULT | actual
Police {arrested} the former minister. | other | detention | COERCE | actual
The court {sentenced} the general to ten years. | other | sentence | COERCE | actual
A jury {convicted} the broker of fraud. | other | conviction | ACCUSE | actual
Judges found the envoy guilty of spying. | other | conviction | ACCUSE | actual
Kim {dismissed} the premier. | other | purge | COERCE | actual
The president {declared} martial law. | other | martial_law | COERCE | actual
Parliament {impeached} the president. | other | impeachment | ACCUSE | actual
Kim {appointed} a new defence minister. | appointment | - | YIELD | actual
The prime minister {resigned} on Friday. | other | resignation | YIELD | actual
The foreign ministers {met} in Seoul. | meeting | - | CONSULT | actual
The leaders held {talks} on trade. | meeting | - | CONSULT | actual
The two presidents will {meet} in June. | meeting | - | AGREE | planned
Biden {telephoned} Yoon on Thursday. | meeting | call | CONSULT | actual
Putin {visited} Pyongyang in June. | visit | - | CONSULT | actual
The envoy {arrived} in Beijing late on Sunday. | visit | - | CONSULT | actual
Kim {inspected} a shipyard. | visit | inspection | CONSULT | actual
Seoul and Warsaw {signed} a defence agreement. | agreement | - | SUPPORT | actual
Hanoi and Seoul {established} diplomatic relations in 1992. | agreement | relations | SUPPORT | actual
Moscow {agreed} to share satellite data. | agreement | commitment | AGREE | actual
The warring sides {declared} a ceasefire. | agreement | ceasefire | YIELD | actual
The ministry {released} photographs of the ceremony. | statement | publication | STATEMENT | actual
Beijing {praised} the decision. | statement | support | SUPPORT | actual
The prime minister {apologised} for the delay. | statement | apology | SUPPORT | actual
Kim {vowed} to build more warships. | statement | vow | AGREE | actual
Kim {threatened} to destroy the island. | threat | - | THREATEN | actual
The rebels {issued} an ultimatum. | threat | ultimatum | THREATEN | actual
Tokyo {urged} the North to return the abductees. | demand | - | REQUEST | actual
Seoul {called} for dialogue. | demand | - | REQUEST | actual
The minister said Pyongyang {must} stop the launches. | demand | - | REQUEST | actual
Kyiv {accused} Pyongyang of sending troops. | accusation | - | ACCUSE | actual
Washington {condemned} the launch. | accusation | - | ACCUSE | actual
Prosecutors opened an {investigation} into the contract. | other | investigation | ACCUSE | actual
The widow {sued} the shipping company. | accusation | lawsuit | ACCUSE | actual
Pyongyang {rejected} the offer. | rejection | - | REJECT | actual
The Kremlin {denied} the report. | rejection | - | REJECT | actual
Russia {vetoed} the resolution. | rejection | veto | REJECT | actual
The chancellor {cancelled} a planned visit. | rejection | cancellation | REJECT | actual
The two sides {failed} to reach an agreement. | rejection | failure | REJECT | actual
The Treasury {imposed} sanctions on two banks. | sanction | - | COERCE | actual
Washington {blacklisted} a shipping firm. | sanction | - | COERCE | actual
The city {imposed} a curfew. | other | restriction | COERCE | actual
Malaysia {expelled} the North Korean ambassador. | sanction | expulsion | SANCTION | actual
The agency {suspended} food aid to the camps. | sanction | aid_cut | SANCTION | actual
The North {suspended} the talks. | sanction | relations | SANCTION | actual
Opposition parties {boycotted} the vote. | rejection | boycott | PROTEST | actual
Seoul {donated} 50,000 tonnes of rice. | aid | - | AID | actual
Japan {sent} peacekeepers to the region. | aid | peacekeeping | AID | actual
Lifeboats {rescued} the sailors. | aid | rescue | AID | actual
The agencies {shared} intelligence with Tokyo. | other | cooperation | COOPERATE | actual
American officers {trained} the recruits. | training | - | COOPERATE | actual
The council {lifted} the sanctions on coal. | other | easing | YIELD | actual
The North {released} three detainees. | other | release | YIELD | actual
The museum {returned} the bell to its owners. | other | return | YIELD | actual
The government {allowed} inspectors into the plant. | other | permission | YIELD | actual
The ministry {accepted} the demands of the union. | other | concession | YIELD | actual
The last rebels {surrendered} to the police. | other | surrender | YIELD | actual
Thousands {protested} in the capital. | other | protest | PROTEST | actual
Bus drivers went on {strike}. | other | protest | PROTEST | actual
The prisoners began a hunger {strike}. | other | protest | PROTEST | actual
Workers are {building} a bridge over the Tumen. | construction | - | COOPERATE | actual
A beach resort {opened} in July. | construction | opening | COOPERATE | actual
The North {closed} its border with China. | other | closure | SANCTION | actual
A military {parade} was held in the square. | other | parade | MOBILIZE | actual
A goods train {derailed} near the station. | other | disaster | - | actual
Russia {exported} refined oil to the North. | other | trade | COOPERATE | actual
The North {threatened} to launch a missile. | threat | - | THREATEN | actual
The North threatened to {launch} a missile. | missile_launch | - | MOBILIZE | planned
Seoul will {send} food to the North. | aid | - | AGREE | planned
Seoul will not {send} food to the North. | aid | - | REJECT | negated
The government will not {lift} the ban. | other | easing | REJECT | negated
The militia will not {release} the hostages unless it is paid. | other | release | REQUEST | negated
Moscow did not {attack} the convoy. | attack | - | ASSAULT | negated
The general denied ordering the {raid}. | attack | - | ASSAULT | negated
Moscow could {send} engineers. | - | - | - | -
The navy is likely to {deploy} a submarine. | troop_deployment | - | MOBILIZE | possible
The ship has allegedly {transferred} oil to a tanker. | other | trade | COOPERATE | possible
The ministry plans to {build} a dam. | construction | - | COOPERATE | planned
The minister said Seoul would {send} tents. | aid | - | AGREE | planned
A possible {meeting} with Kim was discussed. | meeting | - | CONSULT | possible
The planned {visit} was welcomed in Seoul. | visit | - | CONSULT | planned
""".strip().splitlines()


def parse(line):
    """Return the sentence, where its trigger stands, and the four values; a dash stands for none."""
    marked, *values = [part.strip() for part in line.split(" | ")]
    found = re.fullmatch(r"([^{}]*)\{([^{}]+)\}([^{}]*)", marked)
    if found is None:
        return marked, None, [None if value == "-" else value for value in values]
    before, trigger, after = found.groups()
    return before + trigger + after, len(before), [None if value == "-" else value for value in values]


@pytest.fixture(scope="module")
def read(nlp):
    """Return the Docs of all sentences, read in one stream."""
    sentences = [parse(line)[0] for line in CASES]
    return dict(zip(CASES, nlp.pipe(sentences), strict=True))


@pytest.mark.parametrize("line", CASES)
def test_kind_and_mode(read, line):
    _, start, wanted = parse(line)
    doc = read[line]
    events = [e for e in layers.read_events(doc) if start is None or doc[e.trigger[0]].idx <= start < _end(doc, e)]

    assert [[e.kind, e.subkind, e.plover, e.mode] for e in events] == ([wanted] if wanted[0] else [])


def _end(doc, event):
    last = doc[event.trigger[1] - 1]
    return last.idx + len(last)


def test_every_kind_has_an_example_that_tells_it(nlp):
    rows = load_lexicon("event_kinds").rows(EventType)
    docs = nlp.pipe([row.example for row in rows])
    silent = [
        (row.event, row.example)
        for row, doc in zip(rows, docs, strict=True)
        if (row.kind, row.subkind) not in {(e.kind, e.subkind) for e in layers.read_events(doc)}
    ]

    assert silent == []
