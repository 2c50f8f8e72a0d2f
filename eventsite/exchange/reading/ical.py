"""iCalendar of any make, read into a programme: each entry or occurrence is a session."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from eventsite.core.i18n import N_
from eventsite.core.sheets import places, source
from eventsite.core.sheets.source import Limits, Said, Unreadable
from eventsite.exchange.reading import (
    doubts,
    ical_facts,
    ical_lines,
    ical_recurring,
    ical_times,
    words,
    zone_names,
)
from eventsite.exchange.reading.ical_lines import Entry
from eventsite.exchange.reading.ical_times import Moment, Zones
from eventsite.exchange.reading.sink import Sink
from eventsite.exchange.source import Format, Source, SourceSession

#: What a calendar speaks of; who takes part it says only for those who chair.
_FIELDS = frozenset(
    {
        "title",
        "abstract",
        "rooms",
        "track",
        "kind",
        "start",
        "minutes",
        "is_cancelled",
        "url",
        "links",
    }
)
_OTHERS = frozenset({"VTODO", "VJOURNAL", "VFREEBUSY"})
_ALL_DAY = N_("It fills the whole day %(day)s. It is taken in without a time.")
_NO_START = N_("The start of this entry is not understood. It is taken in without a time.")


def read(data: bytes, limits: Limits) -> Source:
    """The programme of a calendar file; raises Unreadable."""
    if len(data) > limits.bytes:
        raise Unreadable(source.too_large(limits))
    sink = Sink()
    calendars = ical_lines.calendars_of(data, limits, sink)
    if not calendars:
        raise Unreadable(
            Said(
                N_("This is no calendar: it does not begin with BEGIN:VCALENDAR. Export it again.")
            )
        )
    reading = _Reading(limits, sink)
    for calendar in calendars:
        reading.take(calendar)
    return reading.source(calendars)


class _Reading:
    """Gathers the sessions of one or several calendars of a file."""

    def __init__(self, limits: Limits, sink: Sink) -> None:
        self._limits, self._sink = limits, sink
        self._sessions: list[SourceSession] = []
        self._days: set[date] = set()
        self._number = 0
        self._facts = ical_facts.Facts(limits, sink)

    def source(self, calendars: list[Entry]) -> Source:
        """The whole programme, with the doubts about it as a whole."""
        first = calendars[0]
        zone = next(
            (z for c in calendars if (z := zone_names.iana_of(c.text("X-WR-TIMEZONE")))), ""
        )
        title = words.clean(first.text("X-WR-CALNAME") or first.text("NAME"))[:300]
        self._whole_doubts(calendars)
        rooms = {room.key: next(iter(room.names.values())) for room in self._facts.rooms.values()}
        for doubt in doubts.doubts_of(self._sessions, zone, order=False, rooms=rooms):
            self._sink.add(doubt.where, doubt.what, doubt.session)
        self._days |= {s.start.date() for s in self._sessions if s.start}
        return Source(
            format=Format.ICAL,
            title=title,
            identity=first.text("X-WR-RELCALID")
            or " ".join(f"{first.text('PRODID')} {title}".split()),
            zone=zone,
            days=tuple(sorted(self._days)),
            rooms=tuple(self._facts.rooms.values()),
            tracks=tuple(self._facts.tracks.values()),
            people=tuple(self._facts.people.values()),
            sessions=tuple(self._sessions),
            doubts=self._sink.all(),
            fields=_FIELDS | ({"voices"} if self._facts.people else set()),
        )

    def _whole_doubts(self, calendars: list[Entry]) -> None:
        others = [e.kind for c in calendars for e in c.inner if e.kind in _OTHERS]
        if others:
            what = N_("Tasks, notes and free times of the calendar are left out: %(number)s.")
            self._sink.add(places.whole(), Said(what, {"number": len(others)}))
        if self._facts.guests:
            what = N_(
                "Guests of entries are not taken for speakers: %(number)s. Add speakers yourself."
            )
            self._sink.add(places.whole(), Said(what, {"number": self._facts.guests}))
        if self._facts.joins:
            what = N_(
                "Links to join online are left out, as the programme is public: %(number)s. Put "
                "them into the sessions yourself."
            )
            self._sink.add(places.whole(), Said(what, {"number": self._facts.joins}))
        if not self._sessions:
            self._sink.add(places.whole(), Said(N_("No session was found in this file.")))

    def take(self, calendar: Entry) -> None:
        """All entries of one calendar."""
        zones = Zones(calendar)
        cancels = calendar.text("METHOD").upper() == "CANCEL"
        entries = [e for e in calendar.inner if e.kind == "VEVENT"]
        changed: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.get("RECURRENCE-ID") and (uid := entry.text("UID")):
                changed.setdefault(uid, []).append(entry)
        masters = {e.text("UID") for e in entries if not e.get("RECURRENCE-ID")}
        for entry in self._newest(entries):
            self._number += 1
            where = _where(entry, self._number)
            if entry.get("RECURRENCE-ID"):
                if entry.text("UID") not in masters:
                    self._sessions += self._changed(entry, where, zones, cancels)
                continue
            others = changed.get(entry.text("UID"), [])
            self._sessions += self._held(entry, where, zones, cancels, others)
            if len(self._sessions) > self._limits.rows:
                what = N_(
                    "The calendar has more than %(number)s entries, repeated ones counted. Divide "
                    "it into several files."
                )
                raise Unreadable(Said(what, {"number": self._limits.rows}), where)

    def _newest(self, entries: list[Entry]) -> list[Entry]:
        """The entries without older versions of the same one."""
        newest: dict[str, int] = {}
        for entry in entries:
            mark = _identity(entry)
            newest[mark] = max(newest.get(mark, -1), _sequence(entry))
        kept = []
        for entry in entries:
            if entry.text("UID") and _sequence(entry) < newest[_identity(entry)]:
                what = N_("A newer version of this entry stands in the file. This one is left out.")
                self._sink.add(places.line(entry.number), Said(what))
            else:
                kept.append(entry)
        return kept

    def _held(
        self, entry: Entry, where: Said, zones: Zones, cancels: bool, changed: list[Entry]
    ) -> Iterator[SourceSession]:
        """The entry's session, or one for each of its dates, changed where the file changes it."""
        session = self._facts.session(entry, where, cancels)
        if session is None:
            return
        line = entry.get("DTSTART")
        first = zones.moment(line) if line else None
        if line is None or first is None or not ical_recurring.recurs(entry):
            yield self._timed(session, entry, first, zones)
            return
        found = ical_recurring.occurrences(entry, first, line, zones, self._limits)
        for doubt in found.doubts:
            self._sink.add(where, doubt, session.key)
        by_wall = {
            ical_recurring.same_wall(first, moment): other
            for other in changed
            if (id_line := other.get("RECURRENCE-ID")) and (moment := zones.moment(id_line))
        }
        for moment in found.moments:
            key = f"{session.key}#{moment.wall:%Y%m%dT%H%M}"
            other = by_wall.pop(moment.wall, None)
            if other:
                yield from self._changed(other, where, zones, cancels, key)
            else:
                yield self._timed(replace(session, key=key), entry, moment, zones)
        for wall, other in by_wall.items():
            key = f"{session.key}#{wall:%Y%m%dT%H%M}"
            yield from self._changed(other, where, zones, cancels, key)

    def _changed(
        self, entry: Entry, where: Said, zones: Zones, cancels: bool, key: str = ""
    ) -> Iterator[SourceSession]:
        """A date of a recurring entry that the file gives on its own."""
        line = entry.get("RECURRENCE-ID")
        moment = zones.moment(line) if line else None
        if line and "RANGE" in line.parameters:
            what = N_(
                "It changes all later dates too. Only this date is changed: look at the others."
            )
            self._sink.add(places.line(entry.number), Said(what), key)
        session = self._facts.session(entry, _where(entry, self._number), cancels)
        if session:
            wall = f"#{moment.wall:%Y%m%dT%H%M}" if moment else ""
            start = entry.get("DTSTART")
            began = zones.moment(start) if start else moment
            yield self._timed(replace(session, key=key or session.key + wall), entry, began, zones)

    def _timed(
        self, session: SourceSession, entry: Entry, moment: Moment | None, zones: Zones
    ) -> SourceSession:
        """The session with its time; days and doubts on the way."""
        if moment is None:
            self._sink.add(session.where, Said(_NO_START), session.key)
            return session
        if moment.is_day:
            day = moment.wall.date()
            self._days.add(day)
            self._sink.add(session.where, Said(_ALL_DAY, {"day": day.isoformat()}), session.key)
            return session
        if moment.unknown:
            what = N_("The time zone “%(zone)s” is not known. Choose the zone of its time.")
            facts = {"zone": places.shown(moment.unknown)}
            self._sink.add(session.where, Said(what, facts), session.key)
        zone = "" if moment.zone == "UTC" else moment.zone
        minutes = self._minutes(session, entry, zones)
        return replace(session, start=moment.start, zone=zone, minutes=minutes)

    def _minutes(self, session: SourceSession, entry: Entry, zones: Zones) -> int | None:
        start, end, length = entry.get("DTSTART"), entry.get("DTEND"), entry.get("DURATION")
        size = ical_times.length_of(length.value) if length else None
        if start and end:
            began, ended = zones.moment(start), zones.moment(end)
            size = ended.instant - began.instant if began and ended else None
        if size is None:
            if end or length:
                what = N_("The end of this entry is not understood. Its length is left out.")
                self._sink.add(session.where, Said(what), session.key)
            return None
        if size <= timedelta():
            doubt = doubts.backwards(session.where, session.key)
            self._sink.add(doubt.where, doubt.what, session.key)
            return None
        return max(round(size.total_seconds() / 60), 1)


def _where(entry: Entry, number: int) -> Said:
    return Said(N_("Entry %(number)s, line %(line)s"), {"number": number, "line": entry.number})


def _identity(entry: Entry) -> str:
    line = entry.get("RECURRENCE-ID")
    return f"{entry.text('UID')}\n{line.value if line else ''}"


def _sequence(entry: Entry) -> int:
    text = entry.text("SEQUENCE")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
