"""How an event is worded in lists and on its page: days, hours, zone, place, languages."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from babel import dates
from babel.lists import format_list
from flask_babel import get_locale

from eventsite.core import i18n, text, zones
from eventsite.core.i18n import gettext as _
from eventsite.core.i18n import ngettext
from eventsite.events import wording
from eventsite.events.models import Event, EventDay, EventKind, Mode
from eventsite.reference import countries

HUES = {
    EventKind.FORUM: "sea",
    EventKind.WORKSHOP: "gold",
    EventKind.WEBINAR: "moss",
    EventKind.VIRTUAL_WORLDS_DAY: "lake",
    EventKind.THINKATHON: "plum",
    EventKind.MEETING: "clay",
    EventKind.PARTNER: "stone",
}
UN_LANGUAGES = frozenset(i18n.LANGUAGES)


class DateMark(NamedTuple):
    """The days of an event at the head of its line: `16–18` over `March 2027`."""

    days: str
    month: str
    iso: str


def date_mark(event: Event) -> DateMark:
    """The days as a list shows them; a dash while nothing is known."""
    first, last = event.first_day, event.last_day
    if first is None or last is None:
        return DateMark("–", str(_("to be confirmed")), "")
    iso = first.isoformat() if first == last else f"{first}/{last}"
    if first == last:
        return DateMark(str(first.day), _month(first), iso)
    if (first.year, first.month) == (last.year, last.month):
        days = str(_("%(first)s–%(last)s", first=first.day, last=last.day))
        return DateMark(days, _month(first), iso)
    months = str(_("%(first)s – %(last)s", first=_month(first, "MMM"), last=_month(last, "MMM y")))
    return DateMark(str(_("%(first)s–%(last)s", first=first.day, last=last.day)), months, iso)


def _month(day: date, pattern: str = "MMMM y") -> str:
    return str(dates.format_date(day, pattern, locale=get_locale()))


def days_of(event: Event) -> list[EventDay]:
    """The days that take place, in order."""
    return [day for day in event.days if day.cancelled is None]


def when(event: Event) -> str:
    """The days in words."""
    if event.first_day is None or event.last_day is None:
        return str(_("Dates to be confirmed"))
    said = i18n.show_days(event.first_day, event.last_day)
    return said if event.dates_confirmed else str(_("%(days)s, to be confirmed", days=said))


def hours(event: Event, zone: str = "") -> list[str]:
    """The first day's hours where it is held, with the zone; then the reader's, if another.

    An online event has no place, so the reader's own time stands first there.
    """
    day = next((d for d in days_of(event) if d.starts is not None), None)
    if day is None or not event.dates_confirmed:
        return [str(_("Time zone: %(zone)s", zone=zone_words(event)))] if event.first_day else []
    start, end = instants(day, event.zone)
    said = [span(start, end, event.zone, wording.zone_place(event))]
    if zone and zones.offset_text(start, zone) != zones.offset_text(start, event.zone):
        said.append(span(start, end, zone, i18n.zone_city(zone), day.day))
    return said[::-1] if event.mode == Mode.ONLINE else said


def instants(day: EventDay, zone: str) -> tuple[datetime, datetime | None]:
    """When a day begins and ends; an end at or before the start is on the next day."""
    start = zones.nearest(datetime.combine(day.day, day.starts or time()), zone)
    if day.ends is None:
        return start, None
    closes = datetime.combine(day.day, day.ends)
    if day.starts is not None and day.ends <= day.starts:
        closes = closes + timedelta(days=1)
    return start, zones.nearest(closes, zone)


def span(
    start: datetime, end: datetime | None, zone: str, city: str, day: date | None = None
) -> str:
    """`09:30–17:00 Geneva time (UTC+1)`; a start on another day than `day` names its weekday."""
    local = zones.local(start, zone)
    begins = f"{local:%H:%M}"
    if day is not None and local.date() != day:
        begins = f"{dates.format_date(local.date(), 'EEE', locale=get_locale())} {begins}"
    words = {
        "start": begins,
        "city": city,
        "offset": zones.offset_text(start, zone),
    }
    if zones.is_utc(zone):
        if end is None:
            return str(_("%(start)s UTC", **words))
        return str(_("%(start)s–%(end)s UTC", end=f"{zones.local(end, zone):%H:%M}", **words))
    if end is None:
        return str(_("%(start)s %(city)s time (%(offset)s)", **words))
    words["end"] = f"{zones.local(end, zone):%H:%M}"
    return str(_("%(start)s–%(end)s %(city)s time (%(offset)s)", **words))


def zone_words(event: Event) -> str:
    """The event's zone by its place, with the offset on the first day."""
    if event.first_day is None:
        return wording.zone_place(event)
    noon = zones.nearest(datetime.combine(event.first_day, time(12)), event.zone)
    city, offset = wording.zone_place(event), zones.offset_text(noon, event.zone)
    return str(_("%(city)s (%(offset)s)", city=city, offset=offset))


def place(event: Event) -> str:
    """City and country, and whether one can take part online."""
    if event.mode == Mode.ONLINE:
        return str(_("Online"))
    lang = i18n.current_lang()
    city = str(text.pick(event.city, lang))
    country = countries.name(event.country, lang) if event.country in countries.COUNTRIES else ""
    where = city or country
    if city and country:
        where = str(_("%(city)s, %(country)s", city=city, country=country))
    if event.mode == Mode.HYBRID:
        return (
            str(_("%(place)s, and online", place=where))
            if where
            else str(_("In person and online"))
        )
    return where or str(_("Place to be confirmed"))


def languages(codes: Sequence[str]) -> str:
    """`English`, `English and French`, or `Six UN languages`."""
    if set(codes) >= UN_LANGUAGES:
        return str(_("Six UN languages"))
    locale = get_locale()
    names = [str(locale.languages.get(code, code)) for code in codes]
    if len(names) > 3:
        return str(ngettext("%(num)s language", "%(num)s languages", len(names)))
    return str(format_list(names, locale=locale)) if names else ""
