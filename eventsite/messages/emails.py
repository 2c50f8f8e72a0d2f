"""Words one mail of a message: the organizer's text in the person's language, filled in."""

from collections.abc import Mapping

from eventsite.core import i18n, outbox, text
from eventsite.core.i18n import gettext
from eventsite.core.outbox import Mail
from eventsite.events import wording as event_wording
from eventsite.events.models import Event
from eventsite.letters.placeholders import fill
from eventsite.messages import links, queries
from eventsite.messages.models import Written
from eventsite.people import names
from eventsite.registration import queries as registration_queries
from eventsite.registration.mail_kinds import OWN_WORDS, Kind
from eventsite.registration.models import Registration


def language_for(message: Written, lang: str) -> str:
    """The person's, if it is written in it, else English, else the first there is."""
    return _written_in(message.subject, lang)


def own_words(registration: Registration, kind: Kind) -> str:
    """What the event says in a mail of a kind, filled in for the person; empty for nothing."""
    row = queries.find_words(registration.event_id, kind)
    if row is None or not row.body:
        return ""
    said = row.body[_written_in(row.body, registration.lang)]
    return fill(said, values(registration.event, registration, registration.lang))


def _written_in(said: Mapping[str, str], lang: str) -> str:
    written = [one for one in i18n.LANGUAGES if said.get(one)]
    return next((one for one in (lang, "en") if one in written), written[0])


def about_event(event: Event, lang: str) -> dict[str, str]:
    """What the placeholders about the event stand for."""
    with i18n.speaking(lang):
        return {
            "event": text.pick(event.title, lang).text,
            "dates": event_wording.event_when(event),
            "place": event_wording.event_place(event, lang, venue=True),
            "link": i18n.url_in(lang, "site.event", slug=event.slug),
        }


def invented(event: Event, lang: str) -> dict[str, str]:
    """Values for a preview, as if to somebody whose name is not known yet."""
    with i18n.speaking(lang):
        name = str(gettext("Name of the addressee"))
    about = about_event(event, lang)
    return {**about, "name": name, "registration": about["link"]}


def values(event: Event, registration: Registration, lang: str) -> dict[str, str]:
    """What the placeholders stand for; `event` and `person` of the registration are loaded."""
    person = registration.person
    return {
        **about_event(event, lang),
        "name": names.greeting(person.first_name, person.family_name, person.honorific),
        "registration": registration_queries.page_of(registration),
    }


def send(message: Written, key: str, event: Event, registration: Registration) -> Mail:
    """Order the mail to one person, whose address is not empty; `key` is what it is about.

    It may hold the address that opens the registration, so its text is removed once sent.
    """
    lang = language_for(message, registration.lang)
    known = values(event, registration, lang)
    stop = "" if message.concerns_all else links.stop_url(registration)
    return outbox.send(
        "messages/mail/message",
        to=registration.person.email,
        lang=lang,
        subject_key=key,
        secret="{registration}" in message.body.get(lang, ""),
        unsubscribe_url=stop or None,
        subject=fill(message.subject[lang], known),
        body=fill(message.body[lang], known),
        title=known["event"],
        stop=stop,
    )


def send_test(message: Written, event: Event, to: str, lang: str) -> Mail:
    """The message as a mail to its writer, with an invented name and nothing to stop."""
    lang = language_for(message, lang)
    known = invented(event, lang)
    return outbox.send(
        "messages/mail/message",
        to=to,
        lang=lang,
        subject_key=f"event:{event.id}",
        subject=fill(message.subject[lang], known),
        body=fill(message.body[lang], known),
        title=known["event"],
        stop="",
    )


OWN_WORDS.append(own_words)
