"""Words the mails about a registration, with one calendar entry for each day of the event."""

from enum import StrEnum

from flask import current_app
from werkzeug.routing import BuildError

from eventsite.core import clock, i18n, ical, outbox, text
from eventsite.core.outbox import message
from eventsite.events import wording
from eventsite.events.models import Event
from eventsite.people import names
from eventsite.people import queries as people_queries
from eventsite.registration import links, schedule
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
        attachments = _calendar(kind, registration)
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
        attached=bool(attachments),
        mine=_mine(registration),
        live=live_url(event, lang),
        until=registration.held_until
        and i18n.show_instant(registration.held_until, registration.zone),
    )


def _mine(registration: Registration) -> str:
    """Where the person sees, changes and cancels: under /me with an account, else by key."""
    where = {"code": registration.code}
    if people_queries.find_user(registration.person) is None:
        where["key"] = links.key_of(registration)
    return i18n.url_in(registration.lang, "registration.registration", **where)


def live_url(event: Event, lang: str) -> str:
    """The address where the programme is always as it is now: the event's page.

    Not the programme's own page, which is there only once something was published.
    """
    for endpoint in ("agenda.programme", "site.event", "registration.register"):
        try:
            return i18n.url_in(lang, endpoint, slug=event.slug)
        except BuildError:
            continue
    raise LookupError("No page of an event is there.")


def _calendar(kind: Kind, registration: Registration) -> list[outbox.Attachment]:
    confirmed = kind in _INVITING and registration.state is State.CONFIRMED
    if kind is Kind.CANCELLED and registration.confirmed is not None:
        return _parts(registration, ical.Method.CANCEL)
    return _parts(registration, ical.Method.REQUEST) if confirmed else []


def called_off(registration: Registration) -> list[outbox.Attachment]:
    """What takes the invited days of a cancelled event out of the person's calendar again.

    Nothing for who was never confirmed: they were sent no invitation.
    """
    invited = registration.confirmed is not None and registration.state is State.CONFIRMED
    return _parts(registration, ical.Method.CANCEL) if invited else []


def _parts(registration: Registration, method: ical.Method) -> list[outbox.Attachment]:
    """RFC 5546: one part a UID; RFC 6047: the method stands in the content type too."""
    event, person = registration.event, registration.person
    entries = schedule.entries(
        event,
        registration.mode,
        registration.lang,
        live_url(event, registration.lang),
        called_off=method is ical.Method.CANCEL,
    )
    organizer = _organizer(event)
    attendee = ical.Party(person.email, person.name)
    return [
        outbox.Attachment(
            f"{event.slug}-{number}.ics",
            f"text/calendar; method={method.value}; charset=utf-8",
            ical.invite(method, entry, organizer, attendee, sent=clock.now()),
        )
        for number, entry in enumerate(entries, start=1)
    ]


def _organizer(event: Event) -> ical.Party:
    """The event's contact; else the site's sender: answers are not asked for."""
    sender = message.bare_address(current_app.config["SETTINGS"].mail_from)
    return ical.Party(event.contact_email or sender, event.contact_name)


def download(registration: Registration) -> bytes:
    """The days of the event as one file for somebody's own calendar."""
    event, lang = registration.event, registration.lang
    live = live_url(event, lang)
    calendar = ical.Calendar(
        name=text.pick(event.title, lang).text, source_url=live, zone=event.zone, lang=lang
    )
    entries = schedule.entries(event, registration.mode, lang, live)
    return ical.feed(calendar, map(ical.vevent, entries), ical.zones_of(entries))
