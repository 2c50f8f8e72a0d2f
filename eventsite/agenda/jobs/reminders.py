"""Speakers are reminded before due days."""

from datetime import timedelta

from eventsite.agenda.actions import reminders
from eventsite.core import clock, tasks


@tasks.periodic("agenda.remind_speakers", every=timedelta(hours=1))
def remind_speakers() -> None:
    """Whoever has not answered, sent slides or made their test is reminded, each time once."""
    reminders.remind_all(clock.now())
