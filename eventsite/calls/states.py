"""Which state of a submission may follow which.

             ┌────────── reopen ─────────┐
             ▼                           │
start ▸ draft ── submit ▸ submitted ── accept ▸ accepted
          ▲ │                │  └───── decline ▸ declined
   reopen │ └── withdraw ──┐ │ withdraw     accepted ⇄ declined, a decision put right
          │                ▼ ▼
          └──────────── withdrawn ◂── withdraw ── accepted
"""

from eventsite.calls.models import State

NEXT_STATES = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.DRAFT, State.ACCEPTED, State.DECLINED, State.WITHDRAWN}),
    State.ACCEPTED: frozenset({State.DECLINED, State.WITHDRAWN}),
    State.DECLINED: frozenset({State.ACCEPTED}),
    State.WITHDRAWN: frozenset({State.DRAFT}),
}
#: Organizers read only what was handed in and not taken back.
SHOWN_TO_ORGANIZERS = frozenset({State.SUBMITTED, State.ACCEPTED, State.DECLINED})
DECIDED = frozenset({State.ACCEPTED, State.DECLINED})


def follows(state: State, target: State) -> bool:
    """Whether `target` may come right after `state`."""
    return target in NEXT_STATES[state]
