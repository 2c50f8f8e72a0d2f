// Every page: menus that close, focus on the error summary, buttons that copy an address.
// All of it shortens a way that exists without script.

/** Close every open menu except `keep`. */
function closeMenus(keep) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== keep) menu.open = false;
  }
}

/** Copy the text of the field before the button and say so in the button's own words. */
async function copyNear(button) {
  const field = button.closest(".copy")?.querySelector("input");
  if (!field) return;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    return; // The text stays selected, so the keyboard copies it.
  }
  const said = button.querySelector("[data-done]");
  if (said) said.textContent = said.dataset.done;
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
  const button = event.target.closest("[data-copy]");
  if (button) copyNear(button);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  closeMenus(null);
  menu?.querySelector("summary").focus();
});

for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
document.querySelector(".errsum")?.focus();

// Whoever signs out leaves nothing typed behind on a device that others use.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("kept:")) localStorage.removeItem(key);
  } catch {
    // Storage is switched off: nothing was kept.
  }
});

// A second press while the first is on its way is no second wish.
const HELD_FOR = 4_000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (Date.now() - Number(form.dataset.sent ?? 0) < HELD_FOR) event.preventDefault();
  else form.dataset.sent = Date.now();
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
