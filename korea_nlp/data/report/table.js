// The table of claims: sorted by any column, a page at a time.
const PAGE = 100;
const COLUMNS = [
  { name: "Published", value: dateOf },
  { name: "Who", value: who },
  { name: "Stance", value: (claim) => claim.stance },
  { name: "What", value: (claim) => claim.text },
  { name: "About whom", value: (claim) => names(claim.about) },
  { name: "Figures", value: (claim) => (claim.figures ?? []).join(", ") },
];
const ORDER = { column: 0, up: false, page: 0 };
const COLLATOR = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function compared(a, b) {
  const numbers = typeof a === "number";
  if (!numbers && (a === "" || b === "")) return a === b ? 0 : a === "" ? 1 : -1; // what is empty comes last
  return (numbers ? a - b : COLLATOR.compare(a, b)) * (ORDER.up ? 1 : -1);
}

function sortedClaims() {
  const { value } = COLUMNS[ORDER.column];
  return shown.map((claim) => [value(claim), claim]).sort((a, b) => compared(a[0], b[0]) || a[1].id - b[1].id).map(([, claim]) => claim);
}

function headCell(column, index) {
  const sorted = index === ORDER.column;
  const sort = () => { Object.assign(ORDER, { column: index, up: sorted ? !ORDER.up : index !== 0, page: 0 }); drawTable(); byId("view-table").querySelectorAll("th button")[index].focus(); };
  return el("th", { scope: "col", "aria-sort": sorted ? (ORDER.up ? "ascending" : "descending") : "none" }, el("button", { type: "button", onclick: sort }, column.name, el("span", { class: "sort", "aria-hidden": "true" }, sorted ? (ORDER.up ? " ▲" : " ▼") : "")));
}

function claimRow(claim) {
  const open = () => choose({ claim: claim.id });
  return el("tr", { "data-claim": claim.id, onclick: open },
    el("td", {}, el("span", { class: "date" }, dateOf(claim) || "–"), el("div", { class: "facts" }, article(claim).publisher ?? "")),
    el("td", {}, opener(`${who(claim)}: read the claim`, open, who(claim)), claim.who && claim.who !== names(claim.from) && claim.from.length ? el("div", { class: "facts" }, claim.who) : null),
    el("td", {}, tag(claim.stance, tone(claim)), claim.certainty === "certain" ? null : el("div", { class: "facts" }, claim.certainty)),
    el("td", { class: "what" }, short(claim.text, 300)),
    el("td", {}, names(claim.about)),
    el("td", { class: "figures" }, (claim.figures ?? []).map((figure) => el("div", {}, figure))),
  );
}

function turn(by) {
  ORDER.page += by;
  drawTable();
  byId("view-table").querySelector(".scroll").scrollTop = 0;
}

function drawTable() {
  const claims = sortedClaims();
  const pages = Math.max(1, Math.ceil(claims.length / PAGE));
  ORDER.page = Math.min(ORDER.page, pages - 1);
  const start = ORDER.page * PAGE;
  const rows = claims.slice(start, start + PAGE).map(claimRow);
  const range = claims.length ? `${number(start + 1)}–${number(start + rows.length)} of ${many(claims.length, "claim")}` : "No claim passes the filters.";
  byId("view-table").replaceChildren(
    el("div", { class: "bar" }, el("span", {}, range), el("span", { class: "grow" }),
      el("button", { type: "button", disabled: ORDER.page === 0, onclick: () => turn(-1) }, "Previous"),
      el("button", { type: "button", disabled: ORDER.page >= pages - 1, onclick: () => turn(1) }, "Next")),
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Claims" }, el("table", { class: "claims" }, el("thead", {}, el("tr", {}, COLUMNS.map(headCell))), el("tbody", {}, rows))),
  );
}
