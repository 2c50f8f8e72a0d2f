// Finds sessions on the page, chooses several of them, remembers which rooms are shown.
import { builder, fill } from "./table.js";
import * as placing from "./placing.js";
import * as talk from "./talk.js";

const search = document.querySelector("[data-search]");
const several = document.querySelector("[data-several]");
const strip = document.querySelector("[data-several-bar]");
const chosen = new Set();
let hits = [];

/** Mark every card that says what is looked for, in the table and the tray. */
function look() {
  const sought = search.elements.text.value.trim().toLocaleLowerCase();
  const cards = [...document.querySelectorAll("#bgrid .c, #bgrid .pause > span, [data-tray] > li")];
  hits = sought ? cards.filter((card) => card.textContent.toLocaleLowerCase().includes(sought)) : [];
  for (const card of cards) card.classList.toggle("hit", hits.includes(card));
  const words = search.querySelector("[data-hits]");
  const found = hits.length ? fill(words.dataset.many, { n: hits.length }) : words.dataset.none;
  words.textContent = sought ? found : "";
}

/** Lead to the next card that was found. */
function next(event) {
  event.preventDefault();
  look();
  const at = hits.findIndex((card) => card.contains(document.activeElement));
  const link = hits[(at + 1) % hits.length]?.querySelector("a");
  link?.focus();
  link?.scrollIntoView({ block: "center", inline: "center" });
}

/** Boxes on every card that may be moved, while several are chosen. */
function boxes() {
  const on = several?.getAttribute("aria-pressed") === "true";
  for (const box of document.querySelectorAll(".choose")) if (!on) box.remove();
  if (strip) strip.hidden = !on;
  if (!on) return;
  for (const card of document.querySelectorAll("#bgrid [data-s]")) {
    if (card.querySelector(".choose")) continue;
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", className: "choose", name: "sessions" });
    box.value = `${card.dataset.s}:${card.dataset.v}`;
    box.setAttribute("form", "several");
    box.setAttribute("aria-label", (card.querySelector("h3") ?? card).textContent.trim());
    box.checked = chosen.has(card.dataset.s);
    card.append(box);
  }
  count();
}

function count() {
  const words = strip.querySelector("[data-chosen]");
  words.textContent = fill(words.dataset.many, { n: chosen.size });
}

/** Which rooms are shown is remembered on this device for each event. */
function rememberRooms() {
  const form = document.querySelector("[data-rooms]");
  const key = `rooms:${builder.dataset.sessions}`;
  form?.addEventListener("submit", () => {
    const shown = new FormData(form).getAll("rooms");
    localStorage.setItem(key, JSON.stringify(shown));
  });
  const kept = JSON.parse(localStorage.getItem(key) ?? "[]");
  const asked = new URL(location.href);
  if (!form || !kept.length || asked.search.includes("rooms=") || asked.hash || asked.searchParams.has("session")) return;
  const known = new Set([...form.elements.rooms].map((box) => box.value));
  for (const room of kept.filter((one) => known.has(one))) asked.searchParams.append("rooms", room);
  if (asked.searchParams.has("rooms")) location.replace(asked);
}

export function start() {
  if (search) {
    search.querySelector("[data-plain]").hidden = true;
    search.addEventListener("input", look);
    search.addEventListener("submit", next);
    talk.onChange(look);
  }
  if (several) {
    several.hidden = false;
    several.addEventListener("click", () => {
      several.setAttribute("aria-pressed", several.getAttribute("aria-pressed") !== "true");
      placing.drop();
      chosen.clear();
      boxes();
    });
    document.addEventListener("change", (event) => {
      if (!event.target.matches(".choose")) return;
      const code = event.target.value.split(":")[0];
      if (event.target.checked) chosen.add(code);
      else chosen.delete(code);
      count();
    });
    talk.onChange(boxes);
  }
  rememberRooms();
}
