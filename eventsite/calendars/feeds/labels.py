"""What can be chosen in an event's feed in words, with the colour of a calendar of each."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from eventsite.agenda import facets, releases
from eventsite.agenda import words as agenda_words
from eventsite.agenda.models import KIND_LABELS, SessionKind
from eventsite.calendars import choosing
from eventsite.calendars.feeds import frames
from eventsite.core import i18n, text
from eventsite.core.i18n import N_, gettext
from eventsite.reference import lists

#: The names of facets on the page.
TITLES = {
    "track": N_("Track"),
    "kind": N_("Kind of session"),
    "room": N_("Room"),
    "language": N_("Language"),
    "group": N_("Study group"),
    "day": N_("Day"),
    "person": N_("Speaker"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """The newest release of an event, None before the first, and its people by code."""

    agenda: releases.ReleasedAgenda | None
    people: Mapping[str, releases.ReleasedPerson]

    def label(self, name: str, value: str) -> str:
        """A value of a facet, in the language spoken now."""
        match name:
            case "track" | "room":
                said = text.pick(self._names(name, value), i18n.current_lang()).text
                return said or str(gettext(TITLES[name]))
            case "kind":
                return str(gettext(KIND_LABELS[SessionKind(value)]))
            case "language":
                return agenda_words.language(value)
            case "group":
                group = lists.STUDY_GROUPS.get(value)
                return f"{value} {group.title}".strip() if group else value
            case "day":
                return i18n.show_day(date.fromisoformat(value))
        person = self.people.get(value, releases.ReleasedPerson())
        return person.name or str(gettext("Speaker"))

    def _names(self, name: str, value: str) -> Mapping[str, str]:
        if self.agenda is None:
            return {}
        now = self.agenda.tracks if name == "track" else self.agenda.rooms
        found = {str(one.id): one.names for one in now}
        return found.get(value) or self.agenda.retired.get(name, {}).get(value, {})

    def hue(self, choice: choosing.Choice) -> str:
        """That of a chosen track, else one of its own that stays the same."""
        tracks = self.agenda.tracks if self.agenda else ()
        hues = {str(track.id): track.hue for track in tracks}
        known = hues.get(choice.value("track"))
        mark = zlib.crc32(repr(choice.asked).encode())
        return known or tuple(frames.COLOURS)[mark % len(frames.COLOURS)]

    def options(self, days: Iterable[date]) -> dict[str, list[tuple[str, str]]]:
        """What there is to choose from: facet to values with their words, those of more than one
        value only. `days` are those of the event."""
        known = facets.values(self.agenda) if self.agenda else {}
        dates = {*known.get("day", {}), *(day.isoformat() for day in days)}
        known["day"] = {day: {} for day in sorted(dates)}
        return {
            name: self._sorted(name, known.get(name, {}))
            for name in facets.NAMES
            if len(known.get(name, {})) > 1
        }

    def _sorted(self, name: str, values: Iterable[str]) -> list[tuple[str, str]]:
        found = [
            (value, self.label(name, value)) for value in values if self._is_named(name, value)
        ]
        in_order = name in ("track", "room", "day")
        return found if in_order else sorted(found, key=lambda one: one[1].casefold())

    def _is_named(self, name: str, value: str) -> bool:
        return name != "person" or bool(self.people.get(value, releases.ReleasedPerson()).name)


def together(said: Iterable[str]) -> str:
    """Several words in one line."""
    return i18n.comma(i18n.current_lang()).join(said)
