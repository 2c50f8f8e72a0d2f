"""The time-zone score of a programme: per region, its floor, its gap and the worst-served."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from eventsite.agenda.fairness.comfort import Span, comfortable, profile
from eventsite.core import zones
from eventsite.reference import countries

#: How many people (or capitals) of each zone there are in each region.
Voters = Mapping[str, Mapping[str, int]]
#: Below this floor a programme has to be shifted, split or repeated.
ENOUGH = 0.5
#: A group of registered people smaller than this is not named.
LEAST = 5


@dataclass(frozen=True, slots=True)
class Scores:
    """What a programme is worth to each region, from 0 to 1; only shown regions count.

    A score is the share of the minutes that lie between 08:00 and 22:00 of people's own clocks,
    the mean over a region's people.
    """

    #: Region to score, None for a group too small to be named; in the order of the voters.
    regions: Mapping[str, float | None]
    #: How many each shown region has.
    people: Mapping[str, int]
    #: The lowest score of a shown region; None when there is none.
    floor: float | None
    #: Highest minus lowest.
    gap: float | None
    #: The mean over the people of all shown regions.
    overall: float | None
    #: The region of the floor, the first of several equal ones.
    worst: str | None

    @property
    def is_enough(self) -> bool:
        """Whether no region lies below the floor that a programme should have."""
        return self.floor is None or self.floor >= ENOUGH


def score(spans: Iterable[Span], voters: Voters, least: int = 1) -> Scores:
    """The scores of all spans together; a region of fewer than `least` people is withheld."""
    held = list(spans)
    total = sum(span.minutes for span in held)
    good = minutes(held, voters)
    people = {region: sum(own.values()) for region, own in voters.items()}
    shown = {r: n for r, n in people.items() if n >= max(least, 1)} if total else {}
    means = {region: good[region] / (total * n) for region, n in shown.items()}
    if not means:
        return Scores(dict.fromkeys(voters), {}, None, None, None, None)
    floor, count = min(means.values()), sum(shown.values())
    return Scores(
        regions={region: means.get(region) for region in voters},
        people=shown,
        floor=floor,
        gap=max(means.values()) - floor,
        overall=sum(good[region] for region in shown) / (total * count),
        worst=min(means, key=means.__getitem__),
    )


def minutes(spans: Iterable[Span], voters: Voters) -> dict[str, int]:
    """Per region the comfortable minutes of all its people together."""
    # Parallel sessions share their hours, and regions share zones: each pair is asked once.
    held = Counter(spans)
    every = {zone for own in voters.values() for zone in own}
    good = {z: sum(n * comfortable(span, z) for span, n in held.items()) for z in every}
    return {r: sum(n * good[zone] for zone, n in own.items()) for r, own in voters.items()}


def agreeing(voters: Voters, spans: Sequence[Span]) -> Voters:
    """The same votes with one zone for all whose clocks agree in these days and a day around.

    Every score of the spans, or of spans moved by less than a day, stays what it was.
    """
    if not spans:
        return voters
    margin = timedelta(days=2)
    first = min(span.start for span in spans) - margin
    last = max(span.end for span in spans) + margin
    same: dict[tuple[tuple[int, int], ...], str] = {}
    found: dict[str, dict[str, int]] = {region: {} for region in voters}
    for region, own in voters.items():
        for zone, n in own.items():
            stands = same.setdefault(profile(zone, first.date(), last.date()), zone)
            found[region][stands] = found[region].get(stands, 0) + n
    return found


@lru_cache(maxsize=64)
def capitals(day: date | None = None) -> Voters:
    """One vote for the capital of each Member State of the day, by ITU region."""
    found: dict[str, dict[str, int]] = {region: {} for region in countries.REGIONS}
    for state in sorted(countries.member_states(day), key=lambda c: c.code):
        if state.region is not None and state.capital_zone is not None:
            own = found[state.region]
            own[state.capital_zone] = own.get(state.capital_zone, 0) + 1
    # Kept for every caller, so nobody may change it.
    return MappingProxyType({r: MappingProxyType(own) for r, own in found.items()})


@dataclass(frozen=True, slots=True)
class Remote:
    """The registered remote people of an event by region and zone."""

    voters: Voters
    #: How many of them count in their capital's zone, their own not being known.
    guessed: int
    #: How many have no ITU region, or no zone at all: they are not counted.
    left_out: int


def remote(rows: Iterable[tuple[str, str, int]]) -> Remote:
    """From (country, zone, people); a zone that is not known becomes that of the capital.

    UTC is not known either for people with a country: forms that asked nobody left it behind.
    """
    voters: dict[str, dict[str, int]] = {region: {} for region in countries.REGIONS}
    guessed = left_out = 0
    for code, said, people in rows:
        country = countries.COUNTRIES.get(code)
        if country is None or country.region is None:
            left_out += people
            continue
        zone: str | None = said
        if not zones.known(said) or zones.is_utc(said):
            zone = country.capital_zone
            guessed += people
        if zone is not None:
            own = voters[country.region]
            own[zone] = own.get(zone, 0) + people
    return Remote(voters, guessed, left_out)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The time in which anything is held: sessions side by side count once."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
        else:
            found.append(span)
    return found
