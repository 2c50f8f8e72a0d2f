"""What may follow which state of a registration, and what each state counts as."""

from collections.abc import Mapping

from eventsite.registration.models import State

#: held ─→ pending, confirmed, cancelled, expired
#: waiting ─→ offered, held (a place for an address not yet proved), pending, confirmed,
#:            refused, cancelled, expired
#: offered ─→ pending, confirmed, refused, cancelled, expired (not accepted in time)
#: pending ─→ confirmed, refused, cancelled
#: confirmed ─→ cancelled
#: refused ─→ waiting, held, pending, confirmed: who refused thinks again
#: cancelled, expired ─→ held, waiting, pending, confirmed: the person registers again
_AGAIN = frozenset({State.HELD, State.WAITING, State.PENDING, State.CONFIRMED})
_GONE = frozenset({State.CANCELLED, State.EXPIRED})
NEXT: Mapping[State, frozenset[State]] = {
    State.HELD: _GONE | {State.PENDING, State.CONFIRMED},
    State.WAITING: _GONE
    | {State.OFFERED, State.HELD, State.PENDING, State.CONFIRMED, State.REFUSED},
    State.OFFERED: _GONE | {State.PENDING, State.CONFIRMED, State.REFUSED},
    State.PENDING: frozenset({State.CONFIRMED, State.REFUSED, State.CANCELLED}),
    State.CONFIRMED: frozenset({State.CANCELLED}),
    State.REFUSED: _AGAIN,
    State.CANCELLED: _AGAIN,
    State.EXPIRED: _AGAIN,
}
#: A place is kept for these.
TAKES_PLACE = frozenset({State.HELD, State.OFFERED, State.PENDING, State.CONFIRMED})
#: "Registered" in every figure: not cancelled, waiting, offered, pending, refused or held.
REGISTERED = frozenset({State.CONFIRMED})
#: The person still means to come.
LIVE = TAKES_PLACE | {State.WAITING}
#: The person may register again.
OVER = _GONE
#: A place or a request that a focal point or the organizers can still say no to.
REFUSABLE = frozenset({State.PENDING, State.WAITING, State.OFFERED})


def may_become(now: State, then: State) -> bool:
    """Whether a registration may go from one state to another."""
    return then in NEXT[now]
