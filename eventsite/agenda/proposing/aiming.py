"""The levels of the objective as CP-SAT minimises them. Imports OR-Tools, as `modelling` does."""

from datetime import timedelta

from ortools.sat.python import cp_model
from ortools.util.python.sorted_interval_list import Domain

from eventsite.agenda import fairness
from eventsite.agenda.checks.values import PAUSES
from eventsite.agenda.fairness import Span
from eventsite.agenda.proposing.modelling import Model, Place

_MINUTE = timedelta(minutes=1)
_MILLION = 1_000_000


def unplaced(model: Model) -> cp_model.LinearExprT:
    """How many that could be placed are not."""
    return sum(1 - place.is_placed for place in model.places.values())


def warnings(model: Model) -> cp_model.LinearExprT:
    """What the placement breaks of rules that warn, pair by pair."""
    costs = [cost for place in model.places.values() for cost in place.costs]
    return sum([*costs, *model.penalties])


def changes(model: Model) -> cp_model.LinearExprT:
    """Rooms beyond the first that tracks use, those of fixed sessions included."""
    fixed = {
        (taken.session.track, room)
        for taken in model.problem.fixed
        if taken.session.track is not None and taken.session.kind not in PAUSES
        for room in taken.session.rooms
    }
    used: dict[tuple[int, int], list[cp_model.IntVar]] = {}
    for track, codes in model.problem.tracks.items():
        for code in (code for code in codes if code in model.places):
            for rooms, option in model.places[code].options.items():
                for room in rooms:
                    used.setdefault((track, room), []).append(option)
    tracks = {track for track, _ in (*fixed, *used)}
    terms: list[cp_model.LinearExprT] = [len(fixed) - len(tracks)]
    for key, options in used.items():
        if key not in fixed:
            uses = model.cp.new_bool_var(f"track {key}")
            model.cp.add_max_equality(uses, options)
            terms.append(uses)
    return sum(terms)


def moved(model: Model) -> cp_model.LinearExprT:
    """How many that stand somewhere go elsewhere, as far as they could stay."""
    terms: list[cp_model.LinearExprT] = []
    for code, now in model.problem.present.items():
        place = model.places.get(code)
        option = place.options.get(now.rooms) if place else None
        if place is not None and option is not None:
            stays = model.cp.new_bool_var(f"{code} stays")
            model.cp.add_implication(stays, option)
            model.cp.add(place.start == now.start.minute).only_enforce_if(stays)
            terms.append(1 - stays)
    return sum(terms)


def floor(model: Model, places: list[Place], least: int | None) -> cp_model.IntVar | None:
    """The floor of time zones in millionths, not below `least`; None where no start changes it.

    `places` are the movable sessions that are placed for certain.
    """
    problem = model.problem
    people = {r: sum(zones.values()) for r, zones in problem.voters.items() if zones}
    followed = [place for place in places if place.session.code in problem.followed]
    if not people or not followed:
        return None
    stays = [t for t in problem.fixed if t.session.code in problem.followed]
    spans = [_span(model, t.start, t.end - t.start) for t in stays]
    stands = fairness.minutes(spans, problem.voters)
    total = sum(s.minutes for s in spans) + sum(p.session.minutes for p in followed)
    good = [_good(model, place, list(people)) for place in followed]
    found = model.cp.new_int_var(0, _MILLION, "floor")
    for region, n in people.items():
        minutes = stands[region] + sum(one[region] for one in good)
        model.cp.add(minutes * _MILLION >= found * (total * n))
        if least is not None:
            # Half a millionth of grace, as the floor itself is rounded.
            model.cp.add(minutes * _MILLION + total * n // 2 >= least * total * n)
    return found


def _good(model: Model, place: Place, regions: list[str]) -> dict[str, cp_model.IntVar]:
    """The comfortable minutes of each region's people at the session's start."""
    rows = []
    for start in model.starts(place.session):
        span = _span(model, start, place.session.minutes)
        good = fairness.minutes([span], model.problem.voters)
        rows.append((start, *(good[region] for region in regions)))
    found = {
        region: model.cp.new_int_var_from_domain(
            Domain.from_values([row[n + 1] for row in rows]), region
        )
        for n, region in enumerate(regions)
    }
    model.cp.add_allowed_assignments([place.start, *found.values()], rows)
    return found


def _span(model: Model, minute: int, minutes: int) -> Span:
    first = model.problem.origin + minute * _MINUTE
    return Span(first, first + minutes * _MINUTE)
