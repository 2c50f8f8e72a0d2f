"""What kind of programme a file holds, by its content first and its name only where that helps."""

import re

from eventsite.core.i18n import N_
from eventsite.core.sheets.source import Said, Unreadable
from eventsite.exchange.source import Format

_HEAD = 1024 * 1024
_OTHERS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    (
        (b"%PDF",),
        N_("This is a PDF. Ask for the programme as a Word, Excel, CSV or calendar file."),
    ),
    (
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF"),
        N_("This is a picture. Ask for the programme as a Word, Excel, CSV or calendar file."),
    ),
    (
        (b"\xd0\xcf\x11\xe0",),
        N_(
            "This is an old Word or Excel file, or one with a password. Save it as .xlsx or "
            ".docx without a password."
        ),
    ),
    ((b"{\\rtf",), N_("This is an RTF document. Save it as .docx.")),
    (
        (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ"),
        N_("This file is packed. Unpack it and choose the programme inside it."),
    ),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_JSON: tuple[tuple[str, Format], ...] = (
    (r'"schedule"\s*:\s*\{', Format.FRAB_JSON),
    (r'"(isServiceSession|isPlenumSession|categoryItems|timeSlots)"\s*:', Format.SESSIONIZE),
    (r'"_?(type|fossil)"\s*:\s*"(HTTPAPIResult|contributionSchEntry|Conference)', Format.INDICO),
    (r'"(sessionSlotId|sessionCode|contributionId|conveners|entryType)"\s*:', Format.INDICO),
    (r'"(Proposal title|Proposal state|Speaker names)"\s*:', Format.PRETALX),
    (r'"(submission_type|avatar_url|is_featured|do_not_record)"\s*:', Format.PRETALX),
    (r'"(code|submissions)"\s*:', Format.PRETALX),
    (r'"(sessions|tagLine)"\s*:', Format.SESSIONIZE),
    (r'"conference"\s*:\s*\{', Format.FRAB_JSON),
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sniff(data: bytes, filename: str = "") -> Format:
    """The format; raises Unreadable with what to do for what no reader can take."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(Said(N_("The file is empty. Choose the file with the programme.")))
    if data.startswith(_ZIP):
        return _zipped(data)
    for starts, sentence in _OTHERS:
        if data.startswith(starts) and not _is_words(data, starts):
            raise Unreadable(Said(sentence))
    if b"ftyp" in data[4:8]:
        raise Unreadable(Said(_OTHERS[1][1]))
    text = _head(data)
    return _said_by_text(text) or _said_by_name(filename, data)


def _is_words(data: bytes, starts: tuple[bytes, ...]) -> bool:
    """Whether a short mark such as BM only begins a table's first word."""
    return b"BM" in starts and data[:2] == b"BM" and not _BINARY.search(data[:64])


def _head(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:_HEAD].decode("utf-16", "replace").lstrip()
    return data[:_HEAD].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").lstrip("\0 \t\r\n")


def _said_by_text(text: str) -> Format | None:
    if re.match(r"BEGIN\s*:\s*VCALENDAR", text, re.IGNORECASE):
        return Format.ICAL
    if text.startswith("<"):
        return _marked_up(text)
    if text.startswith(("{", "[")):
        for pattern, kind in _JSON:
            if re.search(pattern, text):
                return kind
        raise Unreadable(
            Said(
                N_(
                    "This JSON file is of no kind that can be read. Choose an export of frab, "
                    "pretalx, Indico or Sessionize."
                )
            )
        )
    if re.match(r"BEGIN\s*:\s*VCARD", text, re.IGNORECASE):
        raise Unreadable(Said(N_("This is an address book. Choose a calendar (.ics) file.")))
    return None


def _marked_up(text: str) -> Format:
    if re.search(r"<(?:[\w.-]+:)?schedule[\s/>]", text):
        return Format.FRAB_XML
    if re.search(r"<(!doctype\s+html|html|head|body)\b", text[:4096], re.IGNORECASE):
        raise Unreadable(
            Said(N_("This is a web page. Download the export itself, then choose that file."))
        )
    raise Unreadable(
        Said(
            N_(
                "This XML file is of no kind that can be read. Choose a schedule.xml as frab and "
                "pretalx write it."
            )
        )
    )


def _said_by_name(filename: str, data: bytes) -> Format:
    end = filename.rpartition(".")[2].casefold()
    if end in {"ics", "ical", "ifb"}:
        raise Unreadable(
            Said(
                N_("This is no calendar: it does not begin with BEGIN:VCALENDAR. Export it again.")
            )
        )
    if end in {"xlsx", "docx"}:
        raise Unreadable(Said(N_("This file is damaged. Save or export it again.")))
    if end in {"json", "xml"}:
        raise Unreadable(Said(N_("This file does not hold what its name says. Export it again.")))
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    # A few stray bytes are for the reader to name by their row; a file full of them is no table.
    if not wide and len(_BINARY.findall(data[:65536])) > len(data[:65536]) // 50 + 3:
        raise Unreadable(
            Said(N_("This is no text. Choose a CSV, Excel, Word, calendar, XML or JSON file."))
        )
    return Format.CSV


def _zipped(data: bytes) -> Format:
    """XLSX or DOCX by the part that each must have; only the list of members is looked at."""
    names = _names(data)
    if "xl/workbook.xml" in names:
        return Format.XLSX
    if "word/document.xml" in names:
        return Format.DOCX
    if "xl/workbook.bin" in names:
        raise Unreadable(Said(N_("This is a binary Excel file (.xlsb). Save it as .xlsx.")))
    if "content.xml" in names:
        raise Unreadable(Said(N_("This is an OpenDocument file. Save it as .xlsx, .docx or .csv.")))
    raise Unreadable(
        Said(N_("This ZIP file is no Excel or Word file. Unpack it and choose the programme."))
    )


def _names(data: bytes) -> set[str]:
    """The parts that tell; found by their records, so that no large list is built here."""
    wanted = (b"xl/workbook.xml", b"word/document.xml", b"xl/workbook.bin", b"content.xml")
    listed = data.rfind(b"PK\x05\x06")
    if listed < 0:
        raise Unreadable(Said(N_("This ZIP file is damaged. Save or export it again.")))
    start = int.from_bytes(data[listed + 16 : listed + 20], "little")
    records = data[min(start, listed) : listed]
    return {name.decode() for name in wanted if name in records}
