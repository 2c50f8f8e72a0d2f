"""Codes of an authenticator app (RFC 6238): which step a code is of, and how a secret is shown."""

import hmac
from datetime import datetime

import pyotp

SECONDS = 30


def new_secret() -> str:
    """160 random bits as base32."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, now: datetime, last: int | None) -> int | None:
    """The step of a right code, the present one or one beside it and later than `last`.

    All three are compared whole, so the time taken tells nothing.
    """
    codes, present = pyotp.TOTP(secret), int(now.timestamp()) // SECONDS
    found = None
    for step in (present - 1, present, present + 1):
        right = hmac.compare_digest(codes.generate_otp(step).encode(), code.encode())
        if right and (last is None or step > last):
            found = step
    return found


def digits(typed: str) -> str:
    """A code as typed, without blanks and hyphens."""
    return "".join(typed.replace("-", "").split())


def groups(secret: str) -> str:
    """A secret to type over, in groups of four."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def address(secret: str, account: str, site: str) -> str:
    """What an app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=site)
