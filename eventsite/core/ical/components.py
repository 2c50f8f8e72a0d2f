"""VEVENT and VCALENDAR as bytes, by hand: RFC 5545, RFC 7986, and what clients really read."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from eventsite.core import zones
from eventsite.core.ical import fold, observances
from eventsite.core.ical.entry import Calendar, Conference, Entry, Status

END = b"END:VCALENDAR\r\n"


class Span(NamedTuple):
    """A TZID in use, with the first and last local day that need it."""

    zone: str
    first: date
    last: date


def vevent(entry: Entry, *, cancelled_prefix: str = "") -> bytes:
    """The folded VEVENT; equal entries give equal bytes.

    `cancelled_prefix` (translated, with its blank) goes before the summary of a cancelled entry,
    which never blocks time and never rings.
    """
    return vevent_with(entry, cancelled_prefix=cancelled_prefix)


def vevent_with(
    entry: Entry,
    *,
    cancelled_prefix: str = "",
    stamp: datetime | None = None,
    people: bytes = b"",
) -> bytes:
    """`vevent` with the DTSTAMP and the ORGANIZER and ATTENDEE lines of an invitation."""
    cancelled = entry.status is Status.CANCELLED
    prefix = entry.prefix or cancelled_prefix
    summary = prefix + entry.summary if cancelled else entry.summary
    revised = _utc(entry.revised)
    parts = [
        b"BEGIN:VEVENT\r\n",
        fold.line("UID", fold.escape(entry.uid)),
        fold.line("DTSTAMP", _utc(stamp) if stamp else revised),
        fold.line("LAST-MODIFIED", revised),
        fold.line("SEQUENCE", str(entry.sequence)),
        _moment("DTSTART", entry.start),
        _moment("DTEND", _end(entry)),
        fold.text_line("SUMMARY", summary, entry.lang),
        *_words(entry),
        fold.line("STATUS", entry.status),
        fold.line("TRANSP", "TRANSPARENT" if entry.transparent or cancelled else "OPAQUE"),
        people,
        *(_conference(way, entry.lang) for way in entry.conferences),
        *(_alarm(minutes, summary, entry.lang) for minutes in entry.alarms if not cancelled),
        b"END:VEVENT\r\n",
    ]
    return b"".join(parts)


def _words(entry: Entry) -> Iterable[bytes]:
    if entry.description:
        yield fold.text_line("DESCRIPTION", entry.description, entry.lang)
    if entry.location:
        yield fold.text_line("LOCATION", entry.location, entry.lang)
    if entry.url:
        yield fold.line("URL", fold.uri(entry.url))
    if entry.categories:
        said = {"LANGUAGE": fold.language(entry.lang)} if entry.lang else None
        yield fold.line("CATEGORIES", ",".join(map(fold.escape, entry.categories)), said)


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _moment(name: str, moment: date | zones.Wall) -> bytes:
    if not isinstance(moment, zones.Wall):
        return fold.line(name, f"{moment:%Y%m%d}", {"VALUE": "DATE"})
    if _needs_utc(moment):
        return fold.line(name, _utc(zones.nearest(moment.time, moment.zone, moment.fold)))
    return fold.line(name, f"{moment.time:%Y%m%dT%H%M%S}", {"TZID": moment.zone})


def _end(entry: Entry) -> date | zones.Wall:
    """The end, put back by the same length when new rules skip the start and leave it behind."""
    start, end = entry.start, entry.end
    if not (isinstance(start, zones.Wall) and isinstance(end, zones.Wall)):
        return end
    if not zones.is_missing(start.time, start.zone):
        return end
    begins = zones.nearest(start.time, start.zone)
    if zones.nearest(end.time, end.zone, end.fold) > begins:
        return end
    return zones.Wall.at(begins + (end.time - start.time), end.zone)


def _needs_utc(wall: zones.Wall) -> bool:
    """Whether TZID cannot say it: UTC itself, a skipped time that clients read differently, and the
    second of two equal readings (a local time always means the first, RFC 5545 §3.3.5)."""
    if zones.is_utc(wall.zone) or zones.is_missing(wall.time, wall.zone):
        return True
    return wall.fold == 1 and zones.is_ambiguous(wall.time, wall.zone)


def _conference(way: Conference, lang: str) -> bytes:
    said = {"VALUE": "URI"}
    if way.features:
        said["FEATURE"] = ",".join(way.features)
    if way.label:
        said["LABEL"] = fold.parameter(way.label)
        if lang:
            said["LANGUAGE"] = fold.language(lang)
    return fold.line("CONFERENCE", fold.uri(way.uri), said)


def _alarm(minutes: int, summary: str, lang: str) -> bytes:
    parts = (
        b"BEGIN:VALARM\r\nACTION:DISPLAY\r\n",
        fold.text_line("DESCRIPTION", summary, lang),
        fold.line("TRIGGER", fold.duration(timedelta(minutes=-minutes))),
        b"END:VALARM\r\n",
    )
    return b"".join(parts)


def zones_of(entries: Iterable[Entry]) -> tuple[Span, ...]:
    """The TZIDs of these entries, each once with its range, by name; UTC and days need none."""
    spans: list[Span] = []
    for entry in entries:
        for moment in (entry.start, entry.end):
            if isinstance(moment, zones.Wall):
                day = moment.time.date()
                spans.append(Span(moment.zone, day, day))
    return _merged(spans)


def _merged(spans: Iterable[tuple[str, date, date]]) -> tuple[Span, ...]:
    merged: dict[str, Span] = {}
    for zone, first, last in spans:
        if zones.is_utc(zone):
            continue
        seen = merged.get(zone, Span(zone, first, last))
        merged[zone] = Span(zone, min(seen.first, first), max(seen.last, last))
    return tuple(merged[zone] for zone in sorted(merged))


def timezones(spans: Iterable[tuple[str, date, date]]) -> bytes:
    """A VTIMEZONE for each zone named, once, in order of name."""
    return b"".join(observances.vtimezone(*span) for span in _merged(spans))


def feed(
    calendar: Calendar, events: Iterable[bytes], spans: Iterable[tuple[str, date, date]]
) -> bytes:
    """The whole calendar around ready VEVENTs, with a VTIMEZONE for each (zone, first, last).

    It has no METHOD: then DTSTAMP means the revision (RFC 5545 §3.8.7.2), and Outlook opens it as a
    calendar of its own.
    """
    return b"".join((_head(calendar), timezones(spans), *events, END))


def _head(calendar: Calendar) -> bytes:
    refresh = fold.duration(calendar.refresh)
    parts = [
        opening(calendar.prodid),
        fold.text_line("NAME", calendar.name, calendar.lang),
        fold.text_line("X-WR-CALNAME", calendar.name),
        fold.line("X-WR-TIMEZONE", calendar.zone),
        fold.line("SOURCE", fold.uri(calendar.source_url), {"VALUE": "URI"}),
        fold.line("REFRESH-INTERVAL", refresh, {"VALUE": "DURATION"}),
        fold.line("X-PUBLISHED-TTL", refresh),
    ]
    if calendar.description:
        parts.append(fold.text_line("DESCRIPTION", calendar.description, calendar.lang))
        parts.append(fold.text_line("X-WR-CALDESC", calendar.description))
    if calendar.url:
        parts.append(fold.line("URL", fold.uri(calendar.url)))
    if calendar.colour:
        parts.append(fold.line("COLOR", calendar.colour.lower()))
    return b"".join(parts)


def opening(prodid: str) -> bytes:
    """The first lines of every calendar object."""
    return (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
        + fold.line("PRODID", fold.escape(prodid))
        + b"CALSCALE:GREGORIAN\r\n"
    )
