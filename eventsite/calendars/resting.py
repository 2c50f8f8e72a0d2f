"""When the mails about an event's changes go: once nothing has changed for ten minutes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

#: Several edits in this time melt into one mail, as the mails about versions do.
HOLD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Turn:
    """The state of an event that was last seen, since when it is so, and the one last told."""

    state: str
    since: datetime
    told: str = ""


def look(turn: Turn | None, state: str, now: datetime, is_live: bool) -> tuple[Turn, bool]:
    """The turn after a look at the event, and whether its mails go now.

    What the desk says on the day (`is_live`) goes at once, but not with other changes that rest.
    """
    if turn is None or turn.state != state:
        had_rested = turn is not None and turn.told == turn.state
        turn = Turn(state, now, turn.told if turn else "")
        goes = is_live and had_rested
    else:
        goes = turn.told != state and now - turn.since >= HOLD
    return (replace(turn, told=state), True) if goes else (turn, False)
