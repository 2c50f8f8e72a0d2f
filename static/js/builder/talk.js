// Speaks with the server: sends each change once, says what came of it, and asks every four seconds
// whether others changed something. A lost network is said and survived.
import { builder, elementOf, fill } from "./table.js";

const EVERY = 4_000;
const SLOWEST = 15_000;
const told = document.getElementById("told");
const changed = new EventTarget();
let mark = '"nothing yet"';
let pause = EVERY;
let timer = 0;
let newest = null;
let busy = false;
let lost = false;

/** Calls `then` after each renewal of the table. */
export const onChange = (then) => changed.addEventListener("change", then);
export const isBusy = () => busy;

/** Say something at the foot of the page; `offer` names the buttons to show and what they do. */
export function say(words, offer = {}) {
  if (!told) return;
  told.hidden = !words;
  told.querySelector("[data-words]").textContent = words;
  for (const name of ["undo", "again", "retry"]) {
    const button = told.querySelector(`[data-${name}]`);
    button.hidden = !offer[name];
    button.onclick = offer[name] ?? null;
  }
}

/** Whether a change waits for an answer: what is heard meanwhile must not hide it. */
const isAsking = () => ["again", "retry"].some((name) => told && !told.hidden && !told.querySelector(`[data-${name}]`).hidden);

/** Post fields. Answers true when the server took them; says why when it did not. */
export async function send(url, fields, about = {}) {
  if (busy) return false;
  busy = true;
  builder.setAttribute("aria-busy", "true");
  const again = () => send(url, fields, about);
  try {
    const options = { method: "POST", body: fields, headers: { Accept: "application/json" } };
    const response = await fetch(url, { ...options, signal: AbortSignal.timeout(15_000) });
    const answer = await response.json().catch(() => ({}));
    await renew();
    report(response.status, answer, about);
    return response.ok;
  } catch {
    say(told.dataset.offline, { retry: again });
    return false;
  } finally {
    busy = false;
    builder.removeAttribute("aria-busy");
  }
}

function report(status, answer, about) {
  const undo = () => document.querySelector("[data-undo-form] button")?.click();
  if (status < 300) say(answer.said, about.isUndo ? {} : { undo });
  else if (status === 409) {
    const parts = [fill(told.dataset.stale, { title: about.title ?? "" }), answer.changed];
    say(parts.filter(Boolean).join(" "), about.again ? { again: about.again } : {});
  } else say(answer.sentence || told.dataset.failed);
}

/** Ask for the table; takes it over when it is another one. Answers what others did. */
export function renew() {
  clearTimeout(timer);
  return new Promise((done) => {
    const asking = new XMLHttpRequest();
    newest = asking;
    asking.open("GET", address());
    // Parsed by the browser, so no string of markup ever becomes a page.
    asking.responseType = "document";
    asking.timeout = 10_000;
    asking.setRequestHeader("If-None-Match", mark);
    asking.addEventListener("loadend", () => {
      // A later question knows better than an earlier one that was long on its way.
      if (asking !== newest) return done();
      heard(asking.status === 200 || asking.status === 304);
      // Under a hand that drags nothing is replaced: the next question brings it.
      const dragging = document.documentElement.classList.contains("dragging");
      if (asking.status === 200 && !dragging) take(asking);
      timer = setTimeout(renew, document.hidden ? SLOWEST : pause);
      done();
    });
    asking.send();
  });
}

function address() {
  const since = document.getElementById("bgrid")?.dataset.revision ?? "-1";
  const url = new URL(builder.dataset.board, location.href);
  url.searchParams.set("since", since);
  return url;
}

function heard(answered) {
  pause = answered ? EVERY : Math.min(pause * 2, SLOWEST);
  if (answered === !lost) return;
  lost = !answered;
  if (!busy && !isAsking()) say(lost ? told?.dataset.lost : told?.dataset.back);
}

/** Put the parts of the answer in place of those shown; focus, scroll and open folds stay. */
function take(asking) {
  mark = asking.getResponseHeader("ETag") ?? mark;
  const fresh = asking.response;
  if (!fresh?.querySelector("[data-part]")) return;
  const kept = remember();
  for (const part of document.querySelectorAll("[data-part]")) {
    const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (other) part.replaceChildren(...other.childNodes);
  }
  restore(kept);
  const news = [...fresh.querySelectorAll("[data-news] li")].map((li) => li.textContent);
  changed.dispatchEvent(new Event("change"));
  if (news.length && !busy && !isAsking()) say(news.join(" "));
}

function remember() {
  const grid = document.getElementById("bgrid");
  const active = document.activeElement;
  const card = active?.closest("[data-s]")?.dataset.s;
  return {
    left: grid?.scrollLeft,
    top: grid?.scrollTop,
    id: active?.id,
    card,
    nth: card ? [...elementOf(card).querySelectorAll("a")].indexOf(active) : -1,
    open: [...document.querySelectorAll("[data-part] details[open] > summary")].map((one) => one.textContent),
  };
}

function restore(kept) {
  const grid = document.getElementById("bgrid");
  if (grid) grid.scrollTo(kept.left ?? 0, kept.top ?? 0);
  for (const summary of document.querySelectorAll("[data-part] details > summary"))
    if (kept.open.includes(summary.textContent)) summary.parentElement.open = true;
  if (document.activeElement !== document.body) return;
  const again = kept.card ? elementOf(kept.card)?.querySelectorAll("a")[Math.max(kept.nth, 0)] : null;
  (again ?? (kept.id ? document.getElementById(kept.id) : null))?.focus({ preventScroll: true });
}

/** Begin to listen: once now, to learn the mark, and then again and again. */
export function start() {
  told?.querySelector("[data-close]").addEventListener("click", () => say(""));
  timer = setTimeout(renew, EVERY / 4);
  document.addEventListener("visibilitychange", () => !document.hidden && !busy && renew());
  addEventListener("online", () => !busy && renew());
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-send]");
    if (!form) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form, event.submitter ?? undefined));
    const isUndo = form.matches("[data-undo-form], [data-redo-form]");
    send(form.action, fields, { isUndo });
  });
}
