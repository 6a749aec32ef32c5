// Workbooks for the browser tests, made of exact bytes.
import { deflateRawSync } from "node:zlib";

/** An archive of these parts, each `[name, content]` or `[name, content, promised size]`. */
export function archive(parts) {
  const bodies = [];
  const directory = [];
  let offset = 0;
  for (const [name, content, promised] of parts) {
    const packed = deflateRawSync(content);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(promised ?? Buffer.byteLength(content), 18);
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    const body = Buffer.concat([Buffer.from("PK\x03\x04"), facts, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    bodies.push(body);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), facts, place, Buffer.from(name));
    offset += body.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, listed, Buffer.from("PK\x05\x06"), end]);
}

const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const relation = (id, kind, target) => `<Relationship Id="${id}" Type="${kinds}/${kind}" Target="${target}"/>`;

/** A cell as Excel has it: a `Date` is a day, a number a number, anything else a text. */
function cell(value) {
  if (value === "") return "<c/>";
  if (value instanceof Date) return `<c s="1"><v>${value.getTime() / 86_400_000 + 25_569}</v></c>`;
  if (typeof value === "number") return `<c><v>${value}</v></c>`;
  return `<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
}

/** The parts of an .xlsx with these sheets, `{ name: rows }`. */
export function parts(sheets) {
  const names = Object.keys(sheets);
  const tabs = names.map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="r${at}"/>`);
  const targets = names.map((_, at) => relation(`r${at}`, "worksheet", `worksheets/sheet${at}.xml`));
  const rows = (records) => records.map((record) => `<row>${record.map(cell).join("")}</row>`).join("");
  return [
    ["_rels/.rels", `<Relationships>${relation("a", "officeDocument", "xl/workbook.xml")}</Relationships>`],
    ["xl/workbook.xml", `<workbook xmlns:r="${kinds}"><sheets>${tabs.join("")}</sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `<Relationships>${targets.join("")}${relation("s", "styles", "styles.xml")}</Relationships>`],
    ["xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"],
    ...names.map((name, at) => [`xl/worksheets/sheet${at}.xml`, `<worksheet><sheetData>${rows(sheets[name])}</sheetData></worksheet>`]),
  ];
}

/** An .xlsx with these sheets, as Playwright hands it to a page. */
export function workbook(name, sheets) {
  return { name, mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: archive(parts(sheets)) };
}
