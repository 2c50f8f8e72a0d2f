"""The secret in the address of a person's own feed, made of the server's key and a generation."""

from enum import StrEnum

from eventsite.calendars.models import PersonalFeed
from eventsite.core import text


class Link(StrEnum):
    """What an address is worth."""

    OPENS = "opens"
    #: An earlier one, or one that was revoked.
    GONE = "gone"
    UNKNOWN = "unknown"


def secret_of(feed: PersonalFeed) -> str:
    """What opens a feed; void once the generation rises."""
    return _secret(feed.id, feed.code, feed.generation)


def read(feed: PersonalFeed | None, secret: str, code: str = "") -> Link:
    """What a secret is worth; as much work for a code that nobody has (`feed` None).

    Every generation is compared, whatever matches.
    """
    if feed is None:
        text.same(secret, _secret(0, code, 1))
        return Link.UNKNOWN
    found = Link.UNKNOWN
    for generation in range(1, feed.generation + 1):
        if text.same(secret, _secret(feed.id, feed.code, generation)):
            found = Link.OPENS if generation == feed.generation else Link.GONE
    return Link.GONE if found is Link.OPENS and feed.revoked is not None else found


def _secret(key: int, code: str, generation: int) -> str:
    return text.sign("calendar-feed", key, code, generation)
