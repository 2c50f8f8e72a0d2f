"""Counts of who comes, from official attributes, each with the definition it was made by.

Official attributes (country represented, organisation, category, role, mode) are exact: governing
bodies need them so. Self-declared ones never come here; they go through `core.disclosure`.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eventsite.core import disclosure
from eventsite.core.i18n import N_

#: The code of people whose country has no ITU region, or who represent no country.
NO_REGION = "none"


class State(StrEnum):
    """Where one registration stands, as far as counting goes."""

    PENDING = "pending"
    WAITING = "waiting"
    REGISTERED = "registered"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Basis(StrEnum):
    """Which people are counted."""

    REGISTERED = "registered"
    CONFIRMED = "confirmed"
    TOOK_PART = "took-part"


class Sme(StrEnum):
    """Whether an organisation is a small or medium enterprise."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


#: Who took part is counted by presence, whatever became of the registration.
COUNTED_STATES: Mapping[Basis, frozenset[State]] = {
    Basis.REGISTERED: frozenset({State.REGISTERED, State.CONFIRMED}),
    Basis.CONFIRMED: frozenset({State.CONFIRMED}),
    Basis.TOOK_PART: frozenset(State),
}

DEFINITIONS: Mapping[Basis, str] = {
    Basis.REGISTERED: N_(
        "Registered people: everyone whose registration is not cancelled, not on the waiting list "
        "and not pending."
    ),
    Basis.CONFIRMED: N_("Confirmed people: registered people who confirmed that they will come."),
    Basis.TOOK_PART: N_("They were seen at the door or online."),
}

BY_REGION = N_("ITU region of the country that the person represents.")
BY_GROUP = N_(
    "Groups of the country that the person represents, on the day of the event. "
    "A country can be in more than one group, so these numbers do not add up."
)
BY_CATEGORY = N_("Membership category of the organisation that the person represents.")
BY_SME = N_("People by whether their organisation is a small or medium enterprise.")
BY_SME_ORGANISATION = N_(
    "Organisations by whether they are a small or medium enterprise, each counted once."
)
BY_MODE = N_("Whether the person takes part in person or online.")
BY_ROLE = N_("Role of the person at the event.")
PRESENCE = N_("Member States represented by at least one person counted here.")


@dataclass(frozen=True)
class Attendance:
    """One person at one event. Empty `country` or `organisation_key`: represents none.

    `sme` is None where nobody said whether the organisation is an SME.
    """

    country: str
    organisation_key: str
    category: str
    sme: bool | None
    role: str
    mode: str
    state: State
    took_part: bool = False


@dataclass(frozen=True)
class World:
    """The lists of the day counted: codes in the order to print, and where a country belongs."""

    member_states: Sequence[str]
    regions: Sequence[str]
    groups: Sequence[str]
    region_of: Callable[[str], str | None]
    groups_of: Callable[[str], Collection[str]]


@dataclass(frozen=True)
class Count:
    """People first, then the whole percentage of the base; None under a base of 20."""

    code: str
    people: int
    share: int | None


@dataclass(frozen=True)
class Breakdown:
    """Counts of one attribute. Unless `additive` they overlap and must never be added up."""

    definition: str
    base: int
    counts: tuple[Count, ...]
    additive: bool = True

    @property
    def most(self) -> int:
        return max((count.people for count in self.counts), default=0)


@dataclass(frozen=True)
class Presence:
    """Which Member States are there and which are not, in the order they were handed in."""

    definition: str
    present: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def of(self) -> int:
        return len(self.present) + len(self.absent)


@dataclass(frozen=True)
class Figures:
    """Everything counted on one basis."""

    basis: Basis
    definition: str
    total: int
    regions: Breakdown
    groups: Breakdown
    categories: Breakdown
    sme: Breakdown
    sme_organisations: Breakdown
    modes: Breakdown
    roles: Breakdown
    member_states: Presence


def counted(rows: Iterable[Attendance], basis: Basis) -> tuple[Attendance, ...]:
    """The rows that the basis counts."""
    states, needs_presence = COUNTED_STATES[basis], basis is Basis.TOOK_PART
    return tuple(row for row in rows if row.state in states and row.took_part >= needs_presence)


