"""The time now, read only in views, actions and tasks; rules get it as an argument."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> datetime:
    """The instant now, aware and in UTC."""
    return _frozen.get() or datetime.now(UTC)


@contextmanager
def freeze(instant: datetime) -> Iterator[None]:
    """Hold the clock at an aware instant; for tests."""
    if instant.tzinfo is None:
        raise ValueError("The clock is frozen at an aware instant only.")
    token = _frozen.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
