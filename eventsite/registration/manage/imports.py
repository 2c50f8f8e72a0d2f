"""Organizers bring a table of people, look at each row, take them in, and can take it back."""

import csv
import io
from collections import Counter

from flask import abort, flash, g, render_template, request, url_for

from eventsite.core import access, http, limits, sheets, tasks, text, trace
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration import display, importing
from eventsite.registration.actions import importing as actions
from eventsite.registration.importing import Planned, Standing
from eventsite.registration.manage.section import SECTION, Answer
from eventsite.registration.models import BROUGHT_LABELS, BroughtState, RegistrantImport
from eventsite.registration.queries import imports
from eventsite.registration.rules import Reason
from eventsite.registration.views import blueprint

#: Rows without a doubt that the page lists; all others are always listed.
_SHOWN = 500


@blueprint.route(
    "/manage/events/<slug>/registrations/imports",
    methods=["GET", "POST"],
    endpoint="registrants_import",
)
@team(Duty.REGISTRATION)
def registrants_import(event: Event) -> Answer:
    """Bring a CSV or Excel file; those brought before."""
    sentence = ""
    if request.method == "POST":
        limits.hit("registrants_import", access.actor_key(), pair="60 per hour")
        file = request.files.get("file")
        content = file.read(importing.LIMITS.bytes + 1) if file and file.filename else b""
        try:
            row = _brought(event, content, file.filename or "" if file else "")
            return http.seen_other("registration.registrant_import", slug=event.slug, key=row.id)
        except sheets.Unreadable as unreadable:
            sentence = str(gettext(unreadable.what.sentence, **unreadable.what.values))
    g.rail_section = SECTION
    page = render_template(
        "registration/imports.html",
        sentence=sentence,
        imports=imports.imports_of(event.id),
        labels=importing.LABELS,
        states=BROUGHT_LABELS,
        most=importing.LIMITS.rows,
    )
    return (page, 422) if sentence else page


def _brought(event: Event, content: bytes, name: str) -> RegistrantImport:
    lines = sheets.lines(content, importing.LIMITS)
    into = io.StringIO()
    csv.writer(into, lineterminator="\n").writerows(line.cells for line in lines)
    return actions.bring(
        event=event, name=text.one_line(name), table=into.getvalue(), actor=access.actor_key()
    )


@blueprint.route("/manage/events/<slug>/registrations/imports/<int:key>", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def registrant_import(event: Event, key: int) -> Answer:
    """What becomes of each row; columns by hand, taking in, taking back."""
    row = imports.find_import(event.id, key) or abort(404)
    if request.method == "POST":
        try:
            return _acted(event, row, request.form.get("action", ""))
        except Refused as refused:
            return _page(event, row, str(refused.sentence)), 422
    trace.note("registration.read", f"event:{event.id}", actor=access.actor_key())
    return _page(event, row)


def _acted(event: Event, row: RegistrantImport, action: str) -> Answer:
    here = http.seen_other("registration.registrant_import", slug=event.slug, key=row.id)
    if action == "columns" and row.state is BroughtState.SHOWN:
        known = request.form.getlist("column")[: sheets.source.MOST_COLUMNS]
        chosen = [name if name in importing.LABELS else "" for name in known]
        row.columns = [n if n not in chosen[:at] else "" for at, n in enumerate(chosen)]
        return here
    if action == "undo":
        gone, left = actions.undo(row=row, actor=access.actor_key())
        flash(
            gettext(
                "Taken back. Cancelled: %(gone)s. Left as they are, since somebody acted on them:"
                " %(left)s.",
                gone=gone,
                left=left,
            )
        )
        return here
    if action != "apply":
        abort(400)
    return _taken_in(event, row) or here


def _taken_in(event: Event, row: RegistrantImport) -> Answer | None:
    words = display.import_words(event)
    chosen = _chosen(actions.planned(row, words) if row.table else [])
    if not chosen and row.state is BroughtState.SHOWN:
        raise Refused(Reason.NOBODY_CHOSEN)
    is_told, actor = request.form.get("told") == "yes", access.actor_key()
    actions.choose(row=row, chosen=chosen, is_told=is_told)
    person = access.current_user().person
    if len(chosen) > importing.AT_ONCE:
        job = tasks.enqueue(
            "registration.import",
            created_by=actor,
            import_id=row.id,
            person_id=person.id,
            columns=row.columns,
        )
        return http.seen_other("tasks.job", job_id=job.id)
    actions.take_in(row=row, event=event, words=words, person=person, actor=actor)
    return None


def _chosen(planned: list[Planned]) -> list[int]:
    """New rows that nobody left out, and doubtful ones that somebody ticked."""
    take, leave = _numbers("take"), _numbers("leave")
    return [
        one.row.number
        for one in planned
        if (one.standing is Standing.NEW and one.row.number not in leave)
        or (one.standing is Standing.DOUBTFUL and one.row.number in take)
    ]


def _numbers(name: str) -> set[int]:
    return {int(n) for n in request.form.getlist(name) if n.isdecimal() and len(n) < 7}


def _page(event: Event, row: RegistrantImport, sentence: str = "") -> str:
    g.rail_section = SECTION
    words = display.import_words(event)
    planned = actions.planned(row, words) if row.table else []
    header = sheets.lines(row.table.encode(), importing.LIMITS)[0].cells if row.table else ()
    new = [one for one in planned if one.standing is Standing.NEW]
    others = [one for one in planned if one.standing in {Standing.DOUBTFUL, Standing.WRONG}]
    return render_template(
        "registration/import.html",
        row=row,
        sentence=sentence,
        header=header,
        columns=row.columns or importing.columns_of(header, words),
        labels=importing.LABELS,
        counts=Counter(one.standing for one in planned),
        standings=list(Standing),
        rows=[*others, *new[:_SHOWN]],
        hidden=max(0, len(new) - _SHOWN),
        state=BROUGHT_LABELS[row.state],
        back=url_for("registration.registrants_import", slug=event.slug),
    )
