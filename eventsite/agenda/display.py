"""A released programme in the shapes that the parts of templates take."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from flask import url_for

from eventsite.agenda import grid, words
from eventsite.agenda.models import KIND_LABELS, SessionKind, SpeakerRole
from eventsite.agenda.queries import Published
from eventsite.agenda.releases import (
    ReleasedAgenda,
    ReleasedPerson,
    ReleasedRoom,
    ReleasedSession,
    ReleasedTrack,
    Voice,
)
from eventsite.core import i18n, text, zones
from eventsite.core.i18n import gettext
from eventsite.events import wording
from eventsite.events.models import Mode
from eventsite.reference import countries

#: Columns that are no room.
ONLINE, NOWHERE = "online", "nowhere"
#: Kinds whose name adds something to a title in a list.
_NAMED_KINDS = frozenset({SessionKind.KEYNOTE, SessionKind.WORKSHOP, SessionKind.NETWORKING})


@dataclass(frozen=True)
class Programme:
    """A released agenda with its people, for one reader: a language and perhaps a zone."""

    event: Published
    agenda: ReleasedAgenda
    people: dict[str, ReleasedPerson]
    #: The reader's zone when it is asked for and is not the venue's.
    zone: str = ""

    @property
    def lang(self) -> str:
        """The language spoken now."""
        return i18n.current_lang()

    @property
    def first_zone(self) -> str:
        """The zone that is read first: the venue's, but the reader's when there is no venue."""
        if self.zone and self.event.mode == Mode.ONLINE:
            return self.zone
        return self.agenda.zone

    @property
    def second_zone(self) -> str:
        """The zone beside it, or empty."""
        if not self.zone:
            return ""
        return self.agenda.zone if self.first_zone == self.zone else self.zone

    @property
    def first_place(self) -> str:
        """Whose time is read first."""
        return self._place(self.first_zone)

    @property
    def second_place(self) -> str:
        """Whose time stands beside it, or empty."""
        return self._place(self.second_zone) if self.second_zone else ""

    def _place(self, zone: str) -> str:
        of_event = zone == self.agenda.zone == self.event.zone
        return wording.zone_place(self.event) if of_event else i18n.zone_city(zone)

    @property
    def rooms(self) -> dict[int, ReleasedRoom]:
        """Rooms by id."""
        return {room.id: room for room in self.agenda.rooms}

    @property
    def tracks(self) -> dict[int, ReleasedTrack]:
        """Tracks by id."""
        return {track.id: track for track in self.agenda.tracks}

    @property
    def days(self) -> tuple[date, ...]:
        """The programme's days: those of the event and those on which something takes place."""
        return self.agenda.dates

    def on(self, day: date) -> tuple[ReleasedSession, ...]:
        """The sessions of a day in order of time, those that begin together in that of rooms."""
        return self.agenda.on(day)


def clock_time(instant: datetime, zone: str) -> str:
    """A wall time with its offset, `09:30 (UTC+1)`."""
    local = zones.local(instant, zone)
    return f"{i18n.show_time(local)} ({zones.offset_text(instant, zone)})"


def beside(p: Programme, instant: datetime) -> str:
    """The time in the second zone with its city, and the weekday where it is another day."""
    if not p.second_zone:
        return ""
    there, here = zones.local(instant, p.second_zone), zones.local(instant, p.first_zone)
    at = clock_time(instant, p.second_zone)
    city = p.second_place
    if there.date() == here.date():
        return str(gettext("%(time)s in %(city)s", time=at, city=city))
    day = i18n.show_day(there.date(), short=True)
    return str(gettext("%(day)s, %(time)s in %(city)s", day=day, time=at, city=city))


def name_of(p: Programme, voice: Voice) -> str:
    """How a speaker is called in a row: name, else job title, else organisation."""
    person = p.people.get(voice.code, ReleasedPerson())
    organisation = text.pick(voice.organisation, p.lang).text
    if person.name or not organisation:
        return words.spoken_name(person)
    return f"{person.role_title}, {organisation}" if person.role_title else organisation


def item(p: Programme, session: ReleasedSession) -> dict[str, Any]:
    """A session as `parts/agenda.html` takes it."""
    track = p.tracks.get(session.track) if session.track is not None else None
    kind = SessionKind(session.kind)
    heard = [v for v in session.speakers if v.role != SpeakerRole.INTERPRETER]
    is_on = session.state != "cancelled"
    return {
        "code": session.code,
        "title": text.pick(session.title, p.lang),
        "href": url_for("agenda.session", slug=p.event.slug, code=session.code, **_kept(p)),
        "track": text.pick(track.names, p.lang).text if track else "",
        "hue": track.hue if track else "stone",
        "start": i18n.show_time(zones.local(session.start, p.first_zone)),
        "until": i18n.show_time(zones.local(session.end, p.first_zone)),
        "place": place_of(p, session),
        "languages": words.languages((*session.languages, *session.interpretation)),
        "people": [(name_of(p, voice), words.voice(voice.role, voice.absent)) for voice in heard],
        "note": gettext(KIND_LABELS[kind]) if kind in _NAMED_KINDS else "",
        "cancelled": not is_on,
        "late": words.late(session.late) if is_on else "",
    }


def place_of(p: Programme, session: ReleasedSession) -> str:
    """Where a session is, as one phrase."""
    rooms = [p.rooms[room].names for room in session.rooms if room in p.rooms]
    return words.places(rooms, session.online)


def is_pause(session: ReleasedSession) -> bool:
    """Whether it is shown as a break; a cancelled one is shown as what does not take place."""
    return session.kind == SessionKind.BREAK and session.state == "scheduled"


