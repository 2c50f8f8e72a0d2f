"""The empty table that people fill in and bring: CSV, and XLSX with a sheet that explains it."""

import csv
import io
from collections.abc import Sequence

from rustpy_xlsxwriter import FastExcel

from eventsite.core.i18n import N_, gettext

#: Columns with what to write there and an example; those of `_BY_LANGUAGE` once a language.
_COLUMNS = (
    ("Id", N_("Your own number or code. Keep it when you bring the table again."), "S-01"),
    ("Title", N_("What the session is called. Nothing comes in without it."), "Opening"),
    ("Date", N_("The day as year-month-day."), "2027-03-16"),
    ("Start", N_("When it begins, on 24 hours."), "09:30"),
    ("End", N_("When it ends, on 24 hours."), "10:30"),
    ("Time zone", N_("Only where it is not the event's own."), "Europe/Zurich"),
    ("Room", N_("One room, or several with a semicolon between them."), "Room A"),
    ("Track", N_("The line of sessions that it belongs to."), "Trust"),
    (
        "Kind",
        N_("plenary, panel, keynote, talk, workshop, break, ceremony or networking."),
        "panel",
    ),
    ("Languages", N_("Languages spoken on the floor, by code."), "en, fr"),
    (
        "Speakers",
        N_("Name (Position, Organisation), with a semicolon between two people."),
        "Ana Example (Director, Example Institute)",
    ),
    ("Moderators", N_("Likewise."), ""),
    ("Panellists", N_("Likewise."), ""),
    ("Chairs", N_("Likewise."), ""),
    ("Status", N_("confirmed or cancelled."), "confirmed"),
    ("Online", N_("yes or no."), "yes"),
    ("Abstract", N_("What it is about."), ""),
    ("Recording", N_("The address of its recording, when there is one."), ""),
)
_BY_LANGUAGE = ("Title", "Abstract")


def columns(langs: Sequence[str]) -> list[str]:
    """The table's head; titles and abstracts have a column for each language."""
    return [one for name, _what, _like in _COLUMNS for one in _named(name, langs)]


def write_csv(langs: Sequence[str]) -> bytes:
    """The head alone, in UTF-8 with the mark that Excel wants."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow(columns(langs))
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def write_xlsx(langs: Sequence[str]) -> bytes:
    """An empty sheet with the head, and one that says what each column takes."""
    buffer = io.BytesIO()
    book = FastExcel(buffer)
    book.format(bold_headers=True)
    book.freeze(row=1)
    heads = columns(langs)
    book.sheet("Programme", [dict.fromkeys(heads, "")], column_widths=dict.fromkeys(heads, 18.0))
    head = (gettext("Column"), gettext("What to write"), gettext("Example"))
    rows = [
        dict(zip(head, (one, gettext(what), like), strict=True))
        for name, what, like in _COLUMNS
        for one in _named(name, langs)
    ]
    book.sheet(
        gettext("Explained"), rows, column_widths=dict(zip(head, (20.0, 70.0, 40.0), strict=True))
    )
    book.save()
    return buffer.getvalue()


def _named(name: str, langs: Sequence[str]) -> list[str]:
    return [f"{name} ({lang})" for lang in langs or ["en"]] if name in _BY_LANGUAGE else [name]
