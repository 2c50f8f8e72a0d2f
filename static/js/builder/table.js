// Reads the builder's table as it stands in the page: columns are places, rows instants of the day.
// `n` counts minutes of life since the first row, so a night with a clock change is right too.

export const builder = document.getElementById("builder");
export const grid = () => document.querySelector("#bgrid table");

/** `HH:MM` so many minutes later, past midnight from 00:00 again. */
export function later(at, minutes) {
  const [hours, rest] = at.split(":").map(Number);
  const sum = (((hours * 60 + rest + minutes) % 1440) + 1440) % 1440;
  return `${String(Math.floor(sum / 60)).padStart(2, "0")}:${String(sum % 60).padStart(2, "0")}`;
}

/** Columns, rows and, for each row and column, the cell that covers it. */
export function read() {
  const table = grid();
  const columns = [...table.tHead.rows[0].cells].slice(1).map((th) => {
    return { th, room: th.dataset.room, title: th.querySelector("b").textContent };
  });
  const rows = [...table.tBodies[0].rows].map((tr) => {
    return { tr, n: Number(tr.dataset.n), at: tr.dataset.at, fold: tr.dataset.f ?? "" };
  });
  rows.forEach((row, i) => (row.end = rows[i + 1]?.n ?? row.n + 15));
  const cells = rows.map(() => []);
  rows.forEach((row, i) => {
    let col = 0;
    for (const td of [...row.tr.cells].slice(1)) {
      while (cells[i][col]) col += 1;
      for (let r = i; r < Math.min(i + td.rowSpan, rows.length); r += 1)
        for (let c = col; c < col + td.colSpan; c += 1) cells[r][c] = td;
      col += td.colSpan;
    }
  });
  return { columns, rows, cells };
}

/** The row in which minute `n` lies, by number; the first or last for a minute outside. */
export function rowOf(table, n) {
  const found = table.rows.findIndex((row) => n >= row.n && n < row.end);
  return found >= 0 ? found : n < table.rows[0].n ? 0 : table.rows.length - 1;
}

/** The wall time of minute `n`, as a form sends it. */
export function timeOf(table, n) {
  const row = table.rows[rowOf(table, n)];
  return { starts: later(row.at, n - row.n), fold: row.fold };
}

/** What a card says of itself; `el` is a cell, a part of one, or an entry of the tray. */
export function cardOf(el) {
  const { s, v, m, r } = el.dataset;
  return {
    code: s,
    version: Number(v),
    minutes: Number(m),
    rooms: (r ?? "").split(" ").filter(Boolean),
    online: "o" in el.dataset,
    locked: "l" in el.dataset,
    isBreak: "b" in el.dataset,
    title: (el.querySelector("h3") ?? el.querySelector("a")).textContent.trim(),
    href: el.querySelector("a").getAttribute("href"),
  };
}

export const elementOf = (code) => document.querySelector(`[data-s="${CSS.escape(code)}"]`);

/** Where a card stands: its column and minute; null for one that is not in this table. */
export function placeOf(table, code) {
  const el = elementOf(code);
  const td = el?.closest("td");
  if (!td) return null;
  const row = table.cells.findIndex((cells) => cells.includes(td));
  const start = el.querySelector("bdi")?.textContent ?? "";
  const col = table.cells[row].indexOf(td);
  // A card that shares its cell may begin later than the cell does.
  const into = minutesBetween(table.rows[row].at, start);
  return { col, n: table.rows[row].n + into };
}

function minutesBetween(from, to) {
  if (!/^\d\d:\d\d$/.test(to)) return 0;
  const minute = (at) => Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
  return (((minute(to) - minute(from)) % 1440) + 1440) % 1440;
}

/** Another session's card in the cell at a place, if one stands there. */
export function otherAt(table, place, code) {
  const td = table.cells[rowOf(table, place.n)][place.col];
  const there = [...(td?.matches("[data-s]") ? [td] : []), ...(td?.querySelectorAll("[data-s]") ?? [])];
  const el = there.find((one) => one.dataset.s !== code && !("b" in one.dataset));
  return el ? cardOf(el) : null;
}

/** What `/place` is sent so that a card goes to a place; a plenary keeps its rooms in one of them. */
export function fieldsFor(table, card, place) {
  const fields = new URLSearchParams({ day: builder.dataset.day, version: card.version, minutes: card.minutes });
  const { starts, fold } = timeOf(table, place.n);
  fields.set("starts", starts);
  const next = table.rows[rowOf(table, place.n) + 1];
  if (fold || (next && next.fold !== fold)) fields.set("fold", fold || "0");
  const room = table.columns[place.col].room;
  const stays = card.isBreak || card.rooms.includes(room);
  const rooms = stays ? card.rooms : /^\d+$/.test(room) ? [room] : [];
  for (const one of rooms) fields.append("rooms", one);
  if (card.online || room === "online") fields.set("online", "y");
  return fields;
}

export const urlOf = (code, what) => `${builder.dataset.sessions}/${code}/${what}`;

/** A sentence with its places filled in: `{title}` by `values.title`; kept apart in a line from right to left. */
export function fill(sentence, values) {
  const [open, close] = document.documentElement.dir === "rtl" ? ["\u2068", "\u2069"] : ["", ""];
  return sentence.replace(/\{(\w+)\}/g, (_, name) => `${open}${values[name] ?? ""}${close}`);
}
