"""The published programme as a value: what it holds, how it is stored, how old ones are read."""

from eventsite.agenda.releases.older import SCHEMA_VERSION, UPGRADES, upgrade
from eventsite.agenda.releases.stored import dump, read
from eventsite.agenda.releases.values import (
    Facets,
    Item,
    Localized,
    Material,
    ReleasedAgenda,
    ReleasedDay,
    ReleasedPerson,
    ReleasedRoom,
    ReleasedSession,
    ReleasedSpeaker,
    ReleasedTrack,
    Voice,
    Way,
)

__all__ = [
    "SCHEMA_VERSION",
    "UPGRADES",
    "Facets",
    "Item",
    "Localized",
    "Material",
    "ReleasedAgenda",
    "ReleasedDay",
    "ReleasedPerson",
    "ReleasedRoom",
    "ReleasedSession",
    "ReleasedSpeaker",
    "ReleasedTrack",
    "Voice",
    "Way",
    "dump",
    "read",
    "upgrade",
]
