// The desk's presses survive a lost network: before one is sent the site is asked whether it is
// there; if not, the press is kept on the page, said, and sent when asked again.
const lost = document.querySelector("[data-desk-lost]");
const again = lost.querySelector("button");

/** Send the form as the browser would, with the button that was pressed. */
function submit(form, button) {
  if (button?.name) {
    const pressed = document.createElement("input");
    Object.assign(pressed, { type: "hidden", name: button.name, value: button.value });
    form.append(pressed);
  }
  form.submit();
}

async function send(form, button) {
  try {
    await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(8_000) });
  } catch {
    lost.hidden = false;
    again.onclick = () => send(form, button);
    again.focus();
    return;
  }
  lost.hidden = true;
  submit(form, button);
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".desk form");
  if (!form || form.method !== "post" || event.defaultPrevented) return;
  event.preventDefault();
  send(form, event.submitter);
});
