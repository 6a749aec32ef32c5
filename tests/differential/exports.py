"""Reads the exports of every report of the samples with Python's csv module and openpyxl, and holds them together;
groups of grouped views likewise, and drafts of mails with Python's email package.

    cargo run --example exports
    target/differential/bin/python tests/differential/exports.py      # --write makes exports.json anew
"""

import csv
import datetime
import email
import email.policy
import io
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


def groups(name):
    """The groups of a grouped view, in three formats."""
    with open(FOLDER / f"groups/{name}.csv", encoding="utf-8-sig", newline="") as file:
        header, *records = csv.reader(file, strict=True)
    book = openpyxl.load_workbook(FOLDER / f"groups/{name}.xlsx")
    told = json.loads((FOLDER / f"groups/{name}.json").read_text(encoding="utf-8"))["groups"]
    problems = []

    def expect(what, found, wanted):
        if found != wanted:
            problems.append(f"groups of {name}: {what}: expected {wanted!r}, but found {found!r}")

    expect("sheets", [sheet.title for sheet in book.worksheets[1:]], ["Groups", "About"])
    expect("selected", [bool(sheet.sheet_view.tabSelected) for sheet in book.worksheets], [True, False, False])
    sheet = book["Groups"]
    expect("frozen", sheet.freeze_panes, "A2")
    expect("header", [cell.value for cell in sheet[1]], header)
    *rows, last = sheet.iter_rows(min_row=2)
    expect("groups", (len(rows), len(told["groups"])), (len(records), told["total"]))
    n = len(told["by"])
    for place, (record, row, group) in enumerate(zip(records, rows, told["groups"])):
        for text, cell in zip(record, row, strict=True):
            bare, found = unguarded(text), as_text(cell)
            is_same = float(found) == float(bare) if is_number(bare) and not isinstance(cell.value, str) else found == bare
            expect(f"{cell.coordinate}", is_same, True)
        expect(f"rows of {place}", group["rows"], int(record[n]))
        for at, one in enumerate(group["sums"]):
            expect(f"sum {at} of {place}", one["sum"], float(record[n + 1 + 2 * at]) if record[n + 1 + 2 * at] else None)
            expect(f"rows without {at} of {place}", one["without"], int(record[n + 2 + 2 * at]))
    # What all rows are is what the groups are together.
    expect("all rows", last[n].value, sum(int(record[n]) for record in records))
    for at, one in enumerate(told["all"]["sums"]):
        parts = [float(record[n + 1 + 2 * at]) for record in records if record[n + 1 + 2 * at]]
        expect(f"sum {at} of all", abs((one["sum"] or 0) - sum(parts)) < 1e-6, True)
    return {"groups": len(records), "columns": len(header), "rows": told["all"]["rows"]}, problems


def drafts(name):
    """Drafts of mails: whole by RFC 5322 and 2045, each with the file that its people get by themselves."""
    folder = FOLDER / "drafts" / name
    found, problems = [], []
    for path in sorted(folder.glob("eml/*.eml")):
        raw = path.read_bytes()
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        text, file = mail.iter_parts()
        alone = folder / "csv" / f"{path.stem}.csv"
        own = (alone.with_suffix(".name")).read_text(encoding="utf-8")

        def expect(what, told, wanted):
            if told != wanted:
                problems.append(f"draft {name}/{path.name}: {what}: expected {wanted!r}, but found {told!r}")

        expect("defects", [part.defects for part in mail.walk()], [[], [], []])
        expect("long lines", max(len(line) for line in raw.split(b"\r\n")) <= 78, True)
        expect("bare line ends", raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r"), True)
        expect("all of it ASCII", raw.isascii(), True)
        expect("unsent", mail["X-Unsent"], "1")
        expect("kind of the text", text.get_content_type(), "text/plain")
        expect("kind of the file", (file.get_content_type(), file.get_content_disposition()), ("text/csv", "attachment"))
        expect("name of the file", file.get_filename(), own)
        content = file.get_payload(decode=True)
        expect("the file", content, alone.read_bytes())
        records = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
        body = text.get_content().replace("\r\n", "\n")
        # The group and its rows are named alike in subject and text.
        told = mail["Subject"].removeprefix("Accounts of ").split(", until ")[0]
        group, rows = told.rsplit(": ", 1)
        expect("rows", rows, f"{len(records) - 1} {'account' if len(records) == 2 else 'accounts'}")
        # A header is one line: of a tab or a line break in a name a space is left there.
        wanted = f"Dear colleagues,\n\n{rows} of {group} ändern sich.\n.\nYours"
        expect("text", body.rstrip("\n").split(), wanted.split())
        found.append([mail["Subject"], file.get_filename(), len(records) - 1])
    return found, problems


def main():
    names = sorted(path.stem for path in FOLDER.glob("*.csv"))
    if not names:
        sys.exit("nothing to read: `cargo run --example exports` first")
    counts, problems = {}, []
    for name in names:
        counts[name], found = compare(name)
        problems += found
    for name in sorted(path.stem for path in FOLDER.glob("groups/*.csv")):
        counts[f"groups of {name}"], found = groups(name)
        problems += found
    for name in ("of-mine", "hostile"):
        counts[f"drafts {name}"], found = drafts(name)
        problems += found
    if "--write" in sys.argv:
        PINNED.write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    elif counts != json.loads(PINNED.read_text(encoding="utf-8")):
        problems.append(f"the counts are not those of {PINNED.name}: {json.dumps(counts)}")
    for problem in problems[:40]:
        print(problem)
    cells = sum(one["rows"] * one["columns"] for one in counts.values() if isinstance(one, dict))
    print(f"{len(names)} reports, {cells} cells, {len(problems)} differences")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
