// The graph: actors with one edge a pair, or with their claims between them. Places come with the data.
const SHAPES = { person: "ellipse", state: "hexagon", government: "round-rectangle", organization: "diamond", media: "round-tag", group: "octagon" };
const CORE = 200; // the actors that are laid out by whom they speak about
const STEPS = [20, 60, 150, 400];
const LARGE = 1500; // claims, beyond which what costs time is left out
const CHIEFS = 5;
const CLEAR = 20; // actors, beyond which each shows its strongest pairs alone
const STRONGEST = 2; // pairs of each
const LINE = 15; // letters of a line of a name, at least
const LINES = 5; // of a name, beyond which its lines get longer
const LETTER = 0.67; // of the size of a name's letters: how wide one is
const READABLE = 9.5; // pixels of a letter, so that a name can be read
const SPREAD = 150; // actors at most that are moved apart, so that no name stands over another
const VIEW = { nodes: "actors", most: STEPS[0], selected: null, alone: false };
let cy = null;

function kindOf(actor) {
  return actor.kind in SHAPES ? actor.kind : "group";
}

function short(text, length) {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}

// The tone of most claims of a pair; neutral where neither has half of them.
function toneOf(claims) {
  for (const name of ["against", "for"]) if (claims.filter((claim) => tone(claim) === name).length * 2 >= claims.length) return name;
  return "neutral";
}

