"""Attributions: who says what in hand-written sentences of many kinds.

``<s>``, ``<c>`` and ``<q>`` mark source, cue and content of the claim; a digit tells several claims apart. Punctuation
and quotation marks do not count; a cue is right where it shares a word.
"""

import gc
import re
import time
from collections import defaultdict

import pytest
import spacy
from spacy.tokens import Doc

from korea_nlp import layers


@pytest.fixture(scope="module")
def nlp(grammar):
    """Constructions and tables."""
    return grammar


MARK = re.compile(r"<(/?)([scq])(\d?)>")
WORD = re.compile(r"\w+(?:[-’'.]\w+)*")


def read_marked(marked):
    """Return the text and, for each claim, the words of its parts by where they stand."""
    text, opened, claims = "", {}, defaultdict(lambda: defaultdict(set))
    at = 0
    spans = []
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        closing, part, number = mark.groups()
        if closing:
            spans.append((part, number, opened.pop((part, number)), len(text)))
        else:
            assert (part, number) not in opened, f"opened twice: {mark.group()}"
            opened[part, number] = len(text)
    text += marked[at:]
    assert not opened, f"never closed: {opened}"
    for part, number, start, end in spans:
        claims[number][part] |= words(text, [(start, end)])
    return text, [dict(claims[number]) for number in sorted(claims)]


def words(text, spans):
    return {m.start() for m in WORD.finditer(text) for start, end in spans if start <= m.start() < end}


def found_in(doc):
    def part(pieces):
        return words(doc.text, [(doc[start:end].start_char, doc[start:end].end_char) for start, end in pieces])

    return [{"s": part(c.source), "c": part(c.cue), "q": part(c.content), "claim": c} for c in layers.read_claims(doc)]


def shown(doc):
    return [
        tuple(" / ".join(doc[a:b].text for a, b in pieces) for pieces in (c.source, c.cue, c.content))
        for c in layers.read_claims(doc)
    ]


def same(gold, claim):
    cue = not gold.get("c") or gold["c"] & claim["c"]
    return cue and gold.get("s", set()) == claim["s"] and gold["q"] == claim["q"]


