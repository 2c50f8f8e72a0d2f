// Keeps what was typed in <form data-keep="name"> on this device until the form has been accepted.
// The page shown after success carries data-kept-done="name" somewhere, which clears it.

// One day: the device may be shared.
const HOURS = 24;
const never = new Set(["password", "file", "hidden", "submit", "button"]);

const keyOf = (name) => `kept:${name}`;
/** What may be kept: not what data-keep-never names, and nothing that is to be agreed to. */
const controlsOf = (form) => {
  const left = new Set((form.dataset.keepNever ?? "").split(" "));
  return [...form.elements].filter(
    (control) => control.name && !never.has(control.type) && !left.has(control.name) && !control.closest("[data-keep-not]"),
  );
};

/** What the form holds now: [name, value, checked] of each control, in page order. */
function read(form) {
  return controlsOf(form).map((control) => [control.name, control.value, control.checked === true]);
}

function store(form, name) {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify({ at: Date.now(), answers: read(form) }));
  } catch {
    // Storage is full or switched off: the page still holds the answers.
  }
}

function recall(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(name)) ?? "null");
    if (kept && Date.now() - kept.at < HOURS * 36e5) return kept.answers;
    localStorage.removeItem(keyOf(name));
  } catch {
    // Storage is switched off or holds something else: nothing to bring back.
  }
  return null;
}

/** Put kept answers back, each to the control with the same name and, for boxes, the same value. */
function restore(form, answers) {
  const left = [...answers];
  for (const control of controlsOf(form)) {
    const box = control.type === "radio" || control.type === "checkbox";
    const at = left.findIndex(([name, value]) => name === control.name && (!box || value === control.value));
    if (at < 0) continue;
    const [, value, checked] = left.splice(at, 1)[0];
    if (box) control.checked = checked;
    else if (control.type !== "select-multiple") control.value = value;
  }
}

function forget(name) {
  try {
    localStorage.removeItem(keyOf(name));
  } catch {
    // Storage is switched off: nothing was kept.
  }
}

for (const done of document.querySelectorAll("[data-kept-done]")) forget(done.dataset.keptDone);

for (const form of document.querySelectorAll("form[data-keep]")) {
  const name = form.dataset.keep;
  // A form that came back with errors holds the newer answers already.
  const answers = document.querySelector(".errsum") ? null : recall(name);
  const before = JSON.stringify(read(form));
  if (answers && JSON.stringify(answers) !== before) {
    restore(form, answers);
    const note = form.querySelector("[data-kept]");
    if (note) note.hidden = false;
  }
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      store(form, name);
      const line = form.querySelector("[data-keeping]");
      if (line) line.hidden = false;
    }, 400);
  });
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keep-forget]")) return;
    forget(name);
    form.reset();
    clearTimeout(timer);
    for (const note of form.querySelectorAll("[data-kept], [data-keeping]")) note.hidden = true;
  });
  // Without a connection the browser would show its own page in place of the form.
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    store(form, name);
    const offline = document.querySelector("[data-offline]");
    if (!offline) return;
    offline.hidden = false;
    offline.tabIndex = -1;
    offline.focus();
  });
}

const offline = document.querySelector("[data-offline]");
if (offline) {
  const show = () => { offline.hidden = navigator.onLine; };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
}
