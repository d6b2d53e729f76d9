// Elements are made here, and only here; text enters the page as text.
const SVG = "http://www.w3.org/2000/svg";

function byId(id) {
  return document.getElementById(id);
}

// el("td", {class: "no", onclick: f}, "text", another) makes an element; null children are left out.
function el(tag, facts = {}, ...children) {
  return fill(document.createElement(tag), facts, children);
}

function svg(tag, facts = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), facts, children);
}

function fill(element, facts, children) {
  for (const [name, value] of Object.entries(facts)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// A row that a click anywhere opens, and a button in it for the keyboard.
function opener(label, open, text, facts = {}) {
  return el("button", { type: "button", class: "link", "aria-label": label, onclick: (event) => { event.stopPropagation(); open(); }, ...facts }, text);
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function later(work, wait) {
  let timer = 0;
  return () => { clearTimeout(timer); timer = setTimeout(work, wait); };
}

function number(value) {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 2 });
}

function many(count, one, more = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : more}`;
}
