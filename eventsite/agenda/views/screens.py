"""Screens of the day: one at each door, one of all rooms, and "now and next" as a page.

They are made from the release and the minute of the clock, so that all readers of one minute get
the same bytes, and hold for fifteen seconds only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import abort, render_template

from eventsite.agenda import display, moments, queries, words
from eventsite.agenda.releases import ReleasedSession
from eventsite.agenda.views import frame
from eventsite.core import access, clock, http, i18n, text, zones
from eventsite.core.i18n import gettext

#: Seconds for which caches may pass a screen on.
MAX_AGE = 15


@dataclass(frozen=True)
class Screen:
    """What every screen is made from."""

    p: display.Programme
    #: The minute it shows.
    at: datetime
    #: The day it shows, today or the next on which something is held; None when all is over.
    day: date | None
    #: By session code, the rooms that it left today.
    left: Mapping[str, frozenset[int]]

    @property
    def day_words(self) -> str:
        """The day's name when it is not today."""
        is_today = self.day is None or self.day == moments.day_at(self.p.agenda, self.at)
        return "" if is_today else i18n.show_day(self.day) if self.day else ""

    def sessions(self) -> tuple[ReleasedSession, ...]:
        """What is held on the day it shows."""
        return moments.on(self.p.agenda, self.day) if self.day else ()


@frame.blueprint.get("/events/<slug>/doors/<int:number>")
@http.cacheable
@access.public
def door(slug: str, number: int) -> http.Kept:
    """The screen at the door of a room."""
    return _kept(slug, ("door", number), lambda screen: _door(screen, number))


@frame.blueprint.get("/events/<slug>/screen")
@http.cacheable
@access.public
def screen(slug: str) -> http.Kept:
    """The screen of all rooms."""
    return _kept(slug, ("screen",), lambda screen: _rooms(screen, "agenda/screen.html", _on_screen))


@frame.blueprint.get("/events/<slug>/programme/now")
@http.cacheable
@access.public
def now(slug: str) -> http.Kept:
    """Now and next, as a page that is read at hand."""
    return _kept(slug, ("now",), lambda screen: _rooms(screen, "agenda/now.html", _on_page))


def _kept(slug: str, what: tuple[object, ...], page: Callable[[Screen], str]) -> http.Kept:
    event = frame.found(slug)
    at = clock.now().replace(second=0, microsecond=0)

    def made() -> str:
        if event.release_id is None:
            abort(404)
        release, left = queries.release_of_day(event.event_id, event.release_id)
        p = frame.of_release(event, release)
        return page(Screen(p, at, _day(p, at), left))

    return frame.kept(event, (*what, at), made, {"zone"}, max_age=MAX_AGE)


def _day(p: display.Programme, at: datetime) -> date | None:
    """Today while something is to come, else the next day that has something."""
    left = [p.agenda.day_of(s) for s in p.agenda.shown if s.end > at]
    return min(left, default=None)


def _door(screen: Screen, number: int) -> str:
    room = screen.p.rooms.get(number)
    if room is None:
        abort(404)
    return render_template(
        "agenda/door.html",
        room=text.pick(room.names, screen.p.lang),
        place=_place(screen, number, _on_screen),
        **_frame(screen),
    )


_Shaped = Callable[[Screen, int | None, moments.Moment], dict[str, Any]]


def _rooms(screen: Screen, template: str, shaped: _Shaped) -> str:
    used = moments.places_on(screen.sessions())
    order: list[int | None] = [room.id for room in screen.p.agenda.rooms if room.id in used]
    order += [None] if None in used else []
    places = [_place(screen, place, shaped) for place in order]
    return render_template(
        template,
        places=places,
        said_as=words.programme(screen.p.event.kind),
        zones=zones.ZONES,
        unknown_zone=frame.is_unknown_zone(),
        **_frame(screen),
    )


def _frame(screen: Screen) -> dict[str, Any]:
    p = screen.p
    return {
        "p": p,
        "asof": zones.local(screen.at, p.first_zone),
        "offset": zones.offset_text(screen.at, p.first_zone),
    }


def _place(screen: Screen, place: int | None, shaped: _Shaped) -> dict[str, Any]:
    """A room: its name and what runs there and comes next, with what was moved away from it."""
    gone = [
        s
        for s in screen.sessions()
        if place is not None and place in screen.left.get(s.code, ()) and place not in s.rooms
    ]
    room = screen.p.rooms.get(place) if place is not None else None
    found = moments.moment(screen.sessions(), place, screen.at)
    also = [s for s in gone if s.end > screen.at]
    later = sorted([*found.following, *(s for s in also if s.start > screen.at)], key=_by_time)
    here = moments.Moment(
        tuple(sorted([*found.now, *(s for s in also if s.start <= screen.at)], key=_by_time)),
        tuple(later[: moments.MOST_NEXT]),
    )
    return {
        "room": text.pick(room.names, screen.p.lang) if room else gettext("Online"),
        "day": screen.day_words,
        **shaped(screen, place, here),
    }


def _is_moved(session: ReleasedSession, place: int | None) -> bool:
    """Whether a session that is shown for a place is no longer there."""
    return place is not None and session.kind != "break" and place not in session.rooms


def _by_time(session: ReleasedSession) -> tuple[datetime, str]:
    return session.start, session.code


def _on_screen(screen: Screen, place: int | None, here: moments.Moment) -> dict[str, Any]:
    return {
        "now": [_large(screen, s, place) for s in here.now],
        "following": [_large(screen, s, place) for s in here.following],
    }


def _large(screen: Screen, session: ReleasedSession, place: int | None) -> dict[str, Any]:
    """A session as `agenda/_on_screen.html` takes it, at the door of `place`."""
    p = screen.p
    shown = display.item(p, session)
    names = [display.name_of(p, voice) for voice in session.speakers if not voice.absent]
    return {
        **shown,
        "people": words.listed(names[:6]),
        "languages": words.all_languages((*session.languages, *session.interpretation)),
        "moved_to": shown["place"] if _is_moved(session, place) else "",
    }


def _on_page(screen: Screen, place: int | None, here: moments.Moment) -> dict[str, Any]:
    marked = {s.code: "now" for s in here.now}
    if here.following:
        first = here.following[0].start
        marked |= {s.code: "next" for s in here.following if s.start == first}
    marked |= {s.code: "moved" for s in (*here.now, *here.following) if _is_moved(s, place)}
    return {"slots": display.slots_of(screen.p, (*here.now, *here.following[:2]), marked)}
