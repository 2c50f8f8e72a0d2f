"""Feeds as kept bytes: what each is called, when it changed, and its entries written once."""

from collections.abc import Callable
from datetime import datetime, time

from eventsite.calendars import entries, queries
from eventsite.calendars.feeds import frames, rows
from eventsite.calendars.feeds.event import Parts as Parts
from eventsite.calendars.feeds.event import find_of_deadlines as find_of_deadlines
from eventsite.calendars.feeds.event import find_of_event as find_of_event
from eventsite.calendars.feeds.event import parts_of as parts_of
from eventsite.core import clock, http, i18n, ical, text
from eventsite.core.i18n import gettext
from eventsite.events.models import EventKind
from eventsite.events.models.event import KIND_LABELS


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
        return queries.event_days(series_id=revision.series_id)

    return _of_many("series", slug, revision, frame, fetch)


def as_jcal(calendar: http.Kept) -> http.Kept:
    """The same calendar as jCal (RFC 7265), made once for these bytes."""

    def made() -> http.Kept:
        shown = calendar.headers["Content-Disposition"].replace(".ics", ".json")
        return http.Kept(
            ical.jcal(calendar.body),
            "application/calendar+json",
            calendar.modified,
            headers={**calendar.headers, "Content-Disposition": shown},
            is_rare=calendar.is_rare,
            is_packed=calendar.is_packed,
        )

    return http.shelf.get(("jcal", calendar.etag), made)


def _of_many(
    what: str,
    slug: str,
    revision: queries.Revision,
    frame: Callable[[], frames.Frame],
    fetch: Callable[[], list[queries.Rows]],
) -> http.Kept:
    def build() -> http.Kept:
        now, words = clock.now(), rows.words_of(i18n.current_lang())
        events = [(rows.event_of(found, words.lang), found[0].has_left) for found in fetch()]
        listed = [
            entry
            for event, has_left in events
            for entry in entries.of_days(event, now, words, has_left=has_left)
        ]
        left = [entries.left_feed(one) for one, has_left in events if has_left or one.has_cancelled]
        changed = frames.changed(now, revision.at, *left)
        return frames.written(frame(), sorted(listed, key=_by_time), changed)

    return frames.kept(what, slug, revision.key, build)


def _by_time(entry: ical.Entry) -> tuple[datetime, str]:
    start = entry.start
    if isinstance(start, ical.Wall):
        return start.time, entry.uid
    return datetime.combine(start, time()), entry.uid
