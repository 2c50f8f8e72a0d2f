"""What a visa request says, and what is wrong or doubtful in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from eventsite.core.i18n import N_

#: A passport is asked to be valid so long after the journey.
VALID_AFTER = timedelta(days=183)
_OLDEST = 110
_LONGEST_VALIDITY = timedelta(days=366 * 15)
#: A journey that begins much earlier or ends much later than the event needs a reason.
_AROUND = timedelta(days=14)


class Fault(StrEnum):
    """Why a request is not taken as it is."""

    BORN = N_("Check the date of birth: it lies in the future or too far in the past.")
    ISSUED_LATER = N_("Check the day of issue: it lies in the future.")
    ORDER = N_("The passport has to be valid until a day after the day of issue.")
    BORN_LATER = N_("The passport cannot be issued before the date of birth.")
    TRAVEL_ORDER = N_("The journey has to end on or after the day on which it begins.")
    RUNS_OUT = N_("The passport runs out before the journey ends. Renew it first, then ask again.")


class Doubt(StrEnum):
    """What should be looked at, though it may be right."""

    SHORT = N_("The passport is not valid for 6 months after the journey; many countries ask that.")
    NOT_COVERED = N_("The journey does not cover all days of the event.")
    LONG = N_("The journey begins or ends more than 14 days away from the event.")
    LONG_VALID = N_("The passport is valid for more than 15 years, which is rare.")


@dataclass(frozen=True)
class Passport:
    """Facts as they stand in the passport, and the journey; names in Latin letters."""

    name: str
    nationality: str
    born: date
    birth_place: str
    number: str
    issued: date
    valid_until: date
    consulate: str
    travel_from: date
    travel_until: date
    address: str

    def sealed_facts(self) -> dict[str, str]:
        """All as texts, days in ISO form."""
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in asdict(self).items()
        }

    @classmethod
    def of(cls, facts: Mapping[str, str]) -> Self:
        """The reverse of `sealed_facts`."""
        days = {one.name for one in fields(cls) if one.type in {date, "date"}}
        return cls(**{k: date.fromisoformat(v) if k in days else v for k, v in facts.items()})  # type: ignore[arg-type]


def faults(passport: Passport, today: date) -> dict[str, Fault]:
    """Field to what makes the request impossible."""
    found: dict[str, Fault] = {}
    if not today.year - _OLDEST <= passport.born.year or passport.born >= today:
        found["born"] = Fault.BORN
    if passport.issued > today:
        found["issued"] = Fault.ISSUED_LATER
    elif passport.issued < passport.born and "born" not in found:
        found["issued"] = Fault.BORN_LATER
    if passport.valid_until <= passport.issued:
        found["valid_until"] = Fault.ORDER
    elif passport.valid_until < passport.travel_until:
        found["valid_until"] = Fault.RUNS_OUT
    if passport.travel_until < passport.travel_from:
        found["travel_until"] = Fault.TRAVEL_ORDER
    return found


def doubts(passport: Passport, first_day: date | None, last_day: date | None) -> list[Doubt]:
    """What an organizer should look at; the days are the event's."""
    found = []
    if passport.valid_until < passport.travel_until + VALID_AFTER:
        found.append(Doubt.SHORT)
    if first_day is not None and last_day is not None:
        if passport.travel_from > first_day or passport.travel_until < last_day:
            found.append(Doubt.NOT_COVERED)
        early = passport.travel_from < first_day - _AROUND
        if early or passport.travel_until > last_day + _AROUND:
            found.append(Doubt.LONG)
    if passport.valid_until - passport.issued > _LONGEST_VALIDITY:
        found.append(Doubt.LONG_VALID)
    return found


def initials(name: str) -> str:
    """`A. L.` of a name, for a page that anybody with the letter in hand can open."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha())
