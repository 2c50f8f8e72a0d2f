"""Turns event days, released sessions and deadlines into calendar entries, from plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from eventsite.agenda import releases, succession
from eventsite.core import ical, text, zones

ONE_DAY = timedelta(days=1)
#: How long before the instant the entry of a deadline begins; it ends at the instant itself.
DEADLINE_LENGTH = timedelta(minutes=30)

Localized = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """What the platform itself says in an entry, in the language of the feed."""

    lang: str
    save_the_date: str = "Save the date: the dates are to be confirmed."
    cancelled: str = "This event is cancelled."
    #: With `title` and `label`.
    labelled: str = "%(title)s – %(label)s"
    #: With `deadline` and `event`.
    deadline: str = "%(deadline)s – %(event)s"
    comma: str = ", "


@dataclass(frozen=True, slots=True)
class Day:
    """One stored day of an event with its identity."""

    uid: str
    sequence: int
    revised: datetime
    day: date
    starts: time | None
    ends: time | None
    label: Localized
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Event:
    """What all entries of an event share; `place` is already in the language of the feed."""

    title: Localized
    summary: Localized
    zone: str
    place: str
    #: Where the programme is read as it is now, and the page of the event.
    programme_url: str
    url: str
    kind: str
    dates_confirmed: bool
    cancelled: datetime | None
    revised: datetime
    days: tuple[Day, ...] = ()
    #: How often its place changed since it was public, and when last.
    moves: int = 0
    moved: datetime | None = None
    #: Where its rooms are, without a word of what is online; empty where that is not known.
    venue: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day that stands or once stood."""
        return max((day.day for day in self.days), default=None)

    @property
    def has_cancelled(self) -> bool:
        """Whether something of it will leave feeds one day."""
        return self.cancelled is not None or any(day.is_cancelled for day in self.days)


@dataclass(frozen=True, slots=True)
class Programme:
    """The newest release: its agenda, its people by code, and when it was published."""

    agenda: releases.ReleasedAgenda
    people: Mapping[str, releases.ReleasedPerson]
    published: datetime
    #: Code of a session to the address of its page.
    urls: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A key deadline with its identity; `label` is already in the language of the feed."""

    uid: str
    sequence: int
    revised: datetime
    at: datetime
    label: text.Said
    is_cancelled: bool = False


def left_feed(event: Event) -> datetime | None:
    """The instant from which what is cancelled of an event is kept no more; None without days."""
    last = event.last_day
    if last is None:
        return None
    first_without = last + succession.KEPT_CANCELLED + ONE_DAY
    return datetime.combine(first_without, time(), UTC)


def of_days(event: Event, now: datetime, words: Words) -> list[ical.Entry]:
    """One entry per day with that day's hours, those cancelled only until 30 days after."""
    kept = _keeps_cancelled(event, now)
    entries = [_of_day(event, day, words) for day in event.days]
    return [entry for entry in entries if kept or entry.status is not ical.Status.CANCELLED]


def _keeps_cancelled(event: Event, now: datetime) -> bool:
    left = left_feed(event)
    return left is None or now < left


def _of_day(event: Event, day: Day, words: Words) -> ical.Entry:
    title, label = text.pick(event.title, words.lang), text.pick(day.label, words.lang)
    summary = text.pick(event.summary, words.lang)
    start, end = _span(event, day)
    status = _status(event, day.is_cancelled)
    said = words.labelled % {"title": title.text, "label": label.text} if label else title.text
    tentative = words.save_the_date if status is ical.Status.TENTATIVE else ""
    cancelled = words.cancelled if event.cancelled else ""
    return ical.Entry(
        uid=day.uid,
        sequence=day.sequence,
        revised=max(day.revised, event.revised),
        start=start,
        end=end,
        summary=said,
        description=_lines(event.programme_url, cancelled, tentative, summary.text),
        location=event.place,
        url=event.url,
        status=status,
        categories=(event.kind,) if event.kind else (),
        lang=_lang(words.lang, title, label, summary),
    )


def _span(event: Event, day: Day) -> tuple[date, date] | tuple[zones.Wall, zones.Wall]:
    """The whole day until dates and hours are known, else its hours on the clock of the place."""
    if not event.dates_confirmed or day.starts is None or day.ends is None:
        return day.day, day.day + ONE_DAY
    last = day.day + ONE_DAY if day.ends <= day.starts else day.day
    start = zones.Wall(datetime.combine(day.day, day.starts), event.zone)
    # Of a repeated hour the day begins in the first and ends in the second.
    return start, zones.Wall(datetime.combine(last, day.ends), event.zone, fold=1)


def _status(event: Event, is_cancelled: bool) -> ical.Status:
    if is_cancelled or event.cancelled is not None:
        return ical.Status.CANCELLED
    return ical.Status.CONFIRMED if event.dates_confirmed else ical.Status.TENTATIVE


