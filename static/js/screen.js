// Keeps a screen up to date. Asks every 20 seconds, with the mark of what it shows; when the network
// is lost it keeps the last content and says how old that is. Without script the page reloads itself.
const EVERY = 20_000;
const LOST_AFTER = 45_000;
const shown = document.querySelector("[data-screen]");
const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
// Any mark makes the question go past the browser's own cache; the first one fits nothing.
let mark = '"nothing yet"';
let heard = Date.now();

/** Say how old the content is, once it is older than two questions. */
function showAge() {
  const age = Date.now() - heard;
  const minutes = Math.floor(age / 60_000);
  const lost = shown.querySelector("[data-lost]");
  const words = age > LOST_AFTER ? lost.dataset.lost : "";
  // Said aloud once, not at each look.
  if (lost.textContent !== words) lost.textContent = words;
  shown.querySelector("[data-age]").textContent = minutes ? ago.format(-minutes, "minute") : "";
  shown.classList.toggle("old", age > LOST_AFTER);
}

/** Which script a page asks for: another one after the site was renewed. */
function scriptOf(page) {
  return page.querySelector("script[src]").getAttribute("src");
}

/** Take over what the server said; anything but a whole page or "not changed" is no answer. */
function take(answer) {
  const fresh = answer.status === 200 && answer.response?.querySelector("[data-screen]");
  if (fresh && scriptOf(answer.response) !== scriptOf(document)) {
    location.reload();
    return;
  }
  if (fresh) {
    shown.replaceChildren(...fresh.childNodes);
    document.title = answer.response.title;
    mark = answer.getResponseHeader("ETag") ?? mark;
  }
  if (fresh || answer.status === 304) heard = Date.now();
}

/** One question. XMLHttpRequest, because it parses a page without a string of markup. */
function ask() {
  const answer = new XMLHttpRequest();
  answer.open("GET", location.href);
  answer.responseType = "document";
  answer.timeout = EVERY / 2;
  answer.setRequestHeader("If-None-Match", mark);
  answer.addEventListener("loadend", () => {
    take(answer);
    showAge();
    setTimeout(ask, EVERY);
  });
  answer.send();
}

setTimeout(ask, EVERY);
setInterval(showAge, 5_000);
addEventListener("online", showAge);
