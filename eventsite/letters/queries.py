"""Fetching letters, their settings and texts, addressees, and visa requests."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core import files, sealed, text
from eventsite.core.db import db
from eventsite.core.files import File
from eventsite.core.trace import TraceNote
from eventsite.events import queries as event_queries
from eventsite.events.models import Event, KeyDeadline
from eventsite.letters import links, numbering, papers
from eventsite.letters.addressees import Addressee
from eventsite.letters.kinds import Kind
from eventsite.letters.models import (
    Letter,
    LetterBatch,
    LetterSettings,
    LetterText,
    SealedLetter,
    VisaRequest,
)
from eventsite.letters.visa_states import VisaState
from eventsite.people.models import FocalPoint, Organisation, Person
from eventsite.registration.models import Registration, State

#: Purposes of sealed texts (core.sealed).
VISA = "visa request"
PRINTED = "visa letter"


def settings_of(event: Event) -> LetterSettings:
    """The event's settings; fresh ones, not yet stored, while nobody saved any."""
    found = db.session.scalars(
        sa.select(LetterSettings).where(LetterSettings.event_id == event.id)
    ).first()
    return found or LetterSettings(
        event_id=event.id,
        prefix=numbering.prefix_of(event.slug, event.first_day.year if event.first_day else None),
        sender={},
        signatory="",
        signatory_title={},
        visa_days=30,
        visa_issue_days=21,
        version=1,
    )


def texts_of(event_id: int) -> dict[Kind, LetterText]:
    """The organizers' own words by kind."""
    found = db.session.scalars(sa.select(LetterText).where(LetterText.event_id == event_id))
    return {one.kind: one for one in found}


def listed(event_id: int, kind: Kind | None, is_withdrawn: bool | None) -> sa.Select[Any]:
    """Letters, newest first, but those for visas, which one duty alone sees."""
    query = sa.select(Letter).where(Letter.event_id == event_id, Letter.kind != Kind.VISA)
    if kind is not None:
        query = query.where(Letter.kind == kind)
    if is_withdrawn is not None:
        gone = Letter.withdrawn.is_not(None)
        query = query.where(gone if is_withdrawn else ~gone)
    return query.order_by(Letter.id.desc())


def find_letter(code: str) -> Letter | None:
    """A letter with its event."""
    return db.session.scalars(
        sa.select(Letter).where(Letter.code == code).options(joinedload(Letter.event))
    ).first()


def get_letter(key: int) -> Letter:
    """A letter by its key."""
    return db.session.get_one(Letter, key)


def successor_of(letter: Letter) -> Letter | None:
    """The letter that stands in this one's place."""
    return db.session.scalars(sa.select(Letter).where(Letter.replaces_id == letter.id)).first()


def paper_of(letter: Letter) -> papers.Paper:
    """The letter as it was issued; raises Unopened when its sealed facts do not open."""
    closed = db.session.scalars(
        sa.select(SealedLetter).where(SealedLetter.letter_id == letter.id)
    ).first()
    secret = sealed.unseal(PRINTED, f"letter:{letter.code}", closed.sealed) if closed else {}
    return papers.paper(
        letter.facts,
        lang=letter.lang,
        addressee=letter.addressee,
        values=letter.values,
        secret=secret,
        check_url=links.check_url(letter.code, letter.lang),
        signature=picture(letter.signature_file_id),
    )


def picture(file_id: int | None) -> bytes:
    """The bytes of a signature; nothing where there is none."""
    file = db.session.get(File, file_id) if file_id else None
    return files.path_of(file).read_bytes() if file else b""


def find_batch(task_id: int, event_id: int) -> LetterBatch | None:
    """Letters that one job made, with their file."""
    return db.session.scalars(
        sa.select(LetterBatch)
        .where(LetterBatch.task_id == task_id, LetterBatch.event_id == event_id)
        .options(joinedload(LetterBatch.file))
    ).first()


