"""What the site keeps about a person's registrations: gives it out, erases it, lets it expire."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from eventsite.core import audit, outbox, text
from eventsite.core.db import db
from eventsite.core.files import File
from eventsite.events.models import Event
from eventsite.people.models import Person
from eventsite.questions import queries as question_queries
from eventsite.registration import actions, queries, rules
from eventsite.registration.actions import anonymising, importing, viewing
from eventsite.registration.models import (
    Consent,
    InvitationCode,
    Registration,
    RegistrationView,
    SelfDeclared,
    TrackedLink,
)
from eventsite.registration.queries import consents
from eventsite.registration.states import LIVE
from eventsite.registration.verbs import Verb

#: What this room looks after.
TABLES = frozenset(
    one.__tablename__ for one in (Registration, SelfDeclared, Consent, RegistrationView)
)
_ANSWERS = (
    "code",
    "country",
    "job_title",
    "lang",
    "zone",
    "spoken_langs",
    "interpretation_langs",
    "needs_captions",
    "needs_sign_language",
    "access_needs",
    "publish_in_list",
    "consent_version",
    "consent_lang",
    "cancel_note",
    "refusal_note",
    "internal_note",
)
_INSTANTS = ("created", "consented", "address_confirmed", "confirmed", "cancelled", "noted")


def export(person: Person) -> dict[str, Any]:
    """Every registration of the person with its answers, as JSON-able values."""
    return {
        "registrations": [_exported(one) for one in queries.of_person(person.id)],
        "registration_views": viewing.told(person),
    }


def uploads(person: Person) -> list[File]:
    """The files the person answered with."""
    sets = [one.answer_set_id for one in queries.of_person(person.id)]
    return question_queries.files_of([key for key in sets if key is not None])


def _exported(one: Registration) -> dict[str, Any]:
    declared = queries.statistics_of(one)
    sets = [] if one.answer_set_id is None else [one.answer_set_id]
    answers = question_queries.worded_answers(sets, one.lang)
    return {
        "event": text.pick(one.event.title, one.lang).text,
        "state": one.state.value,
        "mode": one.mode.value,
        "role": one.role.value,
        "organisation": one.organisation_note,
        **{name: getattr(one, name) for name in _ANSWERS},
        **{name: _iso(getattr(one, name)) for name in _INSTANTS},
        "answers": [
            {"question": question, "answer": said}
            for found in answers.values()
            for question, said in found
        ],
        "consents": [_consent(given) for given in consents.consents_of(one)],
        "statistics": declared and _declared(declared),
    }


def _consent(row: Consent) -> dict[str, Any]:
    return {
        "to": row.kind.value,
        "text_version": row.text_version,
        "lang": row.lang,
        "given": _iso(row.given),
        "withdrawn": _iso(row.withdrawn),
    }


def _declared(row: SelfDeclared) -> dict[str, Any]:
    return {
        "gender": row.gender and row.gender.value,
        "gender_term": row.gender_term,
        "age_band": row.age_band and row.age_band.value,
        "disability": row.disability,
        "first_time": row.first_time,
        "student": row.student,
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def erase(person: Person, now: datetime) -> None:
    """Cancel what is to come and blank what is personal; official attributes stay counted.

    Call it before the person's address is blanked, so that nobody is written to afterwards.
    """
    actor = f"person:{person.id}"
    # Events are locked in the order of their keys, as the periodic work does: none waits for ever.
    for one in sorted(queries.of_person(person.id), key=lambda one: one.event_id):
        if one.state in LIVE and not rules.is_over(one.event, now):
            actions.cancel(registration=one, actor=actor)
        anonymising.blank(one)
        # Also what went to whoever registered them, or to an address that others share.
        outbox.forget_about(f"registration:{one.id}")
        audit.record(actor, Verb.ERASED, f"registration:{one.id}")
    _forget_invitations(person)
    importing.forget_person(person)
    viewing.forget_person(person)
    db.session.flush()


def _forget_invitations(person: Person) -> None:
    """Codes and links made for the person stay counted, but no longer say for whom."""
    for model in (InvitationCode, TrackedLink):
        named = [
            model.label.icontains(name, autoescape=True)
            for name in (person.email, person.name, person.latin_name)
            if "@" in name or " " in name
        ]
        if named:
            db.session.execute(
                sa.update(model)
                .where(sa.or_(*named))
                .values(label="")
                .execution_options(synchronize_session=False)
            )


def expire(now: datetime) -> int:
    """Delete access needs 30 days, statistics a year after the event's last day; how many rows.

    The worker does it event by event, with everything else that an event keeps for a time only.
    """
    needs = anonymising.forget_needs(_ended_before(now - rules.NEEDS_KEPT))
    return needs + anonymising.forget_statistics(_ended_before(now - rules.STATISTICS_KEPT))


def _ended_before(instant: datetime) -> sa.Select[int]:
    # Days end up to a day apart around the world: one more day is nobody's loss.
    return sa.select(Event.id).where(Event.last_day < (instant - timedelta(days=1)).date())
