"""One calendar entry for each day of an event, one to a mail, each said once (RFC 5546, 6047)."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from werkzeug.routing import BuildError

from eventsite.core import clock, i18n, ical, invitations, outbox, text
from eventsite.core.outbox import message
from eventsite.events.models import Event
from eventsite.people import names
from eventsite.registration import queries, schedule
from eventsite.registration.models import PlaceMode, Registration, State


@dataclass(frozen=True, slots=True)
class Word:
    """What is to be said of one day."""

    entry: ical.Entry
    message: ical.Message
    #: Whether the reader was told of the day before.
    is_known: bool

    @property
    def is_given_up(self) -> bool:
        """Whether the day takes place, but without this person."""
        is_off = self.entry.status is ical.Status.CANCELLED
        return self.message.method is ical.Method.CANCEL and not is_off


def subject_of(registration: Registration) -> str:
    """Under what it is remembered which words a registration was told."""
    return f"registration:{registration.id}"


def due(registration: Registration, is_wanted: bool) -> list[Word]:
    """What the person does not know yet of the days that are not over; `is_wanted` says whether
    they have their place.

    Who was confirmed before anything was remembered counts as told of every day.
    """
    known = invitations.told([subject_of(registration)]).get(subject_of(registration), {})
    found = []
    now = clock.now()
    for entry in _entries(registration):
        if ical.is_over(entry, now):
            continue
        row = known.get(entry.uid)
        told = row.told if row else None
        if not known and not is_wanted and registration.confirmed is not None:
            told = _assumed(entry)
        next_message = ical.next_message(told, entry, is_wanted)
        if next_message is not None:
            found.append(Word(entry, next_message, told is not None))
    return found


def _assumed(entry: ical.Entry) -> ical.Told:
    earlier = max(entry.sequence - 1, 0)
    return ical.Told(earlier, entry.sequence, False, "", entry.revised)


def _entries(registration: Registration) -> list[ical.Entry]:
    event, lang = registration.event, registration.lang
    with i18n.speaking(lang):
        return schedule.entries(
            event, registration.mode, lang, live_url(event, lang), with_cancelled=True
        )


def carried(registration: Registration, words: Sequence[Word]) -> list[outbox.Attachment]:
    """The part of the first word, for the mail that it goes with; all are kept as told.

    `send_further` then sends the others. Nothing for a person who wants no calendar entries.
    """
    for word in words:
        scope = f"event:{registration.event_id}"
        invitations.keep(scope, subject_of(registration), word.entry, word.message)
    return [_part(registration, word) for word in _mailed(registration, words)[:1]]


def _mailed(registration: Registration, words: Sequence[Word]) -> list[Word]:
    """The words that the person wants by mail.

    Where somebody else at their address still comes, the day stays in the calendar of both.
    """
    person = registration.person
    if not (person.email and person.calendar_mails):
        return []
    gone = [word for word in words if word.is_given_up]
    if gone and queries.is_address_coming(registration):
        return [word for word in words if word not in gone]
    return [*words]


def send_further(registration: Registration, words: Sequence[Word]) -> None:
    """A short mail of its own for each day after the first."""
    for word in _mailed(registration, words)[1:]:
        _send(registration, word)


def _send(registration: Registration, word: Word) -> None:
    event, person, lang = registration.event, registration.person, registration.lang
    if not (person.email and person.calendar_mails):
        return
    with i18n.speaking(lang):
        line = schedule.line_of(event, word.entry.uid, registration.mode, registration.zone)
        day = i18n.show_day(line.day)
    outbox.send(
        "registration/mail/day",
        to=person.email,
        lang=lang,
        subject_key=subject_of(registration),
        secret=True,
        attachments=[_part(registration, word)],
        registration=registration,
        event=event,
        title=text.pick(event.title, lang).text,
        greeting=names.greeting(person.first_name, person.family_name, person.honorific),
        lines=[line],
        day=day,
        place=word.entry.location,
        live=live_url(event, lang),
        is_off=word.message.method is ical.Method.CANCEL,
        is_known=word.is_known,
        mine=queries.page_of(registration),
    )


def _part(registration: Registration, word: Word) -> outbox.Attachment:
    person = registration.person
    return invitations.part(
        word.message,
        word.entry,
        organizer(registration.event),
        ical.Party(person.email, person.name),
    )


def catch_up(registration: Registration) -> int:
    """Tell of what changed in the days to come since the person was told; how many words.

    A day that is new to them counts only when it was set after they were confirmed.
    """
    confirmed = registration.confirmed
    if registration.state is not State.CONFIRMED or confirmed is None:
        return 0
    words = [
        word
        for word in due(registration, is_wanted=True)
        if word.is_known or word.entry.revised > confirmed
    ]
    carried(registration, words)
    for word in words:
        _send(registration, word)
    return len(words)


def count_as_told(event: Event, readers: Sequence[tuple[int, PlaceMode, str]]) -> int:
    """Take readers (registration, mode and language) as told of the days as they are now."""
    listed: dict[tuple[PlaceMode, str], list[ical.Entry]] = {}
    for mode, lang in {(mode, lang) for _id, mode, lang in readers}:
        with i18n.speaking(lang):
            listed[mode, lang] = schedule.entries(event, mode, lang, live_url(event, lang))
    words = (
        (f"registration:{key}", entry)
        for key, mode, lang in readers
        for entry in listed[mode, lang]
    )
    return invitations.count_as_told(f"event:{event.id}", words)


def called_off(registration: Registration) -> list[outbox.Attachment]:
    """What takes the first day of a cancelled event out of the person's calendar, for the mail
    that says so; a mail of its own is ordered for each further day.

    Nothing for who was never confirmed: they were sent no invitation.
    """
    if registration.confirmed is None or registration.state is not State.CONFIRMED:
        return []
    words = due(registration, is_wanted=False)
    parts = carried(registration, words)
    send_further(registration, words)
    return parts


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


def organizer(event: Event) -> ical.Party:
    """The event's contact; else the site's sender: answers are not asked for."""
    sender = message.bare_address(current_app.config["SETTINGS"].mail_from)
    return ical.Party(event.contact_email or sender, event.contact_name)
