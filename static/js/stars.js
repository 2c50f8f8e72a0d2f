// Stars on public pages, which are equal for everybody: in the account of who is signed in, else on
// this device. The first page seen signed in hands the device's stars over to the account.

const found = location.pathname.match(/^(\/[a-z]{2})?\/events\/([^/]+)\//);
const buttons = [...document.querySelectorAll("button[data-star]")];
const panel = document.querySelector("[data-stars]");
const root = found?.[1] ?? "";
const slug = found ? decodeURIComponent(found[2]) : "";
const key = `stars:${slug}`;
let starred = new Set();
let account = false;

/** The stars of this device; none when storage is switched off. */
function kept() {
  try {
    const codes = JSON.parse(localStorage.getItem(key) ?? "[]");
    return new Set(Array.isArray(codes) ? codes : []);
  } catch {
    return new Set();
  }
}

/** Keep stars on this device; false when that cannot be. */
function keep(codes) {
  try {
    if (codes.size) localStorage.setItem(key, JSON.stringify([...codes]));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

function show() {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(starred.has(button.dataset.star)));
    button.hidden = false;
  }
}

/** Shown first and filled then, so that a screen reader hears it. */
function say(text) {
  if (!panel) return;
  panel.hidden = !text;
  setTimeout(() => { panel.textContent = text ?? ""; }, 50);
}

/** Whether the account took these codes. */
async function send(codes, on) {
  const body = new URLSearchParams({ event: slug, on: on ? "1" : "0" });
  for (const code of codes) body.append("code", code);
  const headers = { Accept: "application/json" };
  const answer = await fetch(`${root}/me/stars`, { method: "POST", body, headers, redirect: "error" });
  return answer.ok;
}

/** What is starred, from the account if there is one. */
async function load() {
  starred = kept();
  show();
  try {
    const answer = await fetch(`${root}/me/stars.json?event=${encodeURIComponent(slug)}`);
    const said = answer.ok ? await answer.json() : { signed_in: false };
    account = said.signed_in;
    if (!account) return;
    const device = kept();
    if (device.size && (await send(device, true))) keep(new Set());
    starred = new Set([...said.starred, ...device]);
    show();
  } catch {
    // No connection: the device's stars are shown.
  }
}

async function press(button) {
  await loaded;
  const code = button.dataset.star;
  const on = !starred.has(code);
  const before = new Set(starred);
  if (on) starred.add(code);
  else starred.delete(code);
  show();
  let done = false;
  try {
    done = account ? await send([code], on) : keep(starred);
  } catch {
    done = false;
  }
  if (!done) {
    starred = before;
    show();
  }
  say(done ? (account || !on ? "" : panel?.dataset.here) : panel?.dataset.failed);
}

let loaded = Promise.resolve();
if (found && buttons.length) {
  loaded = load();
  for (const button of buttons) button.addEventListener("click", () => press(button));
  // Another tab of this device, and a page shown again by the back button.
  addEventListener("storage", (event) => {
    if (event.key !== key || account) return;
    starred = kept();
    show();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) loaded = load();
  });
}
