// Checking in without a network: the day's list and what was pressed lie in this device's database
// until they are told; a press has its own key, so telling it twice changes nothing.
const desk = document.querySelector("[data-offline-desk]");
const said = desk.dataset;
const part = (name) => desk.querySelector(`[data-${name}]`);
const SHELF = "desk-offline";
const MOST_FOUND = 20;
const MOST_TOLD = 200;
const words = (sentence, value) => sentence.replace("{0}", value);
let list = null;
let presses = [];

const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open(`desk-${said.door}`, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("list");
    asked.result.createObjectStore("presses", { keyPath: "key" });
  };
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

/** What a request on one of the two stores answers, once it is written. */
async function store(name, act) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const change = database.transaction(name, "readwrite");
    const asked = act(change.objectStore(name));
    change.oncomplete = () => resolve(asked.result);
    change.onerror = () => reject(change.error);
  });
}

const dropList = async () => {
  list = null;
  await store("list", (kept) => kept.clear());
};

/** No list and no page stay. Presses, which name nobody, wait for the next sign-in of this desk. */
async function wipe(hasNoDuty) {
  await dropList();
  part("found").replaceChildren();
  if (hasNoDuty) {
    presses = [];
    await store("presses", (kept) => kept.clear());
  }
  await caches.delete(SHELF);
  for (const worker of await navigator.serviceWorker.getRegistrations()) {
    if (worker.scope === new URL(location.pathname, location).href) await worker.unregister();
  }
  tell(said.saidClosed);
}

const tell = (sentence) => {
  part("status").textContent = sentence;
  show();
};

function show() {
  part("lost").hidden = navigator.onLine;
  part("waiting").textContent = presses.length ? words(said.saidWaiting, presses.length) : "";
  part("send").hidden = !presses.length;
  part("loaded").textContent = list ? words(said.saidList, list.loaded) : said.saidNone;
  part("places").textContent = list?.places ?? "";
}

/** The answer's JSON; null when there is no network or no right, which is dealt with here. */
async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { cache: "no-store", redirect: "manual", ...options });
  } catch {
    show();
    return null;
  }
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
    await wipe(answer.status === 403);
    return null;
  }
  return answer.ok ? answer.json() : null;
}

/** How far the site's clock is ahead: none where its time lies between question and answer. */
function apart(there, asked, answered) {
  if (asked <= there && there <= answered) return 0;
  return there - Math.round((asked + answered) / 2);
}

async function load() {
  const asked = Date.now();
  const found = await ask(said.list);
  if (!found) return;
  list = { ...found, offset: apart(found.now, asked, Date.now()) };
  await store("list", (kept) => kept.put(list, "list"));
  tell("");
}

async function send() {
  if (!presses.length) return;
  const batch = presses.slice(0, MOST_TOLD);
  // Each press carries its own clock's correction; what is sent is corrected already.
  const told = batch.map(({ offset, ...press }) => ({ ...press, at: Math.max(0, press.at + offset) }));
  const body = JSON.stringify({ offset: 0, presses: told });
  const found = await ask(said.reconcile, { method: "POST", body, headers: { "Content-Type": "application/json" } });
  if (!found) return;
  for (const press of batch.filter(({ key }) => key in found.outcomes)) {
    await store("presses", (kept) => kept.delete(press.key));
    presses = presses.filter(({ key }) => key !== press.key);
    if (found.outcomes[press.key]) look(press, found.outcomes[press.key]);
  }
  tell("");
  await load();
}

function look(press, sentence) {
  const line = document.createElement("li");
  const person = list?.people.find(({ code }) => code === press.code);
  line.textContent = `${person?.name ?? press.code} (${press.code}): ${sentence}`;
  part("looks").append(line);
  part("look").hidden = false;
}

// Letters that no accent makes; in Arabic, forms of a letter that people type for each other.
const ALIKE = { "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": "" };
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[łđðøıßæœþىیةکـ]/g, (one) => ALIKE[one]).split(/[\s-]+/).filter(Boolean);

