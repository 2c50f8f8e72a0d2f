"""Feeds as kept bytes: what each is called, when it changed, and its entries written once."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda import releases
from eventsite.calendars import entries, queries
from eventsite.calendars.feeds import frames, rows
from eventsite.core import clock, http, i18n, ical, text
from eventsite.core.i18n import gettext
from eventsite.events.models import EventKind
from eventsite.events.models.event import KIND_LABELS

#: During an event clients may ask more often.
ON_THE_DAY = timedelta(minutes=15)


def site() -> http.Kept:
    """Every day of every public event."""
    return _of_many("site", "", queries.revision(), _site_frame, queries.event_days)


def _site_frame() -> frames.Frame:
    return frames.Frame(
        "calendars.site_feed",
        {},
        gettext("Metaverse events of ITU"),
        gettext("All events, one entry for each day. New events and changes appear by themselves."),
        "sea",
        rows.link("site.events"),
    )


def of_kind(kind: EventKind) -> http.Kept:
    """Every day of the public events of a kind."""

    def frame() -> frames.Frame:
        return frames.Frame(
            "calendars.kind_feed",
            {"kind": kind.value},
            gettext("Metaverse events of ITU: %(kind)s", kind=gettext(KIND_LABELS[kind])),
            gettext("All events of one kind, one entry for each day."),
            hue_of_kind(kind),
            rows.link("site.events"),
        )

    def fetch() -> list[queries.Rows]:
        return queries.event_days(kind=kind)

    return _of_many("kind", kind.value, queries.revision(kind), frame, fetch)


def hue_of_kind(kind: EventKind) -> str:
    """The hue by which a kind is told apart in a list of calendars."""
    return tuple(frames.COLOURS)[list(EventKind).index(kind) % len(frames.COLOURS)]


def find_of_series(slug: str) -> http.Kept | None:
    """Every day of the public events of a series; None when there is no such series."""
    revision = queries.find_series_revision(slug)
    if revision is None:
        return None

    def frame() -> frames.Frame:
        return frames.Frame(
            "calendars.series_feed",
            {"slug": slug},
            text.pick(revision.title, i18n.current_lang()).text,
            gettext("All events of this series, one entry for each day."),
            revision.hue,
            rows.link("site.series", slug=slug),
        )

    def fetch() -> list[queries.Rows]:
        return queries.event_days(series_slug=slug)

    return _of_many("series", slug, revision, frame, fetch)


def find_of_event(slug: str) -> http.Kept | None:
    """The days of a public event and its released sessions; None when there is no such event."""
    found = queries.find_event(slug)
    if found is None:
        return None
    return _kept("event", slug, found.key, lambda: _event(slug, found))


def find_of_deadlines(slug: str) -> http.Kept | None:
    """The key deadlines of a public event; None when there is no such event."""
    found = queries.deadlines(slug)
    if found is None:
        return None
    key = (found[0].id, found[0].version, found[0].revised)
    deadlines = tuple((row.uid, row.sequence, row.deadline_revised) for row in found)
    return _kept("deadlines", slug, (*key, deadlines), lambda: _deadlines(slug, found))


def _kept(
    what: str, slug: str, revision: tuple[object, ...], build: Callable[[], http.Kept]
) -> http.Kept:
    """From the shelf: the day is in the key, because what is cancelled leaves with a new day."""
    key = ("feed", what, slug, revision, clock.now().date(), i18n.current_lang())
    return http.shelf.get(key, build)


def _of_many(
    what: str,
    slug: str,
    revision: queries.Revision,
    frame: Callable[[], frames.Frame],
    fetch: Callable[[], list[queries.Rows]],
) -> http.Kept:
    def build() -> http.Kept:
        now, words = clock.now(), rows.words_of(i18n.current_lang())
        events = [rows.event_of(found, words.lang) for found in fetch()]
        listed = [entry for event in events for entry in entries.of_days(event, now, words)]
        left = [entries.left_feed(event) for event in events if event.has_cancelled]
        changed = _changed(now, revision.at, *left)
        return frames.written(frame(), sorted(listed, key=_by_time), changed)

    return _kept(what, slug, revision.key, build)


def _by_time(entry: ical.Entry) -> tuple[datetime, str]:
    start = entry.start
    if isinstance(start, ical.Wall):
        return start.time, entry.uid
    return datetime.combine(start, time()), entry.uid


def _event(slug: str, found: queries.Found) -> http.Kept:
    now, words = clock.now(), rows.words_of(i18n.current_lang())
    event = rows.event_of(found.rows, words.lang, found.release_id is not None)
    listed = entries.of_days(event, now, words)
    if found.release_id is not None:
        release = agenda_queries.release_content(found.release_id)
        agenda = releases.read(release.content)
        programme = entries.Programme(
            agenda,
            agenda_queries.people_of(release),
            release.created,
            _session_links(slug, agenda),
        )
        listed += entries.of_sessions(event, programme, now, words)
    days = [day.day for day in event.days]
    eve, after = _edges(days)
    frame = frames.Frame(
        "calendars.event_feed",
        {"slug": slug},
        text.pick(event.title, words.lang).text,
        gettext("The days and the programme of this event, as published."),
        found.event.hue,
        event.url,
        event.zone,
        ON_THE_DAY if eve and after and eve <= now < after else timedelta(hours=1),
    )
    changed = _changed(now, found.at, entries.left_feed(event), eve, after)
    return frames.written(frame, listed, changed)


def _edges(days: Sequence[date]) -> tuple[datetime | None, datetime | None]:
    """The UTC days around an event, wherever it is held: the day before, and the second after."""
    if not days:
        return None, None
    first, last = min(days) - timedelta(days=1), max(days) + timedelta(days=2)
    return datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC)


def _deadlines(slug: str, found: queries.Rows) -> http.Kept:
    now, words = clock.now(), rows.words_of(i18n.current_lang())
    event = rows.event_with_last_day(found[0], words.lang)
    deadlines = [rows.deadline_of(row, words.lang) for row in found if row.uid is not None]
    title = text.pick(event.title, words.lang).text
    frame = frames.Frame(
        "calendars.deadlines_feed",
        {"slug": slug},
        gettext("%(event)s: deadlines", event=title),
        gettext("The key deadlines of this event."),
        "clay",
        event.url,
        event.zone,
    )
    revised = max([event.revised, *(deadline.revised for deadline in deadlines)])
    has_cancelled = event.cancelled is not None or any(row.is_cancelled for row in deadlines)
    left = entries.left_feed(event) if has_cancelled else None
    listed = entries.of_deadlines(event, deadlines, now, words)
    return frames.written(frame, listed, _changed(now, revised, left))


def _changed(now: datetime, stored: datetime | None, *turns: datetime | None) -> datetime | None:
    """The stored revision, or the last turn since: what leaves a feed changes it as an edit does.

    Never goes back, because neither the revision nor time does.
    """
    come = [at for at in turns if at is not None and at <= now]
    return max([*come, *([stored] if stored else [])], default=None)


def _session_links(slug: str, agenda: releases.ReleasedAgenda) -> dict[str, str]:
    return {
        session.code: rows.link("agenda.session", slug=slug, code=session.code)
        for session in agenda.shown
    }