SENTENCES = [
    # indirect speech
    "<s>Seoul</s> <c>said</c> <q>it would not talk</q> .",
    "<s>The minister</s> <c>said</c> <q>that the missile flew over the sea</q> .",
    "<s>South Korea's Joint Chiefs of Staff</s> <c>said</c> <q>the North fired two missiles on Friday</q> .",
    "<q>The North fired two missiles</q> , <s>Seoul</s> <c>said</c> .",
    "<q>Several hundred have been killed or wounded in Kursk</q> , <s>a senior official</s> <c>said</c> on Tuesday .",
    "<s>Britain's Ministry of Defence</s> <c>said in an update</c> <q>that Russia had lost 500 men</q> .",
    "<q>The North has shipped 500 containers to Russia</q> , <s>the minister</s> <c>told</c> parliament on Tuesday .",
    "<q>The missile flew 600 kilometers</q> , <s>the military</s> <c>said</c> in a statement .",
    "<s>The ministry</s> <c>announced</c> <q>that talks would resume in May</q> .",
    "<s>Officials in Tokyo</s> <c>have repeatedly warned</c> <q>that the risk is growing</q> .",
    "<s>Analysts</s> <c>believe</c> <q>the engine came from Russia</q> .",
    "<s>The agency</s> <c>estimates</c> <q>that 300 soldiers were killed</q> .",
    "<s>Kim</s> <c>claimed</c> <q>that the test had succeeded</q> .",
    "<s>He</s> <c>admitted</c> <q>that mistakes had been made</q> .",
    "<s>Ukraine</s> <c>told</c> reporters <q>that the shells came from the North</q> .",
    "<s>The general</s> <c>pointed out</c> <q>that the base was empty</q> .",
    "<s>She</s> <c>asked</c> <q>whether the talks would continue</q> .",
    "<s>The envoy</s> <c>explained</c> <q>why the meeting had failed</q> .",
    "<s>Pyongyang</s> <c>insists</c> <q>that its satellites are peaceful</q> .",
    "<s>The report</s> <c>concluded</c> <q>that sanctions had little effect</q> .",
    "<s>Shin Won-sik , the defense minister ,</s> <c>said</c> <q>the army was ready</q> .",
    "<s>The lawmaker , who heads the committee ,</s> <c>said</c> <q>the budget would grow</q> .",
    "<s>A spokesman for the foreign ministry</s> <c>said</c> <q>the two sides would meet again</q> .",
    "<s>Washington and Seoul</s> <c>said</c> <q>they would hold drills in August</q> .",
    # shared subjects
    "<s1><s2>The army</s1></s2> <c1>said</c1> <q1>it saw the launch</q1> "
    "and <c2>added</c2> <q2>that nobody was hurt</q2> .",
    "<s>The military</s> tracked the rocket and <c>said</c> <q>it fell into the sea</q> .",
    # according to and its kin
    "<q>The rocket exploded after take-off</q> , <c>according to</c> <s>Japan's defense ministry</s> .",
    "<c>According to</c> <s>the spy agency</s> , <q>about 300 soldiers have died</q> .",
    "<c>According to</c> <s>satellite imagery</s> , <q>work at the site has resumed</q> .",
    # infinitives
    "<s>Kim Jong Un</s> <c>vowed</c> <q>to expand the arsenal</q> .",
    "<s>Moscow</s> <c>promised</c> <q>to send more grain</q> .",
    "<s>Pyongyang</s> <c>threatened</c> <q>to strike the base</q> .",
    "<s>The two leaders</s> <c>agreed</c> <q>to meet in Beijing</q> .",
    "<s>Russia</s> <c>plans</c> <q>to open a school in Pyongyang</q> .",
    "<s>Seoul</s> <c>asked</c> <q>Beijing to help</q> .",
    "<s>The president</s> <c>urged</c> <q>the North to return to talks</q> .",
    "<s>The North</s> <c>wants</c> <q>to join the talks</q> .",
    "<s>Seoul</s> <c>offered</c> <q>to send rice</q> .",
    # noun phrases
    "<s>Pyongyang</s> <c>denied</c> <q>the report</q> .",
    "<s>Japan</s> <c>condemned</c> <q>the launch</q> .",
    "<s>Putin</s> <c>praised</c> <q>the courage of the soldiers</q> .",
    "<s>Beijing</s> <c>rejected</c> <q>the accusation</q> .",
    "<s>The minister</s> <c>criticized</c> <q>the decision</q> .",
    "<s>Seoul</s> <c>accused</c> <q>the North of jamming signals</q> .",
    "<s>Kim</s> <c>thanked</c> <q>Putin for his support</q> .",
    "<s>Moscow</s> <c>confirmed</c> <q>the visit</q> .",
    "<s>The council</s> <c>called for</c> <q>an immediate halt</q> .",
    "<s>Experts</s> <c>warned of</c> <q>another nuclear test</q> .",
    "<s>Shoigu</s> <c>described</c> <q>the move as brotherly help</q> .",
    # gerunds
    "<s>The company</s> <c>denied</c> <q>selling parts to the North</q> .",
    "<s>The captain</s> <c>admitted</c> <q>crossing the line</q> .",
    # evidence
    "<s>Satellite images</s> <c>show</c> <q>that the pier has been extended</q> .",
    "<s>Footage</s> <c>showed</c> <q>soldiers loading shells</q> .",
    "<s>The data</s> <c>suggest</c> <q>that trade has doubled</q> .",
    # nobody named
    "<q>The test</q> <c>reportedly</c> <q>failed</q> .",
    "<q>The ship</q> <c>allegedly</c> <q>carried coal</q> .",
    "<q>The missile</q> <c>is believed</c> <q>to have failed</q> .",
    "<q>The North</q> <c>is expected</c> <q>to launch a satellite</q> .",
    "It <c>is believed</c> <q>that the North has fifty warheads</q> .",
    # passives with an agent
    "<q>The figures</q> <c>were confirmed</c> by <s>the ministry</s> .",
    "<q>The launch</q> <c>was described as</c> <q>a success</q> by <s>state media</s> .",
    # nouns
    "<s>Kim's</s> <c>claim</c> <q>that the drill was an invasion</q> drew no answer .",
    pytest.param(
        "The paper printed <s>Moscow's</s> <c>criticism of</c> <q>the deal</q> .",
        marks=pytest.mark.xfail(strict=True, reason="a noun under a verb of printing stays below the threshold"),
    ),
    "<s>The minister</s> <c>expressed</c> <q>concern about the shells sent to Russia</q> .",
    # what a noun is
    "<s>The ministry's</s> <c>assessment</c> is <q>that Kim is ill</q> .",
    # adjectives
    "<s>Seoul</s> <c>is confident</c> <q>that the talks will resume</q> .",
    "<s>The minister</s> <c>is sure</c> <q>that the North will respond</q> .",
    # direct speech
    "<q>“We are ready for talks,”</q> <s>the minister</s> <c>said</c> .",
    '<q>"We are ready for talks,"</q> <c>said</c> <s>the minister</s> .',
    "<q>''We are ready for talks,''</q> <s>the minister</s> <c>said</c> .",
    "<s>The minister</s> <c>said</c> : <q>“We are ready for talks.”</q>",
    "<s>Kim Yo Jong</s> <c>said</c> , <q>“Seoul will pay a price.”</q>",
    "<q>“The talks have failed,”</q> <s>she</s> <c>said</c> . <q>“There is no way back now.”</q>",
    "<q>“The talks,”</q> <s>he</s> <c>said</c> , <q>“have failed again.”</q>",
    "<q>“The launch was a success. The crew did well. Nothing was lost,”</q> <s>the director</s> <c>said</c> .",
    # mixed
    "<s>The minister</s> <c>said</c> <q>the test was “a grave threat to peace”</q> .",
    "<s>KCNA</s> <c>reported</c> <q>that the troops were in “perfect order”</q> .",
    # labels
    "<s>Pence</s><c>:</c> <q>We will not negotiate with the North</q>",
    # signed
    "<q1>“The meeting was a show for the cameras.”</q1> <c1>―</c1> <s1>Park Min-ji</s1>\n"
    "<q2>“These talks come too late for us. My mother died in May.”</q2>\n"
    "<c2>—</c2> <s2>Choi Yuna , a teacher in Busan</s2>",
    # participles of the same speaker
    "<s1><s2>Shin</s1></s2> <c1>said</c1> <q1>the North would launch a satellite</q1> , "
    "<c2>adding</c2> <q2>that Seoul was prepared</q2> .",
    # cues as wide as people mark them
    "<s>The general</s> <c>said in a statement</c> <q>that the base was empty</q> .",
    "<s>She</s> <c>went on to say</c> <q>that the talks had failed</q> .",
    "<s>Seoul</s> <c>has also called on</c> <q>the North to stop</q> .",
    # days stand with the cue
    "<s>The ministry</s> <c>said</c> on Thursday <q>it would summon the envoy</q> .",
    "<s>Tokyo</s> <c>said</c> on Monday <q>Seoul had sent the papers</q> .",
    # figures
    "<s>Officials</s> <c>had earlier put</c> <q>the toll at 21</q> .",
    "<s>Kyiv</s> <c>put</c> <q>the number of casualties nearer to 1,200</q> .",
    "The launch came in what <s>President Yoon</s> <c>described as</c> <q>a grave threat to peace</q> .",
    # nested
    "<s1>KCNA</s1> <c1>said</c1> <q1><s2>Kim</s2> <c2>vowed</c2> <q2>to expand the arsenal</q2></q1> .",
    "<s1>The spokesman</s1> <c1>said</c1> <q1><s2>Seoul</s2> <c2>believes</c2> <q2>that the North is ready</q2></q1> .",
    # other clauses around
    "When the drill began , <s>the North</s> <c>said</c> <q>it was an act of war</q> .",
    "But <s>officials</s> <c>said</c> <q>the figure was too low</q> .",
]

