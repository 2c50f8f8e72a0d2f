"""Passwords: argon2id, few at a time, and as much work for somebody unknown as for anyone."""

import threading
import unicodedata
from functools import lru_cache

import argon2
from argon2 import exceptions
from werkzeug.exceptions import ServiceUnavailable

SHORTEST = 12
LONGEST = 200
#: 64 MiB each: more at once would take the memory of the pages.
_places = threading.BoundedSemaphore(2)
_PATIENCE = 20.0
_hasher = argon2.PasswordHasher()


def make_hash(password: str) -> str:
    """The argon2id hash; about a tenth of a second, so call `db.release()` before."""
    with _Place():
        return str(_hasher.hash(_normal(password)))


def verify(password: str, stored: str | None) -> bool:
    """Whether the password belongs to the stored hash; None takes as long and is False."""
    with _Place():
        try:
            _hasher.verify(stored or _hash_of_nobody(), _normal(password))
        except (exceptions.VerificationError, exceptions.InvalidHashError):
            return False
    return stored is not None


def _normal(password: str) -> str:
    # Two keyboards may send one letter in two ways.
    return unicodedata.normalize("NFKC", password)[: LONGEST * 4]


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    return str(_hasher.hash("nobody has this password"))


class _Place:
    """One of the few places; 503 when none gets free in time."""

    def __enter__(self) -> None:
        if not _places.acquire(timeout=_PATIENCE):
            raise ServiceUnavailable

    def __exit__(self, *_: object) -> None:
        _places.release()
