// CSV as the exports write it.

const BOM = "\ufeff";

/** Records as CSV text: a header, then a record each, whose members stand below the captions of their names. */
export function csv(captions, records, { isMarked = false } = {}) {
  const lines = [captions, ...records.map((record) => captions.map((caption) => record[caption]))];
  return (isMarked ? BOM : "") + lines.map((cells) => cells.map(cell).join(",") + "\r\n").join("");
}

function cell(value) {
  const text = value === null || value === undefined ? "" : value === true ? "True" : value === false ? "False" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
