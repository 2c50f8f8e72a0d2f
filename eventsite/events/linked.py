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
        "startDate": _start(days[0], event.zone),
        "endDate": _end(days[-1], event.zone),
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


def _start(day: EventDay, zone: str) -> str:
    return _wall(day.day, day.starts, zone) if day.starts else day.day.isoformat()


def _end(day: EventDay, zone: str) -> str:
    if day.starts is None or day.ends is None:
        return day.day.isoformat()
    is_night = day.ends <= day.starts
    return _wall(day.day + timedelta(days=1) if is_night else day.day, day.ends, zone)


def _wall(day: date, at: time, zone: str) -> str:
    return moment(zones.nearest(datetime.combine(day, at), zone), zone)


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