NOTHING = [
    "Seoul declined to comment .",
    "Russian officials have not spoken of any losses .",
    "Seoul protested and Washington said nothing .",
    "The ministry declined to comment on the report .",
    "Pyongyang has yet to comment .",
    "The ministry gave no details of the talks .",
    "The embassy did not respond to a request for comment .",
    "The agency did not say how it knew .",
    "The spokesman refused to answer questions .",
    "The North fired two missiles into the sea .",
    "Kim visited the factory on Monday .",
    "The two leaders met in Vladivostok .",
    "The president fired the general .",
    "Troops crossed the line at dawn .",
    "Asked whether Washington had seen evidence , a spokesman declined to comment .",
    "The Kremlin has neither confirmed nor denied the reports .",
    "The weightlifter bagged a gold medal .",
    "The Korean people greeted the new year .",
    "“A Year in the North” — a film by Lee Chang-dong — opens on Friday .",
    "“A Year in the North” — the second part",
    "No agreement was signed at the meeting .",
    "",
    "Missile .",
    "The ministry , questioned about the launch , declined to comment .",
    "Its population is 52 million .",
    "Seoul's estimate is based on intercepted calls .",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_parts_of_a_claim(nlp, marked):
    text, gold = read_marked(marked)
    doc = nlp(text)
    found = found_in(doc)
    missing = [claim for claim in gold if not any(same(claim, other) for other in found)]
    assert not missing, shown(doc)
    assert len(found) == len(gold), shown(doc)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_claim(nlp, text):
    doc = nlp(text)
    assert shown(doc) == []


def one(nlp, text):
    (claim,) = layers.read_claims(nlp(text))
    return claim


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Seoul said the missile flew over the sea .", "assert"),
        ("Pyongyang denied the report .", "deny"),
        ("Moscow rejected the claim .", "deny"),
        ("The ministry said there was no evidence of a launch .", "deny"),
        ("KCNA confirmed that the launch took place .", "confirm"),
        ("The agency said the North will launch a satellite .", "predict"),
        ("The North is expected to launch a satellite .", "predict"),
        ("Pyongyang threatened to strike the base .", "threaten"),
        ("Kim vowed to expand the arsenal .", "promise"),
        ("The president said he would visit Seoul .", "promise"),
        ("Seoul urged the North to return to talks .", "demand"),
        ("The council called for an immediate halt .", "demand"),
        ("The minister said the North must stop its tests .", "demand"),
        ("Japan condemned the launch .", "accuse"),
        ("Seoul accused the North of jamming signals .", "accuse"),
        ("The ministry said the trade was illegal .", "accuse"),
        ("Putin praised the soldiers .", "praise"),
        ("Kim thanked Putin for his support .", "praise"),
        ("Analysts believe the engine came from Russia .", "believe"),
        ("Russia plans to open a school in Pyongyang .", "other"),
        ("The alliance said it could not yet confirm the reports .", "assert"),
    ],
)
def test_stance(nlp, text, stance):
    assert one(nlp, text).stance == stance


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Seoul said the missile flew over the sea .", "certain"),
        ("Analysts believe the engine came from Russia .", "probable"),
        ("The test reportedly failed .", "probable"),
        ("The missile is believed to have failed .", "probable"),
        ("Seoul said the missile likely failed .", "probable"),
        ("Seoul said the missile appeared to have failed .", "probable"),
        ("Seoul said the projectiles could be missiles .", "possible"),
        ("The minister said the North may be preparing a test .", "possible"),
        ("The agency said it was possible that the ship had sunk .", "possible"),
        ("Seoul said the new missile can reach Guam .", "certain"),
        ("Zelenskyy had warned that up to 10,000 soldiers could join the fight .", "possible"),
    ],
)
def test_certainty(nlp, text, certainty):
    found = layers.read_claims(nlp(text))
    assert found[0].certainty == certainty


