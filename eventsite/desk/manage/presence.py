"""Bringing in who was online, looking at the doubts, taking them in and taking them back."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import abort, flash, g, render_template, request
from flask.typing import ResponseReturnValue

from eventsite.core import access, asked, http, limits, sheets, text, trace
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext, ngettext
from eventsite.desk import actions, presence, queries
from eventsite.desk.manage import checkins
from eventsite.desk.manage.root import blueprint
from eventsite.desk.models import PresenceImport
from eventsite.desk.presence import Person, Standing
from eventsite.events.access import team
from eventsite.events.models import Duty, Event
from eventsite.registration.models import BROUGHT_LABELS, BroughtState

_PATH = "/manage/events/<slug>/presence"
_MOST_DAYS = 62
#: People of one kind that the page lists; a file with more doubts is divided.
_MOST_SHOWN = 300


@blueprint.route(_PATH, methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def online_presence(event: Event) -> ResponseReturnValue:
    """The files, and the form for one more."""
    sentence = ""
    if request.method == "POST":
        limits.hit("presence_import", access.actor_key(), pair="60 per hour")
        try:
            row = _brought(event)
        except sheets.Unreadable as unreadable:
            sentence = str(gettext(unreadable.what.sentence, **unreadable.what.values))
        else:
            if row is not None:
                return http.seen_other("desk.presence_import", slug=event.slug, number=row.id)
            sentence = str(gettext("Choose the day and a file."))
    page = _list_page(event, sentence)
    return (page, 422) if sentence else page


def _brought(event: Event) -> PresenceImport | None:
    day = next((d for d in _days(event) if d.isoformat() == request.form.get("day")), None)
    file = request.files.get("file")
    if day is None or file is None or not file.filename:
        return None
    lines = sheets.lines(file.read(presence.LIMITS.bytes + 1), presence.LIMITS)
    into = io.StringIO()
    csv.writer(into, lineterminator="\n").writerows(line.cells for line in lines)
    return actions.bring_presence(
        event=event,
        name=text.one_line(file.filename),
        day=day,
        table=into.getvalue(),
        actor=access.actor_key(),
    )


def _days(event: Event) -> Iterator[date]:
    """The days of the event; today for one that has none yet."""
    first = event.first_day or checkins.today_of(event)
    last = event.last_day or first
    for number in range(min((last - first).days + 1, _MOST_DAYS)):
        yield first + timedelta(days=number)


def _list_page(event: Event, sentence: str, minutes: str = "") -> str:
    g.rail_section = checkins.SECTION
    least = queries.least_minutes(event.id)
    return render_template(
        "desk/presence.html",
        sentence=sentence,
        days=list(_days(event)),
        imports=queries.presence_imports(event.id),
        states=BROUGHT_LABELS,
        labels=presence.LABELS,
        least=least,
        typed=minutes or least,
        people=queries.online_count(event.id),
        most=presence.LIMITS.rows,
    )


@blueprint.post(f"{_PATH}/minutes")
@team(Duty.REGISTRATION)
def presence_minutes(event: Event) -> ResponseReturnValue:
    """From how many minutes of a day somebody took part."""
    typed = request.form.get("minutes", "").strip()[:10]
    minutes = asked.natural(typed)
    if not 1 <= minutes <= presence.MOST_MINUTES:
        said = str(gettext("Enter minutes between 1 and 1440."))
        return _list_page(event, said, typed), 422
    actions.set_least_minutes(event=event, minutes=minutes, actor=access.actor_key())
    flash(gettext("The minutes are saved. All files are counted anew."))
    return http.seen_other("desk.online_presence", slug=event.slug)


@blueprint.route(f"{_PATH}/<int:number>", methods=["GET", "POST"])
@team(Duty.REGISTRATION)
def presence_import(event: Event, number: int) -> ResponseReturnValue:
    """One file: what is sure, what is in doubt; taking it in, and taking it back."""
    row = queries.find_presence(event.id, number) or abort(404)
    if request.method == "POST":
        try:
            return _acted(event, row, request.form.get("action", ""))
        except Refused as refused:
            db.session.rollback()
            row = queries.find_presence(event.id, number) or abort(404)
            return _page(event, row, refused.sentence), 422
    trace.note("presence.read", f"event:{event.id}", actor=access.actor_key())
    return _page(event, row)


def _acted(event: Event, row: PresenceImport, action: str) -> ResponseReturnValue:
    actor = access.actor_key()
    here = http.seen_other("desk.presence_import", slug=event.slug, number=row.id)
    if action == "columns" and row.state is BroughtState.SHOWN:
        known = request.form.getlist("column")[: sheets.source.MOST_COLUMNS]
        chosen = [name if name in presence.LABELS else "" for name in known]
        row.columns = [n if n not in chosen[:at] else "" for at, n in enumerate(chosen)]
        return here
    if action == "undo":
        actions.take_presence_back(row=row, actor=actor)
        flash(gettext("Nobody of this file is counted any more."))
        return here
    if action == "discard":
        actions.discard_presence(row=row, actor=actor)
        flash(gettext("The file is discarded."))
        return http.seen_other("desk.online_presence", slug=event.slug)
    if action != "apply":
        abort(400)
    count = actions.take_presence_in(row=row, event=event, chosen=_chosen(), actor=actor)
    flash(ngettext("%(num)s person is counted.", "%(num)s people are counted.", count))
    return here


def _chosen() -> dict[str, str]:
    """An attendee's key to a code, from a radio button or typed."""
    found = {}
    for name, said in request.form.items():
        kind, _, key = name.partition("-")
        code = said.strip().upper()[:16]
        if kind == "who" and key and code:
            found[key] = code
    return found


def _page(event: Event, row: PresenceImport, sentence: str = "") -> str:
    g.rail_section = checkins.SECTION
    facts: dict[str, Any] = {}
    if row.state is BroughtState.SHOWN and row.table:
        people = queries.confirmed(event.id)
        header, columns = actions.presence_columns(row)
        read = actions.read_presence(row, people)
        by_standing = Counter(one.standing for one in read.attendees)
        facts = {
            "header": header,
            "columns": columns,
            "is_enough": presence.is_enough(columns),
            "counts": by_standing,
            "sure": _of(read, Standing.SURE),
            "doubts": _of(read, Standing.DOUBTFUL),
            "unknown": _of(read, Standing.UNKNOWN),
            "wrong": read.wrong[:_MOST_SHOWN],
            "people": {one.id: one for one in people},
            "typed": _chosen(),
        }
    return render_template(
        "desk/presence_import.html",
        row=row,
        sentence=sentence,
        state=BROUGHT_LABELS[row.state],
        labels=presence.LABELS,
        standings=list(Standing),
        called=_called,
        most=_MOST_SHOWN,
        **facts,
    )


def _of(read: presence.Read, standing: Standing) -> list[presence.Attendee]:
    return [one for one in read.attendees if one.standing is standing][:_MOST_SHOWN]


def _called(person: Person) -> str:
    return next((name for name in person.names if name), person.code)
