"""Secrets shown again: a speaker's own address, and the key of what they said of themselves."""

from enum import StrEnum

from eventsite.agenda.models import Speaker
from eventsite.core import text


class Link(StrEnum):
    """What a speaker's address is worth."""

    OPENS = "opens"
    #: An earlier one, which a newer letter replaced or the team took back.
    REPLACED = "replaced"
    UNKNOWN = "unknown"


def secret_of(speaker: Speaker) -> str:
    """What opens a speaker's page without an account; void once the generation rises."""
    return _secret(speaker.event_id, speaker.code, speaker.generation)


def read(speaker: Speaker, secret: str) -> Link:
    """What a secret is worth for a speaker; every generation is compared, whatever matches."""
    found = Link.UNKNOWN
    for generation in range(1, speaker.generation + 1):
        if text.same(secret, _secret(speaker.event_id, speaker.code, generation)):
            found = Link.OPENS if generation == speaker.generation else Link.REPLACED
    return found


def balance_key(event_id: int, code: str) -> str:
    """The key of what a speaker said for the balance; nothing leads back from it to a person."""
    return text.sign("speaker-balance", event_id, code)


def _secret(event_id: int, code: str, generation: int) -> str:
    return text.sign("speaking", event_id, code, generation)