def test_actors_of_source_and_content(nlp):
    claim = one(nlp, "Washington and Seoul said North Korea would send troops to Russia .")
    assert claim.actors == ("united-states", "south-korea")
    assert claim.about == ("north-korea", "russia")


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("U.S. and South Korean officials said the drill would go on.", {"united-states", "south-korea"}),
        ("Russian and Chinese diplomats said the vote was void.", {"russia", "china"}),
        ("Both Moscow and Beijing said the vote was void.", {"russia", "china"}),
    ],
)
def test_all_actors_of_a_joint_source(nlp, text, actors):
    claims = layers.read_claims(nlp(text))

    assert [{key.partition(":")[0] for key in claim.actors} for claim in claims] == [actors]


@pytest.mark.parametrize(
    ("source", "actor"),
    [
        ("The secretary-general of NATO Jens Stoltenberg", "jens-stoltenberg"),
        ("The director of the CIA Mike Pompeo", "mike-pompeo"),
        ("China's envoy to North Korea Li Jinjun", "li-jinjun"),
    ],
)
def test_a_name_behind_the_body_of_an_office_is_the_source(nlp, source, actor):
    claim = layers.read_claims(nlp(f"{source} said that the vote was void."))[0]

    assert [key.rpartition("#")[2] for key in claim.actors] == [actor]


