// The figures that claimants give for one thing, over time: a mark for each, with a bar for a range and an arrow for an open end.
const BOX = { width: 860, height: 380, left: 74, right: 20, top: 34, bottom: 40 };
const HUES = 8;
const CIRCLE = "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0-5 0Z";
const MARKS = { // of what befell people; as in the plots
  "": CIRCLE, "killed or injured": CIRCLE, killed: "M-6-3L-3-6L0-3L3-6L6-3L3 0L6 3L3 6L0 3L-3 6L-6 3L-3 0Z", injured: "M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z",
  captured: "M-5-5H5V5H-5Z", detained: "M-5-5H5V5H-5Z", missing: "M0-6.5L6.5 0L0 6.5L-6.5 0Z", deployed: "M0-6.5L6 4.5H-6Z",
};
const OTHER_MARK = "M0 6.5L6-4.5H-6Z";
const DAY = 864e5;
const WORDS = { exact: "exactly", approximate: "about", at_least: "at least", at_most: "at most", more_than: "more than", less_than: "less than" };
const MOST_FIGURES = 400;
const CHART = { topic: null, log: null };

function topics() {
  const found = new Map();
  for (const row of LEDGER) {
    if (!found.has(row.topic)) found.set(row.topic, { topic: row.topic, rows: [] });
    found.get(row.topic).rows.push(row);
  }
  return [...found.values()];
}

function visible(row) {
  return row.claim === undefined || visible.claims.has(row.claim);
}

// Where numbers stand on an axis: evenly, or by their size where they differ by more than fifty times.
function scale(low, high, from, to, log) {
  const f = log ? Math.log10 : (value) => value;
  const [a, b] = [f(low), f(high)];
  return (value) => from + ((f(value) - a) / (b - a || 1)) * (to - from);
}

function ticks(low, high, log) {
  if (log) {
    const found = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) for (const lead of Math.log10(high / low) > 3 ? [1] : [1, 2, 5]) found.push(lead * 10 ** power);
    return found.filter((value) => value >= low && value <= high);
  }
  const raw = (high - low) / 5 || 1;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((lead) => lead * size >= raw) * size;
  return Array.from({ length: Math.floor(high / step + 1e-9) - Math.ceil(low / step) + 1 }, (_, index) => (Math.ceil(low / step) + index) * step);
}

function compact(value) {
  return value.toLocaleString("en", { notation: Math.abs(value) >= 1e5 ? "compact" : "standard", maximumFractionDigits: 2 });
}

function limits(rows) {
  const values = rows.flatMap((row) => [row.lower, row.upper]).filter((value) => value !== undefined);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const log = CHART.log ?? (low > 0 && high / low > 50);
  if (log && low > 0) return { low: low / 1.4, high: high * 1.5, log: true };
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  return { low: low >= 0 ? 0 : low - room, high: high + room, log: false };
}

function described(row) {
  const range = row.lower !== undefined && row.upper !== undefined && row.lower !== row.upper ? `${number(row.lower)} to ${number(row.upper)}` : `${WORDS[row.bound] ?? ""} ${number(row.lower ?? row.upper)}`;
  return [row.date || "no date", row.who, range.trim(), row.scope].filter(Boolean).join(", ");
}

function markOf(scope) {
  return MARKS[scope ?? ""] ?? OTHER_MARK;
}

// Rows that copies of one story repeat, each once, with how often it stands.
function once(rows) {
  const kept = new Map();
  for (const row of rows) {
    const origin = row.claim === undefined ? row.id : article(CLAIMS[row.claim]).origin;
    const key = JSON.stringify([row.date, row.who, row.lower, row.upper, row.bound, row.scope, origin]);
    if (kept.has(key)) kept.get(key).copies += 1;
    else kept.set(key, { row, copies: 1 });
  }
  return [...kept.values()];
}

function openRow(row) {
  if (row.claim !== undefined) choose({ claim: row.claim });
}

function time(date) {
  return Date.parse(`${date.length === 7 ? `${date}-01` : date}T00:00:00Z`);
}

// One figure: a bar from its lower to its upper end, or an arrow where that is open, and its mark.
function figureMark(row, x, y, look, copies) {
  const low = row.lower ?? row.upper;
  const high = row.upper ?? row.lower;
  const middle = centre(row, y);
  const open = row.lower === undefined || row.bound === "at_most" || row.bound === "less_than" ? 1 : row.upper === undefined || row.bound === "at_least" || row.bound === "more_than" ? -1 : 0;
  const lines = [];
  if (low !== high) lines.push(`M${x - 5} ${y(low)}h10M${x} ${y(low)}V${y(high)}M${x - 5} ${y(high)}h10`);
  if (open) lines.push(`M${x} ${middle}v${open * 26}m-4 ${open * -6}l4 ${open * 6}l4 ${open * -6}`);
  if (row.bound === "approximate" && low === high) lines.push(`M${x} ${middle - 14}V${middle + 14}`);
  return svg("g", { class: "figure", tabindex: 0, role: "button", "aria-label": described(row), onclick: () => openRow(row), onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); openRow(row); } } },
    svg("title", {}, `${described(row)}${copies > 1 ? `, in ${copies} copies of a story` : ""}`),
    svg("path", { d: lines.join("") || "M0 0", class: "range", stroke: `var(--hue-${look.hue})`, "stroke-dasharray": row.bound === "approximate" ? "2 3" : null }),
    svg("path", { d: markOf(row.scope), transform: `translate(${x} ${middle})`, class: "dot", fill: row.bound === "exact" ? `var(--hue-${look.hue})` : "var(--page)", stroke: `var(--hue-${look.hue})` }),
    copies > 1 ? svg("text", { x, y: middle - 17, "text-anchor": "middle" }, `×${copies}`) : null,
  );
}

