"""A feed around its entries: its name, colour and hints, written as kept bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventsite.core import clock, http, i18n, ical
from eventsite.core.i18n import gettext

#: The zone of a calendar that holds events of many zones: that of ITU's house.
HOME_ZONE = "Europe/Zurich"
#: CSS3 names near the hues of the pages (RFC 7986 §5.9 allows no other colours).
COLOURS = {
    "sea": "teal",
    "lake": "steelblue",
    "plum": "mediumorchid",
    "gold": "goldenrod",
    "moss": "olivedrab",
    "clay": "indianred",
    "stone": "slategray",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A feed but for its entries: its endpoint and address, its name, what it mirrors."""

    endpoint: str
    values: dict[str, str]
    name: str
    description: str
    hue: str
    page: str
    zone: str = HOME_ZONE
    refresh: timedelta = timedelta(hours=1)


def written(frame: Frame, listed: Iterable[ical.Entry], changed: datetime | None) -> http.Kept:
    """The whole feed; one without entries still holds a time zone, as RFC 5545 §3.6 demands."""
    listed = list(listed)
    lang = i18n.current_lang()
    calendar = ical.Calendar(
        name=frame.name,
        description=frame.description,
        lang=lang,
        colour=COLOURS.get(frame.hue, COLOURS["stone"]),
        zone=frame.zone,
        source_url=i18n.url_in(lang, frame.endpoint, **frame.values),
        url=frame.page,
        refresh=frame.refresh,
    )
    today = clock.now().date()
    spans = ical.zones_of(listed) or ((HOME_ZONE, today, today),)
    prefix = gettext("CANCELLED: %(title)s", title="")
    body = ical.feed(calendar, (ical.vevent(e, cancelled_prefix=prefix) for e in listed), spans)
    name = "-".join(frame.values.values()) or "events"
    return http.Kept(
        body,
        "text/calendar; charset=utf-8",
        changed,
        headers={
            "Content-Disposition": f'inline; filename="{name}.ics"',
            "Content-Language": lang,
        },
    )
