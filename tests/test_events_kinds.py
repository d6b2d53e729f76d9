"""Each line is a sentence with its trigger in braces, and the kind, subkind, PLOVER root and mode it should have.

A sixth part says why a sentence is not read yet.
"""

import re

import pytest

from korea_nlp import layers
from korea_nlp.components.events.tables import EventType
from korea_nlp.knowledge.rows import TriggerRow
from korea_nlp.lexicon import load_lexicon


@pytest.fixture(scope="module")
def nlp(grammar):
    """Constructions and tables; what is news is the reader's."""
    return grammar


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
Two conscripts {died} when the truck rolled over. | casualties | killed | - | actual
Ukraine {captured} two North Korean soldiers. | other | captured | COERCE | actual
A North Korean diplomat {defected} to the South. | other | defection | PROTEST | actual
Gunmen {attacked} a police post near the airport. | attack | - | ASSAULT | actual
Guerrillas {killed} the governor on Sunday. | casualties | killed | ASSAULT | actual
Warplanes {bombarded} the harbour. | attack | air_strike | ASSAULT | actual
The North {shelled} Yeonpyeong Island in 2010. | artillery_fire | shelling | ASSAULT | actual
A torpedo boat was {sunk} by the navy. | attack | sinking | ASSAULT | actual
Guards {tortured} the detainees. | attack | abuse | ASSAULT | actual
Agents {abducted} a fisherman in 1978. | attack | abduction | ASSAULT | actual
The North {blew up} the liaison office. | attack | destruction | ASSAULT | actual
The rebels {violated} the ceasefire twice. | attack | ceasefire_breach | ASSAULT | actual
Patrol boats of the two Koreas {clashed} near the Northern Limit Line. | border_incident | clash | ASSAULT | actual
Rebels {clashed} with troops in the east. | attack | clash | ASSAULT | actual
Two gunmen {opened} fire on a market. | attack | shooting | ASSAULT | actual
The firm {pulled out} of the project. | rejection | pullout | YIELD | actual
The {embargo} took effect on Monday. | sanction | embargo | COERCE | actual
Ten soldiers {crossed} the Military Demarcation Line. | border_incident | crossing | MOBILIZE | actual
Two commandos {infiltrated} the South. | border_incident | infiltration | MOBILIZE | actual
The guards {fired} warning shots. | border_incident | warning_shots | THREATEN | actual
The North {sent} hundreds of balloons across the border. | drone_or_balloon_incursion | - | MOBILIZE | actual
A drone {crossed} the border and turned back. | drone_or_balloon_incursion | - | MOBILIZE | actual
Hackers {stole} $300 million in cryptocurrency. | attack | cyber | ASSAULT | actual
Police {arrested} the former minister. | other | detention | COERCE | actual
The court {sentenced} the general to ten years. | other | sentence | COERCE | actual
A jury {convicted} the broker of fraud. | other | conviction | ACCUSE | actual
Kim {dismissed} the premier. | other | purge | COERCE | actual
The president {declared} martial law. | other | martial_law | COERCE | actual
Parliament {impeached} the president. | other | impeachment | ACCUSE | actual
Kim {appointed} a new defence minister. | appointment | - | YIELD | actual
The prime minister {resigned} on Friday. | appointment | resignation | YIELD | actual
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
Kim {vowed} to build more warships. | threat | vow | AGREE | actual
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
The North {suspended} the talks. | rejection | relations | SANCTION | actual
Opposition parties {boycotted} the vote. | rejection | boycott | PROTEST | actual
Seoul {donated} 50,000 tonnes of rice. | aid | - | AID | actual
Japan {sent} peacekeepers to the region. | aid | peacekeeping | AID | actual
Lifeboats {rescued} the sailors. | aid | rescue | AID | actual
The agencies {shared} intelligence with Tokyo. | other | cooperation | COOPERATE | actual
American officers {trained} the recruits. | training | - | COOPERATE | actual
The council {lifted} the sanctions on coal. | sanction | easing | YIELD | actual
The North {released} three detainees. | other | release | YIELD | actual
The museum {returned} the bell to its owners. | other | return | YIELD | actual
The government {allowed} inspectors into the plant. | other | permission | YIELD | actual
The ministry {accepted} the demands of the union. | agreement | concession | YIELD | actual
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
The government will not {lift} the ban. | sanction | easing | REJECT | negated
Moscow did not {attack} the convoy. | attack | - | ASSAULT | negated
The general denied ordering the {raid}. | attack | - | ASSAULT | negated
Moscow could {send} engineers. | - | - | - | -
The navy is likely to {deploy} a submarine. | troop_deployment | - | MOBILIZE | possible
The ship has allegedly {transferred} oil to a tanker. | other | trade | COOPERATE | possible
The ministry plans to {build} a dam. | construction | - | COOPERATE | planned
The minister said Seoul would {send} tents. | aid | - | AGREE | planned
A possible {meeting} with Kim was discussed. | meeting | - | CONSULT | possible
The planned {visit} was welcomed in Seoul. | visit | - | CONSULT | planned
North Korea has {shipped} 1,500 special forces soldiers to the Far East. | troop_deployment | - | MOBILIZE | actual
The troops are expected to be {deployed} to the front lines. | troop_deployment | - | MOBILIZE | planned
The army {moved} artillery pieces closer to the border. | troop_deployment | - | MOBILIZE | actual
Two battalions were {flown} to the island. | troop_deployment | - | MOBILIZE | actual
Warsaw ruled out {sending} soldiers to Ukraine. | troop_deployment | - | MOBILIZE | negated
The minister said no troops had been {sent}. | troop_deployment | - | MOBILIZE | negated
The {dispatch} of engineers may follow. | troop_deployment | - | MOBILIZE | actual
Pyongyang has {provided} 13,000 containers of artillery shells to Moscow. | arms_transfer | - | AID | actual
The country {sent} tens of thousands of tons of ammunition to Moscow. | arms_transfer | - | AID | actual
Iran {shipped} two boxes of drone parts to the militia. | arms_transfer | - | AID | actual
The weapons are believed to have been {shipped} to Russia by rail. | arms_transfer | - | AID | actual
Seoul will not {supply} weapons to Ukraine. | arms_transfer | - | REJECT | negated
The two countries deny any arms {transfer}. | arms_transfer | - | REJECT | negated
A bus {plunged} into a ravine. | other | disaster | - | actual
The {flood} swept away a bridge. | other | disaster | - | actual
The airliner {skidded} off the runway. | other | disaster | - | actual
A {blaze} broke out at a warehouse on Friday. | other | disaster | - | actual
{Floods} destroyed hundreds of homes in the valley. | other | disaster | - | actual
A magnitude-7 {earthquake} hit the north of the island. | other | disaster | - | actual
A gas {explosion} wrecked the kitchen. | other | disaster | - | actual
The ferry {sank} in rough seas. | other | disaster | - | actual
A suspended bridge {collapsed} in the storm. | other | disaster | - | actual
Heavy rain triggered {landslides} in the province. | other | disaster | - | actual
A bus plunged into a ravine, {killing} 27 people. | casualties | killed | - | actual
Nineteen people were {killed} when a fire swept through the market. | casualties | killed | - | actual
The quake left sixty people {dead}. | casualties | killed | - | actual
The brigade has {lost} 4,000 soldiers since May. | casualties | killed_or_injured | ASSAULT | actual
A dozen sailors are {missing}. | casualties | missing | ASSAULT | actual
The collapse {injured} four workers. | casualties | wounded | ASSAULT | actual
A border guard {shot} the driver. | attack | shooting | ASSAULT | actual
Protesters {clashed} with police outside the court. | attack | clash | ASSAULT | actual
Hackers {breached} the network of a shipbuilder. | attack | cyber | ASSAULT | actual
The group {hacked} the exchange in March. | attack | cyber | ASSAULT | actual
The spies {stole} the passwords of two officials. | attack | cyber | ASSAULT | actual
The navy {launched} its second destroyer at Chongjin. | other | ship_launch | MOBILIZE | actual
The owner of the mine was {taken} into custody. | other | detention | COERCE | actual
Prosecutors {detained} the former president. | other | detention | COERCE | actual
Kim gave field {guidance} at a textile mill. | visit | inspection | CONSULT | actual
Seoul resumed loudspeaker {broadcasts} along the border. | other | broadcast | - | actual
The army made warning {broadcasts}. | other | warning_broadcast | THREATEN | actual
The North {floated} 300 balloons over the frontier. | drone_or_balloon_incursion | - | MOBILIZE | actual
A spy was {executed} by firing squad. | casualties | execution | COERCE | actual
Authorities publicly {executed} two traders. | casualties | execution | COERCE | actual
The marshal was {purged} in December. | other | purge | COERCE | actual
The assembly {elected} a new speaker. | appointment | - | YIELD | actual
Voters go to the polls on Tuesday for a presidential {election}. | other | election | - | actual
The ruling party won the {election}. | other | election | - | actual
Lawmakers {voted} on the bill. | other | vote | - | actual
The general {stepped down} on Monday. | appointment | resignation | YIELD | actual
The court removed the president after his {impeachment}. | other | impeachment | ACCUSE | actual
The Workers' Party will hold a plenary {meeting} in late December. | meeting | session | AGREE | planned
The Supreme People's Assembly {convened} on Sunday. | meeting | session | CONSULT | actual
The leaders may hold a {summit} in autumn. | meeting | - | CONSULT | possible
The envoys did not {meet}. | meeting | - | REJECT | negated
A planned summit was {called off}. | rejection | relations | SANCTION | actual
Officials of the two Koreas held military {talks} at Panmunjom. | meeting | - | CONSULT | actual
Switzerland {mediated} between the two governments. | meeting | mediation | CONSULT | actual
The two leaders spoke by {phone} for an hour. | - | - | - | -
The leaders held a telephone {call}. | meeting | call | CONSULT | actual
Lavrov will {travel} to Wonsan next week. | visit | - | AGREE | planned
The prime minister left for Tokyo on a three-day {visit}. | visit | - | CONSULT | actual
A Russian delegation {arrived} in Rason. | visit | - | CONSULT | actual
The minister {attended} the funeral. | visit | attendance | CONSULT | actual
The two armies {signed} a memorandum. | agreement | - | SUPPORT | actual
Talks ended with an {agreement} on fishing. | agreement | - | SUPPORT | actual
The rivals {declared} a truce. | agreement | ceasefire | YIELD | actual
Seoul {suspended} the military agreement. | rejection | relations | SANCTION | actual
Pyongyang {scrapped} the pact. | rejection | relations | SANCTION | actual
The two countries {severed} diplomatic ties. | rejection | relations | SANCTION | actual
Brussels {imposed} sanctions on a shipping agent. | sanction | - | COERCE | actual
The council {adopted} new sanctions against the North. | sanction | - | COERCE | actual
London may {sanction} the bank. | sanction | - | COERCE | possible
Washington {eased} the sanctions on oil. | sanction | easing | YIELD | actual
The tanker {violated} UN sanctions. | other | sanction_evasion | REJECT | actual
The trader was accused of {evading} sanctions. | other | sanction_evasion | REJECT | actual
The North {violated} the armistice agreement. | attack | ceasefire_breach | ASSAULT | actual
Moscow {blocked} a draft resolution. | rejection | veto | REJECT | actual
Pyongyang {refused} to take part in the talks. | rejection | - | REJECT | actual
Kim Yo Jong {dismissed} the proposal. | rejection | - | REJECT | actual
Russia {denied} shelling the plant. | rejection | - | REJECT | actual
The minister {warned} of retaliation. | threat | - | THREATEN | actual
The North {threatened} nuclear war. | threat | - | THREATEN | actual
Beijing {demanded} an apology. | demand | - | REQUEST | actual
The UN {appealed} for calm. | demand | - | REQUEST | actual
Lawmakers {asked} the ministry to publish the report. | demand | - | REQUEST | actual
Seoul {blamed} the North for the attack. | accusation | - | ACCUSE | actual
Tokyo lodged a {protest} with Beijing. | other | protest | PROTEST | actual
Prosecutors {indicted} three engineers. | accusation | - | ACCUSE | actual
Investigators are {questioning} the pilot. | other | investigation | ACCUSE | actual
The ministry {issued} a statement on the launch. | statement | publication | STATEMENT | actual
Kim sent a {letter} to the president of Laos. | statement | letter | STATEMENT | actual
The leader gave a {speech} at the congress. | statement | speech | STATEMENT | actual
The agency {published} photographs of the test. | statement | publication | STATEMENT | actual
Moscow {welcomed} the proposal. | statement | support | SUPPORT | actual
The Red Cross {sent} tents to the flooded towns. | aid | - | AID | actual
Seoul offered humanitarian {aid} to the North. | - | - | - | -
The agency {delivered} vaccines to the camps. | aid | - | AID | actual
Thailand {granted} asylum to the family. | aid | asylum | AID | actual
A diplomat {sought} asylum in Seoul. | demand | asylum | REQUEST | actual
Rescuers {saved} nine miners. | aid | rescue | AID | actual
The North {opened} a seaside resort in Wonsan. | construction | opening | COOPERATE | actual
Soldiers {completed} a fence along the border. | construction | - | COOPERATE | actual
Workers will start {building} a bridge in spring. | construction | - | AGREE | planned
China {exported} refined oil to the North. | other | trade | COOPERATE | actual
The navy {intercepted} a fishing boat. | border_incident | interception | COERCE | actual
A patrol boat {seized} a trawler. | border_incident | capture | COERCE | actual
A soldier {crossed} the demarcation line. | border_incident | crossing | MOBILIZE | actual
Gunmen {exchanged} fire with border guards. | border_incident | clash | ASSAULT | actual
The plane entered the air defence zone. | - | - | - | -
Doctors reported an {outbreak} of measles. | other | health | - | actual
The hermit state reported its first {case} of the virus. | - | - | - | -
The {death} of the marshal was announced on radio. | casualties | death | - | actual
The actor was awarded a {medal}. | - | - | - | -
Kim {unveiled} a new submarine. | other | weapon_display | MOBILIZE | actual
A military {parade} will be held in October. | other | parade | MOBILIZE | planned
A wreath-laying {ceremony} was held at the tower. | other | ceremony | - | actual
Kim observed an engine {test}. | other | engine_test | MOBILIZE | actual
The academy {tested} a cluster warhead. | other | warhead_test | MOBILIZE | actual | "warhead" parsed as an adverb
The North did not {conduct} a nuclear test. | - | - | - | -
The rocket carrying a spy satellite {exploded} in flight. | - | - | - | -
Pyongyang failed to {put} a satellite into orbit. | satellite_launch | - | MOBILIZE | negated
The army could {fire} more rockets. | missile_launch | - | MOBILIZE | possible
The North may {test} another ICBM this month. | missile_launch | ICBM | MOBILIZE | possible
North Korea has not {fired} a missile since May. | missile_launch | - | MOBILIZE | negated
Seoul will {deploy} two batteries in the south. | troop_deployment | - | MOBILIZE | planned
The allies {postponed} the exercise. | rejection | cancellation | REJECT | actual
Soldiers are {training} in the mountains. | training | - | COOPERATE | actual
The {withdrawal} of the peacekeepers ended on Friday. | troop_deployment | withdrawal | YIELD | actual
Troops {withdrew} from the village. | troop_deployment | withdrawal | YIELD | actual
The brigade {surrendered} on Thursday. | other | surrender | YIELD | actual
Kyiv {returned} the bodies of 500 soldiers. | other | return | YIELD | actual
A worker {defected} to the South by boat. | other | defection | PROTEST | actual
Malaysia {deported} the visitors. | other | deportation | COERCE | actual
Two gunmen {assassinated} the governor. | attack | assassination | ASSAULT | actual
The army was put on high {alert}. | other | alert | MOBILIZE | actual
The pilot was {awarded} a medal. | other | honour | SUPPORT | actual
The junta {banned} the newspaper. | other | repression | COERCE | actual
Agents {seized} computers at the office. | other | seizure | COERCE | actual
The company {defied} the order. | rejection | defiance | REJECT | actual
The spokesman {reaffirmed} the alliance. | statement | - | STATEMENT | actual
The North is preparing to {launch} a satellite. | satellite_launch | - | MOBILIZE | planned
The navy might {seize} the ship. | border_incident | capture | COERCE | possible
The cabinet has no plan to {send} soldiers. | troop_deployment | - | MOBILIZE | negated
Rain is expected to trigger {landslides}. | other | disaster | - | planned
Seoul considered {imposing} sanctions. | sanction | - | COERCE | possible
The president is set to {visit} Hanoi. | visit | - | CONSULT | planned
The premier never {met} the rebels. | meeting | - | REJECT | negated
The court is likely to {sentence} the spy. | other | sentence | COERCE | possible
The academy {tested} an underwater drone. | other | weapon_test | MOBILIZE | actual
The premier was {relieved} of his post. | other | purge | COERCE | actual
Ri Yong Ho was {dismissed} from all his posts. | other | purge | COERCE | actual
The fishing boat {violated} the country's waters. | border_incident | crossing | MOBILIZE | actual
Firefighters {fought} the blaze. | aid | rescue | AID | actual
North Korea conducted an underwater drone {test}. | other | weapon_test | MOBILIZE | actual
Spain {extradited} the hacker to the United States. | other | extradition | COERCE | actual
""".strip().splitlines()


def parse(line):
    """Return the sentence, where its trigger stands, and the four values; a dash stands for none."""
    marked, *values = [part.strip() for part in line.split(" | ")][:5]
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


def _case(line):
    parts = line.split(" | ")
    marks = [pytest.mark.xfail(strict=True, reason=parts[5])] if len(parts) > 5 else []
    return pytest.param(line, marks=marks)


@pytest.mark.parametrize("line", list(map(_case, CASES)))
def test_kind_and_mode(read, line):
    _, start, wanted = parse(line)
    doc = read[line]
    events = [e for e in layers.read_events(doc) if start is None or doc[e.trigger[0]].idx <= start < _end(doc, e)]

    assert [[e.kind, e.subkind, e.plover, e.mode] for e in events] == ([wanted] if wanted[0] else [])


def _end(doc, event):
    last = doc[event.trigger[1] - 1]
    return last.idx + len(last)


def test_every_kind_has_an_example_that_tells_it(nlp):
    told = {row.event for row in load_lexicon("event_triggers").rows(TriggerRow, key=("lemma", "pos", "object"))}
    # what no word of the table tells is the reader's to see
    rows = [row for row in load_lexicon("event_kinds").rows(EventType) if row.event in told]
    docs = nlp.pipe([row.example for row in rows])
    silent = [
        (row.event, row.example)
        for row, doc in zip(rows, docs, strict=True)
        if (row.kind, row.subkind) not in {(e.kind, e.subkind) for e in layers.read_events(doc)}
    ]

    assert silent == []
