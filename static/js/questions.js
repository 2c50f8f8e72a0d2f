// Shows a question only while the answer that decides about it says so. Without script all of them
// stand on the page, each with a sentence that says when to answer. What was typed stays.

/** What is answered by the controls of a name: values of what is chosen; of one box "yes" or "no". */
function answered(form, name) {
  const controls = [...form.elements].filter((one) => one.name === name && one.type !== "hidden");
  const boxes = controls.filter((one) => one.type === "checkbox");
  if (boxes.length === 1 && boxes[0].value === "y") return [boxes[0].checked ? "yes" : "no"];
  const hidden = [...form.elements].filter((one) => one.name === name && one.type === "hidden");
  return [...controls, ...hidden]
    .filter((one) => (one.type !== "radio" && one.type !== "checkbox") || one.checked)
    .map((one) => one.value);
}

/** In the order of the page: what a hidden question says decides nothing. */
function settle(form) {
  const away = new Set();
  for (const part of form.querySelectorAll("[data-shown-by]")) {
    const { shownBy, shownOn } = part.dataset;
    const wanted = shownOn.split(" ");
    const fits = !away.has(shownBy) && answered(form, shownBy).some((one) => wanted.includes(one));
    part.hidden = !fits;
    if (!fits) for (const control of part.querySelectorAll("[name]")) away.add(control.name);
  }
}

for (const form of new Set([...document.querySelectorAll("[data-shown-by]")].map((part) => part.closest("form")))) {
  if (!form) continue;
  settle(form);
  form.addEventListener("change", () => settle(form));
  // A draft that js/keep.js brings back changes boxes without a word.
  addEventListener("pageshow", () => settle(form));
}
