"""Amounts: gold inside the sentence, as ``[words|value unit; facts]``.

The value has a sign for its bound (``~`` about, ``≥`` at least, ``≤`` at most, ``>`` more than, ``<`` less than) and
``..`` between the ends of a range. Facts are a status, a trend, a relation, ``of=N`` and ``same=N`` (the number of
another amount of the sentence, from 0), in any order.
"""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.quantities import QuantityTagger
from korea_nlp.lexicon import load_lexicon

BOUNDS = {"~": "approximate", "≥": "at_least", "≤": "at_most", ">": "more_than", "<": "less_than"}
TRENDS = {"up", "down"}
RELATIONS = {"additional", "subset", "fraction", "times"}
MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]*)\]")
TABLES = ("units", "unit_forms", "modifiers", "vague", "trends", "statuses", "counted_nouns", "number_labels")

CASES = {
    "exact": [
        "North Korea launched [three missiles|3 missile] on Sunday.",
        "The boat was carrying [20 North Korean agents|20 agent].",
        "South Korea returned [12 sailors|12 sailor] in spring.",
        "The plant employs [4,350 workers|4350 worker].",
        "The [two leaders|2 leader] met in Hanoi, and [one adviser|1 adviser] stayed behind.",
        "Engineers tested [a single engine|1 engine] at the site.",
        "The army moved [twenty-three tanks|23 tank] to the border.",
        "[Two hundred and fifty families|250 family] crossed the river.",
        "The fleet has [a dozen submarines|12 submarine].",
        "They bought [two dozen trucks|24 truck].",
        "The unit received [half a million shells|500000 shell].",
        "About the size of the crowd nobody agreed; police counted [1.2 million people|1200000 person].",
        "The company shipped [2.5 billion chips|2500000000 chip] last year.",
        "Officials released [a hundred photographs|100 photograph].",
        "Both sides refused to talk.",
    ],
    "hyphens": [
        "The [two-car|2 car] train stopped in the tunnel.",
        "The ship had a [21-man|21 person] crew.",
        "They toured a [12-storey|12 storey] tower.",
        "The [15-member|15 member] council voted.",
        "It flew along eight-shaped orbits.",
        "Talks among the six-party talks members stalled.",
        "A [12-page|12 page] document was found.",
    ],
    "ranges": [
        "The North may have sent [10,000 to 12,000 soldiers|10000..12000 soldier; deployed].",
        "Analysts counted [10,000-12,000 soldiers|10000..12000 soldier] in the camps.",
        "They flew [850–900 km|850..900 kilometre].",
        "It needs [between two and three thousand workers|2000..3000 worker].",
        "The yard can build [40-50 boats|40..50 boat].",
        "Losses stand at [between 50 and 60 vehicles|50..60 vehicle].",
        "The apogee was [around 50 to 60 km|~50..60 kilometre].",
        "He asked for [three or four weeks|3..4 week].",
        "The road runs past [one- or two-story|1..2 storey] houses.",
        "The missile can fly [1,500 km to 2,000 km|1500..2000 kilometre].",
        "The ship costs [$4-5 million|4000000..5000000 dollar].",
        "A ticket costs [between $20 and $35|20..35 dollar].",
        "A ton sells for [RM120,000 to RM300,000|120000..300000 malaysian ringgit].",
        "Output should grow [1 to 2 percent|1..2 percent; up].",
        "It took [four to five hours|4..5 hour].",
        "Speeds of [Mach 3 to Mach 6|3..6 mach] were measured.",
    ],
    "at least": [
        "[At least 14 crewmen|≥14 crewman; killed] were killed.",
        "[No fewer than 40 houses|≥40 house] burned.",
        "The blast killed [no less than six people|≥6 person; killed].",
        "[A minimum of 30 votes|≥30 vote] is needed.",
        "The range is [300 km or more|≥300 kilometre].",
        "[Upwards of 500 homes|≥500 home] were flooded.",
        "Wages of [$200-plus|≥200 dollar] are rare.",
        "The base holds [100+ drones|≥100 drone].",
    ],
    "at most": [
        "The gun reaches [up to 40 kilometres|≤40 kilometre].",
        "[As many as 10,000 troops|≤10000 soldier] may be there.",
        "The death toll may be [as high as 4,000|≤4000 person; killed].",
        "The talks will take [no more than two days|≤2 day].",
        "The deal is worth [at most $3 million|≤3000000 dollar].",
        "It carries [a maximum of six people|≤6 person].",
    ],
    "more than": [
        "[More than 50 people|>50 person; injured] were injured.",
        "[Over 100 schoolchildren|>100 schoolchild] arrived.",
        "Losses [exceeding 6,000 men|>6000 man] were reported.",
        "Turnout was [well over 60 percent|>60 percent].",
        "He served for [over a decade|>1 decade].",
        "The truck drove [more than a mile|>1 mile].",
        "Costs ran [in excess of $40 million|>40000000 dollar].",
        "The bridge is [just over 900 metres|>900 metre] long.",
    ],
    "less than": [
        "It was the third breach in [less than two weeks|<2 week].",
        "[Fewer than 20 ships|<20 ship] remain.",
        "The trip came [less than a month|<1 month] after the storm.",
        "The rate is [just under 20 percent|<20 percent].",
        "The village is [under five kilometres|<5 kilometre] from the line.",
        "The cost stayed [below $9|<9 dollar].",
    ],
    "approximate": [
        "[About 50 balloons|~50 balloon] were seen.",
        "[Around 3,000 troops|~3000 soldier] arrived.",
        "[Some 260 balloons|~260 balloon] crossed.",
        "The bridge cost [nearly $40 million|~40000000 dollar].",
        "[Roughly 90 percent|~90 percent] of imports are banned.",
        "It flew [approximately 140 km|~140 kilometre].",
        "[An estimated 5,000 workers|~5000 worker] are abroad.",
        "It was the first test in [about a year|~1 year].",
        "After [about a three-week|~3 week] pause it resumed.",
        "The plant makes [close to 70 vehicles|~70 vehicle].",
        "He waited [ten minutes or so|~10 minute].",
        "It weighs [~80 kg|~80 kilogram].",
    ],
    "vague": [
        "[Dozens of people|≥24 person; injured] were injured.",
        "[Hundreds of trucks|≥200 truck] crossed.",
        "[Thousands of workers|≥2000 worker] left.",
        "[Tens of thousands of people|≥20000 person] marched.",
        "[Several missiles|≥3 missile] fell into the sea.",
        "[Multiple sources|≥2 source] agree.",
        "It happened [a few days|≥3 day] later.",
        "[A handful of countries|≥3 country] abstained.",
        "[A couple of soldiers|2 soldier] deserted.",
        "[Scores of houses|≥40 house] burned.",
        "They walked [several hundred metres|≥300 metre].",
        "[A number of ships|≥2 ship] turned back.",
        "Over the past [few years|≥3 year] trade fell.",
        "The missile flew [hundreds of kilometres|≥200 kilometre].",
        "Few believed him.",
        "They showed a multiple rocket launcher.",
        "A couple from Busan won.",
    ],
    "additional": [
        "The North sent [another 2,700 soldiers|2700 soldier; additional, deployed].",
        "[Twelve more ships|12 ship; additional] followed.",
        "It wants [an additional $5 million|5000000 dollar; additional].",
        "[Around 3,000 more troops|~3000 soldier; additional] left.",
        "The bomb killed [two guards|2 guard; killed] and wounded [another|1 guard; injured, additional].",
    ],
    "subsets": [
        "[41 people|41 person; killed] were killed, including [15 children|15 child; killed, subset, of=0].",
        "The army saw [about 50 balloons|~50 balloon] and [10 of them|10 balloon; subset, of=0] landed in the South.",
        "The team has [30 engineers|30 engineer], including [four women|4 woman; subset, of=0].",
        "[One of the ships|1 ship; subset] sank.",
        "They found [one of the plane's passengers|1 passenger; subset].",
        "He worked on, over [one of the speeches|1 speech; subset].",
        "The list includes [5 banks|5 bank], [4 ships|4 ship] and [8 individuals|8 individual].",
    ],
    "shares": [
        "[A third|0.3333333333333333 -; fraction] of the troops left.",
        "[Two-thirds|0.6666666666666666 -; fraction] of the harvest was lost.",
        "[More than half|>0.5 -; fraction, of=1] of the [900 soldiers|900 soldier] were conscripts.",
        "[One in five|0.2 -; fraction] children is hungry.",
        "[Nine out of ten|0.9 -; fraction] voters agreed.",
        "They waited [half an hour|0.5 hour].",
        "It weighs [1½ tons|1.5 ton].",
        "The second half of the match was dull.",
        "It was the third test.",
        "A third missile failed.",
    ],
    "times": [
        "They met [three times|3 time].",
        "He visited [twice|2 time].",
        "Flights leave [twice weekly|2 time per week].",
        "The boats sail [twice a week|2 time per week].",
        "It fired [dozens of times|≥24 time].",
        "It cost [four times|4 times; times] the first estimate.",
        "They met [three times|3 time] the same week.",
        "The port had [40 cranes|40 crane], [three times|3 times; times] as many as before.",
        "They visited the plant [twice a week|2 time per week].",
        "The yield was [twice|2 times; times] as large.",
        "Trade reached [double|2 times; times] the usual level.",
    ],
    "rates": [
        "The guns fire [6,000 shells a day|6000 shell per day].",
        "It pays [$14 a month|14 dollar per month].",
        "Winds reached [30 metres per second|30 metre per second].",
        "The limit is [12 mph|12 mile per hour].",
        "It burns [five barrels per hour|5 barrel per hour].",
        "The train reached [300 km/h|300 kilometre per hour] on the new line.",
        "Sales rose from a base of [$6 million|6000000 dollar] a year earlier.",
    ],
    "money": [
        "The fine is [$1.3bn|1300000000 dollar].",
        "It cost [US$800 million|800000000 dollar].",
        "It paid [5 million dollars|5000000 dollar].",
        "The loan is [780 billion won|780000000000 south korean won] ([$560 million|560000000 dollar; same=0]).",
        "The firm owes [€3m|3000000 euro] to the bank.",
        "A meal costs [800 yuan|800 chinese yuan].",
        "The toll is [¥500|500 japanese yen].",
        "It raised [A$89.99|89.99 australian dollar].",
        "They stole [a million dollars|1000000 dollar].",
        "The house sold for [£250,000|250000 pound sterling].",
        "The aid is worth [2 billion rubles|2000000000 russian ruble].",
    ],
    "percent": [
        "[7 percent|7 percent] of voters agreed.",
        "[12.5 per cent|12.5 percent] of homes have power.",
        "[2%|2 percent] of ships were checked.",
        "Support fell [three percentage points|3 percentage point; down].",
    ],
    "measures": [
        "It flew [1,587km|1587 kilometre].",
        "A [155mm|155 millimetre] shell landed.",
        "The destroyer fired [127 mm|127 millimetre] guns.",
        "The new [5,000-ton|5000 ton] destroyer sailed.",
        "Its yield was [250 kilotons|250 kiloton].",
        "The engine has a thrust of [140 ton-force|140 ton-force].",
        "It was [minus 26 degrees Celsius|-26 celsius] in January.",
        "The water was [30°C|30 celsius].",
        "It reached [Mach 10|10 mach].",
        "The farm covers [311 square miles|311 square mile].",
        "The reactor makes [5 MW|5 megawatt].",
        "Russia sent [3,225 barrels|3225 barrel] of petroleum.",
        "A [37m|37 metre] tower fell.",
        "The plot measures [450 sq ft|450 square foot].",
        "They used [12.3m tonnes|12300000 tonne] of coal.",
        "The battery holds [5.5kWh|5.5 kilowatt hour].",
    ],
    "conversions": [
        "It flew [986 miles|986 mile] ([1,587 km|1587 kilometre; same=0]).",
        "It flew [about 230 kilometers|~230 kilometre] ([143 miles|143 mile; same=0]) at an apogee of "
        "[30 kilometers|30 kilometre] ([18.6 miles|18.6 mile; same=2]).",
        "It rose [60 km|60 kilometre] ([12 miles|12 mile]).",
        "The tank holds [50 gallons|50 gallon] ([189 litres|189 litre; same=0]).",
    ],
    "ages and durations": [
        "A [33-year-old|33 year] guide resigned.",
        "Lee Min-ho, [30|30 year], left the army.",
        "The trip took [two days|2 day].",
        "The [72-hour|72 hour] truce failed.",
        "They fought for [three weeks|3 week].",
        "It flew for [45 minutes|45 minute].",
        "The suspension lasted [4 years|4 year].",
        "The [five-year|5 year] plan begins.",
        "It was the first visit in [24 years|24 year].",
    ],
    "trend": [
        "Exports fell [7%|7 percent; down].",
        "Shares were up [190 points|190 point; up].",
        "Rice prices jumped [12 percent|12 percent; up] to [6,000 won|6000 south korean won].",
        "The index lost [2 percent|2 percent; down].",
        "Imports rose by [3 million tons|3000000 ton; up].",
    ],
    "zero": [
        "[No casualties|0 casualty; killed_or_injured] were reported.",
        "There were [no injuries|0 injury; injured].",
        "No reply came.",
    ],
    "status": [
        "[300 soldiers|300 soldier; killed] were killed and [2,700|2700 soldier; injured] wounded.",
        "[Thirteen sailors|13 sailor; killed] were killed and [25|25 sailor; injured] were wounded.",
        "A mine killed [two civilians|2 civilian; killed].",
        "[Two soldiers|2 soldier; captured] were captured.",
        "[12 fishermen|12 fisherman; missing] are missing.",
        "The crash left [seven|7 person; killed] dead.",
        "[Five people|5 person; killed] died in the fire.",
        "[Six students|6 student; detained] were detained.",
        "[3,000 troops|3000 soldier; deployed] were deployed.",
        "[More than 50 people|>50 person; injured] were taken to hospital.",
        "The attack caused [40 casualties|40 casualty; killed_or_injured].",
        "Rescuers found [two bodies|2 body; killed].",
        "[Two marines|2 marine; killed] and [two civilians|2 civilian; killed] were killed.",
        "The death toll rose to [30|30 person; killed, up].",
        "[Ten people|10 person] were rescued.",
        "The dead included [two doctors|2 doctor; killed].",
        "A plane with [10 tourists|10 tourist; killed] crashed, killing everyone on board.",
    ],
    "from an agency's report": [
        "[About 4,000 soldiers|~4000 soldier; killed_or_injured] were killed or wounded.",
        "Army officers took [two soldiers|2 soldier] home, [one of whom|1 soldier; killed, subset, of=0] died.",
        "The figure is [three times|3 times; times] higher than before.",
        "Estimates are [nearer 1,200|~1200 estimate].",
        "The minister, [58|58 year], has resigned.",
        "The [1,800-strong|1800 person] unit left.",
        "The reactor makes [20-30 MWt|20..30 megawatt] of heat.",
        "They found [17 bodies|17 body; killed]; [five others|5 person; missing] remain missing.",
        "[More than 1,000|>1000 soldier; subset, of=1] of the [11,000 troops|11000 soldier] left.",
        "They met for [2 1/2 hours|2.5 hour].",
        "The vote was 14-0 with [one abstention|1 abstention].",
        "The index fell [1.2 percent|1.2 percent; down], or [31 points|31 point; down], on Friday.",
        "The boat carries [ten or more missiles|≥10 missile].",
        "The North fired [200-odd shells|~200 shell].",
        "Ukraine lost [some 40 to 50 percent|~40..50 percent; down] of its power.",
        "[Nearly half a million people|~500000 person] fled.",
        "[Around a dozen officials|~12 official; detained] were arrested.",
    ],
    "elision": [
        "It flew for [10,199|10199 second] and [10,203 seconds|10203 second].",
        "The North fired [three missiles|3 missile] and the South fired [two|2 missile].",
        "[Hundreds|≥200 person; injured] were injured.",
    ],
    "not quantities": [
        "It was tested on January 24, 2025.",
        "The war began in 1950.",
        "Talks failed in the 1990s.",
        "The 2018-19 summits failed.",
        "It was launched at 7:10 a.m. from the coast.",
        "They left around 12 p.m. on Monday.",
        "The Hwasong-17 is large.",
        "An F-16 crashed.",
        "Resolution 1718 bans it.",
        "The 5th Brigade moved.",
        "Leaders of the Group of 7 met.",
        "They crossed the 38th parallel.",
        "The Group of Seven agreed.",
        "Article 9 bars it.",
        "He met on June 9 with aides.",
        "Office 39 earns money.",
        "The KN-23 and the K9 were shown.",
        "They fought one another.",
        "The first missile failed.",
        "COVID-19 spread.",
        "The 1718 Sanctions Committee met.",
        "The match ended 2-2.",
        "She spoke on 15 August.",
        "The plan began in Juche 100.",
        "The ship left two weeks ago.",
        "On one hand they talk.",
        "Phase two of the plan begins.",
    ],
    "spelling": [
        "It launched [２４ rockets|24 rocket].",
        "The range is [1 200 km|1200 kilometre].",
        "-0-",
        "They plan to order [66 missiles|66 missile].",
    ],
    "sent and seized": [
        "Pyongyang dispatched [some 1,800 troops|~1800 soldier; deployed] in spring.",
        "Moscow shipped [two battalions|2 battalion] east and flew in [60 paratroopers|60 paratrooper; deployed].",
        "[Four thousand soldiers|4000 soldier; deployed] were sent to the front.",
        "The ministry sent [two envoys|2 envoy] to the talks.",
        "Seoul sent [three letters|3 letter] to the committee.",
        "[About 12,000 infantrymen|~12000 infantryman] are training near the river.",
        "Marines captured [nine soldiers|9 soldier; captured] in the raid.",
        "A patrol seized a trawler with [six fishermen|6 fisherman; captured] aboard.",
        "[Two reporters|2 reporter; detained] are being held in detention.",
        "[Seven activists|7 activist; detained] were jailed.",
        "Guards arrested [five hackers|5 hacker; detained] and released [two others|2 hacker].",
    ],
    "dead, hurt and missing": [
        "[Six miners|6 miner; killed] were confirmed dead.",
        "[Nine villagers|9 villager; killed] were shot dead at the border.",
        "[Eleven sailors|11 sailor; missing] are still missing.",
        "[Three climbers|3 climber; killed] are feared dead.",
        "[Ten passengers|10 passenger; injured] remain in hospital.",
        "[Two pupils|2 pupil; injured] are in critical condition.",
        "[Fourteen workers|14 worker; killed] were found dead in the shaft.",
        "The fire killed [five|5 person; killed] and injured [at least 30|≥30 person; injured].",
        "[At least eight people|≥8 person; killed] were reported killed.",
        "[Twelve crew members|12 crew member; killed] are believed to have died.",
        "The blast left [four|4 person; killed] dead on Monday.",
        "The bombing wounded [dozens|≥24 person; injured].",
        "[Some 40 people|~40 person; missing] remain unaccounted for.",
        "After the quake killed many, officials put the toll at [21|21 person; killed].",
        "The government put the number of casualties at [1,500|1500 casualty; killed_or_injured].",
        "The ferry carried [310 passengers|310 passenger] and [12 crew|12 crew].",
        "[Three firefighters|3 firefighter; injured] suffered burns and were hospitalised.",
        "Doctors treated [16 children|16 child] at the camp.",
    ],
    "figures of the economy": [
        "Exports rose [8.2 percent|8.2 percent; up] to [$55.9 billion|55900000000 dollar] in May.",
        "Imports fell [2 percent|2 percent; down], leaving a surplus of [$2.8 billion|2800000000 dollar].",
        "Inflation eased to [2.9%|2.9 percent].",
        "The stock closed [1.3%|1.3 percent; down] lower at [77,600 won|77600 south korean won].",
        "Profit was [6.6 trillion won|6600000000000 south korean won] ([$4.8 billion|4800000000 dollar; same=0]).",
        "The bank will cut [about 300 jobs|~300 job].",
        "It may invest [up to $17 billion|≤17000000000 dollar] in the plant.",
        "The rate was raised by [25 basis points|25 basis point; up].",
        "Oil traded at [$81.40 a barrel|81.4 dollar per barrel].",
        "Sales of the firm grew [more than 12 percent|>12 percent; up].",
        "Hanbit was down [2.3%|2.3 percent; down] and Mirae by [1.1%|1.1 percent; down].",
        "The yard won orders for [14 tankers|14 tanker].",
        "Prices rose to [6,000|6000 -; up].",
    ],
    "polls and votes": [
        "[Fifty-nine percent|59 percent] of voters disapproved.",
        "The survey asked [2,509 adults|2509 adult].",
        "His rating slipped [three points|3 point; down] to [31 percent|31 percent].",
        "The motion passed by [184 votes|184 vote] to [110|110 vote].",
        "[Nearly six in ten|~0.6 -; fraction] said so.",
        "The party holds [170 of the seats|170 seat; subset].",
        "[Two-thirds|0.6666666666666666 -; fraction] of lawmakers agreed.",
    ],
    "sport and weather": [
        "He scored [twice|2 time] as Ulsan won 3-1.",
        "The striker has [10 assists|10 assist] in [31 games|31 game].",
        "The team is [two points|2 point] behind.",
        "She ran [10 kilometres|10 kilometre] in [under 32 minutes|<32 minute].",
        "Winds of [up to 175 km/h|≤175 kilometre per hour] hit the coast.",
        "[More than 400 mm|>400 millimetre] of rain fell.",
        "The storm left [120,000 homes|120000 home] without power.",
        "It fell to [minus 12.4 degrees Celsius|-12.4 celsius] overnight.",
        "The river rose [two metres|2 metre] above its banks.",
    ],
    "missiles": [
        "The missile flew [about 800 km|~800 kilometre] at a height of [50 km|50 kilometre].",
        "It was the 17th launch.",
        "A rocket with a range of [13,000 km|13000 kilometre] was shown.",
        "Its warhead weighs [2.5 tons|2.5 ton].",
        "[Eight short-range missiles|8 missile] were fired from [four sites|4 site].",
        "The North has [20 to 60 warheads|20..60 warhead].",
        "It fired [more than 130 artillery shells|>130 shell].",
        "The launcher carries [six 600mm rockets|6 rocket].",
    ],
    "ages, terms and counts of times": [
        "She was [84|84 year].",
        "He was sentenced to [12 years|12 year] in prison.",
        "The envoy, [61|61 year], retired.",
        "Kim visited the base [twice|2 time] last month.",
        "It has tested the engine [six times|6 time].",
        "A girl aged [7|7 year] was saved.",
        "The curfew ends after [36 hours|36 hour].",
        "The army of [1.2 million|1200000 soldier] is large.",
        "The port handled [three times|3 times; times] as many containers.",
    ],
    "more of the news": [
        "A [magnitude 5.8|5.8 magnitude] quake hit.",
        "[Two pilots|2 pilot; captured] were taken prisoner.",
        "The rate fell by [a quarter of a percentage point|0.25 percentage point; down].",
        "It costs [24.3 trillion won|24300000000000 south korean won] ([$16.6 billion|16600000000 dollar; same=0]).",
        "Of the [133,000|133000 person] who applied, many have died.",
        "The base got [28 F-35s|28 f-35] and [1,200 airmen|1200 airman].",
        "They stole [$1.5 billion|1500000000 dollar] in bonds.",
        "[One hundred families|100 family] met.",
        "It travelled [1,002.3 km|1002.3 kilometre] in a [73-minute|73 minute] flight.",
    ],
    "elided": [
        "[Dozens|≥24 person; detained] were detained.",
        "[Seven|7 person; killed] died and [12|12 person; missing] are missing.",
        "Police found [four boats|4 boat]; [two|2 boat] had sunk.",
        "[460 cars|460 car] were stolen, compared with [63|63 car] last year.",
        "Of the [900 conscripts|900 conscript], [300|300 conscript] deserted.",
        "[Thousands|≥2000 person] took to the streets.",
    ],
}  # fmt: skip
KNOWN = {
    "The motion passed by [184 votes|184 vote] to [110|110 vote].": "a bare number after \"to\" may be a level",
}  # fmt: skip


