// Holds a session and places it without a pointer: arrow keys choose a place, Enter places, Escape
// leaves it. The same bar serves fingers: press a place, or the buttons.
import * as talk from "./talk.js";
import { builder, cardOf, elementOf, fieldsFor, fill, grid, otherAt, placeOf, read, rowOf, timeOf, urlOf } from "./table.js";

const bar = document.getElementById("placing");
const KEPT = "plenary-held";
let held = null; // {card, place: {col, n} | null}
let ghost = null;

export const isHolding = () => held !== null;

/** Take a session up; its place becomes the first choice, else the first free one. */
export function hold(card) {
  drop();
  if (card.locked) return offerLocked(card);
  held = { card, place: null };
  document.documentElement.classList.add("holding");
  mark();
  bar.hidden = false;
  talk.say("");
  bar.querySelector("[data-form]").href = elementOf(card.code)?.querySelector(".mv, .mv-word")?.getAttribute("href") ?? card.href;
  bar.querySelector("[data-free]").href = urlOf(card.code, "places");
  words(fill(bar.dataset.hold, card));
  const table = read();
  choose(placeOf(table, card.code) ?? firstFree(table, card) ?? { col: 0, n: table.rows[0].n });
}

/** A locked session offers to be unlocked, and nothing else. */
function offerLocked(card) {
  const fields = new URLSearchParams({ version: card.version, locked: 0 });
  const lock = bar.querySelector('[data-do="lock"]');
  talk.say(`${card.title}: ${lock.dataset.locked}?`, {
    again: () => talk.send(urlOf(card.code, "lock"), fields, { title: card.title }),
  });
  document.querySelector("#told [data-again]").textContent = lock.dataset.locked;
}

/** Let it go; focus returns to its card. */
export function drop(words_ = "") {
  if (!held) return;
  const { code } = held.card;
  ghost?.remove();
  ghost = held = null;
  document.documentElement.classList.remove("holding");
  for (const el of document.querySelectorAll(".held")) el.classList.remove("held");
  bar.hidden = true;
  if (words_) talk.say(words_);
  focusCard(code);
}

