"""What may follow which state of a registration, and what each state counts as."""

from collections.abc import Mapping

from eventsite.registration.models import State

#: held ─→ confirmed, cancelled, expired
#: waiting ─→ held (a place for an address not yet confirmed), confirmed, cancelled, expired
#: confirmed ─→ cancelled
#: cancelled, expired ─→ held, waiting, confirmed: the person registers again
NEXT: Mapping[State, frozenset[State]] = {
    State.HELD: frozenset({State.CONFIRMED, State.CANCELLED, State.EXPIRED}),
    State.WAITING: frozenset({State.HELD, State.CONFIRMED, State.CANCELLED, State.EXPIRED}),
    State.CONFIRMED: frozenset({State.CANCELLED}),
    State.CANCELLED: frozenset({State.HELD, State.WAITING, State.CONFIRMED}),
    State.EXPIRED: frozenset({State.HELD, State.WAITING, State.CONFIRMED}),
}
#: A place is kept for these.
TAKES_PLACE = frozenset({State.HELD, State.CONFIRMED})
#: "Registered" in every figure: not cancelled, not waiting, not held (pending), not expired.
REGISTERED = frozenset({State.CONFIRMED})
#: The person still means to come.
LIVE = frozenset({State.HELD, State.CONFIRMED, State.WAITING})
#: The person may register again.
OVER = frozenset({State.CANCELLED, State.EXPIRED})


def may_become(now: State, then: State) -> bool:
    """Whether a registration may go from one state to another."""
    return then in NEXT[now]
