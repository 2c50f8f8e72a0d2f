"""The reviewed table of what an event keeps about people: why, how long, within which bounds."""

from dataclasses import dataclass
from datetime import date, timedelta

from eventsite.core.i18n import N_

#: So long after somebody shortened a time nothing goes by it: a slip can be taken back.
GRACE = timedelta(days=7)
_YEAR = 365


@dataclass(frozen=True)
class Kind:
    """One kind of data: how many days after the last day it is kept, and what may be chosen."""

    key: str
    label: str
    why: str
    days: int
    least: int
    most: int


#: What others find by a name goes before the name.
KINDS = (
    Kind(
        "needs",
        N_("What people need to take part"),
        N_("Nobody needs it once the event is over."),
        30,
        0,
        # The text that people agree to promises 30 days.
        30,
    ),
    Kind(
        "visas",
        N_("Visa requests"),
        N_("Questions of a consulate may come after the event. The owner sets the days."),
        30,
        0,
        365,
    ),
    Kind(
        "door",
        N_("Notes of devices at the door and of badges printed"),
        N_("They settle who was let in when; the check-ins themselves stay for the figures."),
        90,
        30,
        _YEAR,
    ),
    Kind(
        "statistics",
        N_("Optional answers for statistics"),
        N_("The report on the event is written by then; published figures stay."),
        _YEAR,
        90,
        2 * _YEAR,
    ),
    Kind(
        "answers",
        N_("Answers to the questions of the event"),
        N_("They served to prepare the event and its report."),
        _YEAR,
        30,
        2 * _YEAR,
    ),
    Kind(
        "codes",
        N_("For whom invitation codes were made"),
        N_("The label may hold an address. How often a code was used stays."),
        _YEAR,
        30,
        2 * _YEAR,
    ),
    Kind(
        "speakers",
        N_("Addresses and private answers of speakers"),
        N_("What the published programme says of a speaker stays."),
        _YEAR,
        90,
        3 * _YEAR,
    ),
    Kind(
        "letters",
        N_("Names in letters"),
        N_("A letter can be checked by its number for two years, then without a name."),
        2 * _YEAR,
        _YEAR,
        5 * _YEAR,
    ),
    Kind(
        "certificates",
        N_("Names in certificates"),
        N_("A certificate can be checked by its number for two years, then without a name."),
        2 * _YEAR,
        _YEAR,
        5 * _YEAR,
    ),
    Kind(
        "names",
        N_("Names in registrations"),
        N_("Country, entity, role and presence stay, so figures do not change."),
        2 * _YEAR,
        90,
        # The page "Your data" promises two years.
        2 * _YEAR,
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}


@dataclass(frozen=True)
class Time:
    """How long one kind is kept in an event."""

    days: int
    #: Nothing goes by it before, because somebody shortened it shortly before.
    not_before: date | None = None


def due(last_day: date | None, time: Time) -> date | None:
    """The day on which a kind goes; None while the event has no days.

    Days end up to a day apart around the world: one more day is nobody's loss.
    """
    if last_day is None:
        return None
    ends = last_day + timedelta(days=time.days + 2)
    return max(ends, time.not_before) if time.not_before else ends


def changed(before: Time, days: int, today: date) -> Time:
    """The time once somebody chose other days: a shorter one counts from a week later."""
    if days < before.days:
        return Time(days, today + GRACE)
    # A longer one leaves what an earlier change promised.
    return Time(days, before.not_before)
