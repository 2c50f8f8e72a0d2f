"""Which format a file has: told by its content, or a sentence that says what to do."""

import pytest

from eventsite.core.sheets.source import Unreadable
from eventsite.exchange import reading
from eventsite.exchange.source import Format
from tests.exchange import table_files as files

KNOWN = [
    (b"Title,Start\nOpening,09:00\n", "programme.csv", Format.CSV),
    (b"Title;Start\r\n", "no-name", Format.CSV),
    ("Title\tStart\n".encode("utf-16"), "programme.txt", Format.CSV),
    (b"BMW talk,09:00\nTitle,x", "x.csv", Format.CSV),
    (b"\xef\xbb\xbf\r\nBEGIN:VCALENDAR\r\n", "programme.txt", Format.ICAL),
    (b"begin:vcalendar\n", "", Format.ICAL),
    (b'<?xml version="1.0"?><!-- a --><schedule>', "x.xml", Format.FRAB_XML),
    (b'{"schedule": {"conference": {}}}', "x.json", Format.FRAB_JSON),
    (b'[{"id": "1", "isServiceSession": false}]', "All", Format.SESSIONIZE),
    (b'{"count": 1, "_type": "HTTPAPIResult", "results": {}}', "1.json", Format.INDICO),
    (b'{"results": [{"code": "ABCDEF", "submission_type": "Talk"}]}', "", Format.PRETALX),
]
REFUSED = [
    (b"", "", "The file is empty. Choose the file with the programme."),
    (b"%PDF-1.7", "a.csv", "This is a PDF. Ask for the programme as a Word, Excel, CSV or calendar file."),  # noqa: E501
    (b"\x89PNG\r\n", "", "This is a picture. Ask for the programme as a Word, Excel, CSV or calendar file."),  # noqa: E501
    (b"\0\0\0\x18ftypheic", "", "This is a picture. Ask for the programme as a Word, Excel, CSV or calendar file."),  # noqa: E501
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.xls", "This is an old Word or Excel file, or one with a password. Save it as .xlsx or .docx without a password."),  # noqa: E501
    (b"{\\rtf1", "a.doc", "This is an RTF document. Save it as .docx."),
    (b"\x1f\x8b\x08", "", "This file is packed. Unpack it and choose the programme inside it."),
    (b"<!DOCTYPE html><html>", "", "This is a web page. Download the export itself, then choose that file."),  # noqa: E501
    (b"<rss version='2.0'>", "", "This XML file is of no kind that can be read. Choose a schedule.xml as frab and pretalx write it."),  # noqa: E501
    (b'{"a": 1}', "", "This JSON file is of no kind that can be read. Choose an export of frab, pretalx, Indico or Sessionize."),  # noqa: E501
    (b"BEGIN:VCARD", "", "This is an address book. Choose a calendar (.ics) file."),
    (b"hello", "a.ics", "This is no calendar: it does not begin with BEGIN:VCALENDAR. Export it again."),  # noqa: E501
    (b"hello", "a.xlsx", "This file is damaged. Save or export it again."),
    (b"hello", "a.json", "This file does not hold what its name says. Export it again."),
    (bytes(range(256)) * 9, "", "This is no text. Choose a CSV, Excel, Word, calendar, XML or JSON file."),  # noqa: E501
    (b"PK\x03\x04", "", "This ZIP file is damaged. Save or export it again."),
    (files.zipped({"content.xml": b""}), "a.ods", "This is an OpenDocument file. Save it as .xlsx, .docx or .csv."),  # noqa: E501
    (files.zipped({"xl/workbook.bin": b""}), "", "This is a binary Excel file (.xlsb). Save it as .xlsx."),  # noqa: E501
    (files.zipped({"a.csv": b""}), "", "This ZIP file is no Excel or Word file. Unpack it and choose the programme."),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize(("data", "filename", "format"), KNOWN)
def test_a_programme_is_told_by_its_content(data: bytes, filename: str, format: Format) -> None:
    assert reading.sniff(data, filename) == format


def test_office_files_are_told_by_their_parts() -> None:
    assert reading.sniff(files.workbook({"A": [["Title"]]}), "a.docx") == Format.XLSX
    assert reading.sniff(files.document("Hello"), "a.zip") == Format.DOCX


@pytest.mark.parametrize(("data", "filename", "sentence"), REFUSED)
def test_what_cannot_be_read_says_what_to_do(data: bytes, filename: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        reading.sniff(data, filename)
    assert str(refused.value) == sentence
