// Drag the rows of <ol data-order> by their grip, with a mouse, a pen or a finger. Letting go sends
// the row's own form, as its Up and Down buttons do.

for (const list of document.querySelectorAll("[data-order]")) {
  let row = null;
  let from = -1;
  const rows = () => [...list.children];

  const move = (event) => {
    if (!row) return;
    const over = rows().find((one) => {
      const box = one.getBoundingClientRect();
      return one !== row && event.clientY > box.top && event.clientY < box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    list.insertBefore(row, below ? over.nextSibling : over);
  };

  const drop = () => {
    if (!row) return;
    const dropped = row;
    row = null;
    dropped.classList.remove("held");
    document.documentElement.classList.remove("dragging");
    const at = rows().indexOf(dropped);
    if (at === from) return;
    const form = dropped.querySelector("form");
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "at";
    field.value = String(at);
    form.append(field);
    form.submit();
  };

  for (const grip of list.querySelectorAll("[data-grip]")) {
    grip.hidden = false;
    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      row = grip.closest("li");
      from = rows().indexOf(row);
      row.classList.add("held");
      document.documentElement.classList.add("dragging");
    });
  }
  // On the window: a row that moves in the page loses hold of the pointer.
  addEventListener("pointermove", move);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", () => {
    if (!row) return;
    list.insertBefore(row, rows().filter((one) => one !== row)[from] ?? null);
    drop();
  });
}
