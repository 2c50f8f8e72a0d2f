"""Everything that changes people's own feeds, and what is mailed of calendars."""

from eventsite.calendars.actions.owning import Choice, change, fetched, make, renew, revoke

__all__ = ["Choice", "change", "fetched", "make", "renew", "revoke"]
