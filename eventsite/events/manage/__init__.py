"""The organizers' pages of events and the staff's pages of series and initiatives."""

from eventsite.events.manage import groups, overview, parts, rows, settings, team
from eventsite.events.views import blueprint

__all__ = ["blueprint", "groups", "overview", "parts", "rows", "settings", "team"]
