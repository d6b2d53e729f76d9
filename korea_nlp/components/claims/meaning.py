"""What a claim says of its source's mind: stance and certainty."""

from korea_nlp.components.claims.proposal import Proposal
from korea_nlp.components.claims.tables import Tables, part_of
from korea_nlp.components.claims.tree import Tree
from korea_nlp.knowledge.rows import CueRow

NEUTRAL = frozenset({"say", "other", "source", "show", "know"})
NEGATION = frozenset({"not", "n't", "n’t", "never", "no"})
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


def cue_row(found: Proposal, tables: Tables) -> CueRow | None:
    """Return what the table says of a cue, with its preposition ("call for"), its particle or alone."""
    part = part_of(found.frame)
    broad, _, preposition = found.frame.partition(":")
    if broad == "prep" and (row := tables.cues.get((f"{found.lemma} {preposition}", part))):
        return row
    return tables.cues.get((found.lemma, part)) or tables.cues.get((found.lemma.split()[0], part))


def stance(tree: Tree, found: Proposal, tables: Tables, *, own: bool = False) -> str:
    """Return the stance: what the cue says, unless the cue is neutral and the content says more.

    ``own`` tells whether the source speaks of itself or its own state.
    """
    row = cue_row(found, tables)
    kind, plain = (row.kind, row.stance) if row else ("open", "assert")
    negated = any(tree.lower[k] in NEGATION for k in tree.kids[found.cue] if tree.dep[k] in ("neg", "advmod", "det"))
    if negated:
        # "did not confirm": no confirmation; "did not say that": nothing said of it
        return {"deny": "confirm", "confirm": "other", "assert": "other"}.get(plain, plain)
    if found.lemma in ("caution", "warn"):
        return _warning(found, own)
    if plain == "promise" and not _ahead(tree, found):
        return "assert"  # "vowed that it had kept the rules"
    if kind in NEUTRAL or found.frame.startswith("label"):
        return _told(tree, found, tables, own) or plain
    return plain


def _warning(found: Proposal, own: bool) -> str:
    """Tell apart "warned of an attack" (foretells), "warned them off" (asks), "warned it would strike" (threatens)."""
    if found.frame in ("ccomp:inf", "dobj+xcomp:to", "prep:against"):
        return "demand"
    return "threaten" if own or found.frame == "dobj" else "predict"


def _ahead(tree: Tree, found: Proposal) -> bool:
    """Tell whether a content looks ahead: it has a modal, or no tense at all."""
    head = found.head
    if head is None or tree.pos[head] not in ("VERB", "AUX"):
        return True
    return tree.tag[head] == "VB" or tree.subject(head) is None or any(tree.tag[k] == "MD" for k in tree.kids[head])


def _told(tree: Tree, found: Proposal, tables: Tables, own: bool) -> str | None:
    head = found.head
    if head is not None and tree.pos[head] == "NOUN" and tree.lemma[head].lower() in PLANS:
        return "other"
    words = _inside(tree, found)
    lemmas = {tree.lemma[i].lower() for i in words} | {tree.lower[i] for i in words}
    marked = {tables.stances[word] for word in lemmas if word in tables.stances}
    if head is not None and tree.pos[head] in ("VERB", "AUX"):
        near = {tree.lower[k] for k in tree.kids[head]}
        likely = _likely(tree, head)
        own = own and not likely
        if near & NEGATION and (own or "there" in near) and not near & ABLE:
            return "deny"  # "said it had never sold arms", "there is no evidence"
        if any(tree.lower[k] == "there" for k in tree.kids[head]) and _denied_object(tree, head):
            return "deny"
        if near & DUTY:
            return "demand"
        going = tree.lower[head] == "going" and tree.first(head, "xcomp") is not None
        if near & FUTURE or likely or going:
            return "threaten" if own and "threaten" in marked else "promise" if own else "predict"
        if near & MIGHT and not near & NEGATION:
            return "believe"  # "said it could be a missile"
    if found.frame.startswith("adjunct"):
        marked -= {"praise"}
    return next((name for name in STRONG_STANCES if name in marked), None)


def _denied_object(tree: Tree, head: int) -> bool:
    return any(
        tree.lower[first] == "no" for k in tree.kids[head] if tree.dep[k] in ("attr", "dobj") for first in tree.kids[k]
    )


def _likely(tree: Tree, head: int) -> bool:
    """Tell whether the future stands a level deeper: "it is likely that X will"."""
    return any(
        tree.dep[inner] in ("ccomp", "xcomp") and any(tree.lower[k] in FUTURE for k in tree.kids[inner])
        for word in tree.kids[head]
        if tree.dep[word] == "acomp"
        for inner in (*tree.kids[word], *tree.kids[head])
    )


def certainty(tree: Tree, found: Proposal, tables: Tables) -> str:
    """Return how sure the claim sounds: the weaker of what the cue says and what hedges the content's main clause."""
    row = cue_row(found, tables)
    level: str = row.certainty if row else "certain"
    nobody = found.frame.startswith(("pass", "amod")) and found.source is None
    if nobody and row is not None and row.kind in ("say", "think"):
        level = max(level, "probable", key=ORDER.__getitem__)  # "is reported to"
    hedging = [k for k in tree.kids[found.cue] if tree.dep[k] == "advmod"]
    for word in hedging + _main(tree, found):
        hedge = tables.hedges.get(tree.lower[word]) or tables.hedges.get(tree.lemma[word].lower())
        if hedge and not (tree.lower[word] in ("can", "could") and _able(tree, word)):
            level = max(level, hedge, key=ORDER.__getitem__)
    return level


def _able(tree: Tree, word: int) -> bool:
    """Tell "can reach Guam", which speaks of a power, from "could be linked", which speaks of a chance."""
    above = tree.head[word]
    if tree.lower[word] == "can" or any(tree.lower[k] in NEGATION for k in tree.kids[above]):
        return True
    return tree.lemma[above] in POWERS


def _main(tree: Tree, found: Proposal) -> list[int]:
    """Return the head of the content, its auxiliaries and adverbs, and those of "it is likely that ..."."""
    head = found.head
    if head is None or not any(low <= head < high for low, high in found.content):
        return []
    words = [head]
    for kid in tree.kids[head]:
        if tree.dep[kid] in ("aux", "advmod", "acomp", "amod"):
            words += [kid, *(k for k in tree.kids[kid] if tree.dep[k] == "advmod")]
    return words


def _inside(tree: Tree, found: Proposal) -> list[int]:
    return [i for low, high in found.content for i in range(low, high)]