def addressee_of(registration: Registration, lang: str) -> Addressee:
    """Whom a letter to a registered person is written to; person and organisation are loaded."""
    person, entity = registration.person, registration.organisation
    named = text.pick(entity.names, lang).text if entity else registration.organisation_note
    return Addressee(
        person.first_name,
        person.family_name,
        person.honorific,
        registration.job_title,
        named,
        registration.country,
        entity.category if entity else None,
        person.email,
        registration.lang,
        registration.code,
        person.id,
        registration.id,
        registration.organisation_id,
    )


def confirmed(event_id: int) -> list[Registration]:
    """Everybody with a confirmed place."""
    return list(
        db.session.scalars(
            sa.select(Registration)
            .join(Person, Person.id == Registration.person_id)
            .where(
                Registration.event_id == event_id,
                Registration.state == State.CONFIRMED,
                Person.erased.is_(None),
            )
            .options(joinedload(Registration.person), joinedload(Registration.organisation))
            .order_by(Registration.id)
        )
    )


def focal_points(lang: str) -> list[Addressee]:
    """The focal points of all listed entities, as addressees; deputies are not written to."""
    rows = db.session.execute(
        sa.select(Organisation, Person)
        .join(FocalPoint, FocalPoint.organisation_id == Organisation.id)
        .join(Person, Person.id == FocalPoint.person_id)
        .where(FocalPoint.is_deputy.is_(False), Person.erased.is_(None))
        .order_by(Organisation.id, Person.id)
    )
    return [
        Addressee(
            person.first_name,
            person.family_name,
            person.honorific,
            person.job_title,
            text.pick(entity.names, lang).text,
            entity.country,
            entity.category,
            person.email,
            person.lang,
            person_id=person.id,
            organisation_id=entity.id,
        )
        for entity, person in rows
    ]


def visa_deadline(event_id: int) -> KeyDeadline | None:
    """Until when visa support can be asked for; the last one where there are several."""
    found = [one for one in event_queries.deadlines(event_id) if one.kind == "visa"]
    return found[-1] if found else None


def find_visa(registration: Registration) -> VisaRequest | None:
    """The request of a registration."""
    return db.session.scalars(
        sa.select(VisaRequest).where(VisaRequest.registration_id == registration.id)
    ).first()


def find_visa_of(event: Event, code: str) -> VisaRequest | None:
    """A request by its registration's code, with the person."""
    loaded = joinedload(VisaRequest.registration)
    return db.session.scalars(
        sa.select(VisaRequest)
        .join(Registration, Registration.id == VisaRequest.registration_id)
        .where(Registration.event_id == event.id, Registration.code == code)
        .options(
            loaded.joinedload(Registration.person),
            loaded.joinedload(Registration.organisation),
            loaded.joinedload(Registration.event),
        )
    ).first()


def visas(event_id: int, state: VisaState | None) -> sa.Select[Any]:
    """Requests of an event, the oldest first; nothing sealed is opened."""
    query = (
        sa.select(VisaRequest)
        .join(Registration, Registration.id == VisaRequest.registration_id)
        .where(Registration.event_id == event_id)
        .options(joinedload(VisaRequest.registration).joinedload(Registration.person))
    )
    if state is not None:
        query = query.where(VisaRequest.state == state)
    return query.order_by(VisaRequest.asked, VisaRequest.id)


def visa_counts(event_id: int) -> dict[VisaState, int]:
    """How many requests stand in each state."""
    rows = db.session.execute(
        sa.select(VisaRequest.state, sa.func.count())
        .join(Registration, Registration.id == VisaRequest.registration_id)
        .where(Registration.event_id == event_id)
        .group_by(VisaRequest.state)
    )
    known = {state: count for state, count in rows}  # noqa: C416  # rows are no pairs to a type
    return {state: known.get(state, 0) for state in VisaState}


def opened(request: VisaRequest) -> dict[str, str]:
    """What the person wrote; whoever calls this leaves a trace. Empty once erased."""
    return sealed.unseal(VISA, request.place, request.sealed) if request.sealed else {}


def read_by(request: VisaRequest) -> list[TraceNote]:
    """Each time somebody of the team opened the request, the newest first."""
    return list(
        db.session.scalars(
            sa.select(TraceNote)
            .where(TraceNote.kind == "visa.read", TraceNote.subject == f"visa:{request.id}")
            .order_by(TraceNote.id.desc())
        )
    )
