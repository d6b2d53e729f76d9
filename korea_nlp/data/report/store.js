// The data, what is filtered out of it, and what is selected.
const DATA = JSON.parse(byId("data").textContent);
const { actors: ACTORS, articles: ARTICLES, claims: CLAIMS, ledger: LEDGER, relations: RELATIONS, topics: TOPICS } = DATA;
CLAIMS.forEach((claim, id) => { claim.id = id; claim.from ??= []; claim.about ??= []; claim.implied ??= []; claim.all = claim.about; });
LEDGER.forEach((row, id) => { row.id = id; });

const RELATED = { AGREES: ["agrees with", "agrees with"], DISPUTES: ["disputes", "disputed by"], UPDATES: ["updates", "updated by"], CONFIRMS: ["confirms", "confirmed by"], DENIES: ["denies", "denied by"] };
const TONES = { deny: "against", accuse: "against", threaten: "against", demand: "against", confirm: "for", praise: "for", promise: "for" };
const SURE = ["certain", "probable", "possible"];
const FILTER = { text: "", actor: null, part: "any", since: "", until: "", stances: new Set(), certainties: new Set(), origin: "", plain: false };
let shown = CLAIMS; // the claims that pass the filter
let found = null; // ids of the claims that the search finds
let searched = null;

function tone(claim) {
  return TONES[claim.stance] ?? "neutral";
}

function article(claim) {
  return ARTICLES[claim.article];
}

function names(ids) {
  return ids.map((id) => ACTORS[id].name).join(", ");
}

// Lets claims be about those alone whom their words name or refer to, or about those too who are only implied.
function hideImplied(hidden) {
  FILTER.plain = hidden;
  searched = null;
  for (const claim of CLAIMS) claim.about = hidden ? claim.all.filter((id) => !claim.implied.includes(id)) : claim.all;
}

function who(claim) {
  return names(claim.from) || claim.who || "nobody named";
}

function dateOf(claim) {
  return article(claim).date ?? "";
}

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// What a search looks in, made when the first search begins.
function haystacks() {
  const titles = ARTICLES.map((found) => `${found.title} ${found.publisher ?? ""}`);
  searched ??= CLAIMS.map((claim) => folded([claim.text, claim.who ?? "", names(claim.from), names(claim.about), ...(claim.figures ?? []), titles[claim.article]].join("\n")));
  return searched;
}

// Whether a claim passes the filters, but for one of them.
function passes(claim, but = "") {
  const { actor, part, since, until, stances, certainties, origin } = FILTER;
  const date = dateOf(claim);
  if (actor !== null && !((part !== "about" && claim.from.includes(actor)) || (part !== "from" && claim.about.includes(actor)))) return false;
  if ((since && !(date >= since)) || (until && !(date && date <= until))) return false;
  if (but !== "stances" && stances.size && !stances.has(claim.stance)) return false;
  if (but !== "certainties" && certainties.size && !certainties.has(claim.certainty)) return false;
  return but === "origin" || !origin || article(claim).origin === origin;
}

// How many claims a value of a filter would show, given all other filters and the search.
function countsOf(filter, value) {
  return new Map(counted(CLAIMS.filter((claim) => found.has(claim.id) && passes(claim, filter)).map(value)));
}

function filterClaims() {
  const words = [...folded(FILTER.text).matchAll(/"([^"]+)"?|\S+/g)].map((found) => found[1] ?? found[0]); // "in quotes" is one
  const texts = words.length ? haystacks() : null;
  found = new Set(CLAIMS.filter((claim) => words.every((word) => texts[claim.id].includes(word))).map((claim) => claim.id));
  shown = CLAIMS.filter((claim) => found.has(claim.id) && passes(claim));
}

// The claims of one actor about another, for each pair that has some.
function pairsOf(claims) {
  const pairs = new Map();
  for (const claim of claims)
    for (const source of claim.from)
      for (const target of claim.about) {
        const key = `${source}>${target}`;
        if (!pairs.has(key)) pairs.set(key, { source, target, claims: [] });
        pairs.get(key).claims.push(claim);
      }
  return [...pairs.values()].sort((a, b) => b.claims.length - a.claims.length || a.source - b.source || a.target - b.target);
}

function counted(values) {
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const INDEX = { claims: new Map(), rows: new Map() };
for (const relation of RELATIONS)
  for (const ends of Object.keys(INDEX))
    for (const id of new Set(relation[ends] ?? [])) {
      if (!INDEX[ends].has(id)) INDEX[ends].set(id, []);
      INDEX[ends].get(id).push(relation);
    }

// How a claim, or a row of the ledger, stands to others: in words, with what it stands so to.
function relationsOf(id, ends) {
  return (INDEX[ends].get(id) ?? []).map((relation) => {
    const later = relation[ends][0] === id;
    return { words: RELATED[relation.kind]?.[later ? 0 : 1] ?? relation.kind, cause: relation.cause, other: relation[ends][later ? 1 : 0] };
  });
}