def totals(rows: Iterable[Attendance]) -> dict[Basis, int]:
    """People on every basis; the confirmed are among the registered."""
    kept = tuple(rows)
    return {basis: len(counted(kept, basis)) for basis in Basis}


def figures(
    rows: Iterable[Attendance],
    world: World,
    basis: Basis = Basis.REGISTERED,
    *,
    categories: Sequence[str] = (),
    modes: Sequence[str] = (),
    roles: Sequence[str] = (),
) -> Figures:
    """All figures of one event; each row is one person.

    `categories`, `modes` and `roles` are printed in the order given, zeros too; other codes that
    occur follow by size.
    """
    people = counted(rows, basis)
    return Figures(
        basis=basis,
        definition=DEFINITIONS[basis],
        total=len(people),
        regions=_by_region(people, world),
        groups=_by_group(people, world),
        categories=_breakdown(BY_CATEGORY, (row.category for row in people), categories),
        sme=_breakdown(BY_SME, (_sme(row.sme) for row in people), tuple(Sme)),
        sme_organisations=_by_sme_organisation(people),
        modes=_breakdown(BY_MODE, (row.mode for row in people), modes),
        roles=_breakdown(BY_ROLE, (row.role for row in people), roles),
        member_states=_presence(people, world.member_states),
    )


def share(part: int, base: int) -> int | None:
    """The whole percentage, half up; None under a base of 20 people."""
    return disclosure.percent(part, base)


def people_short(part: int, base: int, target: int) -> int:
    """How many more people of this base a target in per cent asks for; 0 when it is met."""
    return max(-(-target * base // 100) - part, 0)


def rounded_public(total: int) -> int:
    """The live public count: rounded down to tens, so that nobody's coming or going shows."""
    return total // 10 * 10


def _breakdown(definition: str, codes: Iterable[str], order: Sequence[str]) -> Breakdown:
    tally = Counter(codes)
    others = sorted(tally.keys() - set(order), key=lambda code: (-tally[code], code))
    base = tally.total()
    counts = tuple(
        Count(str(code), tally[code], share(tally[code], base)) for code in (*order, *others)
    )
    return Breakdown(definition, base, counts)


def _by_region(people: Sequence[Attendance], world: World) -> Breakdown:
    codes = (_region(row.country, world) for row in people)
    return _breakdown(BY_REGION, codes, (*world.regions, NO_REGION))


def _region(country: str, world: World) -> str:
    return (world.region_of(country) if country else None) or NO_REGION


def _by_group(people: Sequence[Attendance], world: World) -> Breakdown:
    """Each person counts once in every group; the base is everyone, in a group or not."""
    countries = Counter(row.country for row in people if row.country)
    tally: Counter[str] = Counter()
    for country, number in countries.items():
        for group in set(world.groups_of(country)):
            tally[group] += number
    counts = tuple(
        Count(str(group), tally[group], share(tally[group], len(people))) for group in world.groups
    )
    return Breakdown(BY_GROUP, len(people), counts, additive=False)


def _sme(sme: bool | None) -> Sme:
    if sme is None:
        return Sme.NOT_KNOWN
    return Sme.YES if sme else Sme.NO


def _by_sme_organisation(people: Sequence[Attendance]) -> Breakdown:
    """Should rows of one organisation differ, a known answer wins, and yes over no."""
    rank = {Sme.NOT_KNOWN: 0, Sme.NO: 1, Sme.YES: 2}
    found: dict[str, Sme] = {}
    for row in people:
        if row.organisation_key:
            known = found.get(row.organisation_key, Sme.NOT_KNOWN)
            found[row.organisation_key] = max(known, _sme(row.sme), key=rank.__getitem__)
    return _breakdown(BY_SME_ORGANISATION, found.values(), tuple(Sme))


def _presence(people: Sequence[Attendance], member_states: Sequence[str]) -> Presence:
    here = {row.country for row in people}
    return Presence(
        PRESENCE,
        present=tuple(code for code in member_states if code in here),
        absent=tuple(code for code in member_states if code not in here),
    )
