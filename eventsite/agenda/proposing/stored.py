"""A proposal as its row keeps it: where sessions would go, why not the others, what it is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, time
from typing import Any

from eventsite.agenda import times
from eventsite.agenda.checks import Rule
from eventsite.agenda.proposing.judging import Worth, objective
from eventsite.agenda.proposing.problem import Placement, Problem, Spot, Start
from eventsite.agenda.proposing.reasons import Why
from eventsite.core import zones


@dataclass(frozen=True, slots=True)
class Way:
    """Where one session would go: a day of the programme, wall time, rooms.

    `version` is the session's when the proposal was made: a later one means somebody changed it.
    """

    code: str
    version: int
    day: date
    starts: time
    rooms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """All that a proposal says."""

    #: Whether placed sessions might move, too.
    placed_too: bool
    #: Whether fewer warnings may cost fairness, and fairness rooms.
    in_order: bool = False
    ways: tuple[Way, ...] = ()
    left: tuple[Why, ...] = ()
    #: The draft as it was, first-fit, and the proposal.
    now: Worth | None = None
    first: Worth | None = None
    proposed: Worth | None = None
    #: Codes of those that were accepted.
    taken: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Way, ...]:
        """The ways that were not accepted yet."""
        return tuple(way for way in self.ways if way.code not in self.taken)

    def accepted(self, codes: frozenset[str]) -> "Content":
        """With these accepted, too."""
        mine = (way.code for way in self.ways if way.code in codes)
        return replace(self, taken=tuple(dict.fromkeys((*self.taken, *mine))))


def content_of(
    problem: Problem,
    versions: Mapping[str, int],
    first: Placement,
    found: Placement,
    left: list[Why],
    asked: Content,
) -> Content:
    """What a search found; sessions that stay where they are have no way. `asked`: the order."""
    ways = [
        Way(code, versions[code], spot.start.day, spot.start.wall.time(), spot.rooms)
        for code, spot in found.items()
        if problem.present.get(code) != spot
    ]
    ways.sort(key=lambda way: (found[way.code].start.minute, way.rooms, way.code))
    return replace(
        asked,
        ways=tuple(ways),
        left=tuple(left),
        now=objective(problem, problem.present),
        first=objective(problem, first),
        proposed=objective(problem, found),
    )


def placement(problem: Problem, ways: Sequence[Way]) -> dict[str, Spot]:
    """The ways as a placement of the problem's days."""
    days = {hours.day: hours for hours in problem.days}
    found = {}
    for way in ways:
        hours = days.get(way.day, times.Hours(way.day))
        wall = times.wall_of(hours, way.starts)
        minute = problem.minute(zones.nearest(wall, problem.agenda.zone))
        found[way.code] = Spot(Start(minute, way.day, wall), way.rooms)
    return found


def dump(content: Content) -> dict[str, Any]:
    """As JSON; `read` reads it."""
    return {
        "placed_too": content.placed_too,
        "in_order": content.in_order,
        "ways": [
            {**asdict(way), "day": way.day.isoformat(), "starts": f"{way.starts:%H:%M}"}
            for way in content.ways
        ],
        "left": [asdict(why) for why in content.left],
        "worth": [list(w) if w else None for w in (content.now, content.first, content.proposed)],
        "taken": list(content.taken),
    }


def read(stored: Mapping[str, Any]) -> Content:
    """What `dump` wrote; one that is not ready yet has no ways."""
    now, first, proposed = (
        Worth(*row) if row else None for row in stored.get("worth", (None, None, None))
    )
    return Content(
        placed_too=bool(stored.get("placed_too")),
        in_order=bool(stored.get("in_order")),
        ways=tuple(_way(row) for row in stored.get("ways", ())),
        left=tuple(_why(row) for row in stored.get("left", ())),
        now=now,
        first=first,
        proposed=proposed,
        taken=tuple(stored.get("taken", ())),
    )


def _way(row: Mapping[str, Any]) -> Way:
    day, starts = date.fromisoformat(row["day"]), time.fromisoformat(row["starts"])
    return Way(row["code"], row["version"], day, starts, tuple(row["rooms"]))


def _why(row: Mapping[str, Any]) -> Why:
    return Why(row["code"], Rule(row["rule"]), tuple(row["sessions"]), tuple(row["people"]))
