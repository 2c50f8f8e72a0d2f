"""The programme as a document, as it is sent round: a table for each day, in one language."""

import io
from datetime import date

import docx
from docx.document import Document
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from eventsite.agenda import words
from eventsite.agenda.models import SessionKind
from eventsite.agenda.releases import Item, Localized, ReleasedSession
from eventsite.core import i18n, text, zones
from eventsite.core.i18n import gettext, ngettext
from eventsite.exchange.writing import docx_parts as parts
from eventsite.exchange.writing import steady
from eventsite.exchange.writing.programme import Contributor, Programme, writable
from eventsite.reference import countries

#: Time, session, speakers: what a page of A4 has between its margins.
_WIDTHS = (Cm(2.6), Cm(9.0), Cm(5.4))
_AUTHOR = "Plenary"


def write(p: Programme) -> bytes:
    """DOCX: title, place, version; then a heading and a table for each day."""
    document = docx.Document()
    _set_up(document, p)
    parts.set_language(document, p.lang)
    _head(document, p)
    for day in p.agenda.dates:
        _day(document, p, day)
    if not p.agenda.shown:
        _say(document.add_paragraph(), p, str(gettext("Nothing is planned yet.")))
    buffer = io.BytesIO()
    document.save(buffer)
    return steady.packed(buffer.getvalue(), p.published)


def _set_up(document: Document, p: Programme) -> None:
    title = p.said(p.title)
    core = document.core_properties
    core.title, core.author = f"{title} – {p.said_as}"[:255], _AUTHOR
    core.language, core.subject = parts.tag_of(p.lang), p.said_as
    core.comments, core.last_modified_by = "", _AUTHOR
    core.created = core.modified = p.published.replace(tzinfo=None)
    core.version = str(p.number)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    foot = section.footer.paragraphs[0]
    _say(foot, p, f"{title} · {_version(p)} · ")
    parts.page_number(foot)


def _version(p: Programme) -> str:
    return str(gettext("Version %(number)s", number=p.number))


def _head(document: Document, p: Programme) -> None:
    """Title block: event, what this is, when and where, which version, whose time."""
    dates = p.agenda.dates
    said = text.pick(p.title, p.lang)
    title = document.add_paragraph(style="Title")
    _say(title, p, writable(said.text), lang=said.lang)
    _say(document.add_paragraph(style="Subtitle"), p, p.said_as)
    lines = [i18n.show_days(dates[0], dates[-1])] if dates else []
    lines += [p.place] if p.place else []
    at = i18n.show_instant(p.published, p.agenda.zone)
    published = gettext("Version %(number)s, published %(time)s", number=p.number, time=at)
    lines += [str(published), _clock(p)]
    for line in lines:
        _say(document.add_paragraph(), p, line)
    _say(document.add_paragraph(), p, str(gettext("The newest version: %(url)s", url=p.url)))


def _clock(p: Programme) -> str:
    """Whose time it is, with its offset; the zone alone where the offset changes meanwhile."""
    offsets = {zones.offset_text(s.start, p.agenda.zone) for s in p.agenda.shown}
    offset = offsets.pop() if len(offsets) == 1 else p.agenda.zone
    return str(
        gettext("Times are those of %(city)s (%(offset)s).", city=p.zone_place, offset=offset)
    )


def _day(document: Document, p: Programme, day: date) -> None:
    heading = document.add_paragraph(style="Heading 1")
    label = next((d.label for d in p.agenda.days if d.hours.day == day), {})
    said = p.said(label)
    _say(heading, p, " – ".join(filter(None, [i18n.show_day(day), said])))
    held = p.agenda.on(day)
    if not held:
        _say(document.add_paragraph(), p, str(gettext("Nothing is planned on this day yet.")))
        return
    table = document.add_table(rows=1, cols=len(_WIDTHS), style="Table Grid")
    table.autofit = False
    parts.describe(table, f"{p.said_as}, {i18n.show_day(day)}")
    if p.lang in i18n.RIGHT_TO_LEFT:
        parts.table_from_the_right(table)
    names = (gettext("Time"), gettext("Session"), gettext("Speakers"))
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        _say(cell.paragraphs[0], p, str(name), bold=True)
        parts.shade(cell)
    parts.repeat(table.rows[0])
    for session in held:
        row = table.add_row()
        parts.keep_whole(row)
        _row(p, session, *row.cells)
    # Word reads the widths of cells, LibreOffice and Pages those of the grid.
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    for table_row in table.rows:
        for cell, width in zip(table_row.cells, _WIDTHS, strict=True):
            cell.width = width


