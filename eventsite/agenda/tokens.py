"""Secrets of followers: what opens one's wishes from a mail, and what only stops the mails."""

from datetime import datetime

from eventsite.core import text


def key_of(follower: int, generation: int, created: datetime) -> str:
    """What opens a follower's own page; the instant stands in it, for ids are given again."""
    return text.sign("follower", follower, generation, created.isoformat())


def stop_key_of(follower: int, generation: int, created: datetime) -> str:
    """What stops the mails and opens nothing: it stands in a header of every mail."""
    return text.sign("follower-stop", follower, generation, created.isoformat())
