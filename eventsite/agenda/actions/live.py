"""The day itself: late, another room, cancelled, somebody absent; published at once, and undone."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda import changes, live_moves, queries, releases, rules
from eventsite.agenda.actions import digests, drafting, publishing
from eventsite.agenda.live_moves import Facts, Plan, Reason
from eventsite.agenda.models import (
    AgendaSession,
    LiveChange,
    LiveKind,
    Release,
    Room,
    SessionSpeaker,
    SessionState,
)
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock, i18n, once, text
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.events.models import Event

_VERBS = {
    LiveKind.LATE: Verb.LIVE_LATE,
    LiveKind.ROOM: Verb.LIVE_ROOM,
    LiveKind.CANCELLED: Verb.LIVE_CANCELLED,
    LiveKind.ABSENT: Verb.LIVE_ABSENT,
}
_Planned = Callable[[releases.ReleasedAgenda], Plan]


def late(event: Event, code: str, minutes: int, actor: str, key: str = "") -> LiveChange:
    """A session begins so many minutes after the programme's time; what follows goes with it.

    `key` is the form's own: pressed twice, done once.
    """
    return _do(
        event, LiveKind.LATE, lambda agenda: live_moves.late(agenda, code, minutes), actor, key
    )


def change_room(
    event: Event, code: str, here: int, there: int, actor: str, key: str = ""
) -> LiveChange:
    """A session leaves the room `here` for `there`, another room of the event."""
    planned = moving(event, code, here, there)
    return _do(event, LiveKind.ROOM, planned, actor, key)


def moving(event: Event, code: str, here: int, there: int) -> _Planned:
    """What a change of room makes of a programme."""
    rooms = queries.rooms(event.id)
    room = next((room for room in rooms if room.id == there), None)
    if room is None:
        raise Refused(Reason.NO_ROOM, "room")
    shown = _shown(room)

    def planned(agenda: releases.ReleasedAgenda) -> Plan:
        # A room in the programme keeps the words that were published.
        known = next((r for r in agenda.rooms if r.id == there), shown)
        return live_moves.other_room(agenda, code, here, known, [r.id for r in rooms])

    return planned


def _shown(room: Room) -> releases.ReleasedRoom:
    return releases.ReleasedRoom(room.id, room.names, room.capacity, room.note, room.is_online)


def _with_rooms(event: Event, plan: Plan) -> Plan:
    """A plan whose programme names every room that it uses; refused for one that is deleted.

    A version after the change may have left out a room in which nothing took place any more.
    """
    there = {room.id: room for room in plan.agenda.rooms}
    used = {room for session in plan.agenda.sessions for room in session.rooms}
    if used <= there.keys():
        return plan
    rooms = {room.id: there.get(room.id) or _shown(room) for room in queries.rooms(event.id)}
    if not used <= rooms.keys() | there.keys():
        title = text.pick(_of(plan.agenda, plan.touched[0]).title, i18n.current_lang()).text
        raise Refused(Reason.CHANGED_SINCE, title=title)
    kept = [room for number, room in rooms.items() if number in used | there.keys()]
    kept += [room for number, room in there.items() if number not in rooms]
    return replace(plan, agenda=replace(plan.agenda, rooms=tuple(kept)))


def cancel(event: Event, code: str, actor: str, key: str = "") -> LiveChange:
    """A session does not take place."""
    return _do(
        event, LiveKind.CANCELLED, lambda agenda: live_moves.cancelled(agenda, code), actor, key
    )


def absent(event: Event, code: str, speaker: str, actor: str, key: str = "") -> LiveChange:
    """Somebody of a session did not come; `speaker` is their code."""
    return _do(
        event, LiveKind.ABSENT, lambda agenda: live_moves.absent(agenda, code, speaker), actor, key
    )


def undo(event: Event, change: LiveChange, actor: str) -> LiveChange:
    """Take one change of the day back: a further release with what was before, told at once.

    Refused when it is undone, and when one of its sessions has been changed since.
    """
    event = lock(Event, event.id)
    rules.require_open(event)
    change = lock(LiveChange, change.id)
    if change.undone is not None:
        raise Refused(Reason.UNDONE)
    before, after = change.before["was"], change.before["became"]
    latest, agenda = _published(event)
    plan = _with_rooms(event, live_moves.undone(agenda, before, after))
    change.undone = clock.now()
    _publish(event, latest, plan, actor, Verb.LIVE_UNDONE, after, before)
    audit.record(actor, Verb.LIVE_UNDONE, f"session:{change.session_id}", {"change": change.id}, {})
    return change


def preview(event: Event, planned: _Planned) -> tuple[releases.ReleasedAgenda, Plan]:
    """What a change would make of the programme, on a day that is not its own; nothing is kept."""
    agenda = _published(event)[1]
    return agenda, planned(agenda)


def _do(event: Event, kind: LiveKind, planned: _Planned, actor: str, key: str) -> LiveChange:
    event = lock(Event, event.id)
    rules.require_open(event)
    done = once.result_of(key)
    known = db.session.get(LiveChange, int(done)) if done else None
    if known is not None and known.event_id == event.id:
        return known
    latest, agenda = _published(event)
    plan = planned(agenda)
    before = {code: live_moves.facts_of(_of(agenda, code)) for code in plan.touched}
    after = {code: live_moves.facts_of(_of(plan.agenda, code)) for code in plan.touched}
    release, rows = _publish(event, latest, plan, actor, _VERBS[kind], before, after)
    change = LiveChange(
        event_id=event.id,
        release_id=release.id,
        session_id=rows[plan.touched[0]].id,
        kind=kind,
        before={"was": before, "became": after},
        actor=actor,
        created=clock.now(),
    )
    db.session.add(change)
    db.session.flush()
    once.keep(key, str(change.id), change.created)
    audit.record(
        actor,
        _VERBS[kind],
        f"session:{change.session_id}",
        {"sessions": len(plan.touched)},
        {"number": release.number},
    )
    return change


def _published(event: Event) -> tuple[Release, releases.ReleasedAgenda]:
    latest = queries.latest_release(event.id)
    if latest is None:
        raise Refused(Reason.NOTHING_PUBLISHED)
    return latest, releases.read(latest.content)


def _of(agenda: releases.ReleasedAgenda, code: str) -> releases.ReleasedSession:
    session = agenda.find(code)
    if session is None:
        raise Refused(Reason.NOT_THERE)
    return session


def _publish(
    event: Event,
    latest: Release,
    plan: Plan,
    actor: str,
    verb: Verb,
    before: Mapping[str, Facts],
    after: Mapping[str, Facts],
) -> tuple[Release, dict[str, AgendaSession]]:
    """A release at once, the same in the draft, and the people concerned told."""
    people: changes.People = queries.people_of(latest)
    release = publishing.make_release(event, latest, plan.agenda, people, actor, {}, is_live=True)
    rows = _rows(event, plan.touched)
    with drafting.step(event, actor, verb, sessions=rows.values(), undoable=False):
        for code, row in rows.items():
            _follow(row, before[code], after[code])
    digests.tell_now(release, plan.touched)
    return release, rows


def _rows(event: Event, codes: tuple[str, ...]) -> dict[str, AgendaSession]:
    found = db.session.scalars(
        sa.select(AgendaSession)
        .where(AgendaSession.event_id == event.id, AgendaSession.code.in_(codes))
        .options(
            orm.selectinload(AgendaSession.rooms),
            orm.selectinload(AgendaSession.speakers).joinedload(SessionSpeaker.speaker),
        )
    )
    return {row.code: row for row in found}


def _follow(row: AgendaSession, before: Facts, after: Facts) -> None:
    """Bring the draft after the release, but for what organizers have changed there already."""
    if _place_of(row) == (before["wall"], before["fold"], before["minutes"]):
        wall = datetime.fromisoformat(after["wall"])
        row.day, row.starts, row.fold = wall.date(), wall.time(), after["fold"]
        row.minutes, row.late = after["minutes"], after["late"]
    if sorted(room.id for room in row.rooms) == sorted(before["rooms"]) != sorted(after["rooms"]):
        rooms = queries.rooms(row.event_id)
        row.rooms = [room for room in rooms if room.id in after["rooms"]]
    if row.state == before["state"]:
        row.state = SessionState(after["state"])
    turned = set(before["absent"]) ^ set(after["absent"])
    for part in row.speakers:
        if part.speaker.code in turned:
            part.is_absent = part.speaker.code in after["absent"]
    orm.attributes.flag_modified(row, "minutes")


def _place_of(row: AgendaSession) -> tuple[Any, ...]:
    if row.day is None or row.starts is None:
        return ()
    wall = datetime.combine(row.day, row.starts)
    return wall.isoformat(timespec="minutes"), row.fold, row.minutes