def slots(p: Programme, day: date, shown: Container[str] | None = None) -> list[dict[str, Any]]:
    """A day as `agenda.slots` takes it, or those of its sessions whose codes are in `shown`."""
    return slots_of(p, [s for s in p.on(day) if shown is None or s.code in shown])


def slots_of(
    p: Programme, sessions: Iterable[ReleasedSession], marked: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Breaks one by one, other sessions by their start; `marked` says which are now or next."""
    found: list[dict[str, Any]] = []
    for start, group in groupby(sessions, key=lambda s: s.start):
        together = list(group)
        at = {**_at(p, start), "day": _other_day(p, together[0])}
        for session in filter(is_pause, together):
            pause = item(p, session)
            found.append({**at, "pause": pause["title"], **_pick(pause, "place", "late")})
        others = [
            {**item(p, session), "now": (marked or {}).get(session.code, "")}
            for session in together
            if not is_pause(session)
        ]
        if others:
            found.append({**at, "sessions": others})
    return found


def _pick(shown: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: shown[name] for name in names}


def _other_day(p: Programme, session: ReleasedSession) -> str:
    """The day's name where the zone that is read first has another one than the programme."""
    there = zones.local(session.start, p.first_zone).date()
    return "" if there == session.wall.date() else i18n.show_day(there, short=True)


def _at(p: Programme, instant: datetime) -> dict[str, Any]:
    local = zones.local(instant, p.first_zone)
    return {
        "at": local,
        "label": i18n.show_time(local),
        "zone": zones.offset_text(instant, p.first_zone),
        "beside": beside(p, instant),
    }


def grid_of(p: Programme, day: date, shown: Container[str] | None = None) -> dict[str, Any]:
    """A day as `agenda.grid` takes it; empty rows when nothing takes place."""
    sessions = [s for s in p.on(day) if shown is None or s.code in shown]
    columns = columns_of(p.rooms.values(), sessions)
    cards = [card(session, is_pause(session)) for session in sessions]
    by_code = {session.code: session for session in sessions}
    return {
        "name": gettext("Programme as a table, %(day)s", day=i18n.show_day(day)),
        "columns": [_head(column) for column in columns],
        "rows": [
            {
                **_at(p, row.at),
                "light": row.light,
                "cells": [_cell(p, cell, by_code) for cell in row.cells],
            }
            for row in grid.build([c if isinstance(c, str) else c.id for c in columns], cards)
        ],
    }


def columns_of(
    rooms: Iterable[ReleasedRoom], sessions: Sequence[ReleasedSession]
) -> list[ReleasedRoom | str]:
    """The rooms used that day, then online and "no room yet" where something needs them."""
    held = [session for session in sessions if not is_pause(session)]
    used = {room for session in held for room in session.rooms}
    columns: list[ReleasedRoom | str] = [room for room in rooms if room.id in used]
    places = {place for session in held for place in places_of(session)}
    columns += [place for place in (ONLINE, NOWHERE) if place in places]
    return columns or [NOWHERE]


def places_of(session: ReleasedSession) -> tuple[int | str, ...]:
    """The columns of a session: its rooms; online only when it has none (one card each)."""
    return session.rooms or ((ONLINE,) if session.online else (NOWHERE,))


def card(session: ReleasedSession, across: bool) -> grid.Card:
    """A session for the grid."""
    return grid.Card(session.code, session.start, session.end, places_of(session), across)


def _head(column: ReleasedRoom | str) -> dict[str, Any]:
    if isinstance(column, ReleasedRoom):
        return {
            "title": text.pick(column.names, i18n.current_lang()),
            "note": words.seats(column.capacity),
        }
    title = gettext("Online") if column == ONLINE else gettext("No room yet")
    return {"title": title, "note": ""}


def _cell(
    p: Programme, cell: grid.Cell | None, by_code: dict[str, ReleasedSession]
) -> dict[str, Any] | None:
    if cell is None:
        return None
    sessions = [by_code[code] for code in cell.cards]
    shape = {"rowspan": cell.rowspan, "colspan": cell.colspan}
    if cell.pause:
        return {"pause": ", ".join(_pause(p, session) for session in sessions), **shape}
    return {"sessions": [item(p, session) for session in sessions], **shape}


def _pause(p: Programme, session: ReleasedSession) -> str:
    title, place = text.pick(session.title, p.lang).text, place_of(p, session)
    return f"{title} ({place})" if place else title


def speaker(p: Programme, code: str) -> dict[str, Any]:
    """A person as `events.person` takes it, with the address of the page and of the photo."""
    person = p.people.get(code, ReleasedPerson())
    known = next((s for s in p.agenda.speakers if s.code == code), None)
    organisation = text.pick(known.organisation, p.lang).text if known else ""
    country = countries.name(known.country, p.lang) if known and known.country else ""
    named = bool(person.name)
    line = [person.role_title if named else "", organisation, country]
    photo = url_for("agenda.photo", slug=p.event.slug, code=code) if person.photo else ""
    return {
        "name": f"{person.honorific} {person.name}".strip() if named else words.spoken_name(person),
        "line": ", ".join(part for part in line if part),
        "href": url_for("agenda.speaker", slug=p.event.slug, code=code),
        "photo": photo,
        "key": code,
        "biography": text.pick(person.biography, p.lang),
        "sort": person.name.split()[-1].casefold() if named and person.name.split() else "~",
    }


def _kept(p: Programme) -> dict[str, Any]:
    return {"zone": p.zone} if p.zone else {}
