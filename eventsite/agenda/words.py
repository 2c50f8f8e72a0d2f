"""Sentences about a programme: its name, languages, places, people and changes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from babel import Locale
from babel.lists import format_list

from eventsite.agenda import changes
from eventsite.agenda.models import ROLE_LABELS, SpeakerRole
from eventsite.agenda.releases import Localized, ReleasedPerson
from eventsite.core import i18n, text
from eventsite.core.i18n import N_, gettext, ngettext
from eventsite.events.models import EventKind
from eventsite.events.models.event import SAYS_AGENDA

_CHANGES = {
    changes.Kind.NEW: N_("New: %(title)s, %(after)s"),
    changes.Kind.REMOVED: N_("Taken off the programme: %(title)s, which stood at %(before)s"),
    changes.Kind.CANCELLED: N_("Cancelled: %(title)s"),
    changes.Kind.RESTORED: N_("Takes place again: %(title)s"),
    changes.Kind.MOVED: N_("Moved: %(title)s, from %(before)s to %(after)s"),
    changes.Kind.LENGTH: N_("Other length: %(title)s, %(after)s instead of %(before)s minutes"),
    changes.Kind.ROOM: N_("Other room: %(title)s, %(after)s instead of %(before)s"),
    changes.Kind.ONLINE: N_("Online or no longer online: %(title)s"),
    changes.Kind.TITLE: N_("Other title: %(title)s"),
    changes.Kind.TEXT: N_("Other description: %(title)s"),
    changes.Kind.PEOPLE: N_("Other people: %(title)s"),
    changes.Kind.LANGUAGE: N_("Other languages or captions: %(title)s"),
    changes.Kind.KIND: N_("Other kind of session: %(title)s"),
    changes.Kind.TRACK: N_("Other track: %(title)s"),
    changes.Kind.PARTS: N_("Other items: %(title)s"),
    changes.Kind.SPEAKER: N_("Details of a speaker changed: %(title)s"),
    changes.Kind.ROOM_FACTS: N_("Details of a room changed: %(title)s"),
    changes.Kind.TRACK_FACTS: N_("Details of a track changed: %(title)s"),
    changes.Kind.DAYS: N_("Days, hours or time zone of the event changed"),
}


def programme(kind: EventKind) -> str:
    """What the whole is called: a forum's programme, a meeting's agenda."""
    return str(gettext("Agenda") if kind in SAYS_AGENDA else gettext("Programme"))


def change(one: changes.Change, people: Mapping[str, ReleasedPerson]) -> str:
    """One line of a list of changes; a room left out reads "no room"."""
    title = text.pick(one.title, i18n.current_lang()).text
    if one.kind == changes.Kind.SPEAKER:
        title = spoken_name(people.get(one.key, ReleasedPerson()))
    before, after = one.before, one.after
    if one.kind == changes.Kind.ROOM:
        before, after = before or str(gettext("no room")), after or str(gettext("no room"))
    return str(gettext(_CHANGES[one.kind], title=title, before=before, after=after))


def spoken_name(person: ReleasedPerson) -> str:
    """A name, else a job title, else the word for somebody who speaks."""
    return person.name or person.role_title or str(gettext("Speaker"))


def role(value: str) -> str:
    """A role in a list; the usual one needs no word."""
    return "" if value == SpeakerRole.SPEAKER else str(gettext(ROLE_LABELS[SpeakerRole(value)]))


def languages(codes: Iterable[str]) -> str:
    """Languages by their names in the reader's language; more than three are counted."""
    known = list(dict.fromkeys(codes))
    if len(known) > 3:
        return str(ngettext("%(num)s language", "%(num)s languages", len(known)))
    return listed([language(code) for code in known])


def all_languages(codes: Iterable[str]) -> str:
    """Every language by its name."""
    return listed([language(code) for code in dict.fromkeys(codes)])


def listed(words: Sequence[str]) -> str:
    """Words in a row, with the comma of the reader's language."""
    return str(format_list(words, style="unit", locale=i18n.current_lang()))


def language(code: str) -> str:
    """A language's name in the reader's language."""
    return str(Locale.parse(i18n.current_lang()).languages.get(code, code))


def places(rooms: Iterable[Localized], online: bool) -> str:
    """Rooms and "online" as one phrase; empty when neither is known."""
    names = listed([text.pick(room, i18n.current_lang()).text for room in rooms])
    if names and online:
        return str(gettext("%(rooms)s and online", rooms=names))
    return names or (str(gettext("Online")) if online else "")


def seats(capacity: int | None) -> str:
    """A room's size for the head of its column."""
    return str(ngettext("%(num)s seat", "%(num)s seats", capacity)) if capacity else ""


def language_choices() -> list[tuple[str, Any]]:
    """The languages a session can be held in or interpreted into, by their own names."""
    return list(i18n.LANGUAGES.items())
