// The bulk bar of a table: select all on this page, and how many are selected.
// Without script the bar is always there and its buttons act on what is ticked.

for (const form of document.querySelectorAll("form[data-select]")) {
  const bar = form.querySelector(".bulk");
  const all = form.querySelector("thead input[type=checkbox]");
  const boxes = [...form.querySelectorAll("tbody .pick input[type=checkbox]")];
  if (!bar || boxes.length === 0) continue;
  const count = bar.querySelector("[data-count]");

  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    bar.hidden = ticked === 0;
    count.textContent = String(ticked);
    count.hidden = false;
    if (!all) return;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all?.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  form.addEventListener("change", show);
  show();
}
