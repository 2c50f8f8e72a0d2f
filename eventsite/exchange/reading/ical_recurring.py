"""The occurrences of a recurring calendar entry, within bounds that no rule can talk away."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from eventsite.core import zones as zone_rules
from eventsite.core.i18n import N_
from eventsite.core.sheets.source import Limits, Said
from eventsite.exchange.reading import recurrence
from eventsite.exchange.reading.ical_lines import Entry, Line
from eventsite.exchange.reading.ical_times import Moment, Zones, wall_of

#: A rule is followed so far from its first day; without an end, not so far.
_HORIZON = timedelta(days=3 * 366)
_ENDLESS = timedelta(days=366)
_NOT_FOLLOWED = N_("How it repeats is not understood. Only its first date is taken.")


@dataclass(frozen=True, slots=True)
class Occurrences:
    """When an entry is held, in order, and what a person should know about that."""

    moments: tuple[Moment, ...]
    doubts: tuple[Said, ...] = ()


def recurs(entry: Entry) -> bool:
    """Whether the entry has more dates than its first."""
    return any(line.name in {"RRULE", "RDATE"} for line in entry.lines)


def occurrences(
    entry: Entry, first: Moment, line: Line, zones: Zones, limits: Limits
) -> Occurrences:
    """All dates of an entry whose DTSTART is `line`: rules, added and excepted dates."""
    walls = {first.wall}
    doubts: list[Said] = []
    for rule in entry.all("RRULE")[:5]:
        found, doubt = _of_rule(rule.value, first, limits)
        walls |= set(found)
        doubts += [doubt] if doubt else []
    for name, change in (("RDATE", walls.add), ("EXDATE", walls.discard)):
        for added in entry.all(name)[: limits.occurrences]:
            for value in added.value.split(",")[: limits.occurrences]:
                moment = zones.moment(added, value.partition("/")[0])
                if moment:
                    change(same_wall(first, moment))
    ordered = sorted(walls)
    if len(ordered) > limits.occurrences:
        doubts.append(_only(limits.occurrences))
        ordered = ordered[: limits.occurrences]
    return Occurrences(tuple(zones.like(first, wall, line) for wall in ordered), tuple(doubts))


def same_wall(first: Moment, moment: Moment) -> datetime:
    """A moment, of any zone, as the clocks of the first one show it."""
    if moment.is_day and not first.is_day:
        return datetime.combine(moment.wall.date(), first.wall.time())
    if moment.zone == first.zone or not moment.zone or moment.is_day:
        return moment.wall
    if first.zone and first.zone != "UTC":
        return zone_rules.local(moment.instant, first.zone).replace(tzinfo=None)
    if first.zone == "UTC":
        return moment.instant.astimezone(UTC).replace(tzinfo=None)
    if first.offset is not None:
        return (moment.instant + first.offset).replace(tzinfo=None)
    return moment.wall


def _of_rule(text: str, first: Moment, limits: Limits) -> tuple[list[datetime], Said | None]:
    """The dates of a rule and a doubt where not all of them are taken."""
    rule = recurrence.parsed(text)
    if rule is None:
        return [], Said(_NOT_FOLLOWED)
    until = _until(rule.until, first)
    reach = _HORIZON * 2 if rule.freq == "YEARLY" else _HORIZON
    is_endless = rule.count is None and until is None
    horizon = first.wall + (_ENDLESS if is_endless else reach)
    dates = recurrence.dates(rule, first.wall, min(until, horizon) if until else horizon)
    most = min(rule.count or limits.occurrences + 1, limits.occurrences + 1)
    found = list(islice(dates, most))
    if is_endless:
        what = N_("It repeats without end. Only its dates of the first year are taken.")
        return found, Said(what)
    is_cut = (rule.count or 0) > len(found) or bool(until and until > horizon)
    return found, _only(len(found)) if is_cut and len(found) <= limits.occurrences else None


def _until(value: str, first: Moment) -> datetime | None:
    wall = wall_of(value)
    if wall is None:
        return None
    if "T" not in value:
        return wall + timedelta(days=1, seconds=-1)
    if value.endswith("Z"):
        return same_wall(first, Moment(wall, "UTC"))
    return wall


def _only(number: int) -> Said:
    return Said(
        N_("It repeats too often. Only its first %(number)s dates are taken."), {"number": number}
    )
