"""What tests of messages share."""

from typing import Any

from eventsite.events.models import Event
from eventsite.messages import actions
from eventsite.messages.models import Message

WORDS = actions.Words({"en": "News of {event}"}, {"en": "Dear {name},\n\nCome to {place}."})


def make_message(event: Event, words: actions.Words = WORDS, **more: Any) -> Message:
    """A draft to everybody who is registered."""
    audience = more.pop("audience", "")
    return actions.write(actor="user:1", event=event, audience=audience, words=words)
