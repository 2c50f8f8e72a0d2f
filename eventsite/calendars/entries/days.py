"""Entries of the days of an event, each with that day's hours."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from eventsite.calendars import choosing
from eventsite.calendars.entries import values
from eventsite.core import ical, text, zones


def of_days(
    event: values.Event,
    now: datetime,
    words: values.Words,
    choice: choosing.Choice = choosing.EVERYTHING,
    has_left: bool = False,
) -> list[ical.Entry]:
    """One entry per day with that day's hours, those cancelled only until 30 days after.

    What is chosen by anything but a day is sessions alone. `has_left`: the feed is of a kind or
    series in which the event stands no more.
    """
    kept = values.keeps_cancelled(event, now)
    entries = _chosen(event, words, choice)
    if has_left:
        entries = [left(event, entry, words) for entry in entries]
    return [entry for entry in entries if kept or entry.status is not ical.Status.CANCELLED]


def _chosen(
    event: values.Event, words: values.Words, choice: choosing.Choice
) -> Iterable[ical.Entry]:
    asked = choice.value("day")
    for day in event.days if choice.has_days else ():
        entry = _of_day(event, day, words)
        if not asked or asked == day.day.isoformat():
            yield entry
        elif asked in day.former:
            yield left(event, entry, words)


def left(event: values.Event, entry: ical.Entry, words: values.Words) -> ical.Entry:
    """An entry that a feed of a choice does not follow any more."""
    if entry.status is ical.Status.CANCELLED:
        return entry
    return replace(
        entry,
        status=ical.Status.CANCELLED,
        prefix=words.left_prefix,
        description=values.lines(event.programme_url, words.left),
    )


def _of_day(event: values.Event, day: values.Day, words: values.Words) -> ical.Entry:
    title, label = text.pick(event.title, words.lang), text.pick(day.label, words.lang)
    summary = text.pick(event.summary, words.lang)
    start, end = _span(event, day)
    status = values.status_of(event, day.is_cancelled)
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
        description=values.lines(event.programme_url, cancelled, tentative, summary.text),
        location=event.place,
        url=event.url,
        status=status,
        categories=(event.kind,) if event.kind else (),
        lang=values.lang_of(words.lang, title, label, summary),
    )


def _span(
    event: values.Event, day: values.Day
) -> tuple[date, date] | tuple[zones.Wall, zones.Wall]:
    """The whole day until dates and hours are known, else its hours on the clock of the place."""
    if not event.dates_confirmed or day.starts is None or day.ends is None:
        return day.day, day.day + values.ONE_DAY
    last = day.day + values.ONE_DAY if day.ends <= day.starts else day.day
    start = zones.Wall(datetime.combine(day.day, day.starts), event.zone)
    # Of a repeated hour the day begins in the first and ends in the second.
    return start, zones.Wall(datetime.combine(last, day.ends), event.zone, fold=1)
