"""The desk's pages of the day: all rooms now, one room with its buttons, and undoing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import abort, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsite.agenda import desk, live_moves, moments, queries, releases, words
from eventsite.agenda.actions import live as actions
from eventsite.agenda.models import LiveChange, LiveKind
from eventsite.agenda.queries import followers as follower_queries
from eventsite.agenda.views import blueprint
from eventsite.core import access, clock, http, text, zones
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext, ngettext
from eventsite.events import access as event_access
from eventsite.events.models import Duty, Event

_guard = event_access.team(Duty.DESK, Duty.AGENDA)


@dataclass(frozen=True)
class Problem:
    """What was refused, where it stood, and what was typed."""

    sentence: str
    code: str
    field: str = ""
    typed: str = ""


@blueprint.get("/manage/events/<slug>/programme/live")
@_guard
def live(event: Event) -> ResponseReturnValue:
    """All rooms of today; on other days what it would be."""
    d = _desk(event)
    places = [d.place(p) for p in d.places] if d else []
    return _page("agenda/live.html", d, places=places, may_plan=event_access.may(Duty.AGENDA))


@blueprint.get("/manage/events/<slug>/programme/live/rooms/<int:number>")
@_guard
def live_room(event: Event, number: int) -> ResponseReturnValue:
    """One room: what runs, what comes next, and the buttons; 0 is what has no room."""
    return _room(event, number)


@blueprint.post("/manage/events/<slug>/programme/live/rooms/<int:number>/<code>/late")
@_guard
def live_late(event: Event, number: int, code: str) -> ResponseReturnValue:
    """A session begins later."""
    typed = request.form.get("minutes", "")
    minutes = int(typed) if typed.isdecimal() and len(typed) < 5 else 0
    return _do(
        event,
        number,
        code,
        lambda agenda: live_moves.late(agenda, code, minutes),
        lambda actor, key: actions.late(event, code, minutes, actor, key),
    )


@blueprint.post("/manage/events/<slug>/programme/live/rooms/<int:number>/<code>/room")
@_guard
def live_move(event: Event, number: int, code: str) -> ResponseReturnValue:
    """A session goes to another room."""
    there = request.form.get("room", 0, type=int)
    return _do(
        event,
        number,
        code,
        lambda agenda: actions.moving(event, code, number, there)(agenda),  # noqa: PLW0108  # refuses when called
        lambda actor, key: actions.change_room(event, code, number, there, actor, key),
    )


@blueprint.post("/manage/events/<slug>/programme/live/rooms/<int:number>/<code>/cancel")
@_guard
def live_cancel(event: Event, number: int, code: str) -> ResponseReturnValue:
    """A session does not take place."""
    return _do(
        event,
        number,
        code,
        lambda agenda: live_moves.cancelled(agenda, code),
        lambda actor, key: actions.cancel(event, code, actor, key),
    )


@blueprint.post("/manage/events/<slug>/programme/live/rooms/<int:number>/<code>/absent")
@_guard
def live_absent(event: Event, number: int, code: str) -> ResponseReturnValue:
    """Somebody of a session did not come."""
    speaker = request.form.get("speaker", "")
    return _do(
        event,
        number,
        code,
        lambda agenda: live_moves.absent(agenda, code, speaker),
        lambda actor, key: actions.absent(event, code, speaker, actor, key),
    )


@blueprint.post("/manage/events/<slug>/programme/live/rooms/<int:number>/undo/<int:change>")
@_guard
def live_undo(event: Event, number: int, change: int) -> ResponseReturnValue:
    """Take one change of the day back."""
    found = queries.find_live_change(event.id, change)
    if found is None:
        abort(404)
    try:
        actions.undo(event, found, access.actor_key())
    except Refused as refused:
        return _room(event, number, Problem(refused.sentence, ""))
    flash(gettext("Undone. The programme is as it was before, and those concerned are told."))
    return http.seen_other("agenda.live_room", slug=event.slug, number=number)


def _do(
    event: Event,
    number: int,
    code: str,
    planned: Callable[[releases.ReleasedAgenda], live_moves.Plan],
    act: Callable[[str, str], LiveChange],
) -> ResponseReturnValue:
    """Act on today's session; on another day say what it would be, and change nothing."""
    d = _desk(event)
    try:
        if d is None:
            raise Refused(live_moves.Reason.NOTHING_PUBLISHED)
        if not d.is_today(code):
            return _would_be(d, number, planned)
        change = act(access.actor_key(), request.form.get("key", "")[:64])
    except Refused as refused:
        typed = request.form.get("minutes", "")[:10]
        return _room(event, number, Problem(refused.sentence, code, refused.field or "", typed))
    _say(event, number, change)
    here = None if change.kind == LiveKind.ROOM else f"s-{code}"
    return http.seen_other("agenda.live_room", slug=event.slug, number=number, _anchor=here)


