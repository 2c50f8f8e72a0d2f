"""Country groups of the United Nations, always asked for as country and day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from eventsite.core.i18n import N_
from eventsite.reference import packaged
from eventsite.reference.countries import COUNTRIES


class Group(StrEnum):
    """A group of countries; groups overlap, so their counts are never added up."""

    LDC = "LDC"
    LLDC = "LLDC"
    SIDS = "SIDS"
    EIT = "EIT"
    #: Developing in the sense of the footnote of Resolution 105.
    DEVELOPING = "DEVELOPING"


#: Group to its full name.
NAMES = {
    Group.LDC: N_("Least developed countries"),
    Group.LLDC: N_("Landlocked developing countries"),
    Group.SIDS: N_("Small island developing States"),
    Group.EIT: N_("Countries with economies in transition"),
    Group.DEVELOPING: N_("Developing countries (Resolution 105)"),
}
#: The four groups that the footnote of Resolution 105 counts among the developing countries.
FOOTNOTE = frozenset({Group.LDC, Group.LLDC, Group.SIDS, Group.EIT})


@dataclass(frozen=True, slots=True)
class Period:
    """From a day on, until before another day; None is open."""

    valid_from: date | None
    valid_to: date | None

    def holds(self, day: date) -> bool:
        """Whether the day lies inside; `valid_to` itself is already outside."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Membership:
    """One row of the packaged history."""

    country: str
    group: Group
    period: Period
    #: `year` when only the year of joining is known, and the day is 1 January by convention.
    precision: str
    #: `graduated`, `scheduled`, `deferral pending` or empty: what `valid_to` rests on.
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What staff know better: during the period the country belongs to the group, or does not."""

    country: str
    group: Group
    belongs: bool
    period: Period
    source: str


def _load() -> dict[str, tuple[Membership, ...]]:
    found: dict[str, list[Membership]] = {code: [] for code in COUNTRIES}
    for row in packaged.rows("country_groups"):
        found[row["country"]].append(
            Membership(
                country=row["country"],
                group=Group(row["group"]),
                period=Period(packaged.day(row["valid_from"]), packaged.day(row["valid_to"])),
                precision=row["precision"],
                status=row["status"],
                source=row["source"],
            )
        )
    return {code: tuple(rows) for code, rows in found.items()}


_HISTORY = _load()


def history(code: str) -> tuple[Membership, ...]:
    """The packaged rows of a country; raises LookupError for an unknown code."""
    return _HISTORY[code]


def groups_of(code: str, day: date, corrections: Sequence[Correction] = ()) -> frozenset[Group]:
    """The groups of a country on a day; raises LookupError for an unknown code.

    Later corrections win over earlier ones and over the packaged history. Whoever is in one of the
    four groups of the footnote of Resolution 105 is developing, unless a correction of that very
    group says otherwise.
    """
    base = frozenset(row.group for row in history(code) if row.period.holds(day))
    own = [c for c in corrections if c.country == code and c.period.holds(day)]
    held = _corrected(base, (c for c in own if c.group in FOOTNOTE))
    if held & FOOTNOTE:
        held |= {Group.DEVELOPING}
    return _corrected(held, (c for c in own if c.group == Group.DEVELOPING))


def _corrected(held: frozenset[Group], corrections: Iterable[Correction]) -> frozenset[Group]:
    for correction in corrections:
        held = held | {correction.group} if correction.belongs else held - {correction.group}
    return held


def members(group: Group, day: date, corrections: Sequence[Correction] = ()) -> frozenset[str]:
    """The alpha-2 codes of all countries and areas in a group on a day, Member States or not."""
    return frozenset(code for code in COUNTRIES if group in groups_of(code, day, corrections))


def version(corrections: Sequence[Correction] = ()) -> str:
    """Which lists a figure rests on: `2026-11-22`, or `2026-11-22+3` after three corrections."""
    day = packaged.VERSION.isoformat()
    return f"{day}+{len(corrections)}" if corrections else day


@dataclass(frozen=True, slots=True)
class Change:
    """A country joins or leaves a group on a day."""

    day: date
    country: str
    group: Group
    joins: bool
    #: What the date rests on in the packaged history (see `Membership.status`); else empty.
    status: str


def changes_after(day: date, corrections: Sequence[Correction] = ()) -> list[Change]:
    """Every change later than a day that the history and the corrections foresee, by day."""
    periods = [(row.country, row.period) for code in COUNTRIES for row in history(code)]
    periods += [(correction.country, correction.period) for correction in corrections]
    moments = {
        (edge, country)
        for country, period in periods
        for edge in (period.valid_from, period.valid_to)
        if edge is not None and edge > day
    }
    return [
        change for edge, country in sorted(moments) for change in _at(edge, country, corrections)
    ]


def _at(day: date, country: str, corrections: Sequence[Correction]) -> list[Change]:
    before = groups_of(country, day - timedelta(days=1), corrections)
    after = groups_of(country, day, corrections)
    status = {row.group: row.status for row in history(country) if row.period.valid_to == day}
    return [
        Change(day, country, group, group in after, status.get(group, ""))
        for group in Group
        if (group in before) != (group in after)
    ]
