// Filters, views, and what joins them.
const VIEWS = { graph: drawGraph, table: drawTable, chart: drawChart };
let view = "graph";
let listed = ""; // the search whose hits the reader shows

function refresh() {
  filterClaims();
  ORDER.page = 0;
  const articles = new Set(shown.map((claim) => claim.article)).size;
  byId("counts").textContent = shown.length === CLAIMS.length ? `${many(CLAIMS.length, "claim")} by and about ${many(ACTORS.length, "actor")} in ${many(ARTICLES.length, "article")}${ARTICLES.some((found) => found.copy) ? ` of ${many(new Set(ARTICLES.map((found) => found.origin)).size, "origin")}` : ""}` : `${number(shown.length)} of ${many(CLAIMS.length, "claim")}, in ${many(articles, "article")}`;
  VIEWS[view]();
  drawDays();
  drawCounts();
  if (FILTER.text !== listed) {
    listed = FILTER.text;
    if (listed.trim()) readHits(listed.trim());
    else readNothing();
  }
}

// What each filter would show, beside it.
function drawCounts() {
  for (const [id, value] of [["stances", (claim) => claim.stance], ["certainties", (claim) => claim.certainty]]) {
    const counts = countsOf(id, value);
    for (const chip of byId(id).children) chip.querySelector("small").textContent = number(counts.get(chip.querySelector("input").value) ?? 0);
  }
  const counts = countsOf("origin", (claim) => article(claim).origin);
  for (const option of byId("origin").options) if (option.value) option.textContent = `${option.value} (${number(counts.get(option.value) ?? 0)})`;
}

function show(name, focus = false) {
  view = name;
  for (const other of Object.keys(VIEWS)) {
    const tab = byId(`tab-${other}`);
    tab.setAttribute("aria-selected", String(other === name));
    tab.tabIndex = other === name ? 0 : -1;
    byId(`view-${other}`).hidden = other !== name;
    if (other === name && focus) tab.focus();
  }
  VIEWS[name]();
}

function startTabs() {
  const order = Object.keys(VIEWS);
  order.forEach((name, index) => {
    byId(`tab-${name}`).addEventListener("click", () => show(name));
    byId(`tab-${name}`).addEventListener("keydown", (event) => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: order.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      show(order[(to + order.length) % order.length], true);
    });
  });
}

// Claims a month, or a day where there are few days: a picture of what the dates below it choose from.
function drawDays() {
  const all = CLAIMS.map(dateOf).filter(Boolean).sort();
  if (!all.length) return void (byId("days").hidden = true);
  const unit = all[0].slice(0, 7) === all.at(-1).slice(0, 7) ? 10 : (time(all.at(-1)) - time(all[0])) / 864e5 > 4000 ? 4 : 7;
  const passing = new Map(counted(shown.map((claim) => dateOf(claim).slice(0, unit))));
  const counts = counted(all.map((date) => date.slice(0, unit))).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const most = Math.max(...counts.map(([, count]) => count));
  const [width, height] = [220, 40];
  const bar = width / counts.length;
  byId("days").setAttribute("viewBox", `0 0 ${width} ${height}`);
  byId("days").replaceChildren(...counts.flatMap(([name, count], index) => {
    const rect = (value, kind) => svg("rect", { x: index * bar, width: Math.max(bar - 1, 0.6), y: height - (value / most) * height, height: (value / most) * height, class: kind });
    return [fill(rect(count, "all"), {}, [svg("title", {}, `${name}: ${many(count, "claim")}`)]), rect(passing.get(name) ?? 0, "passing")];
  }));
}

function chips(id, values, chosen) {
  byId(id).replaceChildren(...values.map(([value, count]) => {
    const box = el("input", { type: "checkbox", value, onchange: () => { if (box.checked) chosen.add(value); else chosen.delete(value); refresh(); } });
    return el("label", { class: "chip" }, box, el("span", {}, value, el("small", {}, number(count))));
  }));
}

function startFilters() {
  const bySize = counted(CLAIMS.flatMap((claim) => [...claim.from, ...claim.about].map((id) => ACTORS[id].name))).map(([name]) => name);
  byId("actor-names").replaceChildren(...bySize.slice(0, 500).map((name) => el("option", { value: name })));
  const ids = new Map(ACTORS.map((actor, id) => [folded(actor.name), id]).reverse());
  const soon = later(refresh, 120);
  byId("search").addEventListener("input", (event) => { FILTER.text = event.target.value; soon(); });
  byId("actor").addEventListener("input", (event) => { const id = ids.get(folded(event.target.value.trim())) ?? null; event.target.setAttribute("aria-invalid", String(id === null && event.target.value !== "")); if (id !== FILTER.actor) { FILTER.actor = id; refresh(); } });
  for (const [id, name] of [["actor-part", "part"], ["since", "since"], ["until", "until"], ["origin", "origin"]]) byId(id).addEventListener("change", (event) => { FILTER[name] = event.target.value; refresh(); });
  byId("plain").addEventListener("change", (event) => { hideImplied(event.target.checked); refresh(); });
  byId("about-whom").hidden = !CLAIMS.some((claim) => claim.implied.length);
  chips("stances", counted(CLAIMS.map((claim) => claim.stance)), FILTER.stances);
  chips("certainties", counted(CLAIMS.map((claim) => claim.certainty)).sort((a, b) => SURE.indexOf(a[0]) - SURE.indexOf(b[0])), FILTER.certainties);
  byId("origin").append(...counted(CLAIMS.map((claim) => article(claim).origin)).map(([name, count]) => el("option", { value: name }, `${name} (${number(count)})`)));
  const dates = ARTICLES.map((found) => found.date).filter(Boolean).sort();
  for (const id of ["since", "until"]) if (dates.length) Object.assign(byId(id), { min: dates[0], max: dates.at(-1) });
  byId("filter-form").addEventListener("submit", (event) => event.preventDefault());
  byId("filter-form").addEventListener("reset", () => {
    Object.assign(FILTER, { text: "", actor: null, part: "any", since: "", until: "", origin: "" });
    FILTER.stances.clear();
    FILTER.certainties.clear();
    hideImplied(false);
    byId("search").value = "";
    byId("actor").removeAttribute("aria-invalid");
    refresh();
  });
  if (matchMedia("(max-width: 760px)").matches) byId("filters").open = false;
}

window.addEventListener("resize", later(() => { if (view === "chart") drawChart(); else if (view === "graph") drawGraph(); }, 150));
startFilters();
startTabs();
startReader();
startGraph();
refresh();