function days(rows) {
  const times = rows.map((row) => time(row.date));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const room = Math.max((last - first) * 0.05, 2 * 864e5);
  return [first - room, last + room];
}

// Days, Mondays, or first days of months and years: equal steps of the calendar, as many as there is room for.
function dayTicks(first, last) {
  const most = Math.max(2, Math.floor((BOX.width - BOX.left - BOX.right) / 80));
  const days = (last - first) / DAY;
  const step = [1, 2, 7, 14].find((length) => days / length <= most);
  if (step) {
    const monday = 4 * DAY; // 5 January 1970
    const start = step < 7 ? Math.ceil(first / DAY / step) * step * DAY : monday + Math.ceil((first - monday) / DAY / step) * step * DAY;
    const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
    return Array.from({ length: Math.floor((last - start) / DAY / step) + 1 }, (_, index) => start + index * step * DAY).map((at) => [at, format.format(at)]);
  }
  const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].find((length) => days / 30.4 / length <= most) ?? 1200;
  const format = new Intl.DateTimeFormat("en-GB", { month: months < 12 ? "short" : undefined, year: "numeric", timeZone: "UTC" });
  const from = new Date(first);
  const found = [];
  for (let month = Math.ceil((from.getUTCFullYear() * 12 + from.getUTCMonth() + (from.getUTCDate() > 1)) / months) * months; Date.UTC(Math.floor(month / 12), month % 12, 1) <= last; month += months) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at >= first) found.push([at, format.format(at)]);
  }
  return found;
}

// From a figure to the one that it updates, and between those that dispute each other.
function relationLines(rows, places) {
  const inside = new Set(rows);
  return RELATIONS.filter(({ kind, rows: ends }) => ends && (kind === "UPDATES" || kind === "DISPUTES") && ends.every((id) => inside.has(LEDGER[id]))).slice(0, 120).map(({ kind, rows: ends }) => {
    const [[x1, y1], [x2, y2]] = ends.map((id) => places.get(LEDGER[id]));
    return svg("path", { class: kind.toLowerCase(), d: `M${x1} ${y1}L${x2} ${y2}` });
  });
}

function centre(row, y) {
  return (y(row.lower ?? row.upper) + y(row.upper ?? row.lower)) / 2;
}

function drawing(rows, looks) {
  BOX.width = Math.max(320, Math.min(1100, byId("view-chart").clientWidth - 4)); // so that words keep their size
  const { low, high, log } = limits(rows);
  const told = once(rows.filter((row) => row.date && !Number.isNaN(time(row.date))));
  const dated = told.map(({ row }) => row);
  if (!dated.length) return el("p", { class: "none" }, "None of these figures has a date; they stand in the table.");
  const [first, last] = days(dated);
  const y = scale(low, high, BOX.height - BOX.bottom, BOX.top, log);
  const x = scale(first, last, BOX.left, BOX.width - BOX.right, false);
  const taken = new Map(); // figures of one day and size stand side by side
  const offset = (row) => {
    const key = `${Math.round(x(time(row.date)) / 12)} ${Math.round(y(row.lower ?? row.upper) / 14)}`;
    const count = taken.get(key) ?? 0;
    taken.set(key, count + 1);
    return (count % 2 ? 1 : -1) * Math.ceil((count % 5) / 2) * 11;
  };
  const places = new Map(dated.map((row) => [row, [x(time(row.date)) + offset(row), centre(row, y)]]));
  return svg("svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, class: "chart", role: "group", "aria-label": `${TOPICS[CHART.topic] ?? CHART.topic}: figures over time` },
    ticks(low, high, log).map((value) => svg("g", { class: "tick" }, svg("path", { d: `M${BOX.left} ${y(value)}H${BOX.width - BOX.right}` }), svg("text", { x: BOX.left - 8, y: y(value) + 4, "text-anchor": "end" }, compact(value)))),
    dayTicks(first, last).map(([at, words]) => svg("g", { class: "tick" }, svg("path", { d: `M${x(at)} ${BOX.height - BOX.bottom}v5` }), svg("text", { class: "day", x: x(at), y: BOX.height - 14, "text-anchor": x(at) > BOX.width - 40 ? "end" : "middle" }, words))),
    svg("text", { class: "unit", x: BOX.left, y: 18, "text-anchor": "start" }, counted(rows.map((row) => row.unit ?? ""))[0]?.[0] ?? ""),
    svg("path", { class: "axis", d: `M${BOX.left} ${BOX.top}V${BOX.height - BOX.bottom}H${BOX.width - BOX.right}` }),
    relationLines(dated, places),
    told.map(({ row, copies }) => figureMark(row, places.get(row)[0], y, looks.get(row.who), copies)),
  );
}

