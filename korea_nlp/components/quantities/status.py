"""What befell the people counted: killed, injured, captured, missing, deployed, detained; and what a toll is of."""

from korea_nlp.components.quantities.tables import Tables
from korea_nlp.syntax import Parse
from korea_nlp.syntax.labels import OBJECTS

CHAIN = 12  # links of coordination that are followed
PASSIVE = "nsubjpass"
AROUND = 150  # tokens to each side in which a death is told
TOLL = "toll"


def find_status(parse: Parse, head: int, end: int, tables: Tables, *, military: bool = False) -> str | None:
    """Return the status of the people whose noun, or bare number, is the token ``head``.

    Args:
        parse: The parse of the Doc.
        head: The counted noun; the number itself where the noun is left out.
        end: The token after the quantity.
        tables: The tables, for the words of each status.
        military: Those counted are soldiers, whom "sent" deploys.
    """
    if _both(parse, head, end, tables):
        return "killed_or_injured"
    return (
        tables.status_words.get(parse.lower[head])
        or _before(parse, head, tables)
        or _after(parse, end, tables)
        or _noun_above(parse, head, tables)
        or _clause_of(parse, head, tables)
        or _among(parse, head, tables)
        or _verb_above(parse, head, tables)
        or _in_state(parse, head, tables)
        or (_sent(parse, head, tables) if military else None)
    )


def denied(parse: Parse, head: int, start: int) -> bool:
    """Tell whether what befell people is denied of them: "none of the 12 was hurt", "the 20 were not hurt"."""
    before = [word for word in parse.lower[max(0, start - 4) : start] if word not in ("the", "all")]
    if before[-2:] in (["none", "of"], ["neither", "of"]):
        return True
    verb = parse.head[parse.first_conjunct(head)]
    return parse.dep[head] == PASSIVE and any(parse.dep[k] == "neg" for k in parse.kids[verb])


def suffers(parse: Parse, head: int, tables: Tables) -> bool:
    """Tell whether a verb hurts or kills what is counted, which then are people: "wounded two bystanders"."""
    head = parse.first_conjunct(head)
    dep, verb = parse.dep[head], parse.head[head]
    status = tables.status_verbs.get(parse.lemma[verb].lower())
    if dep == PASSIVE and status == "detained":
        return True
    return status in ("killed", "injured") and (dep in OBJECTS or dep == PASSIVE)


def tells_of_death(parse: Parse, place: int, tables: Tables) -> bool:
    """Tell whether the text around a token says that anybody died."""
    around = parse.lower[max(0, place - AROUND) : place + AROUND]
    return any(tables.status_words.get(word) == "killed" for word in around)


# --- words beside the noun -----------------------------------------------------------------------------------------


def _both(parse: Parse, head: int, end: int, tables: Tables) -> bool:
    """Tell whether two fates are told of the same people: "were killed or wounded", "killed and injured 40"."""
    for i in range(max(0, head - 8), min(len(parse) - 2, end + 6)):
        fates = {tables.status_verbs.get(parse.lemma[k].lower()) for k in (i, i + 2)}
        if fates == {"killed", "injured"}:
            return True
    return False


def _before(parse: Parse, head: int, tables: Tables) -> str | None:
    """Read an adjective of the noun: "five of the dead Americans", "two wounded soldiers"."""
    if head > 0 and parse.tag[head - 1] in ("JJ", "VBN") and (found := tables.status_words.get(parse.lower[head - 1])):
        return found
    words = (parse.lower[k] for k in parse.children(head, "amod") if k < head)  # "two detained US citizens"
    return next((tables.status_words[word] for word in words if word in tables.status_words), None)


def _after(parse: Parse, end: int, tables: Tables) -> str | None:
    """Read what directly follows: "300 killed", "seven dead", "one soldier killed and three wounded"."""
    place = end
    while place < len(parse) and parse.lower[place] in tables.group["interposed"]:
        place += 1
    if place >= len(parse) or any(k > place for k in parse.objects(place)):
        return None  # "the soldiers killed two civilians": an active verb says nothing of its subject
    return tables.status_words.get(parse.lower[place])


def _noun_above(parse: Parse, i: int, tables: Tables) -> str | None:
    """Read the noun it hangs on: "the deaths of 10 sailors", "a toll of 30", "the dispatch of 6,000 troops"."""
    for _ in range(3):
        coordinated = parse.dep[i] == "conj"
        i = parse.head[i]
        status = tables.status_words.get(parse.lower[i])
        if status is not None and not coordinated and parse.pos[i] == "NOUN":
            return status
    return None


# --- clauses -------------------------------------------------------------------------------------------------------


def _clause_of(parse: Parse, i: int, tables: Tables) -> str | None:
    """Read a clause of the noun: "people killed when ...", "sailors who were injured"."""
    for k in parse.children(i, "acl", "relcl"):
        status = _of_verb(parse, k, tables) if k > i else None
        if parse.dep[k] == "acl":
            told = parse.tag[k] in ("VBN", "VBD")
        else:
            told = _is_dying(parse, k, tables) or parse.first(k, "auxpass", PASSIVE) is not None
            # "soldiers, one of whom died"
            told = told and "whom" not in parse.lower[max(parse.left[k], k - CHAIN) : k]
        if told and status is not None:
            return status
    return None


