#!/usr/bin/env python3
"""Holds the cells that Rollcall reads to those of two independent readers.

    cargo build --example cells
    python3 tests/differential/compare.py [file ...]

Without arguments every fixture is compared. The readers are Python's csv module and, where it
can be imported, DuckDB; for JSON, Python's json module, which says how many records there are and
what stands in each property. A difference that is explained in README.md beside this file is printed
as such; any other one, and an explanation that nothing needs any more, is a failure.
"""

import collections
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FIXTURES = os.path.join(ROOT, "tests", "fixtures")
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
DUMP = os.path.join(TARGET, "debug", "examples", "cells")
CODECS = {"utf-8": "utf-8", "utf-8-bom": "utf-8-sig", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}

csv.field_size_limit(1 << 30)


def decoded(raw, encoding):
    """The text as Python decodes it, without its byte-order mark."""
    if encoding == "windows-1252":
        # What the code page leaves open stays the control letter of the same number, as on the web.
        letters = [bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(256)]
        return "".join(letters[byte] for byte in raw)
    text = raw.decode(CODECS[encoding], "replace")
    if encoding.startswith("utf-16"):
        text = text.removeprefix("\ufeff")
    return text


def decoded_json(raw, encoding):
    """UTF-8 is Windows-1252 where the first letter beyond ASCII is none of it."""
    if encoding.startswith("utf-16"):
        return decoded(raw, encoding)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        is_utf8 = not raw[: error.start].isascii()
        return raw.decode("utf-8-sig", "replace") if is_utf8 else decoded(raw, "windows-1252")


def by_python(text, delimiter):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    return [row for row in reader]


