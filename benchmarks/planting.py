"""Programmes with a known full placement: rooms cut into sessions, which are then taken off."""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta

from eventsite.agenda import checks, fairness, proposing, times
from eventsite.agenda.models import Answer, SpeakerRole

FIRST = date(2027, 6, 8)
ZONE = "Europe/Zurich"
#: The day begins at nine; a piece is half an hour.
OPENS, PIECE = 9, 30
_HOUR = timedelta(hours=1)


def planted(
    rooms: int,
    days: int,
    per_day: int,
    seed: int = 0,
    hours: int = 8,
    slack: int = 0,
    spoken: float = 0.7,
) -> tuple[proposing.Problem, proposing.Placement]:
    """A problem of rooms × days × per_day sessions, and one placement that breaks no rule.

    Every room is cut into `per_day` sessions on every day; `slack` half-hours stay free. Of each
    ten sessions `spoken` × 10 have a speaker, who may be in several and said when they can come.
    There are as many tracks as rooms, and more stars than seats in too small a room.
    """
    pick = random.Random(seed)  # a repeatable instance, no secret
    slots = [
        (day, room, *cut)
        for day in range(days)
        for room in range(1, rooms + 1)
        for cut in _cuts(pick, hours * 60 // PIECE - slack, per_day, slack)
    ]
    pick.shuffle(slots)
    busy: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    followed: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    sessions, known = [], {}
    for n, (day, room, start, minutes) in enumerate(slots):
        code, (begins, ends) = f"S{n:03}", _instants(day, start, minutes)
        speaker = _free_one(busy, begins, ends) if pick.random() < spoken else 0
        track = _free_one(followed, begins, ends)
        voices = ((speaker, SpeakerRole.SPEAKER),) if speaker else ()
        for held, number in ((busy, speaker), (followed, track)):
            held[number].append((begins, ends))
        sessions.append(
            checks.Session(
                code, minutes=minutes, track=track, voices=voices, stars=pick.randint(0, 30 * room)
            )
        )
        known[code] = (begins, room)
    agenda = checks.Agenda(
        sessions=sessions,
        people={number: _person(number, spans, pick) for number, spans in busy.items() if number},
        rooms=[checks.Room(room, 30 * room) for room in range(1, rooms + 1)],
        zone=ZONE,
        hours=[_day(n, hours) for n in range(days)],
    )
    problem = proposing.Problem(
        agenda,
        proposing.movable(agenda, placed_too=False),
        fairness.capitals(None),
        frozenset(known),
    )
    return problem, {code: _spot(problem, code, *place) for code, place in known.items()}


def _cuts(pick: random.Random, pieces: int, parts: int, slack: int) -> list[tuple[int, int]]:
    """Starts and lengths in minutes of so many sessions that fill the pieces, in order."""
    edges = sorted(pick.sample(range(1, pieces), parts - 1))
    lengths = [b - a for a, b in zip([0, *edges], [*edges, pieces], strict=True)]
    gaps = [0] * parts
    for _ in range(slack):
        gaps[pick.randrange(parts)] += 1
    found, at = [], 0
    for length, gap in zip(lengths, gaps, strict=True):
        at += gap
        found.append((at * PIECE, length * PIECE))
        at += length
    return found


def _instants(day: int, start: int, minutes: int) -> tuple[datetime, datetime]:
    # In summer Geneva is two hours ahead.
    begins = datetime.combine(FIRST + timedelta(days=day), time(OPENS - 2), UTC)
    begins += timedelta(minutes=start)
    return begins, begins + timedelta(minutes=minutes)


def _free_one(
    held: dict[int, list[tuple[datetime, datetime]]], begins: datetime, ends: datetime
) -> int:
    """The first number who is nowhere then nor just before or after."""
    near = timedelta(minutes=5)
    number = 1
    while any(a < ends + near and begins < b + near for a, b in held[number]):
        number += 1
    return number


def _person(
    number: int, spans: list[tuple[datetime, datetime]], pick: random.Random
) -> checks.Person:
    """Somebody who can come an hour or two around what they are in; every third never said."""
    free = tuple((a - pick.randint(0, 2) * _HOUR, b + pick.randint(0, 2) * _HOUR) for a, b in spans)
    said = free if number % 3 else None
    return checks.Person(number, f"speaker:{number}", Answer.CONFIRMED, free=said)


def _day(n: int, hours: int) -> times.Hours:
    return times.Hours(FIRST + timedelta(days=n), time(OPENS), time(OPENS + hours))


def _spot(problem: proposing.Problem, code: str, begins: datetime, room: int) -> proposing.Spot:
    minute = problem.minute(begins)
    start = next(s for s in problem.starts[code] if s.minute == minute)
    return proposing.Spot(start, (room,))