// "disputes 3, updates 1"
function relationWords(row) {
  return counted(relationsOf(row.id, "rows").map(({ words }) => words)).map(([words, count]) => `${words} ${count}`).join(", ");
}

function figureTable(rows) {
  const head = ["As of", "Who", "Figure", "Bound", "Scope", "Relation", "Origin"].map((name) => el("th", { scope: "col" }, name));
  const body = rows.map((row) => el("tr", { onclick: () => openRow(row) },
    el("td", { class: "date" }, row.date || "–"), el("td", {}, opener(`${described(row)}: read the claim`, () => openRow(row), row.who)), el("td", {}, row.words), el("td", {}, WORDS[row.bound] ?? row.bound),
    el("td", {}, row.scope ?? ""), el("td", {}, relationWords(row)), el("td", {}, row.claim === undefined ? "" : article(CLAIMS[row.claim]).origin ?? "")));
  return el("div", { class: "scroll short", tabindex: 0, role: "region", "aria-label": "Figures" }, el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, body)));
}

function drawChart() {
  const found = topics();
  if (!found.length) return void byId("view-chart").replaceChildren(el("p", { class: "none" }, "No two claims give a figure for the same thing."));
  visible.claims = new Set(shown.map((claim) => claim.id));
  CHART.topic ??= found[0].topic;
  const rows = found.find((topic) => topic.topic === CHART.topic).rows.filter(visible).sort((a, b) => ((a.date ?? "") < (b.date ?? "") ? -1 : 1));
  const total = rows.length;
  rows.splice(0, Math.max(0, total - MOST_FIGURES));
  const claimants = counted(rows.map((row) => row.who)).map(([name]) => name);
  const looks = new Map(claimants.map((name, index) => [name, { hue: index % HUES }]));
  const passing = (all) => all.filter(visible);
  const choice = el("select", { id: "topic", onchange: (event) => { CHART.topic = event.target.value; CHART.log = null; drawChart(); byId("topic").focus(); } },
    found.map(({ topic, rows: all }) => el("option", { value: topic, selected: topic === CHART.topic }, `${TOPICS[topic] ?? topic} (${many(passing(all).length, "figure")}, ${many(new Set(passing(all).map((row) => row.who)).size, "claimant")})`)));
  const positive = rows.length && rows.every((row) => (row.lower ?? 1) > 0 && (row.upper ?? 1) > 0);
  const log = rows.length ? limits(rows).log : false;
  const steps = el("button", { type: "button", id: "log", "aria-pressed": String(log), disabled: !positive, onclick: () => { CHART.log = !log; drawChart(); byId("log").focus(); } }, "Logarithmic");
  const note = DATA.judged ? null : el("p", { class: "facts" }, "Amounts of claims that count or measure the same; whether they mean the same event is not judged.");
  const legend = claimants.slice(0, 12).map((name) => el("span", {}, svg("svg", { viewBox: "-8 -8 16 16", width: 14, height: 14 }, svg("path", { d: CIRCLE, fill: `var(--hue-${looks.get(name).hue})` })), name));
  const scopes = [...new Set(rows.map((row) => row.scope ?? ""))];
  if (scopes.some(Boolean)) legend.push(...scopes.map((scope) => el("span", {}, svg("svg", { viewBox: "-8 -8 16 16", width: 14, height: 14 }, svg("path", { d: markOf(scope), fill: "none", stroke: "currentColor", "stroke-width": 1.5 })), scope || "not said")));
  const signs = el("p", { class: "facts" }, `Filled: exact. Hollow: about, or a bound. Bar: a range. Arrow: open at that end.${DATA.judged ? " Dotted: they dispute each other. Line: one updates the other." : ""}`);
  const left = total > rows.length ? el("p", { class: "facts" }, `The latest ${number(rows.length)} of ${number(total)} figures; filters show the others.`) : null;
  byId("view-chart").replaceChildren(
    el("div", { class: "bar" }, el("label", {}, "Figures for ", choice), el("span", { class: "grow" }), steps), ...[note, left].filter(Boolean),
    ...(rows.length ? [drawing(rows, looks), el("div", { class: "legend" }, legend), signs, figureTable(rows)] : [el("p", { class: "none" }, "No figure passes the filters.")]),
  );
}