def parse(marked: str) -> tuple[str, list[tuple[object, ...]]]:
    """Split a marked sentence into its text and the amounts in it."""
    text, gold, end = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        start = len(text)
        text += mark[1]
        gold.append((start, len(text), *read_spec(mark[2])))
        end = mark.end()
    text += marked[end:]
    assert "[" not in text, f"a mark is broken in {marked!r}"
    return text, gold


def read_spec(spec: str) -> tuple[object, ...]:
    head, _, facts = spec.partition(";")
    value, _, unit = head.strip().partition(" ")
    bound = BOUNDS.get(value[0], "exact")
    ends = [float(end) for end in value.lstrip("".join(BOUNDS)).split("..")]
    known = {fact.strip() for fact in facts.split(",")} - {""}
    links = {name: int(number) for name, _, number in (fact.partition("=") for fact in known) if number}
    plain = {fact for fact in known if "=" not in fact}
    return (
        None if bound in ("at_most", "less_than") else ends[0],
        None if bound in ("at_least", "more_than") else ends[-1],
        bound,
        None if unit == "-" else unit,
        next(iter(plain & TRENDS), "none"),
        next(iter(plain & RELATIONS), "none"),
        next(iter(plain - TRENDS - RELATIONS), None),
        links.get("of"),
        links.get("same"),
    )


