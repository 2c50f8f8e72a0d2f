"""What is still to do before an event is published: what is needed, and what is missed later."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventsite.core.i18n import LANGUAGES, N_
from eventsite.events import days as event_days
from eventsite.events.models import Event, EventState, Mode

#: States in which nothing is left to do.
CLOSED = frozenset({EventState.CANCELLED, EventState.ARCHIVED})


@dataclass(frozen=True)
class Todo:
    """One thing to do, with the page that does it (its address takes the event's slug)."""

    sentence: str
    endpoint: str
    #: Publishing waits for it.
    is_needed: bool = False
    #: Named values of the sentence.
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Parts:
    """How many of its parts an event has."""

    join_ways: int = 0
    co_organizers: int = 0
    deadlines: int = 0
    #: Ways to join whose address is not known yet, as in a copied event.
    without_address: int = 0


def todos(event: Event, parts: Parts) -> list[Todo]:
    """In the order of the pages; what publishing needs comes first. None once it is over with."""
    if event.state in CLOSED:
        return []
    found = [*_texts(event), *_dates(event), *_place(event, parts), *_people(event, parts)]
    found += [*_cover(event), *_languages(event)]
    return sorted(found, key=lambda todo: not todo.is_needed)


def needed(found: list[Todo]) -> int:
    """How many of them publishing waits for."""
    return sum(todo.is_needed for todo in found)


def _texts(event: Event) -> list[Todo]:
    found = []
    if not event.title:
        found.append(Todo(N_("Write a title."), "events.edit", is_needed=True))
    if not event.summary:
        sentence = N_("Write a summary of one or two sentences.")
        found.append(Todo(sentence, "events.edit", is_needed=True))
    if not event.description:
        found.append(Todo(N_("Write a description."), "events.edit"))
    return found


def _dates(event: Event) -> list[Todo]:
    live = event_days.live(event.days)
    if not event.dates_confirmed:
        return [Todo(N_("Confirm the dates."), "events.days")]
    if not live:
        sentence = N_("Enter the days, or say that the dates are to be confirmed.")
        return [Todo(sentence, "events.days", is_needed=True)]
    if any(day.starts is None for day in live):
        return [Todo(N_("Enter the hours of each day."), "events.days")]
    return []


def _place(event: Event, parts: Parts) -> list[Todo]:
    found = []
    if event.mode != Mode.ONLINE and not (event.venue or event.city):
        found.append(Todo(N_("Name the venue or at least the city."), "events.edit"))
    if event.mode != Mode.IN_PERSON and not parts.join_ways:
        found.append(Todo(N_("Add a way to join online."), "events.join_ways"))
    if parts.without_address:
        found.append(Todo(N_("Enter the addresses of the ways to join."), "events.join_ways"))
    return found


def _people(event: Event, parts: Parts) -> list[Todo]:
    found = []
    if not event.contact_email:
        found.append(Todo(N_("Give a contact address for questions."), "events.edit"))
    if not parts.co_organizers:
        found.append(Todo(N_("Name the co-organizers and the host."), "events.co_organizers"))
    if not parts.deadlines:
        found.append(Todo(N_("Set the key deadlines."), "events.deadlines"))
    return found


def _cover(event: Event) -> list[Todo]:
    if event.cover_file_id is not None and not event.cover_alt:
        return [Todo(N_("Describe the cover picture in words."), "events.cover")]
    return []


def _languages(event: Event) -> list[Todo]:
    """One line for each language in which something is written but not everything."""
    texts = (event.title, event.summary, event.description)
    found = []
    for lang in event.text_langs:
        if any(text and lang not in text for text in texts):
            facts = {"language": LANGUAGES.get(lang, lang)}
            sentence = N_("Write all texts in %(language)s.")
            found.append(Todo(sentence, "site.translations", facts=facts))
    return found
