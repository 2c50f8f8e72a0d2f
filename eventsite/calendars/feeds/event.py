"""The feeds of one event: its days and programme, whole or by a choice, and its deadlines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda import releases
from eventsite.calendars import choosing, entries, queries
from eventsite.calendars.feeds import frames, labels, rows
from eventsite.core import clock, http, i18n, text
from eventsite.core.i18n import gettext

#: During an event clients may ask more often.
ON_THE_DAY = timedelta(minutes=15)


def find_of_event(slug: str, choice: choosing.Choice = choosing.EVERYTHING) -> http.Kept | None:
    """The days of an event and its released sessions, or those of a choice.

    None when there is no such event; raises Unknown for a value that was never public.
    """
    found = queries.find_event(slug)
    if found is None:
        return None
    key = (*found.key, *choice.asked)
    return frames.kept("event", slug, key, lambda: _event(slug, found, choice))


def _event(slug: str, found: queries.Found, choice: choosing.Choice) -> http.Kept:
    now, words = clock.now(), rows.words_of(i18n.current_lang())
    event = rows.event_of(found.rows, words.lang)
    programme = _programme(slug, found)
    agenda = programme.agenda if programme else None
    choosing.require(choice, agenda, [(day.day, day.former) for day in event.days])
    listed = entries.of_days(event, now, words, choice)
    if programme is not None:
        listed += entries.of_sessions(event, programme, now, words, choice)
    eve, after = _edges([day.day for day in event.days])
    known = labels.Known(agenda, programme.people if programme else {})
    frame = _frame(slug, event, found.event.hue, choice, known)
    if eve and after and eve <= now < after:
        frame = frame.more_often(ON_THE_DAY)
    return frames.written(
        frame, listed, frames.changed(now, found.at, entries.left_feed(event), eve, after)
    )


def _programme(slug: str, found: queries.Found) -> entries.Programme | None:
    if found.release_id is None or found.published is None:
        return None
    content, people = agenda_queries.stored(found.release_id)
    agenda = releases.read(content)
    links = {s.code: rows.link("agenda.session", slug=slug, code=s.code) for s in agenda.shown}
    return entries.Programme(agenda, people, found.published, links)


@dataclass(frozen=True, slots=True)
class Parts:
    """A choice of an event's programme: what its calendar is called, and the form to choose."""

    name: str
    about: str
    hue: str
    #: Selects as `parts/nav.html` draws them.
    fields: list[dict[str, Any]]


def parts_of(found: queries.Found, choice: choosing.Choice) -> Parts:
    """Raises Unknown for a value that was never public."""
    event = rows.event_of(found.rows, i18n.current_lang())
    programme = _programme(str(found.event.slug), found)
    agenda = programme.agenda if programme else None
    days = [(day.day, day.former) for day in event.days]
    choosing.require(choice, agenda, days)
    known = labels.Known(agenda, programme.people if programme else {})
    options = known.options(day.day for day in event.days if not day.is_cancelled)
    fields = [
        {
            "name": name,
            "label": gettext(labels.TITLES[name]),
            "value": choice.value(name),
            "options": [("", gettext("All")), *found_options],
        }
        for name, found_options in options.items()
    ]
    name, about, hue = _called(event, found.event.hue, choice, known)
    return Parts(name, about, hue, fields)


def _called(
    event: entries.Event, hue: str, choice: choosing.Choice, known: labels.Known
) -> tuple[str, str, str]:
    """Name, description and hue of a feed."""
    title = text.pick(event.title, i18n.current_lang()).text
    if choice.is_open:
        return title, gettext("The days and the programme of this event, as published."), hue
    chosen = labels.together(known.label(*one) for one in choice.asked)
    return (
        gettext("%(event)s: %(chosen)s", event=title, chosen=chosen),
        gettext("What is in the published programme of this event for: %(chosen)s.", chosen=chosen),
        known.hue(choice),
    )


def _frame(
    slug: str, event: entries.Event, hue: str, choice: choosing.Choice, known: labels.Known
) -> frames.Frame:
    return frames.Frame(
        "calendars.event_feed",
        {"slug": slug, **dict(choice.asked)},
        *_called(event, hue, choice, known),
        event.url,
        event.zone,
        is_rare=not choice.is_kept,
    )


def _edges(days: Sequence[date]) -> tuple[datetime | None, datetime | None]:
    """The UTC days around an event, wherever it is held: the day before, and the second after."""
    if not days:
        return None, None
    first, last = min(days) - timedelta(days=1), max(days) + timedelta(days=2)
    return datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC)


def find_of_deadlines(slug: str) -> http.Kept | None:
    """The key deadlines of an event; None when there is no such event."""
    found = queries.deadlines(slug)
    if found is None:
        return None
    key = (found[0].id, found[0].version, found[0].revised)
    deadlines = tuple((row.uid, row.sequence, row.deadline_revised) for row in found)
    return frames.kept("deadlines", slug, (*key, deadlines), lambda: _deadlines(slug, found))


def _deadlines(slug: str, found: queries.Rows) -> http.Kept:
    now, words = clock.now(), rows.words_of(i18n.current_lang())
    event = rows.event_with_last_day(found[0], words.lang)
    deadlines = rows.deadlines_of(found, words.lang)
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
    listed = entries.of_deadlines(event, deadlines, now, words)
    left = entries.left_feed(event) if _has_cancelled(event, deadlines) else None
    return frames.written(frame, listed, frames.changed(now, revised, left))


def _has_cancelled(event: entries.Event, deadlines: Iterable[entries.Deadline]) -> bool:
    return event.is_off or any(row.is_cancelled for row in deadlines)
