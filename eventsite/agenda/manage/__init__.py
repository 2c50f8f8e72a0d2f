"""The organizers' pages of a programme."""

from eventsite.agenda.manage import builder, fairness, people, places, sessions, versions
from eventsite.agenda.views import blueprint

__all__ = ["blueprint", "builder", "fairness", "people", "places", "sessions", "versions"]
