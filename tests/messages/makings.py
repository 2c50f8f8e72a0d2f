"""What tests of messages share."""

from typing import Any

from eventsite.events.models import Event
from eventsite.messages import actions
from eventsite.messages.actions import reminding
from eventsite.messages.models import Message, Reminder
from eventsite.messages.timing import Anchor

WORDS = actions.Words({"en": "News of {event}"}, {"en": "Dear {name},\n\nCome to {place}."})


def make_message(event: Event, words: actions.Words = WORDS, **more: Any) -> Message:
    """A draft to everybody who is registered."""
    audience = more.pop("audience", "")
    return actions.write(actor="user:1", event=event, audience=audience, words=words)


def make_reminder(event: Event, days: int = -3, **more: Any) -> Reminder:
    """To everybody who is registered, so many days from the first day, at nine."""
    when = reminding.When(
        more.pop("anchor", Anchor.START), more.pop("deadline", ""), days, more.pop("hour", 9)
    )
    words = more.pop("words", WORDS)
    return reminding.write(actor="user:1", event=event, audience="", words=words, when=when)
