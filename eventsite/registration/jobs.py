"""Periodic work: held and offered places pass on, taken places are counted anew."""

from datetime import timedelta

from eventsite.core import clock, tasks
from eventsite.registration import actions


@tasks.periodic("registration.expire", every=timedelta(minutes=5))
def expire() -> None:
    """What was held or offered and not taken in time, or kept until now, goes to who is next."""
    now = clock.now()
    actions.expire_held(now)
    actions.pass_on(now)


@tasks.periodic("registration.recount", every=timedelta(days=1))
def recount() -> None:
    """Counters of places are compared with the registrations and mended."""
    actions.recount(clock.now())
