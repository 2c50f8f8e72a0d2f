"""Places: whether one is free, how many are left, and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Pool:
    """Places of one mode; `capacity` None is no limit."""

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


@dataclass(frozen=True)
class Waiting:
    """One registration on the waiting list of a mode."""

    id: int
    since: datetime


def in_order(waiting: Sequence[Waiting]) -> list[Waiting]:
    """The waiting list: who came first is first; of one instant, who was stored first."""
    return sorted(waiting, key=lambda one: (one.since, one.id))


def next_in_line(waiting: Sequence[Waiting], pool: Pool) -> list[Waiting]:
    """Those who get the places that are free now, in order."""
    return in_order(waiting)[: pool.free]


def position(waiting: Sequence[Waiting], registration_id: int) -> int | None:
    """The place on the waiting list from 1, or None for somebody who is not on it."""
    order = [one.id for one in in_order(waiting)]
    return order.index(registration_id) + 1 if registration_id in order else None


def rounded_down(count: int) -> int:
    """A live count as the public sees it: down to tens."""
    return count // 10 * 10
