"""The score of time zones in words and rows: bars, tables, what would change, what would help."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from eventsite.agenda import fairness
from eventsite.agenda.fairness import Scores, Span
from eventsite.agenda.planning import Followed, Part, Plan, Scope
from eventsite.core import i18n, zones
from eventsite.core.i18n import gettext, ngettext
from eventsite.reference import countries


@dataclass(frozen=True, slots=True)
class Both:
    """The same hours scored for the capitals and for the registered remote people."""

    capitals: Scores
    people: Scores


def both(plan: Plan, spans: Sequence[Span]) -> Both:
    """The two planning views."""
    return Both(
        fairness.score(spans, plan.capitals),
        fairness.score(spans, plan.people, fairness.LEAST),
    )


def region(code: str) -> str:
    """A region in the reader's language."""
    return str(gettext(countries.REGIONS[code]))


def percent(score: float | None) -> str:
    """A whole percentage, rounded down so that what is below half never reads 50 %."""
    if score is None:
        return ""
    return str(gettext("%(share)d%%", share=math.floor(score * 100 + 1e-9)))


def headline(scores: Scores) -> list[str]:
    """Floor, gap and mean as sentences; empty where there is nothing to say."""
    if scores.floor is None or scores.gap is None or scores.worst is None:
        return []
    points = round(scores.gap * 100)
    return [
        str(
            gettext(
                "Worst served: %(region)s. There, %(share)s of the time lies between 08:00 and"
                " 22:00.",
                region=region(scores.worst),
                share=percent(scores.floor),
            )
        ),
        str(
            ngettext(
                "From the best to the worst region it is %(num)s point of a hundred.",
                "From the best to the worst region it is %(num)s points of a hundred.",
                points,
            )
        ),
        str(gettext("All shown together: %(share)s.", share=percent(scores.overall))),
    ]