def test_source_is_about_itself(nlp):
    assert one(nlp, "Pyongyang vowed to expand its arsenal .").about[:1] == ("north-korea",)


def test_state_named_by_an_adjective(nlp):
    doc = nlp("North Korea held a parade . Japan condemned the North Korean launch .")
    assert layers.read_claims(doc)[-1].about == ("north-korea",)


def test_generic_source_has_no_actor(nlp):
    assert one(nlp, "Analysts said the engine came from Russia .").actors == ()


def test_others_in_a_quotation_are_not_the_speaker(nlp):
    doc = nlp(
        "North Korea has sent troops to Russia . Seoul's spy agency spoke . “They will be at the front soon,” it said ."
    )
    claim = layers.read_claims(doc)[-1]
    assert claim.about[:1] == ("north-korea",)


@pytest.mark.parametrize(
    ("text", "part", "ending"),
    [
        ("The National Intelligence Service (NIS) said the troops had left .", "source", "(NIS)"),
        ("Tokyo said it was “gravely concerned.”", "content", "concerned.”"),
        ("Tokyo said it was “gravely concerned,” and left .", "content", "concerned"),
    ],
)
def test_marks_at_the_end_pair(nlp, text, part, ending):
    doc = nlp(text)
    (claim,) = layers.read_claims(doc)
    ((low, high),) = getattr(claim, part)
    assert doc[low:high].text.endswith(ending)


def test_words_of_the_page_are_no_claim(nlp):
    doc = nlp("The minister said the army was ready .")
    layers.write_boilerplate(doc, [(0, len(doc))])
    assert nlp.get_pipe("korea_claims").find(doc) == []


