"use strict";
(() => {
  const table = document.getElementById("rows");
  const body = table.tBodies[0];
  const heads = [...table.querySelectorAll("th[data-kind]")];
  const titles = heads.map((head) => head.textContent);
  const kinds = heads.map((head) => head.dataset.kind);
  const hasWhy = table.tHead.rows[0].cells.length > heads.length;
  const number = new Intl.NumberFormat("en-US");
  const letters = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const step = 1000;
  // A table of many more takes a browser half a minute to lay out.
  const most = 5000;

  // The first rows stand in the page, the others behind it as data: each is its texts and the number of its explanation.
  const rows = [...body.rows].map((element) => ({
    cells: [...element.cells].slice(0, heads.length).map((cell) => cell.textContent), why: element.dataset.why ?? "", element,
  }));
  const rest = document.getElementById("rest");
  if (rest) for (const texts of JSON.parse(rest.textContent)) rows.push({ cells: texts.slice(0, heads.length), why: texts[heads.length] });

  const chosen = heads.map(() => null);
  let sought = "";
  let order = { column: -1, down: false };
  let limit = step;
  let kept = rows;

  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  function elementOf(row) {
    row.element ??= make("tr", {}, ...row.cells.map((text, at) => make("td", { className: kinds[at], textContent: text })),
      ...(hasWhy ? [make("td", { className: "why" }, ...(row.why === "" ? [] : [make("a", { href: `#why-${row.why}`, textContent: "Why" })]))] : []));
    return row.element;
  }

  function compare(left, right) {
    const [one, other] = [left.cells[order.column], right.cells[order.column]];
    if (one === "" || other === "") return (one === "") - (other === "");
    const [n, m] = [Number(one), Number(other)];
    const found = kinds[order.column] === "number" && !Number.isNaN(n) && !Number.isNaN(m) ? n - m : letters.compare(one, other);
    return order.down ? -found : found;
  }

  function fits(row) {
    if (sought !== "" && !(row.text ??= row.cells.join("\n").toLowerCase()).includes(sought)) return false;
    return chosen.every((test, at) => test === null || test(row.cells[at]));
  }

  function choose() {
    kept = rows.filter(fits);
    if (order.column >= 0) kept.sort(compare);
    limit = step;
    draw();
  }

  function draw() {
    body.replaceChildren(...kept.slice(0, limit).map(elementOf));
    const shown = Math.min(limit, kept.length);
    const of = kept.length === rows.length ? `${number.format(rows.length)} rows` : `${number.format(kept.length)} of ${number.format(rows.length)} rows fit`;
    status.textContent = shown < kept.length ? `${of}, the first ${number.format(shown)} are shown` : of;
    more.hidden = shown === kept.length;
    all.hidden = more.hidden || kept.length > most;
  }

  const status = make("span", { role: "status" });
  status.setAttribute("role", "status");
  const search = make("input", { type: "search" });
  search.addEventListener("input", () => {
    sought = search.value.trim().toLowerCase();
    choose();
  });
  const more = make("button", { type: "button", textContent: `Show ${number.format(step)} more`, onclick: () => { limit += step; draw(); } });
  const all = make("button", { type: "button", textContent: "Show all", onclick: () => { limit = Infinity; draw(); } });
  document.querySelector(".tools").append(make("label", {}, "Search", search), status, more, all,
    make("button", { type: "button", textContent: "Print", onclick: () => print() }));

  heads.forEach((head, column) => {
    const button = make("button", { type: "button", textContent: titles[column] });
    button.addEventListener("click", () => {
      const before = order.column === column;
      order = before && order.down ? { column: -1, down: false } : { column, down: before };
      heads.forEach((other, at) => {
        if (at === order.column) other.setAttribute("aria-sort", order.down ? "descending" : "ascending");
        else other.removeAttribute("aria-sort");
      });
      choose();
    });
    head.replaceChildren(button);
  });

  const filters = make("tr", { className: "filters" });
  titles.forEach((title, column) => {
    const values = new Map();
    for (const row of rows) {
      values.set(row.cells[column], (values.get(row.cells[column]) ?? 0) + 1);
      if (values.size > 40) break;
    }
    let field;
    if (values.size > 40) {
      field = make("input", { type: "search", placeholder: "holds" });
      field.addEventListener("input", () => {
        const part = field.value.trim().toLowerCase();
        chosen[column] = part === "" ? null : (text) => text.toLowerCase().includes(part);
        choose();
      });
    } else {
      const names = [...values.keys()].sort(letters.compare);
      field = make("select", {}, make("option", { value: "", textContent: "all" }),
        ...names.map((name, at) => make("option", { value: String(at), textContent: `${name === "" ? "(empty)" : name} (${number.format(values.get(name))})` })));
      field.addEventListener("change", () => {
        const wanted = names[Number(field.value)];
        chosen[column] = field.value === "" ? null : (text) => text === wanted;
        choose();
      });
    }
    field.setAttribute("aria-label", `Filter by ${title}`);
    filters.append(make("th", {}, field));
  });
  if (hasWhy) filters.append(make("td", { className: "why" }));
  table.tHead.append(filters);
  document.getElementById("without")?.remove();
  draw();
})();