// The actors of some claims and in how many of them each stands, those with most first.
function heaviest(claims) {
  const counts = new Map();
  for (const claim of claims) for (const id of new Set([...claim.from, ...claim.about])) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

// Names grow where few of many actors are shown, which stand far apart, and of the first ones on a narrow screen.
function growth(rank, count) {
  const room = VIEW.alone ? 1 : Math.min(1.8, Math.max(1, Math.sqrt(Math.min(CORE, ACTORS.length) / Math.max(1, count))));
  return rank < CHIEFS && cy.width() < 500 ? Math.max(1.9, room) : room;
}

// The letters of a line of a name: long names get longer lines, so that none is cut and none is a tower.
function lineOf(name) {
  const longest = Math.max(...name.split(/\s+/).map((word) => word.length));
  return Math.max(LINE, Math.ceil(name.length / LINES), Math.min(longest, 2 * LINE));
}

function actorNode(id, count, place, grown) {
  const actor = ACTORS[id];
  const [x, y] = actor[place];
  return { data: { id: `a${id}`, actor: id, label: actor.name, size: 14 + 6 * Math.log2(1 + count), font: 11 * grown, wrap: lineOf(actor.name) * LETTER * 11 * grown }, position: { x, y }, classes: `actor ${kindOf(actor)}` };
}

function actorElements(claims) {
  const ranked = heaviest(claims).slice(0, VIEW.most);
  const kept = new Set(ranked.map(([id]) => id));
  const edges = pairsOf(claims).filter((pair) => pair.source !== pair.target && kept.has(pair.source) && kept.has(pair.target));
  const strong = ranked.length > CLEAR ? strongest(edges) : new Set(edges);
  byId("weak").textContent = strong.size < edges.length ? `${number(strong.size)} of ${number(edges.length)} pairs are drawn, the strongest of each actor; choose an actor to see all of theirs` : "";
  const few = ranked.length <= SPREAD;
  const nodes = ranked.map(([id, count], rank) => actorNode(id, count, "at", few ? 1 : growth(rank, ranked.length)));
  if (few) spread(nodes);
  const grown = few && nodes.length ? Math.sqrt(nodes[0].data.font / 11) : 1;
  return [
    ...nodes,
    ...edges.map((pair) => ({
      data: { id: `p${pair.source}-${pair.target}`, source: `a${pair.source}`, target: `a${pair.target}`, width: (1 + 1.1 * Math.log2(pair.claims.length)) * grown, pair: [pair.source, pair.target], label: String(pair.claims.length) },
      classes: `pair ${toneOf(pair.claims)}${strong.has(pair) ? "" : " weak"}`,
    })),
  ];
}

// Of pairs, those with most claims first, the ones that are among the first of one of their actors.
function strongest(pairs) {
  const counts = new Map();
  return new Set(pairs.filter((pair) => {
    const ends = [pair.source, pair.target];
    const first = ends.some((end) => (counts.get(end) ?? 0) < STRONGEST);
    for (const end of ends) counts.set(end, (counts.get(end) ?? 0) + 1);
    return first;
  }));
}

// The room that an actor takes with its name below.
function roomOf({ data }) {
  const line = lineOf(data.label);
  const name = Math.ceil(data.label.length / line + 0.3) * data.font * 1.2;
  return { width: Math.max(data.size, Math.min(data.label.length, line) * LETTER * data.font) + 10, height: data.size + name + 10, below: name / 2 };
}

// Draws actors together as far as their names allow, and lets names grow until they can be read.
function spread(nodes) {
  const [width, height] = [Math.max(cy.width(), 200), Math.max(cy.height(), 200)];
  for (let turn = 0; turn < 8 && nodes.length; turn++) {
    moveApart(nodes, width / height);
    const ends = nodes.map((node) => ({ ...node.position, ...roomOf(node) }));
    const across = Math.max(...ends.map((end) => end.x + end.width / 2)) - Math.min(...ends.map((end) => end.x - end.width / 2));
    const down = Math.max(...ends.map((end) => end.y + end.height)) - Math.min(...ends.map((end) => end.y - end.height));
    const level = Math.min(1.4, width / across, height / down);
    const short = READABLE / (nodes[0].data.font * level);
    if (short <= 1 || turn === 7) return;
    for (const { data } of nodes) {
      data.font *= Math.min(1.5, short * 1.05);
      data.size = Math.max(data.size, data.font); // not a speck over a name, where the screen is narrow
      data.wrap = lineOf(data.label) * LETTER * data.font;
    }
  }
}

function moveApart(nodes, shape) {
  const rooms = nodes.map(roomOf);
  const area = rooms.reduce((sum, room) => sum + room.width * room.height, 0) * 1.3;
  const places = nodes.map(({ position }, index) => ({ x: position.x, y: position.y + rooms[index].below }));
  for (const [axis, size] of [["x", Math.sqrt(area * shape)], ["y", Math.sqrt(area / shape)]]) {
    const values = places.map((place) => place[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    for (const place of places) place[axis] = ((place[axis] - low) / (high - low || 1)) * size;
  }
  for (let turn = 0; turn < 600; turn++) {
    let hit = false;
    if (turn % 60 === 59) for (const place of places) { place.x *= 1.05; place.y *= 1.05; } // there is too little room
    for (let i = 0; i < places.length; i++)
      for (let j = i + 1; j < places.length; j++) {
        const [dx, dy] = [places[j].x - places[i].x, places[j].y - places[i].y];
        const wide = (rooms[i].width + rooms[j].width) / 2 - Math.abs(dx);
        const high = (rooms[i].height + rooms[j].height) / 2 - Math.abs(dy);
        if (wide <= 0 || high <= 0) continue;
        hit = true;
        const [axis, by, way] = wide < high ? ["x", wide, dx < 0 ? -1 : 1] : ["y", high, dy < 0 ? -1 : 1];
        places[i][axis] -= way * (by / 2 + 0.5);
        places[j][axis] += way * (by / 2 + 0.5);
      }
    if (!hit) break;
  }
  nodes.forEach((node, index) => { node.position = { x: places[index].x, y: places[index].y - rooms[index].below }; });
}

function claimElements(claims) {
  const placed = claims.filter((claim) => claim.at);
  const actors = heaviest(placed);
  const edge = (claim, actor, way) => ({ data: { id: `${way}${claim.id}-${actor}`, source: way === "c" ? `a${actor}` : `k${claim.id}`, target: way === "c" ? `k${claim.id}` : `a${actor}`, claim: claim.id }, classes: way === "c" ? "claims" : `about ${tone(claim)}` });
  return [
    ...actors.map(([id, count], rank) => actorNode(id, count, "wide", growth(rank, actors.length))),
    ...placed.map((claim) => ({ data: { id: `k${claim.id}`, claim: claim.id, label: short(claim.text, 40) }, position: { x: claim.at[0], y: claim.at[1] }, classes: `claim ${tone(claim)}` })),
    ...placed.flatMap((claim) => [...claim.from.map((actor) => edge(claim, actor, "c")), ...claim.about.map((actor) => edge(claim, actor, "b"))]),
  ];
}

function graphStyle() {
  const ink = colour("ink");
  const style = [
    { selector: "node.actor", style: { width: "data(size)", height: "data(size)", label: "data(label)", color: ink, "font-size": "data(font)", "font-weight": 600, "font-family": "system-ui, sans-serif", "text-wrap": "wrap", "text-max-width": "data(wrap)", "text-valign": "bottom", "text-margin-y": 3, "text-outline-color": colour("page"), "text-outline-width": 2.5, "border-width": 1.5, "border-color": colour("page"), "min-zoomed-font-size": 6, "z-index": 10 } },
    ...Object.entries(SHAPES).map(([kind, shape]) => ({ selector: `node.${kind}`, style: { shape, "background-color": colour(kind) } })),
    { selector: "node.claim", style: { width: 8, height: 8, shape: "ellipse", color: ink, "font-size": 8, "min-zoomed-font-size": 12, "text-valign": "bottom", "text-margin-y": 1, "text-max-width": 90, "text-wrap": "ellipsis", ...(CLAIMS.length > LARGE ? {} : { label: "data(label)" }) } },
    { selector: "edge", style: { "curve-style": "haystack", "haystack-radius": 0, width: 1, opacity: 0.3, "line-color": colour("neutral") } },
    { selector: "edge.claims", style: { opacity: 0.18 } },
    { selector: "edge.pair", style: { "curve-style": "bezier", "control-point-step-size": 22, width: "data(width)", opacity: 0.75, "target-arrow-shape": "triangle", "arrow-scale": 0.8, "target-arrow-color": colour("neutral") } },
    ...["against", "for", "neutral"].flatMap((name) => [
      { selector: `edge.${name}`, style: { "line-color": colour(name), "target-arrow-color": colour(name) } },
      { selector: `node.claim.${name}`, style: { "background-color": colour(name) } },
    ]),
    { selector: "edge.pair.for", style: { "line-style": "dashed" } },
    { selector: "edge.weak", style: { display: "none" } },
    { selector: "edge.weak.found", style: { display: "element" } },
    { selector: ".faint", style: { opacity: 0.35 } },
    { selector: "edge.faint", style: { opacity: 0.1 } },
    { selector: "node.found", style: { "border-width": 4, "border-color": colour("focus"), "z-index": 20, opacity: 1 } },
    { selector: "edge.found", style: { opacity: 1, "z-index": 20 } },
    { selector: "node.claim.found", style: { width: 13, height: 13, "border-width": 2, label: "data(label)" } },
    { selector: "edge.pair.found", style: { label: "data(label)", color: ink, "font-size": 10, "text-background-color": colour("page"), "text-background-opacity": 1, "text-background-padding": 2 } },
  ];
  return style;
}

function drawGraph() {
  const claims = VIEW.alone && VIEW.selected !== null ? shown.filter(ofSelected) : shown;
  const elements = VIEW.nodes === "claims" ? claimElements(claims) : actorElements(claims);
  cy.batch(() => { cy.elements().remove(); cy.add(elements); });
  byId("most-label").hidden = byId("weak").hidden = VIEW.nodes === "claims";
  byId("alone").disabled = VIEW.selected === null;
  byId("alone").setAttribute("aria-pressed", String(VIEW.alone));
  if (VIEW.selected !== null) mark();
  fit();
  drawPairs();
}

// Puts all nodes into view, by their places alone: to ask the library for their boxes takes seconds for thousands.
function fit() {
  cy.resize();
  const places = cy.nodes().map((node) => node.position());
  if (!places.length) return;
  const font = Math.max(11, ...cy.nodes(".actor").map((node) => node.data("font")));
  const ends = (axis, low, high) => places.reduce(([least, most], place) => [Math.min(least, place[axis] - low), Math.max(most, place[axis] + high)], [Infinity, -Infinity]);
  const [left, right] = ends("x", 5.4 * font, 5.4 * font);
  const [top, bottom] = ends("y", 30, 25 + 4 * font); // names stand below
  const level = Math.min(1.4, cy.width() / (right - left), cy.height() / (bottom - top));
  cy.viewport({ zoom: level, pan: { x: (cy.width() - level * (left + right)) / 2, y: (cy.height() - level * (top + bottom)) / 2 } });
}

function ofSelected(claim) {
  const { actor, pair, claim: id } = VIEW.selected;
  if (id !== undefined) return claim.id === id;
  if (pair) return claim.from.includes(pair[0]) && claim.about.includes(pair[1]);
  return claim.from.includes(actor) || claim.about.includes(actor);
}

// Marks what is selected, and lets all else fade.
function mark() {
  cy.batch(() => {
    cy.elements().removeClass("faint found");
    if (VIEW.selected === null) return;
    const { actor, pair, claim } = VIEW.selected;
    let found = cy.collection();
    if (claim !== undefined) found = cy.getElementById(`k${claim}`).closedNeighborhood();
    else if (pair) found = VIEW.nodes === "actors" ? cy.getElementById(`p${pair[0]}-${pair[1]}`) : claimsOf(ofSelected);
    else found = VIEW.nodes === "actors" ? cy.getElementById(`a${actor}`).closedNeighborhood() : claimsOf(ofSelected);
    if (found.empty()) return;
    const all = found.union(found.edges().connectedNodes());
    cy.elements().difference(all).addClass("faint");
    all.edges().addClass("found");
    const chosen = claim !== undefined ? [`k${claim}`] : (pair ?? [actor]).map((id) => `a${id}`);
    chosen.forEach((id) => cy.getElementById(id).addClass("found"));
  });
}

function claimsOf(test) {
  return cy.nodes(".claim").filter((node) => test(CLAIMS[node.data("claim")])).closedNeighborhood();
}

function select(selected) {
  VIEW.selected = selected;
  if (selected === null) VIEW.alone = false;
  byId("alone").disabled = selected === null;
  byId("alone").setAttribute("aria-pressed", String(VIEW.alone));
  if (VIEW.alone || selected === null && cy.scratch("alone")) drawGraph();
  else mark();
  cy.scratch("alone", VIEW.alone);
}

function choose(selected) {
  select(selected);
  if (selected === null) readNothing();
  else if (selected.claim !== undefined) readClaim(CLAIMS[selected.claim]);
  else if (selected.pair) readPair(...selected.pair);
  else readActor(selected.actor);
}

// The same as the graph, for those who do not see it.
function drawPairs() {
  if (!byId("pairs").open) return;
  const rows = pairsOf(shown).slice(0, 200).map(({ source, target, claims }) => el("tr", {},
    el("td", {}, opener(`${ACTORS[source].name} about ${ACTORS[target].name}: read`, () => choose({ pair: [source, target] }), ACTORS[source].name)), el("td", {}, ACTORS[target].name),
    el("td", { class: "right" }, number(claims.length)), el("td", { class: "right" }, number(claims.filter((claim) => claim.stance === "deny").length)),
  ));
  const head = ["Who", "About whom", "Claims", "Denials"].map((name) => el("th", { scope: "col" }, name));
  byId("pairs-body").replaceChildren(el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows)));
}

function drawLegend() {
  const mark = (kind) => svg("svg", { viewBox: "-8 -8 16 16", width: 14, height: 14 }, svg("path", { d: OUTLINES[SHAPES[kind]], fill: `var(--${kind})` }));
  const line = (name) => svg("svg", { viewBox: "0 0 26 8", width: 26, height: 8 }, svg("path", { d: "M0 4H26", stroke: `var(--${name})`, "stroke-width": 3, "stroke-dasharray": name === "for" ? "6 3" : null }));
  const kinds = Object.keys(SHAPES).filter((kind) => ACTORS.some((actor) => kindOf(actor) === kind));
  const tones = { against: "mostly denies, accuses, threatens, demands", for: "mostly confirms, praises, promises", neutral: "other" };
  byId("legend").replaceChildren(...kinds.map((kind) => el("span", {}, mark(kind), kind)), ...Object.entries(tones).map(([name, words]) => el("span", {}, line(name), words)));
}

const OUTLINES = {
  ellipse: "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0-6 0Z", hexagon: "M-7 0L-3.5-6H3.5L7 0L3.5 6H-3.5Z", "round-rectangle": "M-6-5Q-6-6-5-6H5Q6-6 6-5V5Q6 6 5 6H-5Q-6 6-6 5Z",
  diamond: "M0-7L7 0L0 7L-7 0Z", "round-tag": "M-6-6H2L7 0L2 6H-6Z", octagon: "M-2.5-6H2.5L6-2.5V2.5L2.5 6H-2.5L-6 2.5V-2.5Z",
};

function moveByKey(event) {
  const step = 60;
  const ways = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
  if (event.key in ways) cy.panBy({ x: ways[event.key][0], y: ways[event.key][1] });
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") fit();
  else if (event.key === "Escape") choose(null);
  else if (event.key === "n" || event.key === "p") stepTo(event.key === "n" ? 1 : -1);
  else return;
  event.preventDefault();
}

// Goes through the actors, those with most claims first, so that each can be reached without a mouse.
function stepTo(way) {
  const order = cy.nodes(".actor").map((node) => node.data("actor"));
  if (!order.length) return;
  const at = order.indexOf(VIEW.selected?.actor ?? -1);
  const next = order[at < 0 ? 0 : (at + way + order.length) % order.length];
  choose({ actor: next });
  cy.center(cy.getElementById(`a${next}`));
}

function zoom(factor) {
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

function startGraph() {
  const large = CLAIMS.length > LARGE;
  cy = cytoscape({ container: byId("graph"), style: graphStyle(), layout: { name: "preset" }, minZoom: 0.02, maxZoom: 5, hideEdgesOnViewport: large, textureOnViewport: large, pixelRatio: large ? 1 : "auto", boxSelectionEnabled: false, autoungrabify: large, selectionType: "single" });
  cy.on("tap", "node.actor", (event) => choose({ actor: event.target.data("actor") }));
  cy.on("tap", "edge.pair", (event) => choose({ pair: event.target.data("pair") }));
  cy.on("tap", "node.claim, edge.claims, edge.about", (event) => choose({ claim: event.target.data("claim") }));
  cy.on("tap", (event) => { if (event.target === cy) choose(null); });
  cy.on("mouseover", "node, edge", () => byId("graph").classList.add("over"));
  cy.on("mouseout", "node, edge", () => byId("graph").classList.remove("over"));
  byId("graph").addEventListener("keydown", moveByKey);
  const total = ACTORS.length;
  byId("most").replaceChildren(...[...STEPS.filter((step) => step < total), total].map((step) => el("option", { value: step }, step === total ? `all ${number(total)}` : step)));
  VIEW.most = Math.min(STEPS[cy.width() < 600 ? 0 : 1], total);
  byId("most").value = VIEW.most;
  byId("most").addEventListener("change", (event) => { VIEW.most = Number(event.target.value); drawGraph(); });
  byId("nodes").addEventListener("change", (event) => { VIEW.nodes = event.target.value; drawGraph(); });
  byId("alone").addEventListener("click", () => { VIEW.alone = !VIEW.alone; cy.scratch("alone", VIEW.alone); drawGraph(); });
  byId("zoom-in").addEventListener("click", () => zoom(1.25));
  byId("zoom-out").addEventListener("click", () => zoom(0.8));
  byId("fit").addEventListener("click", fit);
  byId("pairs").addEventListener("toggle", drawPairs);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(graphStyle()));
  drawLegend();
}