def of_sessions(
    event: Event, programme: Programme, now: datetime, words: Words
) -> list[ical.Entry]:
    """One entry per released session, in order of time, those taken off as cancelled."""
    kept = _keeps_cancelled(event, now)
    erased = _erased(programme)
    return [
        _of_session(event, programme, session, erased, words)
        for session in programme.agenda.sessions
        if kept or (session.state == "scheduled" and event.cancelled is None)
    ]


def _erased(programme: Programme) -> dict[str, datetime]:
    """People erased after this release was published, by code."""
    return {
        code: person.redacted
        for code, person in programme.people.items()
        if person.redacted is not None and person.redacted > programme.published
    }


def _of_session(
    event: Event,
    programme: Programme,
    session: releases.ReleasedSession,
    erased: Mapping[str, datetime],
    words: Words,
) -> ical.Entry:
    pick = words.lang
    title, abstract = text.pick(session.title, pick), text.pick(session.abstract, pick)
    tracks = [text.pick(t.names, pick) for t in programme.agenda.tracks if t.id == session.track]
    rooms = [text.pick(r.names, pick) for r in programme.agenda.rooms if r.id in session.rooms]
    mine = [erased[voice.code] for voice in session.speakers if voice.code in erased]
    # A release does not know that the whole event was called off after it.
    called_off = event.cancelled is not None and session.state == "scheduled"
    # Nor does it know the place, which stands in every entry beside the room.
    turns = [at for at in (event.cancelled, event.moved) if at is not None]
    instants = [session.revised, *mine, *turns]
    # What is held in a room alone invites nobody online.
    in_room = bool(rooms) and not session.online
    place = event.venue if in_room and event.venue else event.place
    raised = succession.redactions(session.speakers, erased) + called_off + event.moves
    return ical.Entry(
        uid=session.uid,
        sequence=session.sequence + raised,
        revised=max(instants),
        start=zones.Wall(session.wall, session.zone, session.fold),
        end=zones.Wall.at(session.end, session.zone),
        summary=title.text,
        description=_lines(
            event.programme_url,
            words.cancelled if event.cancelled else "",
            text.plain(abstract.text),
            "\n".join(_voices(programme, session, words)),
        ),
        location=words.comma.join(filter(None, (*(r.text for r in rooms), place))),
        url=programme.urls.get(session.code, event.url),
        status=_status(event, session.state != "scheduled"),
        categories=tuple(track.text for track in tracks if track),
        lang=_lang(pick, title, abstract, *tracks, *rooms),
    )


def _voices(programme: Programme, session: releases.ReleasedSession, words: Words) -> Iterable[str]:
    """A line for each speaker: name, job title and organisation, as far as they are known."""
    nobody = releases.ReleasedPerson()
    for voice in session.speakers:
        person = programme.people.get(voice.code, nobody)
        organisation = text.pick(voice.organisation, words.lang).text
        said = filter(None, (person.name, person.role_title, organisation))
        line = words.comma.join(said)
        if line:
            yield line


def of_deadlines(
    event: Event, deadlines: Iterable[Deadline], now: datetime, words: Words
) -> list[ical.Entry]:
    """A short entry that ends with each deadline, in order of time.

    One that was removed stays as cancelled until 30 days after the event.
    """
    kept = _keeps_cancelled(event, now)
    entries = [_of_deadline(event, row, words) for row in sorted(deadlines, key=_when)]
    return [entry for entry in entries if kept or entry.status is not ical.Status.CANCELLED]


def _when(deadline: Deadline) -> tuple[datetime, str]:
    return deadline.at, deadline.uid


def _of_deadline(event: Event, row: Deadline, words: Words) -> ical.Entry:
    title = text.pick(event.title, words.lang)
    is_off = row.is_cancelled or event.cancelled is not None
    return ical.Entry(
        uid=row.uid,
        sequence=row.sequence + (event.cancelled is not None and not row.is_cancelled),
        revised=max(row.revised, event.revised),
        start=zones.Wall.at(row.at - DEADLINE_LENGTH, event.zone),
        end=zones.Wall.at(row.at, event.zone),
        summary=words.deadline % {"deadline": row.label.text, "event": title.text},
        description=_lines(event.url),
        url=event.url,
        status=ical.Status.CANCELLED if is_off else ical.Status.CONFIRMED,
        lang=_lang(words.lang, title, row.label),
    )


def _lines(*parts: str) -> str:
    """The address alone on the first line, where clients show it before cutting."""
    return "\n".join(part for part in parts if part)


def _lang(wanted: str, *said: text.Said) -> str:
    """The one language of all these texts, or none when a missing one came in another."""
    return wanted if all(one.lang == wanted for one in said if one) else ""
