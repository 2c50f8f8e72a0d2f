"""A person's own feed as bytes: opaque entries of the chosen parts, with alarms when wanted."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from eventsite.calendars import links
from eventsite.calendars.feeds import frames, gathering, rows, sources
from eventsite.calendars.models import PersonalFeed
from eventsite.core import http, i18n, ical, zones
from eventsite.core.i18n import gettext
from eventsite.people.models import Person

#: How long a program need not ask again.
MAX_AGE = timedelta(minutes=5)
#: How often it is written down that a feed was fetched.
NOTED = timedelta(minutes=5)


def written(feed: PersonalFeed, person: Person, now: datetime) -> http.Kept:
    """The bytes for a program, in the feed's language; private, and never kept here.

    Last-Modified is when these bytes were first given out, so it never goes back.
    """
    with i18n.speaking(feed.lang):
        found = listed(feed, now)
        zone = person.zone if zones.known(person.zone) else frames.HOME_ZONE
        frame = frames.Frame(
            "calendars.personal_feed",
            {"code": feed.code, "secret": links.secret_of(feed)},
            feed.name or gettext("My events"),
            gettext("What I registered for, speak in and starred."),
            feed.hue,
            rows.link("calendars.my_calendars"),
            zone,
        )
        kept = frames.written(frame, found, None)
    kept.modified = feed.changed if feed.etag == kept.etag and feed.changed else now
    kept.max_age = int(MAX_AGE.total_seconds())
    kept.headers = {
        "Content-Disposition": 'inline; filename="my-calendar.ics"',
        "Content-Language": feed.lang,
        # An address with a secret is for nobody's index.
        "X-Robots-Tag": "noindex, nofollow",
    }
    return kept


def listed(feed: PersonalFeed, now: datetime) -> list[ical.Entry]:
    """Its entries by time, each UID once; in the language spoken now."""
    words = rows.words_of(i18n.current_lang())
    reader = sources.Reader(gathering.of_person(feed.person_id), now, words)
    found: dict[str, ical.Entry] = {}
    for part, source in sources.SOURCES:
        if part in feed.parts:
            for entry in source(reader):
                found.setdefault(entry.uid, entry)
    shown = [e for e in found.values() if not (feed.hides_cancelled and _is_off(e))]
    return sorted((_own(entry, feed) for entry in shown), key=_by_time)


def _is_off(entry: ical.Entry) -> bool:
    return entry.status is ical.Status.CANCELLED


def _own(entry: ical.Entry, feed: PersonalFeed) -> ical.Entry:
    """It marks its owner as busy, and rings when that was chosen."""
    alarms = (feed.alarm,) if feed.alarm else ()
    revised = max(entry.revised, feed.chosen) if feed.chosen else entry.revised
    return replace(entry, transparent=False, alarms=alarms, revised=revised)


def _by_time(entry: ical.Entry) -> tuple[datetime, str]:
    start = entry.start
    if isinstance(start, ical.Wall):
        return zones.nearest(start.time, start.zone, start.fold), entry.uid
    return datetime.combine(start, time(), UTC), entry.uid
