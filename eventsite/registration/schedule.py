"""When an event takes place, worded for one person, and the same as calendar entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel import dates

from eventsite.core import i18n, ical, text, zones
from eventsite.core.i18n import gettext
from eventsite.events import days, wording
from eventsite.events.models import Event
from eventsite.registration.models import PlaceMode


@dataclass(frozen=True)
class Line:
    """One day in words: the zone that counts first, the other one beside it or empty."""

    day: date
    first: str
    second: str
    starts: datetime | None = None
    ends: datetime | None = None


def lines(event: Event, mode: PlaceMode, zone: str) -> list[Line]:
    """One line a day in the language spoken now, the zone on every one.

    Somebody who comes reads the venue's time first, somebody online their own.
    """
    return [_line(event, entry, mode, zone) for entry in days.entries(event) if _holds(entry)]


def line_of(event: Event, uid: str, mode: PlaceMode, zone: str) -> Line:
    """One day in words, also one that does not take place any more; by its UID in calendars."""
    entry = next(entry for entry in days.entries(event) if entry.uid == uid)
    return _line(event, entry, mode, zone)


def _holds(entry: days.Entry) -> bool:
    return entry.status is not days.Status.CANCELLED


def _line(event: Event, entry: days.Entry, mode: PlaceMode, zone: str) -> Line:
    if entry.starts is None or entry.ends is None:
        return Line(entry.day, i18n.show_day(entry.day), "")
    there = _span(entry.starts, entry.ends, event.zone, wording.zone_place(event))
    here = _span(entry.starts, entry.ends, zone, i18n.zone_city(zone))
    same = _offset(entry.starts, zone) == _offset(entry.starts, event.zone)
    first, second = (there, here) if mode is PlaceMode.IN_PERSON else (here, there)
    if same:
        first, second = there, ""
    return Line(entry.day, first, second, entry.starts, entry.ends)


def _offset(instant: datetime, zone: str) -> timedelta:
    return zones.reading(instant, zone).offset


def _span(starts: datetime, ends: datetime, zone: str, city: str) -> str:
    start, end = zones.local(starts, zone), zones.local(ends, zone)
    return str(
        gettext(
            "%(day)s, %(start)s–%(end)s, time of %(city)s (%(offset)s)",
            day=i18n.show_day(start.date()),
            start=i18n.show_time(start),
            end=i18n.show_time(end),
            city=city,
            offset=zones.offset_text(starts, zone),
        )
    )


def entries(
    event: Event, mode: PlaceMode, lang: str, live_url: str, with_cancelled: bool = False
) -> list[ical.Entry]:
    """One calendar entry a day that takes place, with the identity it has in the event's feed.

    The first line of each description is the live programme's address: calendars are late.
    `with_cancelled` gives those that do not take place any more, too.
    """
    place = _place(event, mode, lang)
    return [
        ical.Entry(
            uid=entry.uid,
            sequence=entry.sequence,
            revised=entry.revised,
            start=_start(entry, event.zone),
            end=_end(entry, event.zone),
            summary=_title(event, entry, lang),
            description=live_url,
            location=place,
            url=live_url,
            status=ical.Status(entry.status.value),
            transparent=False,
            lang=lang,
        )
        for entry in days.entries(event)
        if with_cancelled or _holds(entry)
    ]


def _title(event: Event, entry: days.Entry, lang: str) -> str:
    title, label = text.pick(event.title, lang).text, text.pick(entry.label, lang).text
    return str(gettext("%(event)s: %(day)s", event=title, day=label)) if label else title


def _place(event: Event, mode: PlaceMode, lang: str) -> str:
    if mode is PlaceMode.ONLINE:
        return str(gettext("Online"))
    return wording.event_place(event, lang, venue=True)


def _start(entry: days.Entry, zone: str) -> date | ical.Wall:
    return entry.day if entry.starts is None else ical.Wall.at(entry.starts, zone)


def _end(entry: days.Entry, zone: str) -> date | ical.Wall:
    return entry.day + timedelta(days=1) if entry.ends is None else ical.Wall.at(entry.ends, zone)


def begins(lines_: Sequence[Line]) -> datetime | None:
    """The first start of several days, None while no hours are known."""
    return min((line.starts for line in lines_ if line.starts is not None), default=None)


def dates_of(event: Event) -> tuple[str, str, str]:
    """`8–10`, `June 2027` and `2027-06-08`, for the margin of a list; empty without days."""
    first, last = event.first_day, event.last_day
    if first is None or last is None:
        return "", str(gettext("Dates to be confirmed")), ""
    days_ = str(first.day) if first == last else f"{first.day}–{last.day}"
    month = dates.format_date(first, "LLLL y", locale=i18n.current_lang())
    return days_, month, first.isoformat()