def bars(scores: Scores) -> list[dict[str, Any]]:
    """The regions as rows of `tables.bars`; a group too small to be named is left out."""
    return [
        {
            "label": region(code),
            "value": score,
            "aim": fairness.ENOUGH,
            "text": percent(score),
            "second": i18n.show_number(scores.people[code]),
        }
        for code, score in scores.regions.items()
        if score is not None
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """A day or a session with its floors."""

    scope: Scope
    words: Any
    when: str
    scores: Both

    @property
    def is_enough(self) -> bool:
        """Whether no capital's region lies below half."""
        return self.scores.capitals.is_enough

    @property
    def cells(self) -> tuple[str, str, str]:
        """The floor of the capitals, its region, and the floor of the registered people."""
        worst = self.scores.capitals.worst
        return (
            percent(self.scores.capitals.floor),
            region(worst) if worst else "",
            percent(self.scores.people.floor),
        )


def lines(plan: Plan, part: Part) -> list[Line]:
    """Every day in its order, or every session with the worst served first."""
    if part == Part.DAY:
        scopes = [Scope(Part.DAY, day.isoformat()) for day in plan.days]
        return [_line(plan, scope, plan.of(scope), {}) for scope in scopes]
    known: dict[Span, Both] = {}
    found = [_line(plan, Scope(Part.SESSION, s.code), [s], known) for s in plan.sessions]
    return sorted(found, key=lambda one: (one.scores.capitals.floor or 0, one.scope.key))


def _line(plan: Plan, scope: Scope, held: Sequence[Followed], known: dict[Span, Both]) -> Line:
    first = min(s.span for s in held)
    scores = known.get(first) or both(plan, [s.span for s in held])
    known[first] = scores
    words = held[0].title if scope.part == Part.SESSION else i18n.show_day(held[0].day)
    return Line(scope, words, _moment(first.start, plan), scores)


def _moment(instant: datetime, plan: Plan) -> str:
    local = zones.local(instant, plan.zone)
    return str(
        gettext(
            "%(day)s, %(time)s",
            day=i18n.show_day(local.date(), short=True),
            time=i18n.show_time(local),
        )
    )


@dataclass(frozen=True, slots=True)
class Trial:
    """One region before and after; None for a group that is not named."""

    region: str
    capitals: tuple[str, str]
    people: tuple[str, str]


def trial(before: Both, after: Both) -> list[Trial]:
    """The regions of both views, those without anybody registered with empty cells."""
    return [
        Trial(
            region(code),
            (percent(score), percent(after.capitals.regions[code])),
            (percent(before.people.regions[code]), percent(after.people.regions[code])),
        )
        for code, score in before.capitals.regions.items()
    ]


def verdict(before: Both, after: Both) -> str:
    """Whether another start would be fairer, by the floor of the capitals."""
    was, would = before.capitals.floor or 0.0, after.capitals.floor or 0.0
    floors = {"before": percent(was), "after": percent(would)}
    if would > was:
        return str(gettext("Fairer: the floor rises from %(before)s to %(after)s.", **floors))
    if would < was:
        return str(gettext("Less fair: the floor falls from %(before)s to %(after)s.", **floors))
    return str(gettext("As fair as now: the floor stays at %(after)s.", after=percent(would)))


@dataclass(frozen=True, slots=True)
class Help:
    """One thing that can be done: its sentence, and the starts it names on the event's clock."""

    way: str
    sentence: str
    starts: tuple[datetime, ...]
    floor: float


def advice(plan: Plan, scope: Scope) -> list[Help]:
    """Shift, split and repeat for a scope, as far as they are possible and raise the floor.

    An event of several days can only be shifted as a whole.
    """
    spans = [session.span for session in plan.of(scope)]
    now = fairness.score(spans, plan.capitals).floor
    if now is None:
        return []
    found = _shift(plan, scope) if len({s.day for s in plan.of(scope)}) > 1 else _all(plan, scope)
    return [one for one in found if one.floor > now]


def _shift(plan: Plan, scope: Scope) -> list[Help]:
    """Every start of the whole that keeps its first day inside the hours."""
    spans = [session.span for session in plan.of(scope)]
    first = [s.span for s in plan.of(scope) if s.day == plan.of(scope)[0].day]
    begins = min(span.start for span in spans)
    length = max(span.end for span in first) - begins
    tried = []
    for at in fairness.starts(plan.within(scope), length):
        floor = fairness.score([s.moved(at - begins) for s in spans], plan.capitals).floor
        tried.append(fairness.Advice((at,), floor or 0.0))
    best = min(tried, key=lambda a: (-a.floor, abs(a.starts[0] - begins), a.starts), default=None)
    return [_shifted(plan, best)] if best else []


def _all(plan: Plan, scope: Scope) -> list[Help]:
    spans, within = [session.span for session in plan.of(scope)], plan.within(scope)
    shift = fairness.shift(spans, within, plan.capitals)
    split = fairness.split(spans, within, plan.capitals)
    repeat = fairness.repeat(spans, within, plan.capitals)
    found = [_shifted(plan, shift)] if shift else []
    if split:
        at = _clocks(plan, split)
        found.append(
            Help(
                "split",
                str(
                    gettext(
                        "Split: hold the first half at %(first)s and the second half at"
                        " %(second)s. The floor becomes %(floor)s.",
                        first=i18n.show_time(at[0]),
                        second=i18n.show_time(at[1]),
                        floor=percent(split.floor),
                    )
                ),
                at,
                split.floor,
            )
        )
    if repeat:
        found.append(_repeated(plan, repeat))
    return found


def _shifted(plan: Plan, advice: fairness.Advice) -> Help:
    at = _clocks(plan, advice)
    sentence = gettext(
        "Shift: begin at %(time)s. The floor becomes %(floor)s.",
        time=i18n.show_time(at[0]),
        floor=percent(advice.floor),
    )
    return Help("shift", str(sentence), at, advice.floor)


def _repeated(plan: Plan, advice: fairness.Advice) -> Help:
    at = _clocks(plan, advice)
    time, floor = i18n.show_time(at[1]), percent(advice.floor)
    if advice.floor >= fairness.ENOUGH:
        sentence = gettext(
            "Repeat: hold it a second time at %(time)s. Every region then has at least %(floor)s"
            " at one of the two.",
            time=time,
            floor=floor,
        )
    else:
        sentence = gettext(
            "Repeat: hold it a second time at %(time)s. The worst-served region then has"
            " %(floor)s at the better of the two, which is still below half.",
            time=time,
            floor=floor,
        )
    return Help("repeat", str(sentence), at, advice.floor)


def _clocks(plan: Plan, advice: fairness.Advice) -> tuple[datetime, ...]:
    return tuple(zones.local(at, plan.zone) for at in advice.starts)


def moved(plan: Plan, scope: Scope, by: timedelta) -> Both:
    """The scope's scores when all of it begins earlier or later."""
    return both(plan, [session.span.moved(by) for session in plan.of(scope)])


@dataclass(frozen=True, slots=True)
class Rotation:
    """A series: hours of night per region until now, with this event, and with a fairer start."""

    rows: list[tuple[str, str, str, str]]
    #: The fairest start on the event's clock, and whether the event begins then already.
    start: datetime
    is_now: bool


def rotation(plan: Plan, held: Mapping[str, Fraction], pattern: Sequence[Span]) -> Rotation:
    """The burden of a series and the start of `pattern` that evens it out best.

    Every whole hour of its first day on the event's clock is tried.
    """
    begins = min(span.start for span in pattern)
    day = Span(*(zones.nearest(wall, plan.zone) for wall in _day(zones.local(begins, plan.zone))))
    hours = fairness.starts(day, timedelta())[::2][:-1]
    ranked = fairness.fairest(held, pattern, sorted({*hours, begins}), plan.capitals)
    now = next(choice for choice in ranked if choice.start == begins)
    best = next(choice for choice in ranked if choice.start in hours)
    if best.vector == now.vector:
        best = now
    rows = [
        (region(r), _hours(held.get(r)), _hours(now.burden[r]), _hours(best.burden[r]))
        for r in plan.capitals
    ]
    return Rotation(rows, zones.local(best.start, plan.zone), best is now)


def _day(local: datetime) -> tuple[datetime, datetime]:
    opens = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, fold=0)
    return opens, opens + timedelta(days=1)


def _hours(minutes: Fraction | None) -> str:
    """Hours and minutes, as a clock counts them."""
    whole = round(minutes or 0)
    return f"{whole // 60}:{whole % 60:02}"
