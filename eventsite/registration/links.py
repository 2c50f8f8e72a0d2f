"""Secrets shown again: signed addresses, a ticket's seal, a statistics key."""

from eventsite.core import text
from eventsite.people.models import FocalPoint
from eventsite.registration.models import Registration


def key_of(registration: Registration) -> str:
    """What opens a registration without an account; void once the generation rises."""
    return text.sign("registration", registration.code, registration.generation)


def opens(registration: Registration, key: str) -> bool:
    """Whether the key is the registration's present one."""
    return text.same(key, key_of(registration))


def seal_of(registration: Registration) -> str:
    """What a ticket's code carries beside the registration's, so that nobody can invent one."""
    return text.sign("check-in", registration.code, registration.generation)[:16]


def is_sealed(registration: Registration, seal: str) -> bool:
    """Whether a ticket was made here."""
    return text.same(seal, seal_of(registration))


def statistics_key(code: str) -> str:
    """The key under which optional statistics stand; nothing leads back from it to a person."""
    return text.sign("self-declared", code)


def requests_key(code: str, point: FocalPoint) -> str:
    """What opens the requests of the entity of a public code to one focal point or deputy.

    Void once the point is renewed, removed or moved to another entity.
    """
    return text.sign("requests", code, point.id, point.person_id, point.generation)
