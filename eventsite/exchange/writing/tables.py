"""The programme as tables: CSV and XLSX, in the columns that the import takes back."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from rustpy_xlsxwriter import FastExcel

from eventsite.agenda.models import SpeakerRole
from eventsite.agenda.releases import Localized, ReleasedPerson, ReleasedSession
from eventsite.core import i18n, text, zones
from eventsite.exchange.writing import steady
from eventsite.exchange.writing.programme import Contributor, Programme, writable

#: The roles that have a column of their own; all others stand under "Speakers".
_ROLE_COLUMNS = {
    SpeakerRole.MODERATOR: "Moderators",
    SpeakerRole.PANELLIST: "Panellists",
    SpeakerRole.CHAIR: "Chairs",
}
#: Roles that are said before a name under "Speakers".
_SAID = {SpeakerRole.RAPPORTEUR: "Rapporteur", SpeakerRole.REMOTE_MODERATOR: "Remote moderator"}
#: What a spreadsheet can hold in one cell is 32,767 characters.
_LONGEST = 32_000
_WIDTHS = {"Title": 45.0, "Abstract": 60.0, "Biography": 60.0, "Id": 38.0, "URL": 40.0}
_WIDE = ("Speakers", "Moderators", "Panellists", "Chairs", "Organisation", "Name")

Rows = list[dict[str, str]]


def write_csv(p: Programme) -> bytes:
    """The sessions in UTF-8 with a byte order mark, which Excel wants; no cell is a formula."""
    columns, rows = session_columns(p), sessions(p)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for cells in chain([columns], ([row[name] for name in columns] for row in rows)):
        writer.writerow([text.safe_cell(cell) for cell in cells])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def write_xlsx(p: Programme) -> bytes:
    """A sheet of sessions and one of people; every cell is text, so none is a formula."""
    buffer = io.BytesIO()
    book = FastExcel(buffer)
    book.format(bold_headers=True)
    book.freeze(row=1)
    for name, columns, rows in (
        ("Programme", session_columns(p), sessions(p)),
        ("People", people_columns(p), people(p)),
    ):
        widths = {column: _width(column) for column in columns}
        book.sheet(name, rows or [dict.fromkeys(columns, "")], column_widths=widths)
    book.save()
    return steady.packed(buffer.getvalue(), p.published)


def session_columns(p: Programme) -> list[str]:
    """The names of the columns; titles and abstracts have one for each language in use."""
    shown = p.agenda.shown
    return [
        "Id",
        *(f"Title ({lang})" for lang in _langs(s.title for s in shown)),
        *("Date", "Start", "End", "Time zone", "Room", "Track", "Kind", "Languages"),
        *("Speakers", *_ROLE_COLUMNS.values(), "Status", "Online"),
        *(f"Abstract ({lang})" for lang in _langs((s.abstract for s in shown), least="")),
        *("URL", "Recording"),
    ]


def sessions(p: Programme) -> Rows:
    """A row for each session that visitors see, in order of time."""
    columns = session_columns(p)
    return [_filled(columns, _session(p, s)) for day in p.agenda.dates for s in p.agenda.on(day)]


def people_columns(p: Programme) -> list[str]:
    """The columns of the sheet of people."""
    langs = _langs((person.biography for person in p.people.values()), least="")
    biographies = [f"Biography ({lang})" for lang in langs]
    return ["Id", "Honorific", "Name", "Position", "Organisation", "Country", *biographies]


def people(p: Programme) -> Rows:
    """A row for everybody who has a name."""
    columns = people_columns(p)
    rows = []
    for speaker in p.agenda.speakers:
        person = p.people.get(speaker.code, ReleasedPerson())
        facts = {
            "Id": speaker.code,
            "Honorific": person.honorific,
            "Name": person.name,
            "Position": person.role_title,
            "Organisation": p.said(speaker.organisation),
            "Country": speaker.country,
            **{f"Biography ({lang})": said for lang, said in person.biography.items()},
        }
        if person.name:
            rows.append(_filled(columns, facts))
    return rows


def _session(p: Programme, s: ReleasedSession) -> dict[str, str]:
    start, end = p.local(s.start), p.local(s.end)
    is_told = _changes(start, end, p.agenda.zone)
    heard = p.heard(s)
    return {
        "Id": s.uid,
        **{f"Title ({lang})": said for lang, said in s.title.items()},
        "Date": start.date().isoformat(),
        "Start": _time(start, is_told),
        "End": _time(end, is_told),
        "Time zone": p.agenda.zone,
        "Room": "; ".join(p.rooms_of(s)),
        "Track": p.track_of(s),
        "Kind": s.kind,
        "Languages": ", ".join(s.languages),
        "Speakers": _listed(one for one in heard if one.role not in _ROLE_COLUMNS),
        **{
            column: _listed(one for one in heard if one.role == role)
            for role, column in _ROLE_COLUMNS.items()
        },
        "Status": "cancelled" if s.state == "cancelled" else "confirmed",
        "Online": "yes" if s.online else "no",
        **{f"Abstract ({lang})": said for lang, said in s.abstract.items()},
        "URL": p.session_urls.get(s.code, p.url),
        "Recording": s.recording,
    }


def _changes(start: datetime, end: datetime, zone: str) -> bool:
    """Whether the clock changes near a session, so that wall times alone do not say when it is."""
    walls = (start.replace(tzinfo=None), end.replace(tzinfo=None))
    is_twice = any(zones.is_ambiguous(wall, zone) for wall in walls)
    return is_twice or start.utcoffset() != end.utcoffset()


def _time(at: datetime, is_told: bool) -> str:
    """The wall time, with its offset where that is told."""
    return f"{at:%H:%M}" + (at.isoformat()[-6:] if is_told else "")


def _listed(people: Iterable[Contributor]) -> str:
    """`Name (Position, Organisation); …`, as the import reads people."""
    return "; ".join(_one(one) for one in people)


def _one(one: Contributor) -> str:
    facts = ", ".join(filter(None, map(_fact, (one.role_title, one.organisation))))
    role = _SAID.get(SpeakerRole(one.role), "")
    name = f"{role}: {_fact(one.name)}" if role else _fact(one.name)
    return f"{name} ({facts})" if facts else name


def _fact(said: str) -> str:
    """Words without what parts people in a cell."""
    return " ".join(said.translate(str.maketrans(";()", ",  ")).split())


def _langs(texts: Iterable[Localized], least: str = "en") -> list[str]:
    """The languages that texts have, in the order of the menu; at least one for titles."""
    there = {lang for each in texts for lang, said in each.items() if said}
    known = [lang for lang in i18n.LANGUAGES if lang in there]
    return known + sorted(there - set(known)) or ([least] if least else [])


def _filled(columns: Sequence[str], facts: dict[str, str]) -> dict[str, str]:
    return {name: writable(facts.get(name) or "")[:_LONGEST] for name in columns}


def _width(column: str) -> float:
    return _WIDTHS.get(column.partition(" (")[0], 30.0 if column in _WIDE else 14.0)
