"""The files of a programme, each made once from the newest release and kept in the process."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, g

from eventsite.agenda import queries, releases
from eventsite.core import access, http, i18n, text
from eventsite.core.i18n import N_
from eventsite.events import wording
from eventsite.events.models import EventState
from eventsite.exchange.views.frame import blueprint
from eventsite.exchange.writing import frab, tables
from eventsite.exchange.writing.programme import Programme


@dataclass(frozen=True, slots=True)
class File:
    """A kind of file: where it stands, what it is called and for what it is good."""

    endpoint: str
    ending: str
    media_type: str
    name: str
    #: One sentence for the page that lists the files.
    use: str
    write: Callable[[Programme], bytes]
    #: Compressed already.
    is_packed: bool = False

    @property
    def disposition(self) -> str:
        """Saved by browsers, but shown where machines read it."""
        return "inline" if self.ending in ("xml", "json") else "attachment"


def _write_docx(p: Programme) -> bytes:
    # A slow leaf: python-docx costs a fifth of a second and its templates, for few requests.
    from eventsite.exchange.writing import docx_file  # noqa: PLC0415

    return docx_file.write(p)


_OFFICE = "application/vnd.openxmlformats-officedocument."
FILES = (
    File(
        "exchange.programme_docx",
        "docx",
        f"{_OFFICE}wordprocessingml.document",
        N_("Document (Word)"),
        N_("The programme to send round and to print, with a table for each day."),
        _write_docx,
        is_packed=True,
    ),
    File(
        "exchange.programme_xlsx",
        "xlsx",
        f"{_OFFICE}spreadsheetml.sheet",
        N_("Spreadsheet (Excel)"),
        N_("Every session in a row and every speaker on a second sheet, to sort and count."),
        tables.write_xlsx,
        is_packed=True,
    ),
    File(
        "exchange.programme_csv",
        "csv",
        "text/csv; charset=utf-8",
        N_("Table (CSV)"),
        N_("The same rows as plain text, which any program opens and our import takes back."),
        tables.write_csv,
    ),
    File(
        "exchange.frab_xml",
        "xml",
        "application/xml; charset=utf-8",
        N_("Schedule for apps (XML)"),
        N_("The frab format, for conference apps and for video teams."),
        frab.write_xml,
    ),
    File(
        "exchange.frab_json",
        "json",
        "application/json",
        N_("Schedule for apps (JSON)"),
        N_("The same frab format as JSON, for websites and scripts."),
        frab.write_json,
    ),
)
_BY_ENDPOINT = {file.endpoint: file for file in FILES}


@blueprint.get("/events/<slug>/schedule.xml")
@http.cacheable
@access.public
def frab_xml(slug: str) -> http.Kept:
    """The programme in the frab format."""
    return _answer(slug, "exchange.frab_xml")


@blueprint.get("/events/<slug>/schedule.json")
@http.cacheable
@access.public
def frab_json(slug: str) -> http.Kept:
    """The same as JSON."""
    return _answer(slug, "exchange.frab_json")


@blueprint.get("/events/<slug>/programme.csv")
@http.cacheable
@access.public
def programme_csv(slug: str) -> http.Kept:
    """The sessions as a table."""
    return _answer(slug, "exchange.programme_csv")


@blueprint.get("/events/<slug>/programme.xlsx")
@http.cacheable
@access.public
def programme_xlsx(slug: str) -> http.Kept:
    """Sessions and people as a spreadsheet."""
    return _answer(slug, "exchange.programme_xlsx")


@blueprint.get("/events/<slug>/programme.docx")
@http.cacheable
@access.public
def programme_docx(slug: str) -> http.Kept:
    """The programme as a document, in the language of the address."""
    return _answer(slug, "exchange.programme_docx")


def _answer(slug: str, endpoint: str) -> http.Kept:
    event = found(slug)
    if event.release_id is None:
        abort(404)
    return kept(event, _BY_ENDPOINT[endpoint])


def found(slug: str) -> queries.Published:
    """The public event of this address, or 404."""
    event = queries.find_published(slug)
    if event is None:
        abort(404)
    return event


def kept(event: queries.Published, file: File) -> http.Kept:
    """A file of the newest release in the language spoken; made when it is first asked for."""

    def made() -> http.Kept:
        p = programme_of(event)
        name = f"{p.file_name}.{file.ending}"
        # Pages of other sites may fetch what everybody may read.
        headers = {
            "Content-Disposition": f'{file.disposition}; filename="{name}"',
            "Access-Control-Allow-Origin": "*",
        }
        body = file.write(p)
        return http.Kept(body, file.media_type, headers=headers, is_packed=file.is_packed)

    return http.shelf.get((file.endpoint, *event.key, i18n.current_lang()), made)


def programme_of(event: queries.Published) -> Programme:
    """The newest release as writers take it, in the language spoken; there must be one.

    It is fetched once for a request, also where several files are made.
    """
    key = (event.key, i18n.current_lang())
    held = g.get("given")
    if held is None or held[0] != key:
        held = g.given = key, _programme(event)
    found: Programme = held[1]
    return found


def _programme(event: queries.Published) -> Programme:
    release_id = event.release_id or 0
    content, people = queries.stored(release_id)
    agenda, imprint = releases.read(content), queries.imprint(release_id)
    if event.state is EventState.CANCELLED:
        agenda = agenda.called_off()
    lang = i18n.current_lang()
    return Programme(
        slug=event.slug,
        title=event.title,
        said_as=wording.agenda_word(event.kind),
        agenda=agenda,
        people=people,
        number=imprint.number,
        published=imprint.created,
        lang=lang,
        place=text.tidy(wording.event_place(imprint, lang, venue=True)),
        zone_place=_clock(event, agenda.zone),
        url=i18n.url_in(lang, "agenda.programme", slug=event.slug),
        site=i18n.url_in("en", "site.home").rstrip("/"),
        session_urls={
            s.code: i18n.url_in(lang, "agenda.session", slug=event.slug, code=s.code)
            for s in agenda.shown
        },
    )


def _clock(event: queries.Published, zone: str) -> str:
    """Whose time the programme follows."""
    return wording.zone_place(event) if zone == event.zone else i18n.zone_city(zone)
