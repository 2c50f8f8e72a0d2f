"""Workbooks of Excel: checked part by part, then opened by calamine, values only."""

import io
import zipfile

import python_calamine as calamine

from eventsite.core.i18n import N_
from eventsite.core.sheets import packed, places, scan, source
from eventsite.core.sheets.source import Limits, Said, Unreadable

UNREAD = N_("This Excel file cannot be read. Open it and save it again as .xlsx.")
_NEEDED = ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml")
_FOLDERS = ("xl/worksheets/", "xl/_rels/", "_rels/")


def opened(data: bytes, limits: Limits, failed: list[str]) -> calamine.CalamineWorkbook:
    """The workbook; raises Unreadable. `failed` gets the places of cells whose formula failed."""
    if len(data) > limits.bytes:
        raise Unreadable(source.too_large(limits))
    return _opened(_repacked(data, limits, failed))


def _repacked(data: bytes, limits: Limits, failed: list[str]) -> bytes:
    """The workbook with nothing but the checked parts that its values need.

    Two readers of one ZIP may find different members in it; what calamine is given was packed
    here, so it sees what was checked, and no drawing, macro or link to another workbook.
    """
    book = packed.opened(data, limits)
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for name in book.names:
            if name not in _NEEDED and not name.startswith(_FOLDERS):
                continue
            is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
            where = places.member(name)
            cells = failed if is_sheet else None
            out.writestr(name, scan.checked(book.stream(name), where, limits, cells))
    return into.getvalue()


def _opened(data: bytes) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable(Said(UNREAD)) from error
