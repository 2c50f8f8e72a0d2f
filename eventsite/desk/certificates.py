"""Certificates as values: what somebody earned by coming and speaking, numbers, and refusals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from eventsite.agenda.models import SpeakerRole
from eventsite.agenda.releases import Localized, ReleasedAgenda
from eventsite.core import text
from eventsite.core.i18n import N_

#: Letters and digits of a certificate's public code, beside which stands a seal.
CODE = 12
MOST_WORDS = 1000

#: Speaker code to roles and titles of sessions.
Parts = Mapping[str, list[tuple[SpeakerRole, Localized]]]


class Reason(StrEnum):
    """Why no certificate is issued."""

    NOT_OVER = N_("Certificates are issued once the event’s last day is over.")
    NO_SIGNATORY = N_("Say first in the settings of letters who signs them.")
    NOBODY = N_("Nobody who has no certificate yet was checked in or spoke.")
    NOTHING = N_("This person was not checked in and did not speak.")


@dataclass(frozen=True)
class Earned:
    """Days attended in the room and online, and sessions by role, in the order of time."""

    days: tuple[date, ...] = ()
    online: tuple[date, ...] = ()
    parts: tuple[tuple[SpeakerRole, Localized], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.days or self.online or self.parts)


def parts_of(agenda: ReleasedAgenda) -> dict[str, list[tuple[SpeakerRole, Localized]]]:
    """Speaker code to roles and titles of sessions that took place; who was absent has none."""
    found: dict[str, list[tuple[SpeakerRole, Localized]]] = {}
    for session in agenda.sessions:
        if session.state != "scheduled":
            continue
        for voice in session.speakers:
            if not voice.absent:
                found.setdefault(voice.code, []).append((SpeakerRole(voice.role), session.title))
    return found


def earned(
    days: Iterable[date],
    online: Iterable[date],
    codes: Iterable[str],
    parts: Parts,
) -> Earned:
    """All together; a day in the room is not counted online as well."""
    there = tuple(sorted(set(days)))
    afar = tuple(sorted(set(online) - set(there)))
    spoken = tuple(part for code in codes for part in parts.get(code, []))
    return Earned(there, afar, spoken)


def number(prefix: str, serial: int) -> str:
    """As printed: `VWD26/CERT/0012`; `serial` counts from 1 within the event."""
    return f"{prefix}/CERT/{serial:04d}"


def seal_of(code: str) -> str:
    """64 bits of an HMAC of the code, so that nobody can invent a certificate."""
    return text.sign("certificate", code)[:16]


def is_sealed(code: str, seal: str) -> bool:
    """Whether the seal was made here for this code."""
    return text.same(seal, seal_of(code))
