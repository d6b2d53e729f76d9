// The panel that shows claims where they stand, and the whole article in a window.
const FEW = 20;
const BEFORE = /[.!?]["'”’)\]]*\s+|\n+/g; // what ends a sentence
const PARTS = ["content", "cue", "source"];

function textOf(claim) {
  return JSON.parse(byId(`text-${claim.article}`).textContent);
}

function spansOf(claim) {
  return PARTS.flatMap((part) => (claim[part] ?? []).map(([start, end]) => ({ start, end, part })));
}

// The sentences in which a claim stands: from the last end of a sentence before it to the first one after it.
function around(text, spans) {
  const first = Math.min(...spans.map((span) => span.start));
  const last = Math.max(...spans.map((span) => span.end));
  let start = Math.max(0, first - 600);
  let end = Math.min(text.length, last + 600);
  const before = text.slice(start, first);
  for (const found of before.matchAll(BEFORE)) if (!abbreviated(before, found)) start = Math.max(start, first - before.length + found.index + found[0].length);
  for (const found of text.slice(last - 1, end).matchAll(BEFORE)) {
    if (abbreviated(text.slice(0, last - 1 + found.index + 1), { index: last - 1 + found.index, 0: found[0] })) continue;
    end = last - 1 + found.index + found[0].trimEnd().length;
    break;
  }
  return [start, Math.max(end, last)];
}

// "U.S. officials", "Gen. Kim": a stop that ends no sentence.
function abbreviated(text, found) {
  return found[0][0] === "." && /(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Adm|Sen|Rep|Gov|St|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec))$/.test(text.slice(0, found.index));
}

// A stretch of text with the parts of a claim marked.
function marked(text, spans, start, end) {
  const inside = spans.filter((span) => span.end > start && span.start < end && span.end > span.start);
  const borders = [...new Set([start, end, ...inside.flatMap((span) => [span.start, span.end])])].filter((at) => at >= start && at <= end).sort((a, b) => a - b);
  return borders.slice(1).map((to, index) => {
    const from = borders[index];
    const parts = [...new Set(inside.filter((span) => span.start <= from && span.end >= to).map((span) => span.part))];
    const words = text.slice(from, to);
    return parts.length ? el("mark", { class: parts.join(" "), title: parts.join(", ") }, words) : words;
  });
}

function facts(claim) {
  const { date, publisher, origin, copy } = article(claim);
  const from = copy ? `copy of ${origin}` : null;
  return [publisher, date, from].filter(Boolean).join(" · ");
}

function tag(word, kind) {
  return el("span", { class: `tag ${kind}` }, word);
}

function card(claim) {
  const text = textOf(claim);
  const spans = spansOf(claim);
  const [start, end] = around(text, spans);
  const about = claim.about.map((id) => `${ACTORS[id].name}${claim.implied.includes(id) ? " (implied)" : ""}`).join(", ");
  return el("article", { class: "card", "data-claim": claim.id },
    el("p", { class: "line" }, el("b", {}, who(claim)), " ", tag(claim.stance, tone(claim)), " ", claim.certainty === "certain" ? null : tag(claim.certainty, "unsure"), about ? el("span", { class: "about" }, ` about ${about}`) : null),
    el("blockquote", { class: "text" }, marked(text, spans, start, end)),
    rivals(claim),
    claim.figures ? el("p", { class: "figures" }, claim.figures.join(" · ")) : null,
    el("p", { class: "facts" }, el("span", { class: "title" }, article(claim).title), " ", facts(claim)),
    el("button", { type: "button", onclick: () => openArticle(claim, text, spans) }, "Read the article"),
  );
}

// The claims that this one disputes, updates, agrees with, ... as buttons that open them.
function rivals(claim) {
  const seen = new Set();
  const found = relationsOf(claim.id, "claims").filter(({ words, other }) => !seen.has(`${words} ${other}`) && seen.add(`${words} ${other}`));
  if (!found.length) return null;
  const line = ({ words, cause, other }) => {
    const told = CLAIMS[other];
    const what = (told.figures ?? []).join(", ") || short(told.text, 60);
    return el("li", {}, `${words} `, opener(`${words} ${who(told)}: read the claim`, () => choose({ claim: other }), who(told)), ` ${dateOf(told)}: ${what}`, el("small", {}, ` (${cause})`));
  };
  return el("ul", { class: "rivals" }, found.slice(0, 6).map(line), found.length > 6 ? el("li", {}, `and ${number(found.length - 6)} more`) : null);
}

// Shows claims in the panel, the latest first, a few at a time.
function read(title, note, claims, follow = true) {
  const sorted = [...claims].sort((a, b) => (dateOf(a) < dateOf(b) ? 1 : dateOf(a) > dateOf(b) ? -1 : a.id - b.id));
  const list = el("div", { class: "cards" });
  const more = el("button", { type: "button", class: "more" });
  let next = 0;
  const show = () => {
    list.append(...sorted.slice(next, next + FEW).map(card));
    next += FEW;
    more.hidden = next >= sorted.length;
    more.textContent = `Show more of ${number(sorted.length)}`;
  };
  more.addEventListener("click", show);
  byId("reader-head").replaceChildren(el("h2", {}, title), el("p", { class: "facts" }, note));
  byId("reader-body").replaceChildren(key(), list, more);
  byId("reader").scrollTop = 0;
  show();
  if (follow && matchMedia("(max-width: 760px)").matches) byId("reader").scrollIntoView(); // it stands below all else
}

function key() {
  return el("p", { class: "key" }, ...[...PARTS].reverse().flatMap((part) => [el("mark", { class: part }, part), " "]));
}

function readClaim(claim) {
  read(who(claim), facts(claim), [claim]);
}

function readPair(source, target) {
  const claims = shown.filter((claim) => claim.from.includes(source) && claim.about.includes(target));
  read(`${ACTORS[source].name} → ${ACTORS[target].name}`, many(claims.length, "claim"), claims);
}

function readActor(id) {
  const actor = ACTORS[id];
  const made = shown.filter((claim) => claim.from.includes(id));
  const others = shown.filter((claim) => !claim.from.includes(id) && claim.about.includes(id));
  const facts = [actor.role, actor.of, actor.kind, actor.country].filter(Boolean).join(" · ");
  read(actor.name, `${facts ? `${facts}. ` : ""}Makes ${many(made.length, "claim")}; ${number(others.length)} of others are about it.`, [...made, ...others]);
}

// What a search finds, whichever view is open; who types is not led away.
function readHits(text) {
  read(`“${short(text, 60)}”`, many(shown.length, "claim"), shown, false);
}

function readNothing() {
  byId("reader-head").replaceChildren(el("h2", {}, "Reader"));
  byId("reader-body").replaceChildren(
    el("p", {}, "Choose an actor, an edge, a claim or a figure, and read here the sentence that it comes from."), key(),
  );
}

function openArticle(claim, text = textOf(claim), spans = spansOf(claim)) {
  const { title, url } = article(claim);
  byId("article-title").textContent = title;
  byId("article-facts").replaceChildren(facts(claim), url ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, " source") : "");
  byId("article-text").replaceChildren(...marked(text, spans, 0, text.length));
  byId("article").showModal();
  const mark = byId("article-text").querySelector("mark");
  if (mark) mark.scrollIntoView({ block: "center" });
}

function startReader() {
  byId("article-close").addEventListener("click", () => byId("article").close());
  byId("article").addEventListener("click", (event) => { if (event.target === byId("article")) byId("article").close(); });
  readNothing();
}
