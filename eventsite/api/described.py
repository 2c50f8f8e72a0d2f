"""Turns events, deadlines, series, calls and results into answers, in all languages."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from eventsite.api import paging, released, shapes
from eventsite.calls import deadlines as call_deadlines
from eventsite.calls.models import Call
from eventsite.core import zones
from eventsite.events.models import Event, EventDay, EventState
from eventsite.reference import lists

_ONE_DAY = timedelta(days=1)
_TENS = 10


def event_key(event: Event) -> paging.Key:
    """Events stand by first day, those without one last, then by slug."""
    return (event.first_day or date.max).toordinal(), event.slug


def event_line(event: Event, release: int | None, link: released.Link) -> shapes.EventLine:
    """An event as lists have it."""
    return shapes.EventLine(**_line(event, release, link))


def event(event: Event, release: int | None, link: released.Link) -> shapes.Event:
    """An event with its long texts."""
    return shapes.Event(
        **_line(event, release, link),
        body=event.body or None,
        description=released.texts(event.description),
        practical=released.texts(event.practical),
        outcome=released.texts(event.outcome),
        cancel_note=released.texts(event.cancel_note),
        address=event.address or None,
        website=event.website or None,
        clauses=list(event.clauses or ()),
        sdgs=list(event.sdgs or ()),
        sectors=list(event.sectors or ()),
    )


def _line(event: Event, release: int | None, link: released.Link) -> dict[str, Any]:
    return {
        "slug": event.slug,
        "kind": event.kind,
        "state": event.state,
        "is_demo": event.is_demo,
        "title": released.texts(event.title),
        "summary": released.texts(event.summary),
        "mode": event.mode,
        "zone": event.zone,
        "first_day": event.first_day,
        "last_day": event.last_day,
        "dates_confirmed": event.dates_confirmed,
        "days": [_day(event, day) for day in event.days if day.cancelled is None],
        "venue": released.texts(event.venue),
        "city": released.texts(event.city),
        "country": event.country or None,
        "languages": list(event.languages or ()),
        "has_captions": event.has_captions,
        "has_sign_language": event.has_sign_language,
        "series": event.series.slug if event.series else None,
        "initiative": event.initiative.slug if event.initiative else None,
        "release": release,
        "revised": event.revised,
        "url": link("site.event", slug=event.slug),
        "calendar_url": link("calendars.event_feed", slug=event.slug),
    }


def _day(event: Event, day: EventDay) -> shapes.Day:
    starts = _hour(event, day.day, day.starts)
    over_midnight = day.starts is not None and day.ends is not None and day.ends <= day.starts
    ends = _hour(event, day.day + _ONE_DAY * over_midnight, day.ends)
    return shapes.Day(
        day=day.day,
        starts=starts,
        ends=ends,
        local_starts=released.local(starts, event.zone) if starts else None,
        local_ends=released.local(ends, event.zone) if ends else None,
        label=released.texts(day.label),
    )


def _hour(event: Event, day: date, at: time | None) -> datetime | None:
    """Nothing for a save-the-date, whose hours no page shows."""
    if at is None or not event.dates_confirmed:
        return None
    return zones.local(zones.nearest(datetime.combine(day, at), event.zone), event.zone)


def deadline(row: Any, zone: str) -> shapes.Deadline:
    """A key deadline; its label is empty where its kind says enough."""
    return shapes.Deadline(
        uid=row.uid,
        kind=row.kind,
        label=released.texts(row.label),
        at=zones.local(row.at, zone),
        local_at=released.local(row.at, zone),
        zone=zone,
        revised=row.revised,
    )


def series(row: Any, link: released.Link) -> shapes.Series:
    """A series."""
    return shapes.Series(
        slug=row.slug,
        title=released.texts(row.title),
        description=released.texts(row.description),
        events=row.events,
        url=link("site.series", slug=row.slug),
        calendar_url=link("calendars.series_feed", slug=row.slug),
    )


def call_key(call: Call) -> paging.Key:
    """Calls stand by their end, then by their addresses."""
    return int(call.closes.timestamp()), call.event.slug, call.slug


def call_state(call: Call, now: datetime) -> str:
    """Where a published call stands; of an event that is off or over nothing is taken."""
    if call.event.state != EventState.PUBLISHED:
        return str(call_deadlines.Phase.CLOSED)
    return str(call_deadlines.phase(call, now))


def call_line(call: Call, now: datetime, link: released.Link) -> shapes.CallLine:
    """A call as lists have it."""
    return shapes.CallLine(**_call(call, now, link))


def call(call: Call, now: datetime, link: released.Link) -> shapes.Call:
    """A call with its long texts and its themes."""
    return shapes.Call(
        **_call(call, now, link),
        description=released.texts(call.description),
        eligibility=released.texts(call.eligibility),
        rules=released.texts(call.rules),
        prizes=released.texts(call.prizes),
        themes=[
            shapes.Theme(name=released.texts(one.names), summary=released.texts(one.summary))
            for one in call.themes
        ],
    )


def _call(call: Call, now: datetime, link: released.Link) -> dict[str, Any]:
    teams_close = call.teams_close
    return {
        "slug": call.slug,
        "event": call.event.slug,
        "kind": call.kind,
        "state": call_state(call, now),
        "title": released.texts(call.title),
        "summary": released.texts(call.summary),
        "opens": zones.local(call.opens, call.zone),
        "teams_close": zones.local(teams_close, call.zone) if teams_close else None,
        "closes": zones.local(call.closes, call.zone),
        "grace_minutes": call.grace_minutes,
        "zone": call.zone,
        "team_sizes": list(call.team_sizes),
        "entry_kinds": list(call.entry_kinds),
        "languages": list(call.langs),
        "url": link("calls.call", slug=call.event.slug, call=call.slug),
    }


def library(rows: Iterable[Any], link: released.Link) -> shapes.Library:
    """What events brought, newest first; the reports; and which events serve which clause."""
    rows = list(rows)
    serving: dict[str, list[str]] = {}
    for row in rows:
        for code in row.clauses or ():
            serving.setdefault(code, []).append(row.slug)
    return shapes.Library(
        outcomes=[
            shapes.Outcome(
                event=row.slug,
                title=released.texts(row.title),
                outcome=outcome,
                url=link("site.event", slug=row.slug),
            )
            for row in rows
            if (outcome := released.texts(row.outcome))
        ],
        deliverables=[_deliverable(one) for one in lists.official_deliverables()],
        clauses=_clauses(serving),
    )


def _deliverable(one: lists.Deliverable) -> shapes.Deliverable:
    return shapes.Deliverable(
        number=one.number,
        title=one.title,
        kind=one.kind,
        working_group=one.working_group,
        approved=one.approved,
    )


def _clauses(serving: Mapping[str, list[str]]) -> list[shapes.Clause]:
    return [
        shapes.Clause(code=code, label=clause.label, events=serving[code])
        for code, clause in lists.CLAUSES.items()
        if code in serving
    ]


def figures(people: int, countries: int) -> shapes.Figures:
    """As the page of the event: rounded down to tens, and nothing below ten."""
    tens = people // _TENS * _TENS
    return shapes.Figures(registered_at_least=tens or None, countries=countries if tens else None)
