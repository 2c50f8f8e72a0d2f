"""What machines read in the public page of an event or a series: schema.org values for JSON-LD."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from eventsite.core import text, zones
from eventsite.events.models import Event, EventDay, EventState, Mode, Series

CONTEXT = "https://schema.org"
_MODES = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}
Linked = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Around:
    """The absolute addresses and names that a page gives beside the event itself."""

    url: str
    programme: str = ""
    image: str = ""
    series: str = ""
    #: Name and website of each organizer and host.
    organizers: Sequence[tuple[str, str]] = field(default=())


def of_event(event: Event, lang: str, around: Around) -> Linked:
    """An event; empty while it has no days, since nothing may be said without a date.

    Ways to join never stand here: an online place is the address of the page.
    """
    days = [day for day in event.days if day.cancelled is None]
    if not days:
        return {}
    is_off = event.state == EventState.CANCELLED
    return {
        "@context": CONTEXT,
        "@type": "BusinessEvent",
        "@id": around.url,
        "url": around.url,
        "name": text.pick(event.title, lang).text,
        **_filled("description", text.pick(event.summary, lang).text),
        **_when(event, days[0], days[-1]),
        "eventStatus": f"{CONTEXT}/{'EventCancelled' if is_off else 'EventScheduled'}",
        "eventAttendanceMode": f"{CONTEXT}/{_MODES[event.mode]}",
        "location": _location(event, lang, around.url),
        "inLanguage": list(event.languages),
        "isAccessibleForFree": True,
        **_filled("image", [around.image] if around.image else []),
        **_filled("organizer", [_organization(*one) for one in around.organizers]),
        **_filled("superEvent", _series_of(event, lang, around.series)),
        **_filled("subjectOf", _page(around.programme)),
    }


def of_series(series: Series, lang: str, url: str, editions: Sequence[tuple[str, str]]) -> Linked:
    """A series with the name and the address of each public edition."""
    return {
        "@context": CONTEXT,
        "@type": "EventSeries",
        "@id": url,
        "url": url,
        "name": text.pick(series.title, lang).text,
        **_filled(
            "subEvent",
            [{"@type": "BusinessEvent", "name": name, "url": page} for name, page in editions],
        ),
    }


def moment(instant: datetime, zone: str) -> str:
    """An instant with the offset of its place, as schema.org wants times."""
    return zones.local(instant, zone).isoformat()


def _when(event: Event, first: EventDay, last: EventDay) -> Linked:
    """Hours only of days that are confirmed and have them, as in calendars."""
    start, end = first.day.isoformat(), last.day.isoformat()
    if event.dates_confirmed and first.starts is not None and first.ends is not None:
        start = _wall(first.day, first.starts, event.zone)
    if event.dates_confirmed and last.starts is not None and last.ends is not None:
        is_night = last.ends <= last.starts
        day = last.day + timedelta(days=1) if is_night else last.day
        # Of a repeated hour a day ends in the second.
        end = _wall(day, last.ends, event.zone, fold=1)
    return {"startDate": start, "endDate": end}


def _wall(day: date, at: time, zone: str, fold: int = 0) -> str:
    return moment(zones.nearest(datetime.combine(day, at), zone, fold), zone)


def _location(event: Event, lang: str, url: str) -> Linked | list[Linked]:
    virtual: Linked = {"@type": "VirtualLocation", "url": url}
    if event.mode == Mode.ONLINE:
        return virtual
    city = text.pick(event.city, lang).text
    name = text.pick(event.venue, lang).text or city
    address = {
        **_filled("streetAddress", event.address),
        **_filled("addressLocality", city),
        **_filled("addressCountry", event.country),
    }
    place: Linked = {
        "@type": "Place",
        **_filled("name", name),
        "address": {"@type": "PostalAddress", **address},
    }
    return [place, virtual] if event.mode == Mode.HYBRID else place


def _organization(name: str, website: str) -> Linked:
    return {"@type": "Organization", "name": name, **_filled("url", website)}


def _series_of(event: Event, lang: str, url: str) -> Linked:
    if not url or event.series is None:
        return {}
    name = text.pick(event.series.title, lang).text
    return {"@type": "EventSeries", "name": name, "url": url}


def _page(url: str) -> Linked:
    return {"@type": "WebPage", "url": url} if url else {}


def _filled(name: str, value: Any) -> Linked:
    """The value under its name, nothing where there is none."""
    return {name: value} if value else {}
