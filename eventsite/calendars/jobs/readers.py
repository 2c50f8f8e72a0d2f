"""Who is told of the sessions of an event by mail, and of which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from eventsite.agenda import links
from eventsite.agenda.models import Answer, Speaker
from eventsite.calendars.emails import Reader
from eventsite.calendars.models import SessionInvitation
from eventsite.core import i18n
from eventsite.core.db import db
from eventsite.events.models import Event, EventState
from eventsite.people.models import Person

#: Answers of those who take part, or are asked to.
ASKED = (Answer.INVITED, Answer.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Wish:
    """A reader, and what is theirs: sessions of these codes, or those with this speaker in them."""

    reader: Reader
    codes: frozenset[str] = frozenset()
    speaker: str = ""


def wishes(event: Event, subjects: Sequence[str] | None = None) -> list[Wish]:
    """Everybody, or those of some subjects; invented people of the demo are nobody."""
    found = [*_speakers(event), *_asking(event)]
    return [one for one in found if subjects is None or one.reader.subject in subjects]


def _speakers(event: Event) -> Iterable[Wish]:
    query = (
        sa.select(Speaker, Person)
        .outerjoin(Person, sa.and_(Person.id == Speaker.person_id, Person.erased.is_(None)))
        .where(Speaker.event_id == event.id, Speaker.is_demo.is_(False))
        .order_by(Speaker.id)
    )
    for speaker, person in db.session.execute(query):
        takes_part = speaker.answer in ASKED and event.state is not EventState.DRAFT
        yield Wish(_speaker(event, speaker, person), speaker=speaker.code if takes_part else "")


def _speaker(event: Event, speaker: Speaker, person: Person | None) -> Reader:
    secret = links.secret_of(speaker)
    where: dict[str, Any] = {"slug": event.slug, "code": speaker.code, "secret": secret}
    # A person's own account knows their address and language better than the team's entry.
    address = person.email if person and person.email else speaker.email
    lang = _spoken(person.lang if person and person.email else speaker.lang)
    return Reader(
        f"speaker:{speaker.id}",
        address,
        speaker.name,
        lang,
        (person.zone if person else "") or speaker.zone,
        i18n.url_in(lang, "agenda.speaking", **where),
        is_speaker=True,
        wants_mails=speaker.calendar_mails and (person is None or person.calendar_mails),
    )


def _asking(event: Event) -> Iterable[Wish]:
    rows = db.session.execute(
        sa.select(Person, SessionInvitation.session)
        .join(SessionInvitation, SessionInvitation.person_id == Person.id)
        .where(SessionInvitation.event_id == event.id, Person.erased.is_(None))
        .order_by(Person.id)
    )
    codes: dict[Person, set[str]] = {}
    for person, code in rows:
        codes.setdefault(person, set()).add(code)
    for person, asked in codes.items():
        lang = _spoken(person.lang)
        reader = Reader(
            f"asked:{person.id}",
            person.email,
            person.name,
            lang,
            person.zone,
            i18n.url_in(lang, "agenda.my_programme", slug=event.slug),
            is_speaker=False,
            wants_mails=person.calendar_mails,
        )
        public = event.state is not EventState.DRAFT
        yield Wish(reader, codes=frozenset(asked) if public else frozenset())


def _spoken(lang: str) -> str:
    return lang if lang in i18n.LANGUAGES else "en"
