// The programme's builder. Without script its forms do the same, one page at a time.
import * as choosing from "./builder/choosing.js";
import * as dragging from "./builder/dragging.js";
import * as placing from "./builder/placing.js";
import { builder } from "./builder/table.js";
import * as talk from "./builder/talk.js";

/** Ctrl+Z and Ctrl+Shift+Z, where nobody is writing. */
function onKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
  if (event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  document.querySelector(event.shiftKey ? "[data-redo-form] button" : "[data-undo-form] button")?.click();
}

for (const only of builder.querySelectorAll("[data-scripted]")) only.hidden = false;
talk.start();
placing.start();
dragging.start();
choosing.start();
document.addEventListener("keydown", onKey);
builder.dataset.ready = "";