def annotated(doc: Doc) -> list[tuple[object, ...]]:
    found = layers.read_quantities(doc)
    place = {quantity.id: number for number, quantity in enumerate(found)}
    return [
        (
            doc[q.start].idx,
            doc[q.end - 1].idx + len(doc[q.end - 1]),
            q.lower,
            q.upper,
            q.bound,
            q.unit,
            q.trend,
            q.relation,
            q.status,
            place[q.of] if q.of else None,
            place[q.same_as] if q.same_as else None,
        )
        for q in found
    ]


def cases():
    for kind, sentences in CASES.items():
        for number, marked in enumerate(sentences):
            marks = [pytest.mark.xfail(reason=KNOWN[marked], strict=True)] if marked in KNOWN else []
            yield pytest.param(marked, id=f"{kind}-{number}", marks=marks)


@pytest.mark.parametrize("marked", list(cases()))
def test_amounts(nlp: Language, marked: str) -> None:
    text, expected = parse(marked)

    doc = nlp(text)

    assert annotated(doc) == expected


@pytest.fixture(scope="module")
def tagger() -> QuantityTagger:
    return QuantityTagger("korea_quantities", {name: load_lexicon(name) for name in TABLES})


PIECES = """
    0 1 2 3 5 9 10 12 19 38 100 999 1,000 10,000 2018 １２ ٣ ½ ² , . - – — / : % $ € ₩ ( ) km kg m p °C million bn k
    dozen hundred thousand one two twenty half a an third quarter of to and or between from about at least more than up
    several dozens scores tens twice no casualties killed another per day Mach soldiers missiles ~ + 's ” 北
"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\xa0"])


@settings(max_examples=150, deadline=2000)
@given(st.lists(WORDS, max_size=24), st.sampled_from([" ", ""]))
def test_any_string_of_numbers_is_read_or_left(
    tagger: QuantityTagger, nlp: Language, words: list[str], between: str
) -> None:
    doc = nlp.make_doc(between.join(words))

    for quantity in tagger.find(doc):
        assert 0 <= quantity.start < quantity.end <= len(doc)
        assert quantity.lower is not None or quantity.upper is not None


@settings(max_examples=60, deadline=5000)
@given(st.lists(WORDS, max_size=16))
def test_any_string_of_numbers_is_read_with_its_parse(nlp: Language, words: list[str]) -> None:
    doc = nlp(" ".join(words))

    found = layers.read_quantities(doc)

    assert all(0 <= q.start < q.end <= len(doc) for q in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize("text", ["", "7", "\n\n", "“" * 5000, "1-" * 2000, "9" * 3000, "dozens of " * 500])
def test_odd_texts_are_no_error(tagger: QuantityTagger, nlp: Language, text: str) -> None:
    doc = nlp.make_doc(text)

    assert isinstance(tagger.find(doc), list)


def test_running_twice_changes_nothing(tagger: QuantityTagger, nlp: Language) -> None:
    doc = nlp("About 300 soldiers were killed and 2,700 wounded, including 15 officers.")
    once = layers.read_quantities(doc)

    tagger(doc)

    assert layers.read_quantities(doc) == once


def test_tables_survive_bytes(tagger: QuantityTagger, nlp: Language) -> None:
    text = "It flew 986 miles (1,587 km)."
    copy = QuantityTagger("copy", tagger.tables).from_bytes(tagger.to_bytes())

    assert copy.find(nlp.make_doc(text)) == tagger.find(nlp.make_doc(text))


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("North Korea fired three short-range missiles.", ["short-range missiles"]),
        ("It reached an altitude of 50 km.", ["altitude"]),
        ("They built a $40 million bridge.", ["bridge"]),
        ("Rice prices rose 7 percent.", ["Rice prices"]),
        ("Roughly 90 percent of imports stopped.", ["imports"]),
        ("A plane carried 10 tourists.", ["tourists"]),
        ("They met 300 North Korean soldiers.", ["North Korean soldiers"]),
        ("The index rose 64 points to 4,577.", ["index", "index"]),
        ("The S&P 500 fell 0.9%.", ["S&P 500"]),
        ("Police put the toll at 21.", ["toll"]),
        ("The bank cut its key rate by 2 percent.", ["key rate"]),
        ("The number of deaths rose to 40.", ["deaths"]),
        ("Heavy rain caused sea levels to rise 3 metres.", ["sea levels"]),
        ("They pushed the share price 5% lower.", ["share price"]),
        ("The fund bought a stake worth up to $8 million.", ["stake"]),
        ("Hanbit was unchanged, Mirae Steel, down 68 won, was not.", ["Mirae Steel"]),
        ("China bought 2 tonnes of coal in 2017, down 40 percent.", ["coal", "coal"]),
        ("They met four times.", []),
    ],
)
def test_what_is_counted(nlp: Language, text: str, counted: list[str]) -> None:
    doc = nlp(text)

    assert [doc[slice(*q.counted)].text for q in layers.read_quantities(doc) if q.counted] == counted
