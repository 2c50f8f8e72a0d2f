"""Everything that changes people's own feeds, and what is mailed of calendars."""

from eventsite.calendars.actions.asking import ask, stop
from eventsite.calendars.actions.owning import Choice, change, fetched, make, renew, revoke
from eventsite.calendars.actions.turning import due

__all__ = ["Choice", "ask", "change", "due", "fetched", "make", "renew", "revoke", "stop"]
