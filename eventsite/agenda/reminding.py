"""On which days somebody is reminded of a due day: 14, 7 and 1 before it, each once."""

from datetime import date, timedelta
from enum import StrEnum

#: Days before the due day, the earliest first.
BEFORE = (14, 7, 1)
#: A reminder whose day was missed, as when the site stood still, is still good so many days later.
CATCH_UP = timedelta(days=2)


class Kind(StrEnum):
    """What somebody is reminded of."""

    ANSWER = "answer"
    SLIDES = "slides"
    REHEARSAL = "rehearsal"


def stage(due: date, today: date, since: date, before: tuple[int, ...] = BEFORE) -> int | None:
    """How many days before the due day today's reminder counts as; None: nothing today.

    `since` is the day on which they were asked: what was due before it, or on it, is not made up
    for. Nothing is sent after the due day.
    """
    if today > due:
        return None
    for days in reversed(before):
        meant = due - timedelta(days=days)
        if meant <= today:
            return days if since < meant and today - meant <= CATCH_UP else None
    return None
