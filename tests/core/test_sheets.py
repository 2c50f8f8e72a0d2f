"""Tables of strangers: rows of strings out of CSV and workbooks, and what is refused."""

import io
from datetime import date

import openpyxl
import pytest

from eventsite.core import sheets
from eventsite.core.sheets import Limits, Line, Unreadable


def book(*rows: list[object]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ("name;email\n\nAda; a@example.org\n".encode("utf-8-sig"), ("Ada", "a@example.org")),
        (b'name,email\n\n"Lovelace, Ada",\'=1+1\n', ("Lovelace, Ada", "=1+1")),
        ("name\temail\n\nZoé\tz@example.org".encode("cp1252"), ("Zoé", "z@example.org")),
        (book(["name", "email"], [], ["Ada", 7.0]), ("Ada", "7")),
        (book(["name", "email"], [], ["Ada", date(2026, 5, 4)]), ("Ada", "2026-05-04")),
    ],
)
def test_rows_are_strings_with_the_number_spreadsheets_show(
    content: bytes, cells: tuple[str, ...]
) -> None:
    assert sheets.lines(content, Limits()) == [Line(1, ("name", "email")), Line(3, cells)]


@pytest.mark.parametrize(
    ("content", "limits", "says"),
    [
        (b"", Limits(), "empty"),
        (b"a\n" * 4, Limits(rows=2), "more than 2 rows"),
        (book(["a"], ["b"], ["c"], ["d"]), Limits(rows=2), "more than 2 rows"),
        (b"a" * 2_000_000, Limits(bytes=1_000_000), "larger than 0 MB"),
        (b"," * 201, Limits(), "more than 200 columns"),
        (b'"never closed', Limits(), "do not close"),
        (b"PK\x03\x04 nothing", Limits(), "ZIP file is damaged"),
        (book([*"a" * 3]), Limits(expanded=500), "grows to more"),
    ],
)
def test_what_no_table_needs_is_refused(content: bytes, limits: Limits, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        sheets.lines(content, limits)
