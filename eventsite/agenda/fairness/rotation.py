"""What a series asked of each region so far, and the next start that evens it out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from eventsite.agenda.fairness.comfort import Span
from eventsite.agenda.fairness.scoring import Voters, minutes

#: Region to the uncomfortable minutes of one of its people, on average and exact.
Burden = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Choice:
    """A start and the burden of each region when the next one begins then."""

    start: datetime
    burden: Burden

    @property
    def vector(self) -> tuple[Fraction, ...]:
        """The burdens from the heaviest down: the smaller the fairer."""
        return tuple(sorted(self.burden.values(), reverse=True))


def burden(spans: Iterable[Span], voters: Voters) -> dict[str, Fraction]:
    """The uncomfortable minutes of each region that has voters."""
    held = list(spans)
    total = sum(span.minutes for span in held)
    good = minutes(held, voters)
    people = {region: sum(zones.values()) for region, zones in voters.items()}
    return {r: total - Fraction(good[r], n) for r, n in people.items() if n}


def added(one: Burden, other: Burden) -> dict[str, Fraction]:
    """Two burdens together."""
    return {r: one.get(r, Fraction()) + other.get(r, Fraction()) for r in {**one, **other}}


def fairest(
    remembered: Burden, pattern: Sequence[Span], starts: Iterable[datetime], voters: Voters
) -> list[Choice]:
    """The starts from the fairest down for a pattern that begins with its first span.

    Fairest is the lexicographically smallest burden vector; of equal ones the earlier start.
    """
    begins = min(span.start for span in pattern)
    choices = [
        Choice(start, added(remembered, burden((s.moved(start - begins) for s in pattern), voters)))
        for start in starts
    ]
    return sorted(choices, key=lambda choice: (choice.vector, choice.start))
