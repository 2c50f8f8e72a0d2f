"""What the check-ins told by several desks, some of them late, make of one day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True)
class Report:
    """A desk says that the person with `code` came; `key` is the device's own, one for a press."""

    key: str
    code: str
    #: Corrected: see `corrected`.
    at: datetime
    desk: str = ""


class Outcome(StrEnum):
    """What became of a report."""

    #: It is the person's check-in of the day.
    COUNTED = "counted"
    #: Another desk told an earlier time; both are kept, one counts.
    AGAIN = "again"
    #: The check-in was taken back after the press.
    TAKEN_BACK = "taken-back"
    #: The registration may not be checked in, such as one cancelled meanwhile.
    REFUSED = "refused"
    #: No registration of the event has this code.
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Person:
    """What the site knows of a code when reports are reconciled."""

    may_enter: bool
    #: When a check-in of this day was last taken back, by the site's clock.
    undone: datetime | None = None


@dataclass(frozen=True)
class Reconciled:
    """For each code the report that counts, and for each key what became of it."""

    counted: Mapping[str, Report]
    outcomes: Mapping[str, Outcome]


def corrected(pressed: datetime, offset: timedelta, received: datetime) -> datetime:
    """The press on the site's clock; never later than when it was received.

    `offset` is the site's clock less the device's, measured when the list was loaded.
    """
    try:
        return min(pressed + offset, received)
    except OverflowError:
        return received


def merged(stored: Iterable[Report], told: Iterable[Report]) -> dict[str, Report]:
    """All reports by their key; what a key said first stays, so a batch may be told again."""
    kept: dict[str, Report] = {}
    for report in (*stored, *told):
        kept.setdefault(report.key, report)
    return kept


def reconcile(reports: Mapping[str, Report], people: Mapping[str, Person]) -> Reconciled:
    """The earliest report that stands counts; the order in which they came does not matter."""
    counted: dict[str, Report] = {}
    outcomes: dict[str, Outcome] = {}
    for report in sorted(reports.values(), key=lambda one: (one.at, one.key)):
        outcome = _standing(report, people.get(report.code))
        if outcome is Outcome.COUNTED and report.code in counted:
            outcome = Outcome.AGAIN
        if outcome is Outcome.COUNTED:
            counted[report.code] = report
        outcomes[report.key] = outcome
    return Reconciled(counted, outcomes)


def _standing(report: Report, person: Person | None) -> Outcome:
    if person is None:
        return Outcome.UNKNOWN
    if not person.may_enter:
        return Outcome.REFUSED
    if person.undone is not None and report.at <= person.undone:
        return Outcome.TAKEN_BACK
    return Outcome.COUNTED
