"""Words the mails about a registration; the first day's calendar entry goes with them."""

from enum import StrEnum

from eventsite.core import i18n, ical, outbox, text
from eventsite.events import wording
from eventsite.people import names
from eventsite.registration import schedule
from eventsite.registration.emails import days
from eventsite.registration.emails.days import live_url
from eventsite.registration.models import Registration, State


class Kind(StrEnum):
    """Which mail; each has its template under `registration/mail/`."""

    HOLD = "hold"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    PROMOTED = "promoted"
    CHANGED = "changed"
    CANCELLED = "cancelled"


#: Mails that carry the days of the event.
_INVITING = frozenset({Kind.CONFIRMED, Kind.PROMOTED, Kind.CHANGED})


def send(kind: Kind, registration: Registration) -> None:
    """Mail one person about their registration, in their language and zone.

    `registration.event` and `.person` are loaded. Nobody without an address is written to. The
    text opens the registration without an account, so it is removed once sent.
    """
    event, person, lang = registration.event, registration.person, registration.lang
    if not person.email:
        return
    with i18n.speaking(lang):
        lines = schedule.lines(event, registration.mode, registration.zone)
        place = wording.event_place(event, lang, venue=True)
    words = _due(kind, registration)
    attachments = days.carried(registration, words)
    outbox.send(
        f"registration/mail/{kind.value}",
        to=person.email,
        lang=lang,
        subject_key=f"registration:{registration.id}",
        secret=True,
        attachments=attachments,
        registration=registration,
        event=event,
        title=text.pick(event.title, lang).text,
        greeting=names.greeting(person.first_name, person.family_name, person.honorific),
        lines=lines,
        place=place,
        attached=len(words) if attachments else 0,
        mine=days.page_of(registration),
        live=live_url(event, lang),
        until=registration.held_until
        and i18n.show_instant(registration.held_until, registration.zone),
    )
    days.send_further(registration, words)


def _due(kind: Kind, registration: Registration) -> list[days.Word]:
    if kind in _INVITING and registration.state is State.CONFIRMED:
        return days.due(registration, is_wanted=True)
    if kind is Kind.CANCELLED and registration.confirmed is not None:
        return days.due(registration, is_wanted=False)
    return []


def download(registration: Registration) -> bytes:
    """The days of the event as one file for somebody's own calendar."""
    event, lang = registration.event, registration.lang
    live = live_url(event, lang)
    calendar = ical.Calendar(
        name=text.pick(event.title, lang).text, source_url=live, zone=event.zone, lang=lang
    )
    entries = schedule.entries(event, registration.mode, lang, live)
    return ical.feed(calendar, map(ical.vevent, entries), ical.zones_of(entries))
