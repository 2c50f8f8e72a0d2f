"""What the builder does besides placing: take off, resize, copy, swap, lock, several, undo."""

from collections.abc import Callable
from datetime import date

from flask import abort, request
from flask.typing import ResponseReturnValue

from eventsite.agenda import access as agenda_access
from eventsite.agenda import actions, queries, rules
from eventsite.agenda.actions import moving
from eventsite.agenda.manage import builder
from eventsite.agenda.models import AgendaSession
from eventsite.agenda.views import blueprint
from eventsite.core import access, asked, i18n, once, text
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext, ngettext
from eventsite.events.models import Event


@blueprint.post("/manage/events/<slug>/programme/sessions/<code>/take-off")
@agenda_access.edits
def take_off(event: Event, code: str) -> ResponseReturnValue:
    """Take a session off the table."""
    session = builder.movable(event, code)
    actions.take_off(event, session, access.actor_key(), _version())
    said = gettext(
        "“%(title)s” is taken off. You find it under “Not placed”.", title=_said(session)
    )
    return builder.done(event, str(said))


@blueprint.post("/manage/events/<slug>/programme/sessions/<code>/length")
@agenda_access.edits
def resize(event: Event, code: str) -> ResponseReturnValue:
    """Give a session another length."""
    session = builder.movable(event, code)
    minutes = request.form.get("minutes", 0, type=asked.number)
    actions.resize(event, session, minutes, access.actor_key(), _version())
    words = "“%(title)s” lasts %(num)s minute."
    many = "“%(title)s” lasts %(num)s minutes."
    return builder.done(event, ngettext(words, many, minutes, title=_said(session)), code=code)


@blueprint.post("/manage/events/<slug>/programme/sessions/<code>/copy")
@agenda_access.edits
@once.press
def duplicate(event: Event, code: str) -> ResponseReturnValue:
    """Put a copy of a session under those not placed."""
    session = builder.of_code(event, code)
    agenda_access.require(event, [session])
    actions.duplicate(event, session, access.actor_key())
    said = gettext(
        "“%(title)s” is copied. You find the copy under “Not placed”.", title=_said(session)
    )
    return builder.done(event, str(said))


@blueprint.post("/manage/events/<slug>/programme/sessions/<code>/swap")
@agenda_access.edits
def swap(event: Event, code: str) -> ResponseReturnValue:
    """Exchange the places of two sessions; `other` is `code:version` of the second."""
    session = builder.movable(event, code)
    ((other, version),) = _chosen(event, request.form.getlist("other")[:1])
    actions.swap(event, (session, _version()), (other, version), access.actor_key())
    said = gettext(
        "“%(one)s” and “%(other)s” have changed places.", one=_said(session), other=_said(other)
    )
    return builder.done(event, str(said), code=code)


@blueprint.post("/manage/events/<slug>/programme/sessions/<code>/lock")
@agenda_access.edits
def lock(event: Event, code: str) -> ResponseReturnValue:
    """Lock a session where it is, or unlock it."""
    session = builder.movable(event, code)
    locked = request.form.get("locked") == "1"
    actions.set_lock(event, [(session, _version())], locked, access.actor_key())
    words = gettext("“%(title)s” is locked.") if locked else gettext("“%(title)s” is unlocked.")
    return builder.done(event, str(words) % {"title": _said(session)}, code=code)


@blueprint.post("/manage/events/<slug>/programme/several")
@agenda_access.edits
def move_several(event: Event) -> ResponseReturnValue:
    """Do one thing with each chosen session: shift by minutes, to a room, to a day; lock; unlock.

    `sessions` are `code:version`; all of them or none.
    """
    chosen = _chosen(event, request.form.getlist("sessions"))
    deeds: dict[str, Callable[[], None]] = {
        "minutes": lambda: _shift(event, chosen, moving.Shift(minutes=_minutes())),
        "room": lambda: _shift(event, chosen, moving.Shift(room=_room(event))),
        "day": lambda: _shift(event, chosen, moving.Shift(day=_day())),
        "lock": lambda: actions.set_lock(event, chosen, True, access.actor_key()),
        "unlock": lambda: actions.set_lock(event, chosen, False, access.actor_key()),
    }
    deeds.get(request.form.get("deed", ""), lambda: abort(422))()
    words, many = "%(num)s session is changed.", "%(num)s sessions are changed."
    return builder.done(event, ngettext(words, many, len(chosen)))


@blueprint.post("/manage/events/<slug>/programme/undo")
@agenda_access.edits
def undo(event: Event) -> ResponseReturnValue:
    """Take back one's own last step."""
    return builder.done(
        event, actions.undo(event, access.actor_key(), agenda_access.own_tracks(event))
    )


@blueprint.post("/manage/events/<slug>/programme/redo")
@agenda_access.edits
def redo(event: Event) -> ResponseReturnValue:
    """Make the step again that was taken back last."""
    return builder.done(
        event, actions.redo(event, access.actor_key(), agenda_access.own_tracks(event))
    )


def _shift(event: Event, chosen: list[moving.Shown], by: moving.Shift) -> None:
    actions.shift(event, chosen, by, access.actor_key())


def _chosen(event: Event, named: list[str]) -> list[moving.Shown]:
    """The sessions that `code:version` name, at least one; 404 for one of another event."""
    rules.require_few(len(named))
    pairs = [one.partition(":")[::2] for one in named]
    found = queries.movable(event.id, [code for code, _ in pairs])
    if any(code not in found for code, _ in pairs):
        abort(404)
    agenda_access.require(event, found.values())
    return [(found[code], asked.natural(version)) for code, version in pairs]


def _version() -> int:
    return request.form.get("version", 0, type=asked.number)


def _minutes() -> int:
    minutes = request.form.get("minutes", 0, type=asked.number)
    if not minutes or abs(minutes) > rules.MOST_MINUTES:
        raise Refused(rules.Reason.SHIFT_BY, "minutes")
    return minutes


def _room(event: Event) -> int:
    room = queries.find_room(event.id, request.form.get("room", 0, type=asked.number))
    if room is None:
        raise Refused(rules.Reason.FOREIGN_ROOM, "room")
    return room.id


def _day() -> date:
    try:
        return date.fromisoformat(request.form.get("day", ""))
    except ValueError as wrong:
        raise Refused(rules.Reason.NO_DAY, "day") from wrong


def _said(session: AgendaSession) -> str:
    return text.pick(session.title, i18n.current_lang()).text
