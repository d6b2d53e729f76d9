"""What befell the people counted: killed, injured, captured, missing, deployed, detained."""

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities.deaths import TOLL, of_toll
from korea_nlp.components.quantities.near import CHAIN, near_lefts, near_rights
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.components.quantities.verbs import OBJECTS, of_complement, of_verb

PASSIVE = frozenset({"nsubjpass"})


def find_status(doc: Doc, head: int, end: int, tables: Tables, *, military: bool = False) -> str | None:
    """Return the status of the people whose noun, or bare number, is the token ``head``.

    Args:
        doc: The Doc, parsed.
        head: The counted noun; the number itself where the noun is left out.
        end: The token after the quantity.
        tables: The tables, for the words of each status.
        military: Those counted are soldiers, whom "sent" deploys.
    """
    token = doc[head]
    if _both(doc, head, end, tables):
        return "killed_or_injured"
    if (status := tables.status_words.get(token.lower_)) is not None:
        return status
    return (
        _before(doc, head, tables)
        or _after(doc, end, tables)
        or _noun_above(token, tables)
        or _clause_of(token, tables)
        or _verb_above(token, tables)
        or _in_state(token, tables)
        or (_sent(token, tables) if military else None)
    )


def _both(doc: Doc, head: int, end: int, tables: Tables) -> bool:
    """Tell whether two fates are told of the same people: "were killed or wounded", "killed and injured 40"."""
    for i in range(max(0, head - 8), min(len(doc) - 2, end + 6)):
        fates = {tables.status_verbs.get(doc[k].lemma_.lower()) for k in (i, i + 2)}
        if fates == {"killed", "injured"}:
            return True
    return False


def _before(doc: Doc, head: int, tables: Tables) -> str | None:
    """Read an adjective of the noun: "five of the dead Americans", "two wounded soldiers"."""
    if head and doc[head - 1].tag_ in ("JJ", "VBN"):
        return tables.status_words.get(doc[head - 1].lower_)
    return None


def _told(verb: Token, tables: Tables) -> str | None:
    """Read the subject of a counting verb: "the deployment includes 5,000 workers", "the death toll rose to 30"."""
    for child in near_lefts(verb):
        if child.dep_ in ("nsubj", "nsubjpass"):
            return of_toll(child, tables) if child.lower_ == TOLL else None
    return None


def _after(doc: Doc, end: int, tables: Tables) -> str | None:
    """Read what directly follows: "300 killed", "seven dead", "one soldier killed and three wounded"."""
    place = end
    while place < len(doc) and doc[place].lower_ in tables.group["interposed"]:
        place += 1
    if place >= len(doc):
        return None
    found = doc[place]
    if (status := tables.status_words.get(found.lower_)) is not None:
        # "the soldiers killed two civilians": an active verb says nothing of its subject
        return None if any(child.dep_ in OBJECTS for child in near_rights(found)) else status
    return None


def _noun_above(token: Token, tables: Tables) -> str | None:
    """Read the noun it hangs on: "the deaths of 10 sailors", "a toll of 30", "the dispatch of 6,000 troops"."""
    for _ in range(3):
        coordinated = token.dep_ == "conj"
        token = token.head
        if coordinated:
            continue
        if token.pos_ == "NOUN" and (status := tables.status_words.get(token.lower_)) is not None:
            return status
    return None


def _clause_of(token: Token, tables: Tables) -> str | None:
    """Read a clause of the noun: "people killed when ...", "sailors who were injured"."""
    for child in near_rights(token):
        if child.dep_ == "acl" and child.tag_ in ("VBN", "VBD"):
            if (status := of_verb(child, tables)) is not None:
                return status
        elif child.dep_ == "relcl" and any(
            word.lower_ == "whom" for word in child.doc[max(child.left_edge.i, child.i - CHAIN) : child.i]
        ):
            continue  # "soldiers, one of whom died"
        elif child.dep_ == "relcl" and (status := of_verb(child, tables)) is not None:
            lemma = child.lemma_.lower()
            if lemma in tables.group["dying"] or any(
                c.dep_ in ("auxpass", "nsubjpass") for c in (*near_lefts(child), *near_rights(child))
            ):
                return status
    return None


def _verb_above(token: Token, tables: Tables) -> str | None:
    """Read the verb that governs the noun: object of "killed", passive subject, subject of "died"."""
    if token.head.head.lower_ in tables.group["crowd"]:
        token = token.head.head  # "killed dozens of people"
    for _ in range(CHAIN):
        if token.dep_ not in ("conj", "nummod", "appos"):
            break
        token = token.head
    if token.head.lower_ in ("to", "at", "by", "with", "as"):
        token = token.head  # "the toll is as high as 40"
    verb = token.head
    if token.dep_ in OBJECTS or token.dep_ in ("attr", "prep", "npadvmod", "acomp"):
        return (of_verb(verb, tables) if token.dep_ in OBJECTS else None) or _told(verb, tables)
    if token.dep_ in PASSIVE or (verb.lemma_.lower() in tables.group["dying"]):
        return of_verb(verb, tables) or of_complement(verb, tables)
    if token.dep_ == "nsubj":
        return of_complement(verb, tables)
    return None


def _in_state(token: Token, tables: Tables) -> str | None:
    """Read what people are in: "four of them in critical condition", "remain in hospital"."""
    noun = token.head
    for child in (*near_rights(token), *(near_rights(noun) if noun is not token else ())):
        if child.i - token.i > 6:
            continue
        for inner in near_rights(child):
            if (state := tables.states.get(inner.lower_)) is not None:
                how = {f"{child.lower_} {inner.lower_}" for child in near_lefts(inner)}
                grave = inner.lower_ not in tables.qualified or not how.isdisjoint(tables.group["grave"])
                return state if grave else None
    return None


def _sent(token: Token, tables: Tables) -> str | None:
    """Read a verb of sending: "sent about 1,500 soldiers", "4,000 troops were sent"."""
    return tables.sending.get(token.head.lemma_.lower()) if token.dep_ in OBJECTS | PASSIVE else None
