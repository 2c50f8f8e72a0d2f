"""Pages of calls for visitors and for teams; the blueprint that all of them share."""

from eventsite.calls.views import entries, public, teams
from eventsite.calls.views.frame import blueprint

__all__ = ["blueprint", "entries", "public", "teams"]
