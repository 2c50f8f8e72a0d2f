"""Lets the addresses of followers go when their time is over."""

from datetime import timedelta

from eventsite.agenda.actions import followers
from eventsite.core import clock, tasks


@tasks.periodic("agenda.forget_followers", every=timedelta(days=1))
def forget() -> None:
    """What has expired goes."""
    followers.expire(clock.now())
