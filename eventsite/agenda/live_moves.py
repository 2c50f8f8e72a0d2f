"""Changes of the day as values: a released programme in, the one after the desk's word out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from eventsite.agenda import lateness, releases, times
from eventsite.core import zones
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_

#: The most that a session can be late; beyond it, it is moved or cancelled.
MOST_LATE = 240
#: The place of what has no room.
ONLINE = 0
Facts = Mapping[str, Any]


class Reason(StrEnum):
    """Why a change of the day is refused."""

    NOTHING_PUBLISHED = N_("Publish the programme first: changes of the day are made to it.")
    NOT_THERE = N_("This session is not in the published programme.")
    STEPS = N_("Enter the minutes in steps of five, from 5 to 240.")
    LATE_ALREADY = N_(
        "It is announced as %(late)d minutes late already. Enter a larger number, or press Undo."
    )
    IS_CANCELLED = N_("This session is cancelled already.")
    IS_A_BREAK = N_("A break cannot be late. Say which session before it is.")
    PAST_MIDNIGHT = N_(
        "“%(title)s” would go past midnight. Enter fewer minutes, or cancel a session first."
    )
    SAME_ROOM = N_("The session is in this room already. Choose another room.")
    NO_ROOM = N_("Choose one of the event's rooms.")
    NOBODY = N_("Choose somebody of this session.")
    ABSENT_ALREADY = N_("This person is announced as absent already.")
    CHANGED_SINCE = N_(
        "“%(title)s” has been changed since, so this cannot be undone. Undo the later change"
        " first, or make a new one."
    )
    UNDONE = N_("This is undone already.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What one word of the desk makes of the programme."""

    agenda: releases.ReleasedAgenda
    #: Codes of the sessions it touches, first the one meant.
    touched: tuple[str, ...]
    #: When the last of them now ends, if that is after the day's hours.
    ends_after_hours: datetime | None = None


def late(agenda: releases.ReleasedAgenda, code: str, minutes: int) -> Plan:
    """A session begins so many minutes after the programme's time, and what follows with it.

    Refuses what is not a step of five, no longer than it is late already, and past midnight.
    """
    session = _taking_place(agenda, code)
    if minutes % times.STEP or not times.STEP <= minutes <= MOST_LATE:
        raise Refused(Reason.STEPS, "minutes")
    if session.kind == "break":
        raise Refused(Reason.IS_A_BREAK)
    if minutes <= session.late:
        raise Refused(Reason.LATE_ALREADY, "minutes", late=session.late)
    day = agenda.day_of(session)
    moved = lateness.shift(_held(on_day(agenda, day)), code, minutes)
    closes, midnight = _ends_of(agenda, day)
    for one in moved:
        if one.end > midnight:
            raise Refused(Reason.PAST_MIDNIGHT, "minutes", title=_title(agenda, one.code))
    over = [one.end for one in moved if one.end > closes]
    codes = [code, *(one.code for one in moved if one.code != code)]
    return _changed(agenda, [_at(agenda, one) for one in moved], codes, max(over, default=None))


def on_day(agenda: releases.ReleasedAgenda, day: date) -> list[releases.ReleasedSession]:
    """What takes place on a day of the programme."""
    return [s for s in agenda.shown if s.state == "scheduled" and agenda.day_of(s) == day]


def places_of(session: releases.ReleasedSession) -> frozenset[int]:
    """Where a session is: ids of rooms, or ONLINE."""
    return frozenset(session.rooms or (ONLINE,))


def other_room(
    agenda: releases.ReleasedAgenda,
    code: str,
    here: int,
    there: releases.ReleasedRoom,
    order: Sequence[int],
) -> Plan:
    """A session leaves the room `here` for `there`; its other rooms stay.

    `order` are the ids of all rooms of the event as columns show them.
    """
    session = _taking_place(agenda, code)
    if there.id in session.rooms:
        raise Refused(Reason.SAME_ROOM, "room")
    rooms = {room.id: room for room in agenda.rooms} | {there.id: there}
    place = {room: number for number, room in enumerate(order)}
    taken = {*session.rooms} - {here} | {there.id}
    with_room = replace(
        agenda, rooms=tuple(sorted(rooms.values(), key=lambda r: place.get(r.id, len(place))))
    )
    now = replace(session, rooms=tuple(sorted(taken, key=lambda r: place.get(r, len(place)))))
    return _changed(with_room, [now], [code])


def cancelled(agenda: releases.ReleasedAgenda, code: str) -> Plan:
    """A session does not take place; what follows stays where it is."""
    return _changed(agenda, [replace(_taking_place(agenda, code), state="cancelled")], [code])