def _say(event: Event, number: int, change: LiveChange) -> None:
    """Say what is public now and how many are told, with Undo beside it."""
    d = _desk(event)
    if d is None:
        return
    told = desk.how_many(d.agenda, d.readers, change.before["became"])
    sentences = [
        desk.sentence(change, d.agenda, d.people),
        ngettext(
            "It is public now, and %(num)s person is told.",
            "It is public now, and %(num)s people are told.",
            told,
        ),
        _overrun(d),
    ]
    undo = url_for("agenda.live_undo", slug=event.slug, number=number, change=change.id)
    said = {"text": " ".join(filter(None, sentences)), "url": undo, "label": gettext("Undo")}
    flash(said, "message")  # type: ignore[arg-type]


def _overrun(d: desk.Desk) -> str:
    """A sentence when the day now ends after its hours."""
    over = desk.overrun(d.agenda, d.today)
    if not over:
        return ""
    return str(
        ngettext(
            "The day now ends %(num)s minute after its hours.",
            "The day now ends %(num)s minutes after its hours.",
            over,
        )
    )


def _would_be(
    d: desk.Desk, number: int, planned: Callable[[releases.ReleasedAgenda], live_moves.Plan]
) -> ResponseReturnValue:
    """What it would be on the session's own day; nothing is published."""
    plan = planned(d.agenda)
    return _page(
        "agenda/live_rehearsal.html",
        d,
        number=number,
        found=desk.would_be(d.agenda, plan.agenda, d.people),
        told=desk.how_many(d.agenda, d.readers, plan.touched),
    )


def _desk(event: Event) -> desk.Desk | None:
    """The newest version as the desk sees it at the moment asked for; None before the first."""
    latest = queries.latest_release(event.id)
    if latest is None:
        return None
    agenda = releases.read(latest.content)
    now = clock.now()
    today = moments.day_at(agenda, now)
    day = _asked_day(agenda) or _nearest_day(agenda, today)
    at = now if day == today else _asked_time(agenda, day)
    people = queries.people_of(latest)
    readers = follower_queries.readers(event, people)
    return desk.Desk(agenda, people, queries.rooms(event.id), today, day, at, readers)


def _nearest_day(agenda: releases.ReleasedAgenda, today: date) -> date:
    """Today on a day of the event, else the next one to rehearse, else the last."""
    days = moments.days_of(agenda)
    return next((day for day in days if day >= today), days[-1] if days else today)


def _asked_day(agenda: releases.ReleasedAgenda) -> date | None:
    asked = request.values.get("day", "")
    return next((d for d in moments.days_of(agenda) if d.isoformat() == asked), None)


def _asked_time(agenda: releases.ReleasedAgenda, day: date) -> datetime:
    """The time of a rehearsal: the one asked for, else when the day begins."""
    try:
        starts = time.fromisoformat(request.values.get("at", ""))
    except ValueError:
        found = moments.on(agenda, day)
        return (
            found[0].start if found else zones.nearest(datetime.combine(day, time()), agenda.zone)
        )
    return zones.nearest(datetime.combine(day, starts.replace(tzinfo=None)), agenda.zone)


def _room(event: Event, number: int, problem: Problem | None = None) -> ResponseReturnValue:
    d = _desk(event)
    if d is None and problem is None:
        abort(404)
    if d is not None and number and number not in {room.id for room in d.rooms}:
        abort(404)
    since = clock.now() - timedelta(hours=18)
    done = queries.live_changes(event.id, since) if d else []
    return _page(
        "agenda/live_room.html",
        d,
        number=number,
        place=d.place(number, everything=True) if d else None,
        done=[d.change(c, told) for c, _code, told in done if desk.is_of(c, number)] if d else [],
        problem=problem,
        key=text.new_secret,
    )


def _page(template: str, d: desk.Desk | None, **more: Any) -> ResponseReturnValue:
    g.rail_section = "agenda.live"
    kind = g.workspace_event.kind
    html = render_template(template, d=d, said_as=words.programme(kind), **more)
    return html, 422 if more.get("problem") else 200
