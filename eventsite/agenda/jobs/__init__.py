"""Background jobs and periodic work of a programme, a room for each noun."""

from eventsite.agenda.jobs import digests, followers, proposals, reminders

__all__ = ["digests", "followers", "proposals", "reminders"]
