"""Reading programmes of other tools: which format a file has, and what stands in it."""

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from eventsite.core.sheets.source import Limits
from eventsite.exchange.reading import columns as columns_room
from eventsite.exchange.reading import sniffing
from eventsite.exchange.source import Format, Source

sniff = sniffing.sniff

#: The formats whose columns a person may match to ours.
TABLES = frozenset({Format.CSV, Format.XLSX, Format.DOCX})
_ROOMS = {
    Format.CSV: "csv_table",
    Format.XLSX: "xlsx",
    Format.DOCX: "docx",
    Format.ICAL: "ical",
    Format.FRAB_XML: "frab_xml",
    Format.FRAB_JSON: "frab_json",
    Format.PRETALX: "pretalx",
    Format.INDICO: "indico",
    Format.SESSIONIZE: "sessionize",
}


def read(
    format: Format, data: bytes, limits: Limits, columns: Mapping[str, str] | None = None
) -> Source:
    """What stands in a file of a known format; raises Unreadable, and nothing else.

    `columns`: for `TABLES` what a person chose: the column's name as `columns.Column.name` has
    it → a value of `columns.Field`, or empty for "leave out". None: as guessed.
    """
    if format in TABLES:
        table: Callable[[bytes, Limits, Mapping[str, str] | None], Source]
        table = _room(format, "read")
        return table(data, limits, columns)
    whole: Callable[[bytes, Limits], Source] = _room(format, "read")
    return whole(data, limits)


def matching(format: Format, data: bytes, limits: Limits) -> columns_room.Matching:
    """The columns of one of `TABLES` with what each seems to hold; raises Unreadable."""
    guess: Callable[[bytes, Limits], columns_room.Matching] = _room(format, "matching")
    return guess(data, limits)


def _room(format: Format, name: str) -> Any:
    """A function of the format's room, which brings a parser and is loaded when it is needed."""
    return getattr(importlib.import_module(f"{__name__}.{_ROOMS[format]}"), name)