def absent(agenda: releases.ReleasedAgenda, code: str, speaker: str) -> Plan:
    """Somebody did not come, in whatever role."""
    session = _taking_place(agenda, code)
    named = [voice for voice in session.speakers if voice.code == speaker]
    if not named:
        raise Refused(Reason.NOBODY, "speaker")
    if all(voice.absent for voice in named):
        raise Refused(Reason.ABSENT_ALREADY, "speaker")
    voices = tuple(
        replace(voice, absent=True) if voice.code == speaker else voice
        for voice in session.speakers
    )
    return _changed(agenda, [replace(session, speakers=voices)], [code])


def undone(
    agenda: releases.ReleasedAgenda, before: Mapping[str, Facts], after: Mapping[str, Facts]
) -> Plan:
    """The touched sessions as they were `before`; refused when one is no longer as `after`."""
    back = []
    for code, was in before.items():
        session = agenda.find(code)
        if session is None or facts_of(session) != after[code]:
            raise Refused(Reason.CHANGED_SINCE, title=_title(agenda, code))
        back.append(_with(session, was))
    return _changed(agenda, back, list(before))


def facts_of(session: releases.ReleasedSession) -> dict[str, Any]:
    """What a day can change of a session, as JSON-able values."""
    return {
        "wall": session.wall.isoformat(timespec="minutes"),
        "fold": session.fold,
        "minutes": session.minutes,
        "late": session.late,
        "rooms": list(session.rooms),
        "state": session.state,
        "absent": [voice.code for voice in session.speakers if voice.absent],
    }


def _with(session: releases.ReleasedSession, facts: Facts) -> releases.ReleasedSession:
    wall = datetime.fromisoformat(facts["wall"])
    start, end = times.standing(wall, facts["minutes"], session.zone, facts["fold"])
    gone = set(facts["absent"])
    return replace(
        session,
        wall=wall,
        fold=facts["fold"],
        start=start,
        end=end,
        late=facts["late"],
        rooms=tuple(facts["rooms"]),
        state=facts["state"],
        speakers=tuple(replace(v, absent=v.code in gone) for v in session.speakers),
    )


def _taking_place(agenda: releases.ReleasedAgenda, code: str) -> releases.ReleasedSession:
    session = agenda.find(code)
    if session is None or not session.is_shown:
        raise Refused(Reason.NOT_THERE)
    if session.state == "cancelled":
        raise Refused(Reason.IS_CANCELLED)
    return session


def _held(day: Sequence[releases.ReleasedSession]) -> list[lateness.Held]:
    """A day for `lateness`; sessions without a room follow each other if they never overlap."""
    online = sorted((s for s in day if not s.rooms), key=lambda s: s.start)
    one_stream = all(a.end <= b.start for a, b in pairwise(online))
    return [
        lateness.Held(
            s.code,
            s.start,
            s.end,
            places_of(s) if s.rooms or one_stream else frozenset({s.code}),
            s.kind == "break",
            s.late,
        )
        for s in day
    ]


def _at(agenda: releases.ReleasedAgenda, held: lateness.Held) -> releases.ReleasedSession:
    session = agenda.find(held.code)
    if session is None:
        raise KeyError(held.code)
    wall = zones.Wall.at(held.start, session.zone)
    return replace(
        session,
        start=held.start,
        end=held.end,
        wall=wall.time,
        fold=wall.fold,
        late=held.late,
    )


def _ends_of(agenda: releases.ReleasedAgenda, day: date) -> tuple[datetime, datetime]:
    """When a day's hours end, and the midnight (or the end of a night) that nothing may pass."""
    hours = next((h for h in agenda.hours if h.day == day), times.Hours(day))
    closes = zones.nearest(hours.closes, agenda.zone)
    if hours.is_night:
        return closes, closes
    midnight = datetime.combine(day + timedelta(days=1), time())
    return closes, zones.nearest(midnight, agenda.zone)


def _title(agenda: releases.ReleasedAgenda, code: str) -> str:
    session = agenda.find(code)
    return next(iter(session.title.values()), code) if session else code


def _changed(
    agenda: releases.ReleasedAgenda,
    changed: Iterable[releases.ReleasedSession],
    codes: Sequence[str],
    over: datetime | None = None,
) -> Plan:
    """The programme with some sessions replaced, and those that are gone left out."""
    now = {session.code: session for session in changed}
    sessions = [now.get(session.code, session) for session in agenda.shown]
    ordered = tuple(sorted(sessions, key=lambda s: (s.start, s.code)))
    return Plan(replace(agenda, sessions=ordered), tuple(codes), over)
