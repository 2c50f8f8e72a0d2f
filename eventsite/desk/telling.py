"""Reading what a device tells: its list of presses, and how it knows a ticket without a network."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

#: So many presses at most are told at once; a device sends the rest after them.
MOST_TOLD = 200
_MOST_KEY, _MOST_CODE = 64, 16
#: Milliseconds from 1970 up to the year 2100.
_LATEST = 4_102_444_800_000


@dataclass(frozen=True)
class Press:
    """One press on a device, by the device's own clock."""

    key: str
    code: str
    at: datetime
    is_scanned: bool
    has_badge: bool


class NotTold(ValueError):
    """The text is no list of presses."""


def read(told: Any) -> tuple[timedelta, list[Press]]:
    """The device's offset and its presses; raises NotTold for anything else."""
    if not isinstance(told, dict) or not isinstance(told.get("presses"), list):
        raise NotTold
    if len(told["presses"]) > MOST_TOLD:
        raise NotTold
    offset = told.get("offset")
    if type(offset) is not int or abs(offset) > _LATEST:
        raise NotTold
    return timedelta(milliseconds=offset), [_press(one) for one in told["presses"]]


def verifier(code: str, seal: str) -> str:
    """What a device compares a scanned ticket with; nobody makes a ticket from it."""
    return hashlib.sha256(f"{code}/{seal}".encode()).hexdigest()[:16]


def _press(told: object) -> Press:
    if not isinstance(told, Mapping):
        raise NotTold
    at = told.get("at")
    if type(at) is not int or not 0 <= at < _LATEST:
        raise NotTold
    return Press(
        key=_word(told.get("key"), _MOST_KEY),
        code=_word(told.get("code"), _MOST_CODE),
        at=datetime.fromtimestamp(at / 1000, UTC),
        is_scanned=told.get("scanned") is True,
        has_badge=told.get("badge") is True,
    )


def _word(said: object, most: int) -> str:
    """ASCII letters, digits and hyphens alone."""
    if not isinstance(said, str) or not 0 < len(said) <= most:
        raise NotTold
    if not said.isascii() or not said.replace("-", "").isalnum():
        raise NotTold
    return said
