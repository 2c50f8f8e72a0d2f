"""Who may take which place, and whose turn it is: tables and any order of people, no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.registration.models import PlaceMode
from eventsite.registration.places import (
    Pool,
    Reserve,
    Seat,
    Stock,
    Turn,
    Waiting,
    in_order,
    next_in_line,
    position,
    turn_of,
)

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HERE, ONLINE = PlaceMode.IN_PERSON, PlaceMode.ONLINE
LDC, SME, SIDS = "group:LDC", "sme", "group:SIDS"


def stock(here: int | None, *reserves: Reserve, total: int | None = None, taken: int = 0) -> Stock:
    """An event with places in person, no limit online."""
    pools = {HERE: Pool(here, taken), ONLINE: Pool(None, 0)}
    return Stock(pools, Pool(total, taken), reserves)


def kept(key: int, group: str, places: int, **changes: Any) -> Reserve:
    """A reserve in person without an end."""
    return replace(Reserve(key, group, HERE, places), **changes)


@pytest.mark.parametrize(
    ("held", "groups", "mode", "seat"),
    [
        (stock(1), set(), HERE, Seat()),
        (stock(0), set(), HERE, None),
        (stock(None), set(), HERE, Seat()),
        (stock(5, total=0), set(), ONLINE, None),
        (stock(5, total=3, taken=3), set(), HERE, None),
        # The last free place is kept for the group until its time, then anybody's.
        (stock(1, kept(1, LDC, 1)), set(), HERE, None),
        (stock(1, kept(1, LDC, 1)), {LDC}, HERE, Seat(1)),
        (stock(1, kept(1, LDC, 1, until=NOON)), set(), HERE, Seat()),
        (stock(1, kept(1, LDC, 1, until=NOON + HOUR)), set(), HERE, None),
        (stock(1, kept(1, LDC, 1, until=NOON)), {LDC}, HERE, Seat()),
        # One more than is kept is for everybody, and a used-up reserve keeps nothing.
        (stock(2, kept(1, LDC, 1)), set(), HERE, Seat()),
        (stock(2, kept(1, LDC, 1, taken=1), taken=1), set(), HERE, Seat()),
        (stock(2, kept(1, LDC, 1, taken=1), taken=1), {LDC}, HERE, Seat()),
        (stock(1, kept(1, LDC, 1, taken=2)), set(), HERE, Seat()),
        # A reserve of another mode keeps nothing here, but counts in the total.
        (stock(1, kept(1, LDC, 1, mode=ONLINE)), set(), HERE, Seat()),
        (stock(9, kept(1, LDC, 1, mode=ONLINE), total=1), set(), HERE, None),
        (stock(9, kept(1, LDC, 1, mode=ONLINE), total=2), set(), HERE, Seat()),
        # Whatever is kept cannot make more places than there are.
        (stock(0, kept(1, LDC, 9)), {LDC}, HERE, None),
        # In whichever mode they choose.
        (stock(1, kept(1, LDC, 1, mode=None)), {LDC}, HERE, Seat(1)),
        (stock(1, kept(1, LDC, 1, mode=None)), {LDC}, ONLINE, Seat(1)),
        (stock(1, kept(1, LDC, 1, mode=None)), set(), HERE, None),
        # The narrowest: this mode's, then the first to end, then the smallest, then the oldest.
        (stock(9, kept(1, LDC, 2, mode=None, until=NOON + HOUR), kept(2, SME, 2)), {LDC, SME},
         HERE, Seat(2)),
        (stock(9, kept(1, LDC, 1), kept(2, SME, 2, until=NOON + HOUR)), {LDC, SME}, HERE, Seat(2)),
        (stock(9, kept(1, LDC, 2), kept(2, SME, 1)), {LDC, SME}, HERE, Seat(2)),
        (stock(9, kept(1, LDC, 1), kept(2, SME, 1)), {LDC, SME}, HERE, Seat(1)),
        (stock(9, kept(1, LDC, 1, taken=1), kept(2, SME, 5)), {LDC, SME}, HERE, Seat(2)),
    ],
)  # fmt: skip
def test_which_place_somebody_takes(
    held: Stock, groups: set[str], mode: PlaceMode, seat: Seat | None
) -> None:
    assert held.seat_for(groups, mode, NOON) == seat


def test_what_is_left_for_everybody_and_in_all() -> None:
    held = stock(10, kept(1, LDC, 3), total=12, taken=2)
    assert (held.for_everybody(HERE, NOON).free, held.whole(HERE).free) == (5, 8)
    assert (held.for_everybody(ONLINE, NOON).free, held.whole(ONLINE).free) == (7, 10)


MODES = st.sampled_from([HERE, ONLINE])
GROUPS = st.frozensets(st.sampled_from([LDC, SME, SIDS]))
RESERVES = st.lists(
    st.tuples(
        st.sampled_from([LDC, SME, SIDS]),
        st.sampled_from([HERE, ONLINE, None]),
        st.integers(0, 3),
        st.sampled_from([None, NOON, NOON + HOUR]),
    ),
    max_size=3,
)
PLACES = st.one_of(st.none(), st.integers(0, 8))


@st.composite
def stocks(draw: st.DrawFn) -> Stock:
    """An empty event of two modes."""
    reserves = tuple(
        Reserve(key, group, mode, places, 0, until)
        for key, (group, mode, places, until) in enumerate(draw(RESERVES), 1)
    )
    return Stock(
        {HERE: Pool(draw(PLACES), 0), ONLINE: Pool(draw(PLACES), 0)},
        Pool(draw(PLACES), 0),
        reserves,
    )


def fits(pool: Pool) -> bool:
    return pool.capacity is None or pool.taken <= pool.capacity


def keeps_its_word(held: Stock, now: datetime) -> bool:
    """Whether everything that is kept can still be given, in whichever mode."""
    kept_now = [(one.mode, one.unused(now)) for one in held.reserves]
    wholes = [(mode, held.pools[mode].free) for mode in (HERE, ONLINE)]
    in_each = all(
        free is None or sum(n for kept_in, n in kept_now if kept_in in (None, mode)) <= free
        for mode, free in wholes
    )
    total = held.total.free
    return in_each and (total is None or sum(n for _mode, n in kept_now) <= total)


@settings(max_examples=50)
@given(stocks(), st.lists(st.tuples(GROUPS, MODES, st.booleans()), max_size=20))
def test_never_one_too_many_and_no_reserve_is_robbed(
    held: Stock, presses: list[tuple[frozenset[str], PlaceMode, bool]]
) -> None:
    was_kept = keeps_its_word(held, NOON)
    seated: list[tuple[PlaceMode, Seat]] = []
    for groups, mode, gives_back in presses:
        if gives_back and seated:
            held = held.with_given_back(*seated.pop())
            continue
        seat = held.seat_for(groups, mode, NOON)
        if seat is None:
            assert not was_kept or not any(
                one.is_for(groups, mode) and one.unused(NOON) for one in held.reserves
            )
            continue
        held = held.with_taken(mode, seat)
        seated.append((mode, seat))
        assert all(fits(pool) for pool in (*held.pools.values(), held.total))
        assert not was_kept or keeps_its_word(held, NOON)
        assert all(one.taken <= one.places for one in held.reserves)
    assert held.total.taken == len(seated) == sum(p.taken for p in held.pools.values())


@settings(max_examples=50)
@given(
    stocks(),
    st.lists(st.tuples(st.integers(0, 5), GROUPS, MODES), max_size=12),
    st.frozensets(st.sampled_from([LDC, SME])),
)
def test_free_places_go_to_the_first_who_may_take_them(
    held: Stock, line: list[tuple[int, frozenset[str], PlaceMode]], first: frozenset[str]
) -> None:
    waiting = [
        Waiting(key, NOON + hours * HOUR, mode, groups)
        for key, (hours, groups, mode) in enumerate(line)
    ]
    after, chosen = held, []
    for one, seat in next_in_line(waiting, held, NOON, first):
        assert after.seat_for(one.groups, one.mode, NOON) == seat
        after = after.with_taken(one.mode, seat)
        chosen.append(one)
    # Nobody who is left could take anything, and of two alike the first got it.
    left = [one for one in waiting if one not in chosen]
    assert all(after.seat_for(one.groups, one.mode, NOON) is None for one in left)
    order = in_order(waiting, first)
    alike = [(a, b) for a in chosen for b in left if (a.mode, a.groups) == (b.mode, b.groups)]
    assert all(order.index(a) < order.index(b) for a, b in alike)


def test_announced_groups_come_first_then_time() -> None:
    line = [
        Waiting(1, NOON, HERE),
        Waiting(2, NOON + HOUR, HERE, frozenset({LDC})),
        Waiting(3, NOON + 2 * HOUR, HERE, frozenset({SIDS, SME})),
        Waiting(4, NOON, ONLINE, frozenset({LDC})),
        Waiting(5, NOON, HERE),
    ]
    assert [one.id for one in in_order(line)] == [1, 4, 5, 2, 3]
    assert [one.id for one in in_order(line, [LDC, SIDS])] == [4, 2, 3, 1, 5]
    assert turn_of(line, 1, [LDC, SIDS]) == Turn(3, 4)
    assert turn_of(line, 3, [LDC, SIDS]) == Turn(2, 4, True)
    assert (position(line, 4), position(line, 2), position(line, 9)) == (1, 3, None)


def test_a_freed_kept_place_goes_to_its_group_while_it_is_kept() -> None:
    line = [Waiting(1, NOON, HERE), Waiting(2, NOON + HOUR, HERE, frozenset({LDC}))]
    held = stock(1, kept(7, LDC, 1, until=NOON + HOUR))
    assert [(one.id, seat) for one, seat in next_in_line(line, held, NOON)] == [(2, Seat(7))]
    later = next_in_line(line, held, NOON + HOUR)
    assert [(one.id, seat) for one, seat in later] == [(1, Seat())]
