"""What a claim says of its source's mind: stance and certainty."""

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.source_and_content import HARDLY
from korea_nlp.components.claims.tables import Tables, part_of
from korea_nlp.knowledge.rows import CueRow
from korea_nlp.syntax import VERBAL, Parse, words_of

NEUTRAL = frozenset({"say", "other", "source", "show", "know"})
NEGATION = frozenset({"not", "n't", "n’t", "never", "no"})
NEGATED = NEGATION | {"longer"}
NOBODY = frozenset({"few", "neither", "no", "nobody", "none"})
REFUSING = ("decline", "refuse")
SELVES = frozenset({"he", "i", "it", "she", "they", "we"})
ACCEPTING = frozenset({"accept", "agree", "recognise", "recognize"})
PARTS = {"ADJ": "adj", "NOUN": "noun", "VERB": "verb"}
FUTURE = frozenset({"will", "'ll", "’ll", "would", "shall", "wo"})
ABLE = frozenset({"can", "ca", "could"})  # "could not confirm it" denies nothing
MIGHT = frozenset({"could", "may", "might"})
DUTY = frozenset({"must", "should", "ought"})
PLANS = frozenset(
    {"plan", "intention", "desire", "readiness", "willingness", "goal", "aim", "hope", "wish", "condolence"}
)
ORDER = {"certain": 0, "probable": 1, "possible": 2}
POWERS = frozenset({"afford", "carry", "fly", "hear", "hit", "reach", "see", "travel"})  # "could reach Guam"
STRONG_STANCES = ("threaten", "accuse", "praise")


def cue_row(found: Candidate, tables: Tables) -> CueRow | None:
    """Return what the table says of a cue, with its preposition ("call for"), its particle or alone."""
    part = part_of(found.frame)
    broad, _, preposition = found.frame.partition(":")
    if broad == "prep" and (row := tables.cues.get((f"{found.lemma} {preposition}", part))):
        return row
    return tables.cues.get((found.lemma, part)) or tables.cues.get((found.lemma.partition(" ")[0], part))


def stance(parse: Parse, found: Candidate, tables: Tables, *, own: bool = False) -> str:
    """Return the stance: what the cue says, unless the cue is neutral and the content says more.

    ``own`` tells whether the source speaks of itself or its own state.
    """
    row = cue_row(found, tables)
    kind, plain = (row.kind, row.stance) if row else ("open", "assert")
    negated = any(parse.lower[k] in NEGATION for k in parse.kids[found.cue] if parse.dep[k] in ("neg", "advmod", "det"))
    if negated:
        # "did not confirm": no confirmation; "did not say that": nothing said of it
        return {"deny": "confirm", "confirm": "other", "assert": "other"}.get(plain, plain)
    if found.lemma in ("caution", "warn"):
        return _warning(found, own)
    if plain == "promise" and not _ahead(parse, found):
        return "assert"  # "vowed that it had kept the rules"
    if kind in NEUTRAL or found.frame.startswith("label"):
        return _told(parse, found, tables, own) or plain
    return plain


def settled(parse: Parse, found: Candidate, tables: Tables) -> tuple[str, str] | None:
    """Return stance and certainty of doubt and of what is not believed or accepted, which are sure by their form.

    "Two officers doubted it", "Seoul does not think so", "few generals believe it", "she refuses to believe that";
    None for all others.
    """
    words = {found.cue, *words_of(found.cue_pieces)}
    if found.lemma in REFUSING:
        after = min(found.start + 1, len(parse) - 1)  # a text may be cut right there
        words.add(after if parse.lower[found.start] == "to" else found.start)
    words |= _own_mind(parse, found, tables)
    rows = {i: _row_of(parse, i, tables) for i in words}
    held = {i: row.stance for i, row in rows.items() if row is not None and row.kind == "think"}
    held = {i: stance for i, stance in held.items() if (parse.lemma[i], parse.pos[i]) != ("question", "NOUN")}
    accepted = any(parse.lemma[i].lower() in ACCEPTING and parse.pos[i] == "VERB" for i in words)
    if found.lemma == "rule out" and any(parse.dep[k] == "neg" for k in parse.kids[found.cue]):
        return "other", "possible"  # "cannot rule out a launch"
    if not held and not accepted:
        return None
    negated = _is_negated(parse, found, words)
    if "other" in held.values():
        return None if negated else ("other", "possible")
    if not negated:
        return ("deny", "probable") if "deny" in held.values() else None
    if accepted:
        return "deny", "certain"
    weak = all(parse.pos[i] == "ADJ" or (parse.lower[i], "adj") in tables.cues for i in held)  # "not convinced"
    return ("other", "possible") if weak else ("deny", "probable")


def _row_of(parse: Parse, i: int, tables: Tables) -> CueRow | None:
    """Return what the table says of a word; participles are looked up as adjectives first: "convinced"."""
    row = tables.cues.get((parse.lower[i], "adj")) if parse.tag[i] == "VBN" else None
    return row or tables.cues.get((parse.lemma[i].lower(), PARTS.get(parse.pos[i], "")))


def _own_mind(parse: Parse, found: Candidate, tables: Tables) -> set[int]:
    """Return the word for what speakers hold, where they speak of that: "said he [doubted]", "voiced [doubts]"."""
    head = found.head
    if head is None or head == found.cue or parse.tag[head] == "VBG":
        return set()
    if found.frame in ("dobj", "read") and parse.pos[head] == "NOUN":
        row = _row_of(parse, head, tables)
        doubt = row is not None and row.stance == "other"
        return {head} if row is not None and row.kind == "think" and (doubt or found.frame == "read") else set()
    first = found.start + (parse.lower[found.start] == "that")
    if not found.frame.startswith("ccomp") or found.source is None or parse.lower[first] not in SELVES:
        return set()
    adjective = parse.first(head, "acomp")
    held = head if adjective is None else adjective
    row = _row_of(parse, held, tables)
    return {held} if row is not None and row.kind == "think" else set()