def _row(p: Programme, session: ReleasedSession, time: _Cell, what: _Cell, who: _Cell) -> None:
    start, end = p.local(session.start), p.local(session.end)
    at = f"{i18n.show_time(start)}–{i18n.show_time(end)}"
    _say(time.paragraphs[0], p, at, lang="en")
    _title(what.paragraphs[0], p, session)
    for line in _facts(p, session):
        _say(what.add_paragraph(), p, line, small=True)
    _abstract(what, p, session.abstract)
    for part in session.parts:
        _part(what, p, part)
    for number, one in enumerate(p.heard(session)):
        paragraph = who.add_paragraph() if number else who.paragraphs[0]
        _person(paragraph, p, one)
    if session.kind == SessionKind.BREAK:
        for cell in (time, what, who):
            parts.shade(cell)


def _title(paragraph: Paragraph, p: Programme, session: ReleasedSession) -> None:
    said = text.pick(session.title, p.lang)
    is_off = session.state == "cancelled"
    if is_off:
        _say(paragraph, p, f"{gettext('Cancelled')}: ", bold=True)
    run = _say(paragraph, p, writable(said.text), lang=said.lang, bold=True)
    for one in run.runs[-1:]:
        one.font.strike = is_off or None


def _facts(p: Programme, session: ReleasedSession) -> list[str]:
    """Where, on which track, in which languages; nothing that is not known."""
    rooms = [r.names for code in session.rooms for r in p.agenda.rooms if r.id == code]
    place = words.places(rooms, session.online)
    track = p.track_of(session)
    lines = [" · ".join(filter(None, [place, track]))]
    if session.kind != SessionKind.BREAK:
        if session.languages:
            lines.append(_named(gettext("Languages"), words.all_languages(session.languages)))
        if session.interpretation:
            heard = words.all_languages(session.interpretation)
            lines.append(str(gettext("Interpretation: %(languages)s", languages=heard)))
    if session.has_captions:
        lines.append(str(gettext("With captions.")))
    if session.has_sign_language:
        lines.append(str(gettext("With sign language.")))
    return [writable(line) for line in lines if line]


def _named(name: str, said: str) -> str:
    return str(gettext("%(name)s: %(value)s", name=name, value=said))


def _abstract(cell: _Cell, p: Programme, abstract: Localized) -> None:
    said = text.pick(abstract, p.lang)
    for block in text.plain(said.text).split("\n") if said else ():
        if block.strip():
            _say(cell.add_paragraph(), p, writable(block.strip()), lang=said.lang)


def _part(cell: _Cell, p: Programme, part: Item) -> None:
    """An item of the session with its length and who presents it."""
    said = text.pick(part.title, p.lang)
    paragraph = cell.add_paragraph(style="List Bullet")
    _say(paragraph, p, writable(said.text), lang=said.lang)
    length = ngettext("%(num)s minute", "%(num)s minutes", part.minutes) if part.minutes else ""
    names = words.listed(p.names_of(part.presenters)) if part.presenters else ""
    more = i18n.comma(p.lang).join(filter(None, [str(length), names]))
    if more:
        _say(paragraph, p, f" ({more})")


def _person(paragraph: Paragraph, p: Programme, one: Contributor) -> None:
    role = words.voice(one.role, one.absent)
    if role:
        _say(paragraph, p, f"{role}: ")
    _say(paragraph, p, one.name, bold=True)
    country = ""
    if one.country in countries.COUNTRIES:
        country = countries.name(one.country, p.lang)
    comma = i18n.comma(p.lang)
    line = comma.join(filter(None, [one.role_title, one.organisation, country]))
    if line:
        _say(paragraph, p, f"{comma}{line}")


def _say(paragraph: Paragraph, p: Programme, said: str, lang: str = "", **look: bool) -> Paragraph:
    """A run in its language; the paragraph follows the direction of the document."""
    run = paragraph.add_run(said)
    run.bold = look.get("bold") or None
    if look.get("small"):
        run.font.size = Pt(9)
    parts.speak(run, lang or p.lang)
    if p.lang in i18n.RIGHT_TO_LEFT:
        parts.from_the_right(paragraph)
    return paragraph
