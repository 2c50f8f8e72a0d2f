"""Issuing, withdrawing and making anew: a number is taken in the transaction of its letter."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from eventsite.core import audit, clock, files, text, zones
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.events import queries as event_queries
from eventsite.events.models import Event
from eventsite.letters import numbering, queries, rules, wording
from eventsite.letters.addressees import Addressee
from eventsite.letters.kinds import Kind
from eventsite.letters.models import Letter, LetterBatch, LetterSerial, SealedLetter
from eventsite.letters.rules import Reason
from eventsite.letters.verbs import Verb
from eventsite.registration.models import Registration

#: Letters and digits of a letter's public code, beside which stands a seal.
CODE = 12


def issue(
    *,
    actor: str,
    event: Event,
    kind: Kind,
    lang: str,
    addressee: Addressee,
    registration: Registration | None = None,
    extra: Mapping[str, str] | None = None,
    shown_name: str | None = None,
    replaces: Letter | None = None,
    is_recorded: bool = True,
) -> Letter:
    """Number and keep one letter; raises Refused. `extra` are further values of placeholders."""
    settings = queries.settings_of(event)
    reason = rules.may_issue(kind, registration, settings.signatory)
    if reason is None and not addressee.name:
        reason = Reason.NO_NAME
    if reason is not None:
        raise Refused(reason)
    serial = _next_serial(event.id, kind)
    now = clock.now()
    number = numbering.number(settings.prefix, kind, serial)
    draft = wording.Draft(
        event=event,
        kind=kind,
        lang=lang,
        settings=settings,
        words=queries.texts_of(event.id).get(kind),
        deadlines=event_queries.deadlines(event.id) if kind is Kind.CIRCULAR else (),
        today=now.astimezone(zones.zone_of(event.zone)).date(),
        number=number,
    )
    letter = Letter(
        code=text.new_code(CODE),
        event_id=event.id,
        kind=kind,
        serial=serial,
        number=number,
        lang=lang,
        registration_id=addressee.registration_id,
        organisation_id=addressee.organisation_id,
        person_id=addressee.person_id,
        facts=wording.facts(draft),
        addressee=addressee.lines(lang),
        values={**addressee.values(lang), **(extra or {})},
        shown_name=addressee.name if shown_name is None else shown_name,
        signature_file_id=settings.signature_file_id,
        replaces_id=replaces.id if replaces else None,
        made_by=actor,
        issued=now,
    )
    db.session.add(letter)
    db.session.flush()
    if is_recorded:
        audit.record(actor, Verb.ISSUED, f"letter:{letter.id}", None, _said(letter))
    return letter


def withdraw(*, actor: str, letter: Letter) -> None:
    """From now on the check page says that the letter counts no more. Raises Refused."""
    letter = lock(Letter, letter.id)
    if letter.withdrawn is not None:
        raise Refused(Reason.WITHDRAWN)
    letter.withdrawn = clock.now()
    db.session.flush()
    audit.record(
        actor, Verb.WITHDRAWN, f"letter:{letter.id}", {"withdrawn": False}, {"withdrawn": True}
    )


def reissue(*, actor: str, event: Event, letter: Letter) -> Letter:
    """The same to the same addressee with a new number, from today's texts; the old one is void."""
    letter = lock(Letter, letter.id)
    if letter.withdrawn is not None:
        raise Refused(Reason.WITHDRAWN)
    if letter.blanked is not None:
        raise Refused(Reason.BLANKED)
    if letter.kind is Kind.VISA:
        raise Refused(Reason.VISA_LETTER)
    registration = db.session.get(Registration, letter.registration_id or 0)
    known = Addressee(
        person_id=letter.person_id,
        registration_id=letter.registration_id,
        organisation_id=letter.organisation_id,
        first_name=letter.values.get("name", ""),
    )
    made = issue(
        actor=actor,
        event=event,
        kind=letter.kind,
        lang=letter.lang,
        addressee=known,
        registration=registration,
        replaces=letter,
        is_recorded=False,
    )
    made.addressee, made.values = [*letter.addressee], {**letter.values}
    made.shown_name = letter.shown_name
    letter.withdrawn = made.issued
    db.session.flush()
    audit.record(actor, Verb.REISSUED, f"letter:{made.id}", None, _said(made))
    return made


def ordered(*, actor: str, event: Event, kind: Kind, to: str) -> None:
    """Remember who ordered letters for many."""
    audit.record(actor, Verb.ISSUED_MANY, f"event:{event.id}", None, {"kind": kind.value, "to": to})


def keep_batch(event_id: int, task_id: int, checked: files.Checked, count: int) -> LetterBatch:
    """Keep the file of many letters for a week."""
    row = LetterBatch(
        event_id=event_id,
        task_id=task_id,
        file_id=files.store(checked).id,
        count=count,
        created=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def drop_batches(*which: sa.ColumnElement[bool]) -> int:
    """Delete files of many letters; the letters stay. How many."""
    found = db.session.scalars(sa.select(LetterBatch).where(*which)).all()
    for one in found:
        file = db.session.get(files.File, one.file_id) if one.file_id else None
        db.session.delete(one)
        db.session.flush()
        if file is not None:
            files.discard(file)
    return len(found)


def blank(letter: Letter, now: datetime) -> None:
    """Remove what is personal; number, kind and day stay, so the paper can still be checked."""
    letter.addressee, letter.values, letter.shown_name = [], {}, ""
    letter.blanked = letter.blanked or now
    db.session.execute(sa.delete(SealedLetter).where(SealedLetter.letter_id == letter.id))


def _said(letter: Letter) -> dict[str, object]:
    return {"kind": letter.kind.value, "number": letter.number, "lang": letter.lang}


def _next_serial(event_id: int, kind: Kind) -> int:
    """The next serial; the event's row is locked until the commit, so whoever issues waits.

    A lock of the serial's row alone could meet the event's, which a letter's key takes, crosswise.
    """
    lock(Event, event_id)
    row = db.session.scalars(
        sa.select(LetterSerial)
        .where(LetterSerial.event_id == event_id, LetterSerial.kind == kind)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        row = LetterSerial(event_id=event_id, kind=kind, last=0)
        db.session.add(row)
    row.last += 1
    db.session.flush()
    return row.last
