"""Changes what the draft says in one language or another, for the desk of translations."""

from collections.abc import Callable

from eventsite.agenda import rules
from eventsite.agenda.actions import drafting
from eventsite.agenda.models import AgendaSession, Room, Track
from eventsite.agenda.verbs import Verb
from eventsite.events.models import Event


def retell(
    event: Event,
    actor: str,
    thing: AgendaSession | Room | Track,
    change: Callable[[], object],
) -> None:
    """One step of the draft in which `change` changes the thing's texts, or its items'.

    The trail is the caller's. A session comes with its items.
    """
    rules.require_open(event)
    if isinstance(thing, AgendaSession):
        with drafting.step(event, actor, Verb.SESSION_CHANGED, [thing]):
            change()
            drafting.count(thing)
    elif isinstance(thing, Room):
        with drafting.step(event, actor, Verb.ROOM_CHANGED, rooms=[thing]):
            change()
    else:
        with drafting.step(event, actor, Verb.TRACK_CHANGED, tracks=[thing]):
            change()