def by_duckdb(duckdb, text, delimiter):
    """All cells as text; the widest record sets the number of columns."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", suffix=".csv") as file:
        file.write(text)
        file.flush()
        query = (
            "select * from read_csv(?, delim=?, quote='\"', escape='\"', header=false, all_varchar=true, "
            "null_padding=true, strict_mode=false, auto_detect=false, skip=0, parallel=false, "
            "max_line_size=20000000, columns=?)"
        )
        width = max((len(row) for row in by_python(text, delimiter)), default=0) or 1
        columns = {f"c{n}": "VARCHAR" for n in range(width)}
        connection = duckdb.connect()
        rows = connection.execute(query, [file.name, delimiter, columns]).fetchall()
    return [["" if cell is None else cell for cell in row] for row in rows]


class Word(str):
    """A number, yes or no as it is written."""


def no_json(word):
    raise ValueError(f"{word} is no JSON")


def plain(value):
    """With half letters lost, and yes and no as words."""
    if isinstance(value, Word):
        return value
    if isinstance(value, bool):
        return Word("true" if value else "false")
    if isinstance(value, str):
        return "".join("\ufffd" if 0xD800 <= ord(letter) < 0xE000 else letter for letter in value)
    if isinstance(value, Members):
        return Members((plain(name), plain(member)) for name, member in value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


class Members(list):
    """An object as its members in their order, those of one name included."""

    def as_dict(self):
        return dict(self)


def values_of(text):
    """The values of a text, one after another."""
    decoder = json.JSONDecoder(
        object_pairs_hook=Members, parse_float=Word, parse_int=Word, parse_constant=no_json
    )
    values, at = [], 0
    while True:
        while at < len(text) and text[at] in " \n\r\t\ufeff":
            at += 1
        if at == len(text):
            return values
        value, at = decoder.raw_decode(text, at)
        values.append(plain(value))


def records_of(value, is_outer=True):
    """The records of a value; None for what stands among records and is none."""
    if isinstance(value, Members):
        if value and value[0][0] == "error" and isinstance(value[0][1], Members):
            return [None]
        pages = [member for name, member in value if name == "value" and is_list(member)]
        if not pages:
            return [kept(value)]
        return [kept(item) for page in pages for item in page]
    if is_list(value) and is_outer:
        return [record for item in value for record in records_of(item, False)]
    return [None]


def kept(item):
    """A record; None for what is none, or tells that something was taken away."""
    is_record = isinstance(item, Members) and all(name != "@removed" for name, _ in item)
    return item if is_record else None


def is_list(value):
    return isinstance(value, list) and not isinstance(value, Members)


def cells_of(record, before=""):
    """The cells of a record by the path of their property."""
    cells = {}
    for name, value in record.as_dict().items():
        path = before + name
        if "@odata." in path or path.startswith("@microsoft.graph."):
            continue
        if isinstance(value, Members):
            cells.update(cells_of(value, path + "."))
        else:
            cells[path] = value
    return cells


def as_values(value):
    """Objects as dictionaries, words as the values they are."""
    if isinstance(value, Members):
        return {name: as_values(member) for name, member in value}
    if isinstance(value, list):
        return [as_values(item) for item in value]
    return json.loads(value) if isinstance(value, Word) else value


def is_cell(cell, value, counts):
    """Whether a cell holds a value. How lists of objects are put into a cell is not compared, but counted."""
    if not isinstance(value, list):
        return cell == ("" if value is None else value)
    texts = [item for item in value if isinstance(item, str)]
    is_clear = all(text and "+" not in text and not text.startswith("[") for text in texts)
    if value and len(texts) == len(value) and is_clear:
        return cell == "+".join(texts)
    try:
        return json.loads(cell) == as_values(value)
    except ValueError:
        counts["as reports have them"] += 1
        return bool(cell)


def difference_of_json(ours, text, counts):
    """The first difference between the records here and those that Python finds."""
    try:
        theirs = [record for value in values_of(text) for record in records_of(value)]
    except (ValueError, RecursionError) as error:
        # Whatever is no JSON there has to be told here.
        rejected = ours.get("rejected")
        counts["refused by both"] += 1
        is_told = rejected is None or any("was not read" in reason for _, reason in rejected)
        return "" if is_told else f"it gives up: {error}"
    if "records" not in ours:
        counts["without a record"] += 1
        return "" if all(record is None for record in theirs) else "no record here"
    if not len(theirs) == len(ours["records"]) == ours["n_rows"]:
        return f"{len(ours['records'])} records here, {len(theirs)} there"
    rejected = {row for row, _ in ours["rejected"]}
    for row, (record, cells) in enumerate(zip(theirs, ours["records"]), 1):
        if (record is None) != (row in rejected):
            return f"record {row}: {'rejected' if row in rejected else 'taken'} here"
        if record is None:
            continue
        counts["records"] += 1
        found = dict(zip((name.lower() for name in ours["columns"]), cells))
        expected = {name.lower(): value for name, value in cells_of(record).items()}
        for name, value in expected.items():
            counts["values"] += 1
            if name not in found or not is_cell(found[name], value, counts):
                return f"record {row}, {name}: {shown(found.get(name))} here, {shown(value)} there"
        for name, cell in found.items():
            if cell and name not in expected and not name.endswith(".disabledplans"):
                return f"record {row}, {name}: {shown(cell)} here, nothing there"
    return ""


def without_blank_lines(rows):
    """A blank line is one empty cell here, no cell for Python, and nothing for DuckDB."""
    return [row for row in rows if row not in ([], [""])]


def without_padding(rows):
    """Without the empty cells at the end of a row, which a table has and a record need not."""
    out = []
    for row in rows:
        row = list(row)
        while row and row[-1] == "":
            row.pop()
        if row:
            out.append(row)
    return out


def first_difference(ours, theirs):
    for index in range(max(len(ours), len(theirs))):
        left = ours[index] if index < len(ours) else None
        right = theirs[index] if index < len(theirs) else None
        if left != right:
            return f"record {index + 1}: {shown(left)} here, {shown(right)} there"
    return ""


def shown(row):
    text = json.dumps(row, ensure_ascii=True)
    return text if len(text) <= 160 else text[:160] + "…"


def explained():
    """(reader, path) of every difference that README.md explains."""
    found = set()
    with open(os.path.join(HERE, "README.md"), encoding="utf-8") as file:
        for line in file:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(cells) == 3 and cells[1] in ("Python", "DuckDB", "Python, JSON"):
                found.add((cells[1], cells[0].strip("`")))
    return found


def fixtures():
    for folder, _, names in sorted(os.walk(FIXTURES)):
        if folder != FIXTURES:
            yield from (os.path.join(folder, name) for name in sorted(names))


def main():
    given = sys.argv[1:]
    paths = given or [path for path in fixtures() if os.sep + "not_exports" + os.sep not in path]
    try:
        import duckdb
    except ImportError:
        duckdb = None
    lines = subprocess.run([DUMP, *paths], check=True, capture_output=True).stdout
    known, used, failures = explained(), set(), 0
    counts = {"Python": [0, 0, 0], "DuckDB": [0, 0, 0], "Python, JSON": [0, 0, 0]}
    of_json = collections.Counter()
    for line in lines.decode("utf-8").split("\n")[:-1]:
        ours = json.loads(line)
        name = os.path.relpath(ours["path"], FIXTURES)
        is_json = "json" in ours
        with open(ours["path"], "rb") as file:
            raw = file.read()
        if is_json:
            text = decoded_json(raw, ours["json"])
        else:
            text, delimiter = decoded(raw, ours["encoding"]), ours["delimiter"]
        readers = ["Python, JSON"] if is_json else ["Python"] + (["DuckDB"] if duckdb else [])
        for reader in readers:
            try:
                if is_json:
                    difference = difference_of_json(ours, text, of_json)
                elif reader == "Python":
                    theirs, alike = by_python(text, delimiter), without_blank_lines
                else:
                    theirs, alike = by_duckdb(duckdb, text, delimiter), without_padding
                if not is_json:
                    difference = first_difference(alike(ours["rows"]), alike(theirs))
            except Exception as error:  # A reader that gives up differs as well.
                difference = "it gives up: " + str(error).splitlines()[0][:200]
            count = counts[reader]
            count[0] += 1
            if not difference:
                continue
            count[1] += 1
            if (reader, name) in known:
                used.add((reader, name))
                count[2] += 1
            else:
                failures += 1
                print(f"{reader} {name}: {difference}")
    for reader, (n, n_different, n_explained) in counts.items():
        state = f"{n} files, {n_different} differ, {n_explained} of these are explained" if n else "not compared"
        print(f"{reader}: {state}")
    print("JSON: " + ", ".join(f"{n} {what}" for what, n in sorted(of_json.items())))
    if duckdb and not given:
        for reader, name in sorted(known - used):
            failures += 1
            print(f"{reader} {name}: explained, but there is no difference")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
