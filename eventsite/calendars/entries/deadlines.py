"""Entries of key deadlines: short ones that end at the instant."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from eventsite.calendars.entries import values
from eventsite.core import ical, text, zones

#: How long before the instant the entry of a deadline begins; it ends at the instant itself.
DEADLINE_LENGTH = timedelta(minutes=30)


def of_deadlines(
    event: values.Event, deadlines: Iterable[values.Deadline], now: datetime, words: values.Words
) -> list[ical.Entry]:
    """A short entry that ends with each deadline, in order of time.

    One that was removed stays as cancelled until 30 days after the event.
    """
    kept = values.keeps_cancelled(event, now)
    entries = [_of_deadline(event, row, words) for row in sorted(deadlines, key=_when)]
    return [entry for entry in entries if kept or entry.status is not ical.Status.CANCELLED]


def _when(deadline: values.Deadline) -> tuple[datetime, str]:
    return deadline.at, deadline.uid


def _of_deadline(event: values.Event, row: values.Deadline, words: values.Words) -> ical.Entry:
    title = text.pick(event.title, words.lang)
    # Taking the event back has counted up the stored rows; calling it off has not.
    called_off = event.cancelled is not None and not row.is_cancelled
    is_off = row.is_cancelled or event.is_off
    return ical.Entry(
        uid=row.uid,
        sequence=row.sequence + called_off,
        revised=max(row.revised, event.revised),
        start=zones.Wall.at(row.at - DEADLINE_LENGTH, event.zone),
        end=zones.Wall.at(row.at, event.zone),
        summary=words.deadline % {"deadline": row.label.text, "event": title.text},
        description=values.lines(event.programme_url),
        url=event.url,
        status=ical.Status.CANCELLED if is_off else ical.Status.CONFIRMED,
        lang=values.lang_of(words.lang, title, row.label),
    )
