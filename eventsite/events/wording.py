"""How an event's place, days and programme are worded, in the language spoken now."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from eventsite.core import i18n, text
from eventsite.core.i18n import LANGUAGES, gettext
from eventsite.events.models import EventKind, Mode
from eventsite.events.models.event import SAYS_AGENDA
from eventsite.reference import countries


class Placed(Protocol):
    """What has a place: an Event, or one line of a list."""

    @property
    def mode(self) -> Mode:
        """How people can take part."""

    @property
    def venue(self) -> dict[str, str]:
        """The building."""

    @property
    def city(self) -> dict[str, str]:
        """The city."""

    @property
    def country(self) -> str:
        """Alpha-2 or empty."""


class Timed(Protocol):
    """What follows the time of a place."""

    @property
    def zone(self) -> str:
        """An IANA name."""

    @property
    def city(self) -> dict[str, str]:
        """The city, empty online."""


class Dated(Protocol):
    """What has days."""

    @property
    def first_day(self) -> date | None:
        """None while wholly to be confirmed."""

    @property
    def last_day(self) -> date | None:
        """None with `first_day`."""

    @property
    def dates_confirmed(self) -> bool:
        """False for a save-the-date."""


def event_place(event: Placed, lang: str, venue: bool = False) -> str:
    """`Geneva, Switzerland`, `Online`, or both in one sentence part; `venue` names it first."""
    if event.mode == Mode.ONLINE:
        return str(gettext("Online"))
    place = _place(event, lang, venue)
    if not place:
        return str(gettext("Place to be confirmed"))
    if event.mode == Mode.HYBRID:
        return str(gettext("%(place)s and online", place=place))
    return place


def venue_place(event: Placed, lang: str) -> str:
    """The venue with its city and country; empty while that is not known."""
    return _place(event, lang, venue=True)


def _place(event: Placed, lang: str, venue: bool) -> str:
    country = countries.name(event.country, lang) if event.country else ""
    named = [text.pick(event.venue, lang).text] if venue else []
    named += [text.pick(event.city, lang).text, country]
    parts = [part for part in named if part]
    return i18n.comma(lang).join(dict.fromkeys(parts))


def zone_place(event: Timed) -> str:
    """Whose time the event follows, in the language spoken now: its own city, else its zone's."""
    return text.pick(event.city, i18n.current_lang()).text or i18n.zone_city(event.zone)


def event_when(event: Dated) -> str:
    """`Tue 16 – Thu 18 March 2027`, a save-the-date, or that the dates are not known."""
    if event.first_day is None or event.last_day is None:
        return str(gettext("Dates to be confirmed"))
    days = i18n.show_days(event.first_day, event.last_day)
    return days if event.dates_confirmed else str(gettext("%(days)s, to be confirmed", days=days))


def says_agenda(kind: EventKind) -> bool:
    """Whether the kind has an agenda; the others have a programme."""
    return kind in SAYS_AGENDA


def agenda_word(kind: EventKind) -> str:
    """`Agenda` for meetings, `Programme` for the rest."""
    return str(gettext("Agenda") if says_agenda(kind) else gettext("Programme"))


def language_names(codes: Iterable[str]) -> str:
    """Languages by their own names, in one line."""
    return ", ".join(LANGUAGES.get(code, code) for code in codes)


def text_langs(main: str, texts: Iterable[Mapping[str, str]]) -> list[str]:
    """The languages texts are written in, `main` first, the rest in the UN's order."""
    used = {lang for text_ in texts for lang, said in text_.items() if said}
    return [main] * (main in used) + [lang for lang in LANGUAGES if lang in used and lang != main]
