"""Ways to join from afar in the order in which they are offered: the lightest connection first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from eventsite.agenda.releases import Localized
from eventsite.events.models import JoinWayKind


class Way(Protocol):
    """A way to join, of a session or of the whole event."""

    @property
    def kind(self) -> JoinWayKind:
        """What it is."""

    @property
    def kbits(self) -> int:
        """What a connection needs, in kbit/s; 0 when that was not said."""

    @property
    def lang(self) -> str:
        """The language it is in, or empty."""


W = TypeVar("W", bound=Way)


@dataclass(frozen=True)
class Named:
    """What may be told of a way to everybody: no address."""

    kind: JoinWayKind
    kbits: int
    lang: str
    label: Localized


#: What a way needs, in kbit/s, where the organizers did not say.
NEEDED = {
    JoinWayKind.TELEPHONE: 0,
    JoinWayKind.CAPTIONS: 10,
    JoinWayKind.AUDIO: 64,
    JoinWayKind.SLIDES: 128,
    JoinWayKind.PLATFORM: 1500,
    JoinWayKind.VIRTUAL_WORLD: 3000,
}
#: Not ways in, but asked for beside them.
BESIDE = frozenset({JoinWayKind.TEST, JoinWayKind.HELP})


def offered(own: Iterable[W], shared: Iterable[W]) -> list[W]:
    """A session's own ways and its event's, the lightest first.

    An own way takes the place of the event's ways of its kind and language, so that nobody reads
    "Telephone" twice and dials the wrong one.
    """
    first = list(own)
    taken = {(way.kind, way.lang) for way in first}
    return lightest_first([*first, *(w for w in shared if (w.kind, w.lang) not in taken)])


def lightest_first(ways: Iterable[W]) -> list[W]:
    """By the connection needed; tests and help come last. Equal ones stay in their order."""
    return sorted(ways, key=lambda way: (way.kind in BESIDE, way.kbits or NEEDED.get(way.kind, 0)))
