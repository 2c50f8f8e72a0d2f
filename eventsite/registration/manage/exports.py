"""The organizers' list as files: CSV of any length, XLSX at once or as a job."""

from typing import Any

from flask import Response as FlaskResponse
from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.core import access, files, http, made, once, tasks, trace
from eventsite.core.sheets import writing
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import export, queries
from eventsite.registration.manage import registrations
from eventsite.registration.manage.section import SECTION
from eventsite.registration.queries import Chosen, addressed
from eventsite.registration.views import blueprint


@blueprint.route("/manage/events/<slug>/registrations.csv", endpoint="export")
@team(Duty.REGISTRATION)
def export_csv(event: Event) -> FlaskResponse:
    """Exactly the people that the filters leave, as CSV, streamed."""
    chosen = registrations.chosen_here(event)
    _note(event, chosen)
    table, found = export.table_of(event, chosen)
    rows = (table.row(one, said) for one, said in found)
    return http.csv_response(table.header, rows, f"{event.slug}-{chosen.tab.value}.csv")


@blueprint.get("/manage/events/<slug>/registrations.xlsx")
@team(Duty.REGISTRATION)
def export_excel(event: Event) -> ResponseReturnValue:
    """The same people as XLSX; a long list is made as a job, which has to be ordered."""
    chosen = registrations.chosen_here(event)
    people = queries.size_of(event.id, chosen)
    if people > export.AT_ONCE:
        g.rail_section = SECTION
        kept = _kept()
        return render_template(
            "registration/long_export.html", people=people, event=event, filtered=kept
        )
    _note(event, chosen)
    table, found = export.table_of(event, chosen)
    response = FlaskResponse(
        writing.xlsx("Registrations", table.header, (table.row(one, said) for one, said in found)),
        content_type=export.XLSX,
    )
    name = f"{event.slug}-{chosen.tab.value}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/manage/events/<slug>/registrations.xlsx")
@team(Duty.REGISTRATION)
@once.press
def order_excel(event: Event) -> ResponseReturnValue:
    """The people that the filters leave, as a job, to whose page it leads."""
    chosen = registrations.chosen_here(event)
    _note(event, chosen)
    kept, actor = _kept(), access.actor_key()
    job = tasks.enqueue("registration.export", created_by=actor, event_id=event.id, filters=kept)
    return redirect(url_for("tasks.job", job_id=job.id), 303)


@blueprint.get("/manage/events/<slug>/registrations/files/<int:task_id>")
@team(Duty.REGISTRATION)
def exported(event: Event, task_id: int) -> ResponseReturnValue:
    """The table that a job made, for whoever ordered it, for a day."""
    subject, actor = f"event:{event.id}", access.actor_key()
    found = made.find(actor=actor, subject=subject, task_id=task_id) or abort(404)
    trace.note("registration.exported", subject, actor=actor)
    return files.answer(found)


def _kept() -> dict[str, Any]:
    """The filters and columns of the address, and whether a file holds no other columns."""
    only = request.args.get("only")
    kept = registrations.kept_here()
    return {**kept, "only": only} if only == addressed.SHOWN else {**kept}


def _note(event: Event, chosen: Chosen) -> None:
    note = {"actor": access.actor_key(), "tab": chosen.tab.value}
    trace.note("registration.exported", f"event:{event.id}", **note)
