"""What planning works on: a plain draft, what earlier imports left, and the plan that comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from eventsite.agenda.times import Hours
from eventsite.core import look
from eventsite.core.sheets.source import Said
from eventsite.exchange.source import Doubt

#: A field's value as JSON has it. References to things here are ids as text; to things that the
#: plan would make, "+" and the source's key.
Plain = Any
Values = Mapping[str, Plain]
NEW = "+"


class Thing(StrEnum):
    """What a row is about."""

    ROOM = "room"
    TRACK = "track"
    PERSON = "person"
    SESSION = "session"


class Kind(StrEnum):
    """What a row would do."""

    ADDED = "added"
    CHANGED = "changed"
    #: Changed both here and in the source.
    CONFLICT = "conflict"
    #: Looks like something here that no import made.
    ALIKE = "alike"
    #: Came with an earlier import and is no longer in the source.
    GONE = "gone"
    #: Not touched: locked, or changed here while the source stayed as it was.
    LEFT = "left"
    SAME = "same"


#: Fields of each thing, in the order in which they are shown.
FIELDS = {
    Thing.ROOM: ("names", "capacity"),
    Thing.TRACK: ("names", "hue"),
    Thing.PERSON: (
        "name",
        "honorific",
        "role_title",
        "organisation",
        "country",
        "email",
        "biography",
    ),
    Thing.SESSION: (
        "title",
        "state",
        "time",
        "minutes",
        "rooms",
        "online",
        "kind",
        "track",
        "languages",
        "people",
        "parts",
        "abstract",
        "recording",
    ),
}
#: What a field holds per language.
LOCALIZED = frozenset({"title", "abstract", "names", "biography"})
#: A session that nothing is known of but its title. `time` is None or [day, "HH:MM", fold].
BARE: Values = {
    "title": {},
    "state": "scheduled",
    "time": None,
    "minutes": 60,
    "rooms": [],
    "online": False,
    "kind": "talk",
    "track": "",
    "languages": [],
    "people": [],
    "parts": [],
    "abstract": {},
    "recording": "",
}
#: What a thing is before anything is said of it.
FRESH: Mapping[Thing, Values] = {
    Thing.ROOM: {"names": {}, "capacity": None},
    Thing.TRACK: {"names": {}, "hue": look.HUES[0]},
    Thing.PERSON: {
        "name": "",
        "honorific": "",
        "role_title": "",
        "organisation": "",
        "country": "",
        "email": "",
        "biography": {},
    },
    Thing.SESSION: BARE,
}
#: The offers of rows that are taken or not as a whole.
ADD, UPDATE = "add", "update"
CANCEL, WITHDRAW, TAKE_OFF = "cancel", "withdraw", "take-off"


@dataclass(frozen=True, slots=True)
class Here:
    """A thing of the draft; `ref` is a room's, track's or speaker's id or a session's code."""

    ref: str
    values: Values
    is_locked: bool = False
    #: A session's own identity, which our exports carry as its key.
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of an event as plain values."""

    zone: str
    days: tuple[Hours, ...]
    things: Mapping[Thing, tuple[Here, ...]]


@dataclass(frozen=True, slots=True)
class Known:
    """What a key of the source is here, and digests of its fields as they were last taken in."""

    target: str
    said: Mapping[str, Any] = field(default_factory=dict)


#: By thing and the key's digest.
Keys = Mapping[tuple[Thing, str], Known]


@dataclass(frozen=True, slots=True)
class Offer:
    """One change that may be taken: of a field, or of the whole row (`ADD` and its like)."""

    name: str
    before: Plain = None
    after: Plain = None
    is_default: bool = True
    #: Somebody changed the field here since it was last taken in.
    is_conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing of the source, or one that is no longer in it."""

    id: str
    thing: Thing
    kind: Kind
    #: The source's key; of a thing no longer in the source, its digest.
    key: str
    names: Mapping[str, str]
    where: Said | None = None
    #: What it is here, or empty.
    target: str = ""
    offers: tuple[Offer, ...] = ()
    #: At most one of the offers can be taken.
    is_one_of: bool = False
    doubts: tuple[Doubt, ...] = ()
    #: The fields of which the source speaks.
    values: Values = field(default_factory=dict)
    #: What it is here now.
    ours: Values = field(default_factory=dict)
    #: Digests of its fields as they were last taken in.
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def default(self) -> frozenset[str]:
        """The offers that are ticked at first."""
        return frozenset(offer.name for offer in self.offers if offer.is_default)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that taking a source in would do, rooms and people first."""

    rows: tuple[Row, ...]
    #: Doubts about the source as a whole.
    doubts: tuple[Doubt, ...] = ()
    #: Whether the source has times without a zone.
    is_floating: bool = False
    #: Days on which sessions of the source stand and that the event does not have.
    foreign_days: tuple[date, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind."""
        found = {kind.value: 0 for kind in Kind}
        for row in self.rows:
            found[row.kind.value] += 1
        return found

    @property
    def doubtful(self) -> int:
        """How many doubts there are, about rows and the whole."""
        return len(self.doubts) + sum(len(row.doubts) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """What is written of one row: into `target`, or into a new thing where that is empty."""

    row: Row
    target: str
    values: Values
    #: Whether the key is written down.
    is_known: bool = True
