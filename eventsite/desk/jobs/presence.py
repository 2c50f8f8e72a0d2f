"""Lets files about who was online go that nobody took in."""

from datetime import timedelta

from eventsite.core import clock, tasks
from eventsite.desk import actions


@tasks.periodic("desk.forget_presence", every=timedelta(days=1))
def forget_presence() -> None:
    """They name people, and nobody waits for them after a week."""
    actions.forget_presence(clock.now())
