"""The organizers' pages of a programme."""

from eventsite.agenda.manage import (
    builder,
    editors,
    fairness,
    free,
    inviting,
    live,
    materials,
    papers,
    people,
    places,
    preview,
    protocol,
    rehearsals,
    sessions,
    terms,
    versions,
)
from eventsite.agenda.views import blueprint

__all__ = [
    "blueprint",
    "builder",
    "editors",
    "fairness",
    "free",
    "inviting",
    "live",
    "materials",
    "papers",
    "people",
    "places",
    "preview",
    "protocol",
    "rehearsals",
    "sessions",
    "terms",
    "versions",
]