def _is_negated(parse: Parse, found: Candidate, words: set[int]) -> bool:
    """Tell whether words of a cue are negated: by one of them, by a verb that refuses or by a source that is nobody."""
    held = set(words)
    for i in words:
        held.update(k for k in parse.kids[i] if k < i)
        if parse.dep[i] in ("acomp", "oprd", "xcomp", "attr"):
            above = parse.head[i]
            held.update(k for k in (above, *parse.kids[above]) if k < i)
    held -= words_of(found.content) - words - {k for i in words_of(found.content) & words for k in parse.kids[i]}
    held -= words_of(found.source_pieces)
    if any(parse.lower[k] in ABLE for k in held):
        return False  # "cannot believe" wonders
    if any(parse.lower[k] in NEGATED or parse.lemma[k] in REFUSING for k in held):
        return True
    return bool(found.source_pieces) and parse.lower[found.source_pieces[0][0]] in NOBODY | HARDLY


def _warning(found: Candidate, own: bool) -> str:
    """Tell apart "warned of an attack" (foretells), "warned them off" (asks), "warned it would strike" (threatens)."""
    if found.frame in ("ccomp:inf", "dobj+xcomp:to", "prep:against"):
        return "demand"
    return "threaten" if own or found.frame == "dobj" else "predict"


def _ahead(parse: Parse, found: Candidate) -> bool:
    """Tell whether a content looks ahead: it has a modal, or no tense at all."""
    head = found.head
    if head is None or parse.pos[head] not in VERBAL or parse.tag[head] == "VB" or parse.subject(head) is None:
        return True
    return any(parse.tag[k] == "MD" for k in parse.kids[head])


def _told(parse: Parse, found: Candidate, tables: Tables, own: bool) -> str | None:
    head = found.head
    if head is not None and parse.pos[head] == "NOUN" and parse.lemma[head].lower() in PLANS:
        return "other"
    words = words_of(found.content)
    lemmas = {parse.lemma[i].lower() for i in words} | {parse.lower[i] for i in words}
    marked = {tables.stances[word] for word in lemmas if word in tables.stances}
    if head is not None and parse.pos[head] in VERBAL:
        near = {parse.lower[k] for k in parse.kids[head]}
        likely = _likely(parse, head)
        own = own and not likely
        if near & NEGATION and (own or "there" in near) and not near & ABLE:
            return "deny"  # "said it had never sold arms", "there is no evidence"
        if "there" in near and _denied_object(parse, head):
            return "deny"
        if near & DUTY:
            return "demand"
        going = parse.lower[head] == "going" and parse.first(head, "xcomp") is not None
        if near & FUTURE or likely or going:
            return "threaten" if own and "threaten" in marked else "promise" if own else "predict"
        if near & MIGHT and not near & NEGATION:
            return "believe"  # "said it could be a missile"
    if found.frame.startswith("adjunct"):
        marked -= {"praise"}
    return next((name for name in STRONG_STANCES if name in marked), None)


def _denied_object(parse: Parse, head: int) -> bool:
    """Tell whether the object of a clause is denied: "there is no evidence"."""
    return any(parse.lower[k] == "no" for held in parse.children(head, "attr", "dobj") for k in parse.kids[held])


def _likely(parse: Parse, head: int) -> bool:
    """Tell whether the future stands a level deeper: "it is likely that X will"."""
    return any(
        parse.dep[inner] in ("ccomp", "xcomp") and any(parse.lower[k] in FUTURE for k in parse.kids[inner])
        for word in parse.kids[head]
        if parse.dep[word] == "acomp"
        for inner in (*parse.kids[word], *parse.kids[head])
    )


def certainty(parse: Parse, found: Candidate, tables: Tables) -> str:
    """Return how sure the claim sounds: the weaker of what the cue says and what hedges the content's main clause."""
    row = cue_row(found, tables)
    level: str = row.certainty if row else "certain"
    nobody = found.frame.startswith(("pass", "amod")) and found.source is None
    if nobody and row is not None and row.kind in ("say", "think"):
        level = max(level, "probable", key=ORDER.__getitem__)  # "is reported to"
    hedging = [k for k in parse.kids[found.cue] if parse.dep[k] == "advmod"]
    for word in hedging + _main(parse, found):
        hedge = tables.hedges.get(parse.lower[word]) or tables.hedges.get(parse.lemma[word].lower())
        if hedge and not (parse.lower[word] in ("can", "could") and _able(parse, word)):
            level = max(level, hedge, key=ORDER.__getitem__)
    return level


def _able(parse: Parse, word: int) -> bool:
    """Tell "can reach Guam", which speaks of a power, from "could be linked", which speaks of a chance."""
    above = parse.head[word]
    negated = any(parse.lower[k] in NEGATION for k in parse.kids[above])
    return negated or parse.lower[word] == "can" or parse.lemma[above] in POWERS


def _main(parse: Parse, found: Candidate) -> list[int]:
    """Return the head of the content, its auxiliaries and adverbs, and those of "it is likely that ..."."""
    head = found.head
    if head is None or not any(low <= head < high for low, high in found.content):
        return []
    words = [head]
    for kid in parse.kids[head]:
        if parse.dep[kid] in ("aux", "advmod", "acomp", "amod"):
            words += [kid, *(k for k in parse.kids[kid] if parse.dep[k] == "advmod")]
    return words
