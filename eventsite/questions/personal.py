"""What questions keep about a person: answers go with the row that names them.

A set of answers belongs to nobody by itself. The feature whose row names it gives it out with
`queries.answers_of` and `wording.worded`, and erases it with `actions.erase_answers`.
"""

from datetime import datetime, timedelta
from typing import Any

from eventsite.core import clock, tasks
from eventsite.people.models import Person
from eventsite.questions.actions import pending

#: No table here has a column of a person.
TABLES: frozenset[str] = frozenset()


def export(_person: Person) -> dict[str, Any]:
    """Nothing: answers stand with the registration they belong to."""
    return {}


def erase(_person: Person, _now: datetime) -> None:
    """Nothing: whoever names a set of answers erases it."""


def expire(now: datetime) -> int:
    """Delete files that waited a day for their form; how many."""
    return pending.expire(now)


@tasks.periodic("questions.expire", every=timedelta(hours=1))
def expire_hourly() -> None:
    """What has expired goes."""
    expire(clock.now())
