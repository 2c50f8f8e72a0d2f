"""Places: who may take one now and out of which reserve, and whose turn it is when one is free."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from eventsite.registration.models import PlaceMode

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Pool:
    """Places of one mode, or of all; `capacity` None is no limit."""

    capacity: int | None
    taken: int

    @property
    def free(self) -> int | None:
        """How many are left, never below zero; None for no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        """Whether nobody more fits in."""
        return self.free == 0

    def without(self, kept: int) -> "Pool":
        """The same places with so many of the free ones kept for somebody else."""
        if self.capacity is None:
            return self
        return Pool(max(0, self.capacity - kept), self.taken)

    def taken_once_more(self) -> "Pool":
        """After one more place is taken."""
        return replace(self, taken=self.taken + 1)


_NO_LIMIT, _NONE = Pool(None, 0), Pool(0, 0)


@dataclass(frozen=True)
class Reserve:
    """Places kept for a group in one mode (None: in whichever they choose) before an instant."""

    id: int
    group: str
    mode: PlaceMode | None
    places: int
    taken: int = 0
    until: datetime | None = None

    def unused(self, now: datetime) -> int:
        """How many places are still kept: none once its time has passed."""
        holds = self.until is None or now < self.until
        return max(0, self.places - self.taken) if holds else 0

    def is_for(self, groups: Collection[str], mode: PlaceMode) -> bool:
        """Whether somebody of these groups can use it for this mode."""
        return self.group in groups and self.mode in (None, mode)


@dataclass(frozen=True)
class Seat:
    """A place that can be taken, out of a reserve or (None) of those for everybody."""

    reserve_id: int | None = None


@dataclass(frozen=True)
class Stock:
    """All places of an event at one moment."""

    pools: Mapping[PlaceMode, Pool]
    total: Pool = _NO_LIMIT
    reserves: tuple[Reserve, ...] = ()

    def for_everybody(self, mode: PlaceMode, now: datetime) -> Pool:
        """The places of a mode that no reserve keeps, within those of all modes together.

        A reserve for any mode keeps its places in each mode, so that its group can still choose.
        """
        kept = [(one.mode, one.unused(now)) for one in self.reserves]
        own = self.pools.get(mode, _NONE).without(
            sum(number for held, number in kept if held in (None, mode))
        )
        return narrower(own, self.total.without(sum(number for _mode, number in kept)))

    def whole(self, mode: PlaceMode) -> Pool:
        """The places of a mode within those of all modes together, kept ones included."""
        return narrower(self.pools.get(mode, _NONE), self.total)

    def seat_for(self, groups: Collection[str], mode: PlaceMode, now: datetime) -> Seat | None:
        """The place that somebody of these groups takes in a mode now; None: they have to wait.

        First out of a reserve of theirs, so that the places for everybody stay for others: the
        one for this mode alone before one for any, then the one that ends first, then the smallest.
        """
        if self.whole(mode).is_full:
            return None
        own = [one for one in self.reserves if one.is_for(groups, mode) and one.unused(now)]
        if own:
            best = min(own, key=lambda r: (r.mode is None, r.until or _NEVER, r.places, r.id))
            return Seat(best.id)
        return None if self.for_everybody(mode, now).is_full else Seat()

    def with_taken(self, mode: PlaceMode, seat: Seat) -> "Stock":
        """After that place is taken."""
        return Stock(
            {**self.pools, mode: self.pools[mode].taken_once_more()},
            self.total.taken_once_more(),
            tuple(
                replace(one, taken=one.taken + 1) if one.id == seat.reserve_id else one
                for one in self.reserves
            ),
        )

    def with_given_back(self, mode: PlaceMode, seat: Seat) -> "Stock":
        """After that place is free again."""
        pool = self.pools[mode]
        return Stock(
            {**self.pools, mode: replace(pool, taken=pool.taken - 1)},
            replace(self.total, taken=self.total.taken - 1),
            tuple(
                replace(one, taken=one.taken - 1) if one.id == seat.reserve_id else one
                for one in self.reserves
            ),
        )


def narrower(one: Pool, other: Pool) -> Pool:
    """The pool in which fewer are left."""
    if one.free is None:
        return other
    return one if other.free is None or one.free <= other.free else other


@dataclass(frozen=True)
class Waiting:
    """One registration on the waiting list."""

    id: int
    since: datetime
    mode: PlaceMode = PlaceMode.ONLINE
    groups: frozenset[str] = field(default=frozenset())


def in_order(waiting: Iterable[Waiting], first: Collection[str] = ()) -> list[Waiting]:
    """The waiting list: members of the groups in `first` come first, then who asked first.

    Of one instant, who was stored first.
    """
    favoured = frozenset(first)
    return sorted(waiting, key=lambda one: (not one.groups & favoured, one.since, one.id))


def next_in_line(
    waiting: Iterable[Waiting], stock: Stock, now: datetime, first: Collection[str] = ()
) -> list[tuple[Waiting, Seat]]:
    """Those who get the places that are free now, in order, and which.

    Who may not take a kept place is passed over; a freed kept place goes to its group. Whoever was
    passed over is asked again: a reserve for any mode that is used keeps a place less elsewhere.
    """
    found: list[tuple[Waiting, Seat]] = []
    line = in_order(waiting, first)
    while line:
        passed_over: list[Waiting] = []
        for one in line:
            seat = stock.seat_for(one.groups, one.mode, now)
            if seat is None:
                passed_over.append(one)
            else:
                found.append((one, seat))
                stock = stock.with_taken(one.mode, seat)
        if len(passed_over) == len(line):
            break
        line = passed_over
    return found


@dataclass(frozen=True)
class Turn:
    """Where somebody stands on the waiting list of a mode, from 1, and among how many."""

    position: int
    among: int
    #: Whether they belong to the groups that come first.
    is_favoured: bool = False


def turn_of(
    waiting: Sequence[Waiting], registration_id: int, first: Collection[str] = ()
) -> Turn | None:
    """Where a registration stands among those who wait for the same mode; None: it does not."""
    own = next((one for one in waiting if one.id == registration_id), None)
    if own is None:
        return None
    order = in_order([one for one in waiting if one.mode is own.mode], first)
    return Turn(order.index(own) + 1, len(order), bool(own.groups & frozenset(first)))


def position(
    waiting: Sequence[Waiting], registration_id: int, first: Collection[str] = ()
) -> int | None:
    """The place on the waiting list from 1, or None for somebody who is not on it."""
    turn = turn_of(waiting, registration_id, first)
    return turn.position if turn else None


def rounded_down(count: int) -> int:
    """A live count as the public sees it: down to tens."""
    return count // 10 * 10
