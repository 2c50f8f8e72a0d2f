"""The organizers' pages of a programme."""

from eventsite.agenda.manage import builder, editors, fairness, people, places, sessions, versions
from eventsite.agenda.views import blueprint

__all__ = [
    "blueprint",
    "builder",
    "editors",
    "fairness",
    "people",
    "places",
    "sessions",
    "versions",
]
