"""Choosing from an event's feed: by track, kind, room, language, study group, day and person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from eventsite.agenda import facets, releases


class Unknown(LookupError):
    """A filter or a value that this event never had."""


class Place(NamedTuple):
    """Where a session stands: whether it fits a choice, and how often that became different.

    Each turn counts into SEQUENCE, so it rises when a session leaves a feed or comes back. A
    session that does not fit and never turned has never been in the feed.
    """

    is_in: bool
    turns: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What a feed is narrowed to: names of facets with the value asked for, in their order."""

    asked: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """What is asked of a facet; empty when nothing is."""
        return dict(self.asked).get(name, "")

    @property
    def is_open(self) -> bool:
        """Whether everything fits."""
        return not self.asked

    @property
    def has_days(self) -> bool:
        """Whether the days of the event themselves belong to it, beside sessions."""
        return all(name == "day" for name, _ in self.asked)

    @property
    def is_kept(self) -> bool:
        """Whether many may follow the same: one thing from a list, perhaps on one day.

        Choices of several, which can be put together without end, and of one person are few.
        """
        names = [name for name, _ in self.asked if name != "day"]
        return len(names) <= 1 and "person" not in names

    def place(self, agenda: releases.ReleasedAgenda, session: releases.ReleasedSession) -> Place:
        """Whether a session fits now, and how often that changed since it was first published."""
        if self.is_open:
            return Place(True, 0)
        stood = [self._fits(one) for one in (*session.former, facets.of(agenda, session))]
        return Place(stood[-1], sum(a != b for a, b in pairwise(stood)))

    def _fits(self, one: releases.Facets) -> bool:
        known = one._asdict()
        if known["kind"] == ("break",) and not (self.has_days or self.value("kind")):
            return False  # as on the page of the programme
        return all(value in known[name] for name, value in self.asked)


#: What mailers and social networks put behind an address; it says nothing of the feed.
_APPENDED = ("utm_", "fbclid", "gclid", "mc_")
#: Nothing is asked for.
EVERYTHING = Choice()


def read(asked: Iterable[tuple[str, str]]) -> Choice:
    """The choice of a query, empty values left out; raises Unknown for a name that there is not
    and for one that comes twice."""
    said = [(name, value) for name, value in asked if value and not name.startswith(_APPENDED)]
    names = [name for name, _ in said]
    if len(set(names)) < len(names) or not set(names) <= set(facets.NAMES):
        raise Unknown
    return Choice(tuple(sorted(said, key=lambda one: facets.NAMES.index(one[0]))))


def require(
    choice: Choice,
    agenda: releases.ReleasedAgenda | None,
    days: Iterable[tuple[date, Iterable[str]]],
) -> None:
    """Raises Unknown when a value was never public; one that an earlier version knew is known.

    `days` are those of the event itself, each with those on which it once stood.
    """
    known = facets.values(agenda) if agenda else {}
    past = agenda.retired if agenda else {}
    of_event = {day for now, former in days for day in (now.isoformat(), *former)}
    for name, value in choice.asked:
        if name == "day" and value in of_event:
            continue
        if value not in known.get(name, {}) and value not in past.get(name, {}):
            raise Unknown
