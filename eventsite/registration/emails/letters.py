"""Words the mails about a registration; the first day's calendar entry goes with them."""

from typing import Any

from eventsite.core import i18n, ical, outbox, text
from eventsite.events import wording as event_wording
from eventsite.people import names
from eventsite.registration import queries, schedule, wording
from eventsite.registration.emails import days
from eventsite.registration.emails.days import live_url
from eventsite.registration.mail_kinds import OWN_WORDS, Kind
from eventsite.registration.models import Registration, State

#: Mails that carry the days of the event.
_INVITING = frozenset({Kind.CONFIRMED, Kind.PROMOTED, Kind.CHANGED, Kind.APPROVED})


def send(kind: Kind, registration: Registration) -> None:
    """Mail one person about their registration, in their language and zone.

    `registration.event` and `.person` are loaded. Nobody without an address is written to. The
    text opens the registration without an account, so it is removed once sent.
    """
    if not registration.person.email:
        return
    words = _due(kind, registration)
    attachments = days.carried(registration, words)
    outbox.send(
        f"registration/mail/{kind.value}",
        to=registration.person.email,
        lang=registration.lang,
        subject_key=f"registration:{registration.id}",
        secret=True,
        attachments=attachments,
        attached=len(words) if attachments else 0,
        **_context(kind, registration),
        **_about_waiting(registration),
    )
    days.send_further(registration, words)


def preview(kind: Kind, registration: Registration) -> tuple[str, str]:
    """Subject and text of a mail as it would be now; nothing is sent or kept."""
    template, lang = f"registration/mail/{kind.value}", registration.lang
    return outbox.worded(template, lang, attached=0, **_context(kind, registration))


def _context(kind: Kind, registration: Registration) -> dict[str, Any]:
    event, person, lang = registration.event, registration.person, registration.lang
    with i18n.speaking(lang):
        lines = schedule.lines(event, registration.mode, registration.zone)
        place = event_wording.event_place(event, lang, venue=True)
    return {
        "registration": registration,
        "event": event,
        "title": text.pick(event.title, lang).text,
        "greeting": names.greeting(person.first_name, person.family_name, person.honorific),
        "lines": lines,
        "place": place,
        "mine": queries.page_of(registration),
        "live": live_url(event, lang),
        "until": _until(registration),
        "own": "\n\n".join(filter(None, (say(registration, kind) for say in OWN_WORDS))),
    }


def _until(registration: Registration) -> str | None:
    """The end of what is held or offered, in the person's zone."""
    end = registration.held_until or registration.offered_until
    return None if end is None else i18n.show_instant(end, registration.zone)


def _about_waiting(registration: Registration) -> dict[str, str]:
    """The announced order of the waiting list, in the person's language, for who is on it."""
    terms = queries.terms_of(registration.event_id)
    if registration.state is not State.WAITING or terms is None:
        return {}
    with i18n.speaking(registration.lang):
        turn = queries.turn_of(registration)
        if turn is None:
            return {}
        return {
            "why": wording.why(turn, terms),
            "offer_time": wording.offer_time(terms.offer_hours),
        }


def _due(kind: Kind, registration: Registration) -> list[days.Word]:
    if kind in _INVITING and registration.state is State.CONFIRMED:
        return days.due(registration, is_wanted=True)
    if kind in {Kind.CANCELLED, Kind.GIVEN} and registration.confirmed is not None:
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
