"""The organizers' pages of bringing a programme: files, templates, columns."""

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, flash, g, render_template
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from eventsite.core import access, files, http, once
from eventsite.core.errors import Refused
from eventsite.core.i18n import LANGUAGES, gettext
from eventsite.core.sheets.source import Unreadable
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.exchange import jobs, lines, queries
from eventsite.exchange.actions import bringing
from eventsite.exchange.forms import imports as forms
from eventsite.exchange.models import IMPORT_LABELS, ImportState, ProgrammeImport
from eventsite.exchange.reading import known_columns
from eventsite.exchange.views import blueprint
from eventsite.exchange.writing import template

# Importing `jobs` registers what is read and taken in in the background.
__all__ = ["blueprint", "jobs"]

_PATH = "/manage/events/<slug>/programme/imports"
_TEMPLATES = {
    "csv": (template.write_csv, "text/csv; charset=utf-8"),
    "xlsx": (template.write_xlsx, files.KINDS["xlsx"][0]),
}


@blueprint.get(_PATH)
@team(Duty.AGENDA)
def imports(event: Event) -> str:
    """Bring a file; what was brought until now."""
    return _list(event, forms.BringForm())


@blueprint.post(_PATH)
@team(Duty.AGENDA)
@once.press
def bring(event: Event) -> ResponseReturnValue:
    """Take files up; leads to their columns, to their preview or to the job that reads them."""
    form = forms.BringForm.of_request()
    if form.ok():
        limit = bringing.limits_now().bytes + 1
        brought = [
            bringing.Brought(one.filename or "file", one.stream.read(limit), form.chosen)
            for one in form.files.data[: bringing.MOST_FILES + 1]
            if isinstance(one, FileStorage) and one.filename
        ]
        try:
            row = bringing.bring(event, brought, access.actor_key())
        except Refused as refused:
            form.refuse(refused, "files")
        except Unreadable as unreadable:
            form.files.errors = [sentence(unreadable)]
        else:
            return way_on(event, row)
    return _list(event, form), 422


@blueprint.get(f"{_PATH}/template.<ending>")
@team(Duty.AGENDA)
def import_template(event: Event, ending: str) -> ResponseReturnValue:
    """The empty table, as CSV or XLSX."""
    if ending not in _TEMPLATES:
        abort(404)
    write, mimetype = _TEMPLATES[ending]
    response = Response(write(list(event.text_langs)), content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="programme.{ending}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.get(f"{_PATH}/<int:number>/columns")
@team(Duty.AGENDA)
def import_columns(event: Event, number: int) -> str:
    """Which column of a table holds what."""
    return _columns(of_number(event, number))


@blueprint.post(f"{_PATH}/<int:number>/columns")
@team(Duty.AGENDA)
def match_columns(event: Event, number: int) -> ResponseReturnValue:
    """Read the tables with their columns as they were matched."""
    row = of_number(event, number)
    if not may_match(row):
        abort(404)
    try:
        tables = [
            (file.position, [column.name for column in matching.columns])
            for file, matching in bringing.matchings(row)
        ]
        chosen = forms.columns_of_request(tables)
        bringing.match_columns(event, row, chosen, access.actor_key())
    except Refused as refused:
        return _columns(row, refused.sentence), 422
    except Unreadable as unreadable:
        return _columns(row, sentence(unreadable)), 422
    return way_on(event, row)


def of_number(event: Event, number: int) -> ProgrammeImport:
    """An import of the event, or 404."""
    return queries.find_import(event.id, number) or abort(404)


def may_match(row: ProgrammeImport) -> bool:
    """Whether columns of the import can be matched, also once more."""
    states = (ImportState.MATCHING, ImportState.READY, ImportState.FAILED)
    return row.state in states and any(file.columns for file in row.files)


def way_on(event: Event, row: ProgrammeImport) -> ResponseReturnValue:
    """To the page on which an import goes on."""
    if row.state == ImportState.MATCHING:
        return http.seen_other("exchange.import_columns", slug=event.slug, number=row.number)
    if row.state == ImportState.READING:
        return http.seen_other("tasks.job", job_id=row.task_id)
    if row.state == ImportState.READY:
        flash(gettext("The file is read. Nothing in the programme has changed yet."), "note")
    return http.seen_other("exchange.an_import", slug=event.slug, number=row.number)


def sentence(unreadable: Unreadable) -> str:
    """Why something cannot be read, with the place in the source."""
    what = lines.said(unreadable.what)
    if unreadable.where is None:
        return what
    return str(gettext("%(place)s: %(what)s", place=lines.said(unreadable.where), what=what))


def _list(event: Event, form: forms.BringForm) -> str:
    g.rail_section = "agenda.builder"
    return render_template(
        "exchange/imports.html",
        form=form,
        known=queries.imports(event.id),
        labels=IMPORT_LABELS,
        formats=forms.FORMAT_LABELS,
        most=bringing.limits_now().bytes // (1024 * 1024),
    )


def _columns(row: ProgrammeImport, error: str = "") -> str:
    if not may_match(row):
        abort(404)
    g.rail_section = "agenda.builder"
    tables: list[Any] = []
    try:
        tables = bringing.matchings(row)
    except Unreadable as unreadable:
        error = error or sentence(unreadable)
    return render_template(
        "exchange/columns.html", row=row, tables=tables, fields=_fields(), error=error
    )


def _fields() -> Mapping[str, str]:
    """What a column may hold, in words; texts once for each language."""
    found = {}
    for field, label in known_columns.LABELS.items():
        found[field.value] = gettext(label)
        if field in known_columns.LOCALIZED:
            for lang, name in LANGUAGES.items():
                found[f"{field.value}:{lang}"] = gettext(
                    "%(field)s in %(language)s", field=gettext(label), language=name
                )
    return found