export function focusCard(code) {
  const card = elementOf(code);
  card?.querySelector(".mv, .mv-word")?.focus();
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function words(text) {
  bar.querySelector("[data-words]").textContent = text;
}

function mark() {
  for (const el of document.querySelectorAll(`[data-s="${CSS.escape(held.card.code)}"]`)) el.classList.add("held");
}

function firstFree(table, card) {
  for (let row = 0; row < table.rows.length; row += 1)
    for (let col = 0; col < table.columns.length; col += 1)
      if (isFree(table, { col, n: table.rows[row].n }, card)) return { col, n: table.rows[row].n };
  return null;
}

function isFree(table, place, card) {
  const last = rowOf(table, place.n + card.minutes - 1);
  for (let row = rowOf(table, place.n); row <= last; row += 1)
    if (!table.cells[row][place.col]?.classList.contains("free")) return false;
  return true;
}

/** Show the chosen place as a button in the table, and say it. */
export function choose(place, focus = true) {
  const table = read();
  held.place = place;
  const { card } = held;
  const other = otherAt(table, place, card.code);
  const { starts } = timeOf(table, place.n);
  const values = { title: card.title, place: table.columns[place.col].title, time: starts, other: other?.title };
  ghost ??= document.createElement("button");
  ghost.type = "button";
  ghost.className = "ghost";
  ghost.textContent = starts;
  ghost.setAttribute("aria-label", fill(other ? bar.dataset.besideLabel : bar.dataset.placeLabel, values));
  table.cells[rowOf(table, place.n)][place.col].append(ghost);
  if (focus) ghost.focus({ preventScroll: true });
  ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  words(fill(other ? bar.dataset.beside : bar.dataset.at, values));
  bar.querySelector('[data-do="swap"]').hidden = !other;
  return values;
}

/** Send the held session to its place. */
export async function place(card = held.card, where = held.place) {
  const about = { title: card.title, again: () => again(card, where) };
  const sent = await talk.send(urlOf(card.code, "place"), fieldsFor(read(), card, where), about);
  if (!sent) return;
  drop();
  focusCard(card.code);
}

/** After a stale write: the same place for the session as it is now. */
function again(card, where) {
  const el = elementOf(card.code);
  place(el ? { ...card, version: cardOf(el).version } : card, where);
}

function move(columns, rows) {
  const table = read();
  const col = Math.min(Math.max(held.place.col + columns, 0), table.columns.length - 1);
  const row = Math.min(Math.max(rowOf(table, held.place.n) + rows, 0), table.rows.length - 1);
  choose({ col, n: rows ? table.rows[row].n : held.place.n });
}

function refine(minutes) {
  const table = read();
  const last = table.rows.at(-1).end - 5;
  choose({ col: held.place.col, n: Math.min(Math.max(held.place.n + minutes, 0), last) });
}

async function resize(minutes) {
  const { card } = held;
  const fields = new URLSearchParams({ version: card.version, minutes: Math.max(5, card.minutes + minutes) });
  await talk.send(urlOf(card.code, "length"), fields, { title: card.title });
}

const DEEDS = {
  leave: () => drop(bar.dataset.kept),
  "take-off": () => simply("take-off", {}),
  copy: () => simply("copy", {}),
  lock: () => simply("lock", { locked: 1 }),
  swap() {
    const other = otherAt(read(), held.place, held.card.code);
    simply("swap", { other: `${other.code}:${other.version}` });
  },
};

async function simply(what, fields) {
  const { card } = held;
  const sent = await talk.send(urlOf(card.code, what), new URLSearchParams({ version: card.version, ...fields }), card);
  if (sent) drop();
}

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function onKey(event) {
  if (!held) return;
  if (event.key === "Escape") {
    event.preventDefault();
    return drop(bar.dataset.kept);
  }
  const arrow = ARROWS[event.key];
  if (!arrow || document.activeElement !== ghost) return;
  event.preventDefault();
  const [columns, rows] = arrow;
  if (event.altKey && rows) return refine(rows * 5);
  // Columns follow the reading direction.
  move(document.dir === "rtl" || document.documentElement.dir === "rtl" ? -columns : columns, rows);
}

function onClick(event) {
  const mover = event.target.closest(".mv, .mv-word");
  const el = mover?.closest("[data-s]");
  if (el && grid()) {
    event.preventDefault();
    if (held?.card.code === el.dataset.s) return drop(bar.dataset.kept);
    return hold(cardOf(el));
  }
  if (!held) return;
  if (event.target.closest(".ghost")) return place();
  const button = event.target.closest("#placing button");
  if (button) {
    if (button.dataset.by) return refine(Number(button.dataset.by));
    if (button.dataset.longer) return resize(Number(button.dataset.longer));
    return DEEDS[button.dataset.do]();
  }
  const td = event.target.closest("#bgrid td");
  if (!td || event.target.closest("a")) return;
  event.preventDefault();
  choose(placeUnder(event));
  place();
}

/** The place under a pointer, to five minutes, by the rectangles of heads and rows. */
export function placeUnder(event) {
  const table = read();
  const col = table.columns.findIndex(({ th }) => {
    const box = th.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX < box.right;
  });
  const row = table.rows.findIndex(({ tr }) => event.clientY < tr.getBoundingClientRect().bottom);
  if (col < 0 || row < 0) return null;
  const box = table.rows[row].tr.getBoundingClientRect();
  const length = table.rows[row].end - table.rows[row].n;
  const into = Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * (length / 5))) * 5;
  return { col, n: table.rows[row].n + Math.min(into, length - 5) };
}

/** After others changed the table: what is held is still held, with its new version. */
function onChange() {
  if (!held) return;
  const el = elementOf(held.card.code);
  if (el) held.card = cardOf(el);
  mark();
  choose(held.place, document.activeElement === document.body || document.activeElement === ghost);
}

/** A session held over a change of the day, for a minute at most. */
function resume() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  if (kept && Date.now() - kept.at < 60_000 && grid()) hold(kept.card);
}

export function start() {
  if (!bar || !grid()) return;
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  talk.onChange(onChange);
  builder.querySelector(".tabs")?.addEventListener("click", () => {
    if (held) sessionStorage.setItem(KEPT, JSON.stringify({ card: held.card, at: Date.now() }));
  });
  resume();
}
