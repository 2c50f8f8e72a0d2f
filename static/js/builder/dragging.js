// Drag with a mouse, or with a finger after a long press: a card to a place, its lower edge to
// another length. Ends in the same call as the keyboard's way.
import { cardOf, elementOf, fill, grid, placeOf, read, rowOf, timeOf, urlOf } from "./table.js";
import * as placing from "./placing.js";
import * as talk from "./talk.js";

const FAR = 6;
const LONG = 350;
const EDGE = 9;
const label = document.createElement("div");
label.className = "drag-label";
let drag = null; // {card, x, y, mode: "move" | "size", on, place, grip: {col, n} from the card's own place}

function begin(event) {
  if (event.button !== 0 || placing.isHolding() || talk.isBusy()) return;
  const el = event.target.closest("[data-s]");
  if (!el || !grid() || event.target.closest(".mv, .mv-word, button, input, summary")) return;
  const card = cardOf(el);
  if (card.locked) return;
  const box = el.getBoundingClientRect();
  const atEdge = box.bottom - event.clientY < EDGE && el.closest("#bgrid") && !card.isBreak;
  const mode = atEdge ? "size" : "move";
  drag = { card, x: event.clientX, y: event.clientY, mode, on: false, grip: gripOf(event, el, card) };
  if (event.pointerType === "mouse") event.preventDefault();
  else drag.timer = setTimeout(() => drag && on(), LONG);
  drag.id = event.pointerId;
}

/** How far from its own place a card was taken hold of, so that it does not jump to the pointer. */
function gripOf(event, el, card) {
  const under = placing.placeUnder(event);
  const own = el.closest("#bgrid") && under ? placeOf(read(), card.code) : null;
  return own ? { col: under.col - own.col, n: under.n - own.n } : { col: 0, n: 0 };
}

function on() {
  drag.on = true;
  elementOf(drag.card.code)?.classList.add("held");
  document.documentElement.classList.add("dragging");
  document.body.append(label);
}

function moved(event) {
  if (!drag || event.pointerId !== drag.id) return;
  const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > FAR;
  if (!drag.on && far) {
    if (event.pointerType !== "mouse") return end();
    on();
  }
  if (!drag?.on) return;
  scrollNear(event);
  drag.place = placing.placeUnder(event);
  if (drag.place && drag.mode === "move") lead(drag.place);
  show(event);
}

/** From the place under the pointer to that of the card's first minute and first room. */
function lead(place) {
  const table = read();
  place.col = Math.min(Math.max(place.col - drag.grip.col, 0), table.columns.length - 1);
  place.n = Math.max(place.n - drag.grip.n, table.rows[0].n);
}

function show(event) {
  const table = read();
  label.style.transform = `translate(${event.clientX + 14}px, ${event.clientY + 10}px)`;
  for (const td of document.querySelectorAll("td.over")) td.classList.remove("over");
  label.hidden = !drag.place;
  if (!drag.place) return;
  if (drag.mode === "size") {
    const words = document.getElementById("placing").dataset.length;
    label.textContent = fill(words, { title: drag.card.title, n: minutesTo(table) });
    return;
  }
  table.cells[rowOf(table, drag.place.n)][drag.place.col].classList.add("over");
  label.textContent = `${timeOf(table, drag.place.n).starts} ${table.columns[drag.place.col].title}`;
}

/** How long the card becomes when its edge is let go here. */
function minutesTo(table) {
  const own = placeOf(table, drag.card.code);
  return own ? Math.max(5, drag.place.n + 5 - own.n) : drag.card.minutes;
}

/** Near its edges the table scrolls by itself. */
function scrollNear(event) {
  const region = document.getElementById("bgrid");
  const box = region.getBoundingClientRect();
  const by = (at, low, high) => (at < low + 30 ? -12 : at > high - 30 ? 12 : 0);
  region.scrollBy(by(event.clientX, box.left, box.right), 0);
  scrollBy(0, by(event.clientY, 0, innerHeight));
}

function end() {
  clearTimeout(drag?.timer);
  for (const el of document.querySelectorAll(".held")) el.classList.remove("held");
  document.documentElement.classList.remove("dragging");
  for (const td of document.querySelectorAll("td.over")) td.classList.remove("over");
  label.remove();
  drag = null;
}

function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}

async function dropped(event) {
  if (!drag || event.pointerId !== drag.id) return;
  const { on: was, mode, card, place } = drag;
  const minutes = was && place && mode === "size" ? minutesTo(read()) : 0;
  end();
  if (!was) return;
  // The click that follows a drag is not a press on what lies there.
  addEventListener("click", stop, { capture: true });
  setTimeout(() => removeEventListener("click", stop, { capture: true }), 0);
  if (!place) return;
  const own = placeOf(read(), card.code);
  if (mode === "move" && own?.col === place.col && own.n === place.n) return;
  if (mode === "move") return placing.place(card, place);
  await talk.send(urlOf(card.code, "length"), new URLSearchParams({ version: card.version, minutes }), card);
}

export function start() {
  if (!document.getElementById("placing") || !grid()) return;
  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", moved);
  // A card dragged by its title is moved, its link is not.
  document.addEventListener("dragstart", (event) => event.target.closest?.("[data-s]") && event.preventDefault());
  document.addEventListener("pointerup", dropped);
  document.addEventListener("pointercancel", () => drag && end());
  document.addEventListener("keydown", (event) => event.key === "Escape" && drag && end());
  // A title is a link, which the browser would drag as an address.
  document.addEventListener("dragstart", (event) => event.target.closest?.("[data-s]") && event.preventDefault());
  // A finger that drags does not scroll the page as well.
  document.addEventListener("touchmove", (event) => drag?.on && event.preventDefault(), { passive: false });
  document.addEventListener("contextmenu", (event) => drag?.on && event.preventDefault());
}