def _verb_above(parse: Parse, i: int, tables: Tables) -> str | None:
    """Read the verb that governs the noun: object of "killed", passive subject, subject of "died"."""
    if parse.lower[parse.head[parse.head[i]]] in tables.group["crowd"]:
        i = parse.head[parse.head[i]]  # "killed dozens of people"
    for _ in range(CHAIN):
        if parse.dep[i] not in ("conj", "nummod", "appos"):
            break
        i = parse.head[i]
    if parse.lower[parse.head[i]] in ("to", "at", "by", "with", "as"):
        i = parse.head[i]  # "the toll is as high as 40"
    verb, dep = parse.head[i], parse.dep[i]
    if dep in OBJECTS and parse.lower[i] == "lives" and parse.lemma[verb].lower() in tables.group["costing"]:
        return "killed"  # "claimed 26 lives"
    if dep in OBJECTS:
        return _of_verb(parse, verb, tables) or _told(parse, verb, tables) or _listed(parse, verb, tables)
    if dep in ("attr", "prep", "npadvmod", "acomp"):
        return _told(parse, verb, tables)
    if dep == PASSIVE or _is_dying(parse, verb, tables):
        return _of_verb(parse, verb, tables) or _of_complement(parse, verb, tables)
    return _of_complement(parse, verb, tables) if dep == "nsubj" else None


def _is_dying(parse: Parse, verb: int, tables: Tables) -> bool:
    return parse.lemma[verb].lower() in tables.group["dying"]


def _of_verb(parse: Parse, verb: int, tables: Tables) -> str | None:
    """Return what a verb does to its object, or to the subject of its passive."""
    lemma = parse.lemma[verb].lower()
    if lemma in tables.group["shooting"]:  # "were shot dead", "left three dead"
        dead = any(k > verb and parse.lower[k] == "dead" for k in parse.kids[verb])
        return tables.status_words.get("dead") if dead else None
    return tables.status_verbs.get(lemma)


def _of_complement(parse: Parse, verb: int, tables: Tables) -> str | None:
    """Read the complement of a linking verb: "are dead", "remain missing"."""
    if parse.lemma[verb].lower() not in tables.group["linking"]:
        return None
    words = (parse.lower[k] for k in parse.kids[verb] if k > verb)
    return next((tables.status_words[word] for word in words if word in tables.status_words), None)


def _told(parse: Parse, verb: int, tables: Tables) -> str | None:
    """Read what a toll is of: "the death toll rose to 30"; a bare one is of the dead where the text tells of any."""
    tolls = (*parse.children(verb, "nsubj", PASSIVE), *parse.objects(verb))  # "brought the toll to 17"
    toll = next((k for k in tolls if parse.lower[k] == TOLL), None)
    if toll is None:
        return None
    of = tables.status_words.get(parse.lower[toll - 1]) if toll > 0 else None
    return of or ("killed" if tells_of_death(parse, toll, tables) else None)


def _listed(parse: Parse, verb: int, tables: Tables) -> str | None:
    """Read who are listed among those of a state: "the dead included 21 women"."""
    if parse.lemma[verb].lower() != "include":
        return None
    subject = next((k for k in parse.children(verb, "nsubj") if k < verb), None)
    return None if subject is None else tables.status_words.get(parse.lower[subject])


def _among(parse: Parse, i: int, tables: Tables) -> str | None:
    """Read "27 children were among the dead"."""
    verb = parse.head[parse.first_conjunct(i)]
    if parse.lemma[verb] != "be":
        return None
    links = (link for link in parse.kids[verb] if parse.lower[link] == "among")
    words = (parse.lower[k] for link in links for k in parse.kids[link] if k > link)
    return next((tables.status_words[word] for word in words if word in tables.status_words), None)


def _in_state(parse: Parse, i: int, tables: Tables) -> str | None:
    """Read what people are in: "four of them in critical condition", "remain in hospital"."""
    above = parse.head[i]
    links = [k for k in parse.kids[i] if k > i]
    if above != i:
        links += [k for k in parse.kids[above] if k > above]
    for link in links:
        if link - i > 6:
            continue
        for k in parse.kids[link]:
            if k > link and (state := tables.states.get(parse.lower[k])) is not None:
                how = {f"{parse.lower[other]} {parse.lower[k]}" for other in parse.kids[k] if other < k}
                grave = parse.lower[k] not in tables.qualified or not how.isdisjoint(tables.group["grave"])
                return state if grave else None
    return None


def _sent(parse: Parse, i: int, tables: Tables) -> str | None:
    """Read a verb of sending: "sent about 1,500 soldiers", "4,000 troops were sent", "has 900 troops there"."""
    verb, lemma = parse.head[i], parse.lemma[parse.head[i]].lower()
    if lemma == "have" and parse.dep[i] in OBJECTS:  # "has 28,500 troops in the South"
        placed = (k for j in (i, verb) for k in parse.kids[j] if k > i)
        return "deployed" if any(parse.lower[k] in ("in", "on", "at", "near", "based") for k in placed) else None
    sent = parse.dep[i] in OBJECTS or parse.dep[i] == PASSIVE
    return tables.sending.get(lemma) if sent else None