@pytest.fixture
def no_collection():
    """Keep the collection of garbage, which looks at all that other tests hold, out of what is timed."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collection")
@pytest.mark.parametrize("relation", ["ccomp", "conj", "xcomp", "relcl"])
def test_endless_nesting_takes_linear_time(nlp, relation):
    tagger = nlp.get_pipe("korea_claims")

    def cost(size):
        heads = [place for k in range(size) for place in (2 * k + 1, max(2 * k - 1, 1))]
        doc = Doc(
            nlp.vocab,
            words=["he", "said"] * size,
            heads=heads,
            deps=["nsubj", "ROOT", *(["nsubj", relation] * (size - 1))],
            pos=["PRON", "VERB"] * size,
            tags=["PRP", "VBD"] * size,
            lemmas=["he", "say"] * size,
        )
        start = time.process_time()
        tagger.find(doc)
        return time.process_time() - start

    cost(100)
    assert cost(8_000) < 12 * max(cost(2_000), 0.02)


def test_kind(nlp):
    kinds = [
        one(nlp, text).kind
        for text in (
            "“We are ready for talks,” the minister said .",
            "The minister said the army was “ready for talks” .",
            "The minister said the army was ready .",
        )
    ]
    assert kinds == ["direct", "mixed", "indirect"]


def test_parent(nlp):
    outer, inner = sorted(layers.read_claims(nlp("KCNA said Kim vowed to expand the arsenal .")), key=lambda c: c.cue)
    assert (outer.parent, inner.parent) == (None, outer.id)


def test_quantities_and_time_of_the_cue(nlp):
    doc = nlp("Seoul said on Monday that the North fired two missiles .")
    (claim,) = layers.read_claims(doc)
    assert claim.time == layers.read_times(doc)[0].id
    assert claim.quantities == (layers.read_quantities(doc)[0].id,)


def test_quotation_over_paragraphs_is_one_content(nlp):
    text = (
        "“We are ready for talks,” the minister said. “We hope for peace.\n\n“We will not wait for ever.”\n\nHe left."
    )
    claims = layers.read_claims(nlp(text))
    assert len(claims) == 1
    assert len(claims[0].content) == 3


def test_quotation_alone_in_its_paragraph_goes_to_the_speaker_before(nlp):
    doc = nlp("“We are ready for talks,” the minister said.\n\n“The road to peace is open.”\n\nHe left.")
    first, second = layers.read_claims(doc)
    assert second.source == first.source
    assert doc[slice(*second.content[0])].text.strip("“”.") == "The road to peace is open"
    assert second.confidence < first.confidence


def test_quotation_that_never_closes_ends_with_its_paragraph(nlp):
    doc = nlp("The minister said: “We are ready for talks.\n\nThe train left at noon. The sea was calm.")
    for claim in layers.read_claims(doc):
        assert all("train" not in doc[a:b].text for a, b in claim.content)


def test_twice_is_once(nlp):
    doc = nlp("Seoul said it would not talk . “No way,” the minister said .")
    before = layers.read_claims(doc)
    assert layers.read_claims(nlp.get_pipe("korea_claims")(doc)) == before


def test_without_a_parse_only_quotations(nlp):
    doc = nlp.make_doc("The minister said: “We are ready for talks now.” He left.")
    (claim,) = nlp.get_pipe("korea_claims").find(doc)
    assert (claim.kind, claim.source, claim.cue) == ("direct", (), ())


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "“", "”", "''", "said", ": : :", "“ ” “ ”", "\u200b\u2028", "🚀 said 🚀"]
)
def test_odd_text(nlp, text):
    for claim in layers.read_claims(nlp(text)):
        assert claim.content


def test_many_quotations_take_linear_time(nlp):
    tagger = nlp.get_pipe("korea_claims")

    def cost(size):
        doc = Doc(spacy.blank("en").vocab, words=["“", "so", "it", "is", "then", "”", "said", "he", "."] * size)
        start = time.process_time()
        assert len(tagger.find(doc)) == size
        return time.process_time() - start

    cost(100)
    small, large = cost(2_000), cost(20_000)
    assert large < 60 * max(small, 0.02)


def test_adjectives_of_a_country_do_not_mean_its_territory(nlp):
    doc = nlp("The United States sent ships. Soldiers were moved to Guam. Seoul said American sanctions would fail.")

    (claim,) = layers.read_claims(doc)

    assert claim.about == ("united-states",)
