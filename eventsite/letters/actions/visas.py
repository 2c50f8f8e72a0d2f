"""Visa requests: asking, correcting, moving them on, issuing the letter, erasing."""

import sqlalchemy as sa

from eventsite.core import audit, clock, sealed
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from eventsite.letters import emails, passports, queries, rules, visa_states, wording
from eventsite.letters.actions.issuing import blank, issue
from eventsite.letters.kinds import Kind
from eventsite.letters.models import Letter, SealedLetter, VisaRequest
from eventsite.letters.passports import Passport
from eventsite.letters.rules import VisaReason
from eventsite.letters.verbs import Verb
from eventsite.letters.visa_states import VisaState
from eventsite.registration.models import Registration


def ask(*, actor: str, registration: Registration, passport: Passport) -> VisaRequest:
    """Ask for visa support, or correct what was asked; raises Refused, beside a field if one."""
    now, event, person = clock.now(), registration.event, registration.person
    lock(Registration, registration.id)
    if person.erased is not None:
        raise Refused(VisaReason.NOT_CONFIRMED)
    deadline = queries.visa_deadline(event.id)
    reason = rules.may_ask(registration, event, deadline, now)
    if reason is not None:
        raise Refused(reason)
    for field, fault in passports.faults(passport, now.date()).items():
        raise Refused(fault, field=field)
    row = queries.find_visa(registration)
    is_new = row is None or row.erased is not None
    if row is None:
        row = VisaRequest(registration_id=registration.id, registration=registration)
    elif not is_new and row.state not in visa_states.OPEN:
        raise Refused(VisaReason.FIXED)
    before = {} if is_new else {"state": row.state.value}
    row.state, row.moved, row.missing, row.erased = VisaState.ASKED, now, "", None
    if is_new:
        row.asked, row.letter_id = now, None
    row.sealed = sealed.seal(queries.VISA, row.place, passport.sealed_facts())
    db.session.add(row)
    db.session.flush()
    verb = Verb.VISA_ASKED if is_new else Verb.VISA_CHANGED
    audit.record(actor, verb, f"visa:{row.id}", before or None, {"state": row.state.value})
    emails.send_visa(row, registration)
    return row


def move(
    *, actor: str, request: VisaRequest, then: VisaState, missing: str = "", version: int = 0
) -> None:
    """Move a request on, and tell the person; raises Refused.

    `missing` is what the person is asked for: with it a request goes, or stays, "asked".
    """
    registration = request.registration
    row = lock(VisaRequest, request.id)
    if version and row.version != version:
        raise Refused(VisaReason.MOVED)
    stays = then is row.state is VisaState.ASKED and bool(missing)
    if not stays and not visa_states.may(row.state, then):
        raise Refused(VisaReason.MOVED)
    if then is VisaState.COMPLETE and not row.sealed:
        raise Refused(VisaReason.ERASED)
    before = {"state": row.state.value}
    row.state, row.missing, row.moved = then, missing, clock.now()
    db.session.flush()
    audit.record(actor, Verb.VISA_MOVED, f"visa:{row.id}", before, {"state": then.value})
    emails.send_visa(row, registration)


def issue_visa(*, actor: str, event: Event, request: VisaRequest, lang: str) -> Letter:
    """The visa letter of a complete request, its passport facts sealed once more with it."""
    registration = request.registration
    row = lock(VisaRequest, request.id)
    if row.state is not VisaState.COMPLETE:
        raise Refused(VisaReason.MOVED)
    if not row.sealed:
        raise Refused(VisaReason.ERASED)
    printed = wording.passport_values(queries.opened(row), lang)
    letter = issue(
        actor=actor,
        event=event,
        kind=Kind.VISA,
        lang=lang,
        addressee=queries.addressee_of(registration, lang),
        registration=registration,
        shown_name=passports.initials(printed["passport_name"]),
        is_recorded=False,
    )
    # Who is written to is the consulate; the person stands in the text and in the sealed rows.
    letter.addressee, letter.values = [], {}
    printed["name"] = printed["passport_name"]
    closed = sealed.seal(queries.PRINTED, f"letter:{letter.code}", printed)
    db.session.add(SealedLetter(letter_id=letter.id, sealed=closed))
    row.state, row.moved, row.letter_id = VisaState.ISSUED, letter.issued, letter.id
    db.session.flush()
    audit.record(
        actor,
        Verb.VISA_MOVED,
        f"visa:{row.id}",
        {"state": VisaState.COMPLETE.value},
        {"state": VisaState.ISSUED.value},
    )
    emails.send_visa(row, registration)
    return letter


def seal_anew() -> int:
    """Seal under the present key what stands under a former one; how many texts.

    What no known key opens stays as it is, so that a key given later can still open it.
    """
    done = 0
    for row in db.session.scalars(sa.select(VisaRequest).where(VisaRequest.sealed != "")):
        done += _sealed_anew(row, queries.VISA, row.place)
    letters = sa.select(SealedLetter, Letter.code).join(Letter, Letter.id == SealedLetter.letter_id)
    for printed, code in db.session.execute(letters):
        done += _sealed_anew(printed, queries.PRINTED, f"letter:{code}")
    db.session.flush()
    return done


def _sealed_anew(row: VisaRequest | SealedLetter, context: str, place: str) -> bool:
    if sealed.is_present(row.sealed):
        return False
    try:
        row.sealed = sealed.seal(context, place, sealed.unseal(context, place, row.sealed))
    except sealed.Unopened:
        return False
    return True


def erase_visa(*, actor: str, request: VisaRequest) -> None:
    """Remove what the person wrote, here and in the letter; the state stays for counting."""
    row = lock(VisaRequest, request.id)
    row.sealed, row.missing, row.erased = "", "", clock.now()
    if row.letter_id is not None:
        blank(queries.get_letter(row.letter_id), row.erased)
    db.session.flush()
    audit.record(actor, Verb.VISA_ERASED, f"visa:{row.id}", None, {"state": row.state.value})


def follow_merge(old: int, new: int) -> int:
    """A merge of two registrations takes the request along: sealed anew, as it is bound to one.

    It stays where it is when the kept registration has one, or when it cannot be opened.
    """
    requests = sa.select(VisaRequest)
    row = db.session.scalars(requests.where(VisaRequest.registration_id == old)).one_or_none()
    other = db.session.scalar(sa.select(VisaRequest.id).where(VisaRequest.registration_id == new))
    if row is None or other is not None:
        return 0
    try:
        facts = queries.opened(row)
    except sealed.Unopened:
        return 0
    row.registration_id = new
    row.sealed = sealed.seal(queries.VISA, row.place, facts) if facts else ""
    db.session.flush()
    return 1
