"""The organizers' list as files: CSV of any length, XLSX of short lists."""

from collections.abc import Iterator
from typing import Any

from flask import Response as FlaskResponse
from flask import flash
from werkzeug.wrappers import Response

from eventsite.core import access, clock, http, i18n, trace
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.core.sheets import writing
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import export, queries
from eventsite.registration.manage import registrations
from eventsite.registration.manage.section import SECTION
from eventsite.registration.queries import Chosen
from eventsite.registration.views import blueprint

#: People in a workbook, which is written as a whole before it is sent.
MOST_IN_EXCEL = 5000


@blueprint.route("/manage/events/<slug>/registrations.csv", endpoint="export")
@team(Duty.REGISTRATION)
def export_csv(event: Event) -> FlaskResponse:
    """Exactly the people that the filters leave, as CSV, streamed."""
    chosen = registrations.chosen_here(event)
    _note(event, chosen)
    header, rows = _table(event, chosen)
    return http.csv_response(header, rows, f"{event.slug}-{chosen.tab.value}.csv")


@blueprint.route("/manage/events/<slug>/registrations.xlsx")
@team(Duty.REGISTRATION)
def export_excel(event: Event) -> Response:
    """The same people as XLSX; longer lists are led to the CSV."""
    chosen = registrations.chosen_here(event)
    if queries.size_of(event.id, chosen) > MOST_IN_EXCEL:
        flash(
            gettext(
                "An Excel table holds up to %(most)d people. Choose more filters, or take the CSV.",
                most=MOST_IN_EXCEL,
            )
        )
        return http.seen_other(SECTION, slug=event.slug, **registrations.kept_here())
    _note(event, chosen)
    header, rows = _table(event, chosen)
    response = FlaskResponse(
        writing.xlsx("Registrations", header, rows),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    name = f"{event.slug}-{chosen.tab.value}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _note(event: Event, chosen: Chosen) -> None:
    note = {"actor": access.actor_key(), "tab": chosen.tab.value}
    trace.note("registration.exported", f"event:{event.id}", **note)


def _table(event: Event, chosen: Chosen) -> tuple[list[str], Iterator[list[Any]]]:
    """The head and the rows, which are read when they are asked for."""
    day = chosen.day or clock.now().date()
    table = export.Table.in_words(day, event.zone, i18n.current_lang(), chosen.asked)
    query = queries.registrants(event.id, chosen)
    found = queries.exported(db.engine, query, table.question_ids)
    return table.header, (table.row(one, said) for one, said in found)
