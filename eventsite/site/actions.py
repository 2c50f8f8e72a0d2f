"""What must touch several features in one transaction: cancel or copy an event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from eventsite.agenda import actions as agenda
from eventsite.core import tasks
from eventsite.core.db import lock
from eventsite.events import actions as events
from eventsite.events.models import Event
from eventsite.people.models import User
from eventsite.questions import actions as questions
from eventsite.site import telling


def cancel_event(*, event: Event, note: Mapping[str, str], actor: str) -> int:
    """Cancel the event and order the job that tells everybody concerned; how many they are.

    Who was invited for each day gets the days taken out of the calendar again. Registrations stay
    as they are, so that the trail shows who had one. Refused as `events.actions.cancel` refuses.
    """
    event = lock(Event, event.id)
    events.cancel(actor=actor, event=event, note=note)
    told = len(telling.readers(event.id))
    if told:
        tasks.enqueue("site.tell_cancelled", created_by=actor, event_id=event.id)
    return told


@dataclass(frozen=True)
class Wish:
    """The next edition of an event: its title, address and first day, and what it takes over.

    `chosen` are of: texts, team, deadlines, ways, rooms, tracks, sessions, people, terms,
    questions.
    """

    title: Mapping[str, str]
    slug: str
    first_day: date | None
    chosen: frozenset[str]


def copy_event(*, event: Event, wish: Wish, owner: User, actor: str) -> Event:
    """Copy an event into a new draft of its series; nobody's registration, nothing published.

    One word in the trail of the copy. Refused as `events.actions.create_event` refuses.
    """
    chosen = {name: name in wish.chosen for name in ("texts", "team", "deadlines", "ways")}
    copy = events.copy_event(
        actor=actor,
        event=event,
        owner=owner,
        title=wish.title,
        slug=wish.slug,
        first_day=wish.first_day,
        texts=chosen["texts"],
    )
    events.copy_parts(event, copy, **chosen)
    names = ("rooms", "tracks", "sessions", "people", "terms")
    what = agenda.Copied(**{name: name in wish.chosen for name in names})
    agenda.copy_programme(event, copy, what, events.shifted(event, copy))
    if "questions" in wish.chosen:
        questions.copy_questionnaires(event, copy)
    return copy
