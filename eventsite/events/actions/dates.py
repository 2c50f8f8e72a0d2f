"""Sets the days of an event, with what calendars need to follow them."""

from collections.abc import Iterable

from eventsite.core import audit, clock, text
from eventsite.core.errors import Refused
from eventsite.events import days as event_days
from eventsite.events.actions import revising
from eventsite.events.days import Hours
from eventsite.events.models import Event, EventDay
from eventsite.events.verbs import Verb


def set_days(
    *,
    actor: str,
    event: Event,
    days: Iterable[Hours],
    zone: str | None = None,
    dates_confirmed: bool = True,
    version: int | None = None,
) -> None:
    """The event takes place on these days and no others.

    Rows keep their UID; SEQUENCE counts up where the day, its hours, the zone or the confirmation
    changes and the public has seen it. Days that are no more stay as cancelled, or vanish from an
    event that was never public. Raises Stale; Refused (with the line in facts) for days that
    cannot be.
    """
    revising.open_to_change(event)
    zone = zone or event.zone
    wanted = checked(days, zone)
    before = _state(event)
    mine = {"zone": zone, "days": [_line(hours) for hours in wanted]}
    revising.not_stale(event, version, mine, {"zone": event.zone, "days": said(event)})
    shifted = (zone, dates_confirmed) != (event.zone, event.dates_confirmed)
    event.zone, event.dates_confirmed = zone, dates_confirmed
    lay_out(event, wanted, shifted=shifted)
    revising.revise(event)
    old, new = audit.changes(before, _state(event))
    audit.record(actor, Verb.DAYS_SET, f"event:{event.id}", old, new)


def checked(days: Iterable[Hours], zone: str) -> list[Hours]:
    """The days in order, or Refused with the first thing that is wrong in them."""
    wanted = sorted(days, key=lambda hours: hours.day)
    found = event_days.problems(wanted, zone)
    if found:
        raise Refused(found[0].reason, found[0].field, most=event_days.MOST_DAYS)
    return wanted


def lay_out(event: Event, wanted: list[Hours], shifted: bool = False) -> None:
    """Bring the event's rows in line with the wanted days; `shifted` changes every entry."""
    plan = event_days.compare(event.days, wanted)
    for row, hours in plan.keep:
        row.label = dict(hours.label) or row.label
        if shifted or event_days.differs(row, hours):
            if hours.day != row.day and event.published is not None:
                row.former = [*row.former, row.day.isoformat()]
            row.day, row.starts, row.ends, row.cancelled = hours.day, hours.starts, hours.ends, None
            renew(event, row)
    for row in plan.drop:
        if event.published is None:
            event.days.remove(row)
        else:
            row.cancelled = clock.now()
            renew(event, row)
    event.days.extend(_new_day(hours) for hours in plan.add)
    live = event_days.live(event.days)
    event.first_day = live[0].day if live else None
    event.last_day = live[-1].day if live else None


def renew(event: Event, row: EventDay) -> None:
    """Note that a calendar entry became another one; SEQUENCE counts only what was seen."""
    row.revised = clock.now()
    if event.published is not None:
        row.sequence += 1


def _new_day(hours: Hours) -> EventDay:
    return EventDay(
        day=hours.day,
        starts=hours.starts,
        ends=hours.ends,
        label=dict(hours.label),
        uid=text.new_secret(),
        sequence=0,
        revised=clock.now(),
        cancelled=None,
        former=[],
    )


def said(event: Event) -> list[str]:
    """The days that take place, for the trail and for whoever saves too late."""
    return [_line(Hours(row.day, row.starts, row.ends)) for row in event_days.live(event.days)]


def _line(hours: Hours) -> str:
    if hours.starts is None or hours.ends is None:
        return hours.day.isoformat()
    return f"{hours.day.isoformat()} {hours.starts:%H:%M}–{hours.ends:%H:%M}"


def _state(event: Event) -> dict[str, object]:
    return {"days": said(event), "zone": event.zone, "dates_confirmed": event.dates_confirmed}
