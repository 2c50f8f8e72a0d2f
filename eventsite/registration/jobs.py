"""Periodic work: held places expire, taken places are counted anew."""

from datetime import timedelta

from eventsite.core import clock, tasks
from eventsite.registration import actions


@tasks.periodic("registration.expire", every=timedelta(minutes=5))
def expire() -> None:
    """Places held for addresses that were not confirmed in time are free again."""
    actions.expire_held(clock.now())


@tasks.periodic("registration.recount", every=timedelta(days=1))
def recount() -> None:
    """Counters of places are compared with the registrations and mended."""
    actions.recount(clock.now())
