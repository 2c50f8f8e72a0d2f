"""Takes what is personal off registrations; official attributes stay, so figures do not change."""

from collections.abc import Sequence

import sqlalchemy as sa

from eventsite.core import audit, clock, invitations, text
from eventsite.core.db import changed, db
from eventsite.people.models import Person
from eventsite.questions import actions as question_actions
from eventsite.registration import links
from eventsite.registration.models import Registration, SelfDeclared
from eventsite.registration.verbs import Verb

#: Of which events: their keys, or a question that finds them.
Events = Sequence[int] | sa.Select[int]


def blank(one: Registration) -> None:
    """Remove what the person wrote; the mailed address and the ticket open nothing any more."""
    one.job_title = one.organisation_note = one.access_needs = one.cancel_note = ""
    one.refusal_note = one.internal_note = one.noted_by = ""
    one.noted = None
    one.interpretation_langs, one.spoken_langs = [], []
    one.needs_captions = one.needs_sign_language = one.publish_in_list = False
    forget_answers(one)
    one.generation += 1
    key = links.statistics_key(one.code)
    db.session.execute(sa.delete(SelfDeclared).where(SelfDeclared.key == key))
    invitations.forget([f"registration:{one.id}"])


def anonymise(*, registration: Registration, actor: str) -> None:
    """Blank a registration and give it to nobody, who has no name: it counts as it did."""
    now = clock.now()
    nobody = Person(code=text.new_code(), no_invitations=True, created=now, erased=now)
    db.session.add(nobody)
    db.session.flush()
    blank(registration)
    registration.person, registration.registered_by_id = nobody, None
    db.session.flush()
    audit.record(actor, Verb.ERASED, f"registration:{registration.id}")


def forget_answers(one: Registration) -> None:
    """Delete the answers to the event's own questions, with their files."""
    if one.answer_set_id is None:
        return
    gone, one.answer_set_id = one.answer_set_id, None
    db.session.flush()
    question_actions.erase_answers([gone])


def forget_needs(events: Events) -> int:
    """Blank what people need to take part; of how many registrations."""
    return changed(
        sa.update(Registration)
        .where(Registration.event_id.in_(events), has_needs())
        .values(access_needs="", needs_captions=False, needs_sign_language=False)
        .execution_options(synchronize_session=False)
    )


def has_needs() -> sa.ColumnElement[bool]:
    """Which registrations say what somebody needs."""
    return sa.or_(
        Registration.access_needs != "",
        Registration.needs_captions,
        Registration.needs_sign_language,
    )


def forget_statistics(events: Events) -> int:
    """Delete optional answers for statistics; how many."""
    return changed(
        sa.delete(SelfDeclared)
        .where(SelfDeclared.event_id.in_(events))
        .execution_options(synchronize_session=False)
    )
