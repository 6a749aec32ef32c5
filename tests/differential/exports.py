"""Reads the exports of every report of the samples with Python's csv module and openpyxl, and holds them together.

    cargo run --example exports
    target/differential/bin/python tests/differential/exports.py      # --write makes exports.json anew
"""

import csv
import datetime
import json
import pathlib
import sys

import openpyxl
from openpyxl.utils.escape import unescape

ROOT = pathlib.Path(__file__).parents[2]
FOLDER = ROOT / "target/exports"
PINNED = pathlib.Path(__file__).with_name("exports.json")
# What no cell of a CSV file for spreadsheets may begin with, numbers and the hyphen alone apart.
HOSTILE = tuple("=+-@\t\r\n\0＝＋－＠")


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return text[0] in "-0123456789"


def unguarded(text):
    rest = text[1:] if text.startswith("'") else ""
    bare = rest.lstrip("'")
    return rest if bare.startswith(HOSTILE) and bare != "-" and not is_number(bare) else text


def as_text(cell):
    """A cell of a workbook as CSV writes it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d") if cell.number_format == "yyyy\\-mm\\-dd" else value.strftime("%Y-%m-%dT%H:%M:%SZ")
    # openpyxl leaves letters that XML cannot hold as Excel writes them.
    return unescape(value) if isinstance(value, str) else repr(value)


def compare(name):
    with open(FOLDER / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
        header, *records = csv.reader(file, strict=True)
    book = openpyxl.load_workbook(FOLDER / f"{name}.xlsx")
    sheet, about = book.worksheets
    told = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    columns = told["columns"]
    problems = []

    def expect(what, found, wanted):
        if found != wanted:
            problems.append(f"{name}: {what}: expected {wanted!r}, but found {found!r}")

    expect("sheets", about.title, "About")
    expect("frozen", sheet.freeze_panes, "A2")
    expect("filter", sheet.auto_filter.ref, sheet.dimensions if records else sheet.auto_filter.ref)
    expect("header", header, [column["title"] for column in columns])
    expect("header of the sheet", [cell.value for cell in sheet[1]], header)
    expect("rows of CSV", len(records), told["total"])
    expect("rows of the sheet", sheet.max_row - 1, told["total"])
    counts = {"rows": len(records), "columns": len(header), "text": 0, "number": 0, "date": 0, "empty": 0}
    for sheets in book.worksheets:
        for row in sheets.iter_rows():
            for cell in row:
                expect(f"kind of {sheets.title}!{cell.coordinate}", cell.data_type == "f", False)
    for place, (record, row, values) in enumerate(zip(records, sheet.iter_rows(min_row=2), told["rows"], strict=True)):
        for text, cell, value, column in zip(record, row, values, columns, strict=True):
            at = f"row {place + 1}, {column['id']}"
            if text.startswith(HOSTILE) and text != "-" and not is_number(text):
                problems.append(f"{name}: {at}: {text!r} may be a formula")
            bare = unguarded(text)
            found = as_text(cell)
            if is_number(bare) and not isinstance(cell.value, str):
                expect(at, float(found), float(bare))
            else:
                expect(at, found, bare)
            kind = column["type"]
            if value is not None and kind in ("date", "instant"):
                expect(at, bare, value)
                # Excel knows no date before March 1900.
                expect(f"{at} is a date", cell.is_date, value >= "1900-03-01")
            if value is not None and kind in ("integer", "number"):
                expect(at, float(bare), float(value))
                expect(f"{at} is a number", cell.data_type, "n")
            if value is not None and kind == "text":
                expect(f"{at} is text", isinstance(cell.value, str), True)
            counts["empty" if cell.value is None else "date" if cell.is_date else "number" if cell.data_type == "n" else "text"] += 1
    return counts, problems


def main():
    names = sorted(path.stem for path in FOLDER.glob("*.csv"))
    if not names:
        sys.exit("nothing to read: `cargo run --example exports` first")
    counts, problems = {}, []
    for name in names:
        counts[name], found = compare(name)
        problems += found
    if "--write" in sys.argv:
        PINNED.write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    elif counts != json.loads(PINNED.read_text(encoding="utf-8")):
        problems.append(f"the counts are not those of {PINNED.name}: {json.dumps(counts)}")
    for problem in problems[:40]:
        print(problem)
    cells = sum(one["rows"] * one["columns"] for one in counts.values())
    print(f"{len(names)} reports, {cells} cells, {len(problems)} differences")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
