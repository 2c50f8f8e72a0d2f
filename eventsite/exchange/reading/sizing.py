"""How many rows a file seems to have, by marks alone: cheap, before anybody reads it."""

import io
from collections.abc import Iterator

from eventsite.core.sheets import packed
from eventsite.core.sheets.source import Limits
from eventsite.exchange.source import Format

#: What stands once in each row, entry or session.
_MARKS = {
    Format.CSV: b"\n",
    Format.XLSX: b"<row",
    Format.DOCX: b"<w:tr",
    Format.ICAL: b"BEGIN:VEVENT",
    Format.FRAB_XML: b"<event",
}
_IN_JSON = b'"title"'
#: Where the rows of a packed format stand.
_MEMBERS = {Format.XLSX: "xl/worksheets/", Format.DOCX: "word/document.xml"}


def has_more_rows(format: Format, data: bytes, limits: Limits, most: int) -> bool:
    """Whether there seem to be more than `most`; raises Unreadable for a ZIP that does harm.

    It stops at the first row too many. An entry that recurs counts as one.
    """
    found = 0
    mark = _MARKS.get(format, _IN_JSON)
    for piece in _pieces(format, data, limits):
        found += piece.count(mark)
        if found > most:
            return True
    return False


def _pieces(format: Format, data: bytes, limits: Limits) -> Iterator[bytes]:
    """The text in pieces; a mark on the edge of two of them is missed, which does no harm."""
    if format not in _MEMBERS:
        yield data
        return
    zipped = packed.Packed(io.BytesIO(data), limits)
    for name in zipped.names:
        if name.startswith(_MEMBERS[format]):
            yield from zipped.stream(name)
