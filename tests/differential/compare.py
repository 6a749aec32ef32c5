#!/usr/bin/env python3
"""Holds the cells that Rollcall reads to those of two independent readers.

    cargo build --example cells
    python3 tests/differential/compare.py [file ...]

Without arguments every fixture is compared. The readers are Python's csv module and, where it
can be imported, DuckDB. A difference that is explained in README.md beside this file is printed
as such; any other one, and an explanation that nothing needs any more, is a failure.
"""

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
DUMP = os.path.join(ROOT, "target", "debug", "examples", "cells")
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
            if len(cells) == 3 and cells[1] in ("Python", "DuckDB"):
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
    counts = {"Python": [0, 0, 0], "DuckDB": [0, 0, 0]}
    for line in lines.decode("utf-8").split("\n")[:-1]:
        ours = json.loads(line)
        with open(ours["path"], "rb") as file:
            text = decoded(file.read(), ours["encoding"])
        delimiter = ours["delimiter"]
        name = os.path.relpath(ours["path"], FIXTURES)
        for reader in ["Python"] + (["DuckDB"] if duckdb else []):
            try:
                if reader == "Python":
                    theirs, alike = by_python(text, delimiter), without_blank_lines
                else:
                    theirs, alike = by_duckdb(duckdb, text, delimiter), without_padding
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
    if duckdb and not given:
        for reader, name in sorted(known - used):
            failures += 1
            print(f"{reader} {name}: explained, but there is no difference")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