async function verifies(person, seal) {
  const hashed = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${person.code}/${seal}`));
  const hex = [...new Uint8Array(hashed)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.startsWith(person.verifier);
}

async function find(typed) {
  part("found").replaceChildren();
  if (!list) return tell(said.saidNone);
  const ticket = typed.match(/\/tickets\/([0-9A-Za-z]{4,16})\/([0-9A-Za-z_-]{8,64})\/?\s*$/);
  let found;
  if (ticket) {
    found = list.people.filter(({ code }) => code === ticket[1]);
    if (found.length && !(await verifies(found[0], ticket[2]))) return tell(said.saidForged);
  } else {
    const wanted = folded(typed);
    const holds = (one) => wanted.every((word) => folded(`${one.code} ${one.name} ${one.latin}`).some((held) => held.startsWith(word)));
    found = wanted.length ? list.people.filter(holds).slice(0, MOST_FOUND) : [];
  }
  tell(found.length ? "" : said.saidNobody);
  part("found").append(...found.map((person) => card(person, Boolean(ticket))));
}

function card(person, scanned) {
  const made = part("card").content.cloneNode(true);
  for (const name of ["name", "latin", "organisation"]) made.querySelector(`[data-${name}]`).textContent = person[name];
  const state = made.querySelector("[data-state]");
  const button = made.querySelector("[data-press]");
  const badge = made.querySelector("[data-badge]");
  const noted = presses.some(({ code }) => code === person.code);
  state.textContent = person.why || (person.in && words(said.saidIn, person.in)) || (noted ? said.saidNoted : "");
  button.textContent = said.saidPress;
  made.querySelector("[data-note]").textContent = person.note ?? "";
  button.hidden = Boolean(state.textContent);
  badge.parentElement.hidden = button.hidden || "inner" in said;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const press = { key: crypto.randomUUID(), code: person.code, at: Date.now(), offset: list?.offset ?? 0, scanned, badge: badge.checked };
    await store("presses", (kept) => kept.put(press));
    presses.push(press);
    state.textContent = said.saidNoted;
    button.hidden = badge.parentElement.hidden = true;
    tell("");
    await send();
  });
  return made;
}

/** What this page needs without a network: itself, its styles and its scripts. */
async function keep() {
  // An address passes as a script only through the one policy that this page allows.
  const policy = globalThis.trustedTypes?.createPolicy("desk-worker", {
    createScriptURL: (address) => (address === said.worker ? address : ""),
  });
  await navigator.serviceWorker.register(policy?.createScriptURL(said.worker) ?? said.worker);
  const used = performance.getEntriesByType("resource").map(({ name }) => name);
  const files = used.filter((address) => new URL(address).pathname.startsWith("/static/"));
  const shelf = await caches.open(SHELF);
  await shelf.addAll([location.pathname, ...new Set(files)]);
  desk.dataset.kept = "yes";
}

async function scan() {
  const camera = part("camera");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  camera.srcObject = stream;
  camera.hidden = false;
  await camera.play();
  const detector = new globalThis.BarcodeDetector({ formats: ["qr_code"] });
  const search = setInterval(async () => {
    const [code] = await detector.detect(camera).catch(() => []);
    if (!code) return;
    clearInterval(search);
    for (const track of stream.getTracks()) track.stop();
    camera.hidden = true;
    await find(code.rawValue);
  }, 300);
}

/** The list goes when its day ends; what was pressed stays until it is told. */
async function end() {
  if (!list || Date.now() + list.offset < list.until) return;
  await dropList();
  part("found").replaceChildren();
  tell(said.saidOver);
}

part("find").addEventListener("submit", (event) => {
  event.preventDefault();
  find(desk.querySelector("#q").value);
});
part("load").addEventListener("click", load);
part("send").addEventListener("click", send);
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]") || !presses.length) return;
  event.preventDefault();
  tell(said.saidHeld);
}, true);
addEventListener("online", send);
addEventListener("online", show);
addEventListener("offline", show);
setInterval(end, 30_000);
setInterval(send, 60_000);
if ("BarcodeDetector" in globalThis && navigator.mediaDevices) {
  part("scan").hidden = false;
  part("scan").addEventListener("click", scan);
}

list = (await store("list", (kept) => kept.get("list"))) ?? null;
presses = await store("presses", (kept) => kept.getAll());
await end();
show();
if (navigator.onLine) {
  if (!list) await load();
  await send();
  await keep();
}
