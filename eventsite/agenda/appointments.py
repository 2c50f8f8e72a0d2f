"""When a session is, in words for somebody who has a part in it: venue's time and their own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from eventsite.agenda import draft, times
from eventsite.agenda.models import AgendaSession
from eventsite.core import i18n, text, zones
from eventsite.core.i18n import gettext
from eventsite.events import wording
from eventsite.events.models import Event


@dataclass(frozen=True, slots=True)
class Appointment:
    """A session's title and time; `own` is empty where the reader's clocks show the same."""

    title: text.Said
    #: `Tue 8 June 2027, 09:30 – 10:15 (UTC+2), time in Geneva`, or that the time is not known.
    venue: str
    own: str = ""


def of(event: Event, session: AgendaSession, zone: str) -> Appointment:
    """The session's time in the language spoken now; `zone` the reader's own, or empty."""
    title = text.pick(session.title, i18n.current_lang())
    if not session.is_placed:
        return Appointment(title, str(gettext("The time is not known yet.")))
    wall = draft.wall_of(session)
    start, end = times.standing(wall, session.minutes, event.zone, session.fold)
    venue = span(start, end, event.zone, wording.zone_place(event))
    return Appointment(title, venue, own(start, end, event.zone, zone))


def own(start: datetime, end: datetime, venue: str, zone: str) -> str:
    """The same in the reader's zone; empty when it is not known or its clocks show the same."""
    if not zone or not zones.known(zone) or _same(start, venue, zone):
        return ""
    return span(start, end, zone, i18n.zone_city(zone))


def span(start: datetime, end: datetime, zone: str, place: str) -> str:
    """Day, start and end in a zone with its offset and whose time it is."""
    first, last = zones.local(start, zone), zones.local(end, zone)
    return str(
        gettext(
            "%(day)s, %(start)s – %(end)s (%(offset)s), time in %(place)s",
            day=i18n.show_day(first.date()),
            start=i18n.show_time(first),
            end=i18n.show_time(last),
            offset=zones.offset_text(start, zone),
            place=place,
        )
    )


def last_of(day: date, zone: str) -> datetime:
    """The last minute of a day in a zone: until then what is due that day can be given."""
    return zones.nearest(datetime.combine(day, datetime.min.time()), zone) + timedelta(
        hours=23, minutes=59
    )


def _same(start: datetime, zone: str, other: str) -> bool:
    return zones.offset_text(start, zone) == zones.offset_text(start, other)
