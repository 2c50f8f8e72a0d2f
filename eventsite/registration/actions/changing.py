"""Changes answers, cancels, and keeps the optional statistics."""

from dataclasses import asdict, dataclass

import sqlalchemy as sa

from eventsite.core import audit, clock
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.registration import emails, links, queries, rules
from eventsite.registration.actions import taking
from eventsite.registration.actions.registering import Answers, stored
from eventsite.registration.emails import Kind
from eventsite.registration.models import (
    MODE_LABELS,
    AgeBand,
    Gender,
    PlaceMode,
    Registration,
    SelfDeclared,
    State,
)
from eventsite.registration.rules import Reason
from eventsite.registration.states import TAKES_PLACE
from eventsite.registration.verbs import Verb


@dataclass(frozen=True)
class Statistics:
    """Optional answers; None is "not said"."""

    gender: Gender | None = None
    gender_term: str = ""
    age_band: AgeBand | None = None
    disability: bool | None = None
    first_time: bool | None = None
    student: bool | None = None


def change(*, registration: Registration, answers: Answers, version: int, actor: str) -> None:
    """Change somebody's answers and tell them.

    A change of mode takes a place there first: Refused when none is free, and the old one stays.
    Raises Stale when the registration is not as the form was shown.
    """
    now = clock.now()
    event = taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    if registration.version != version:
        raise Stale(_shown(answers.mode, answers.job_title), _shown_of(registration))
    reason = rules.may_change(registration.state, event, now)
    if reason is not None:
        raise Refused(reason)
    if answers.mode is not registration.mode:
        _change_mode(registration, event, answers.mode)
    fields = stored(answers, actor)
    changed = sorted(name for name in fields if getattr(registration, name) != fields[name])
    before = {"mode": registration.mode.value}
    for name in changed:
        setattr(registration, name, fields[name])
    if not changed:
        return
    db.session.flush()
    after = {"mode": registration.mode.value, "fields": changed}
    audit.record(actor, Verb.CHANGED, f"registration:{registration.id}", before, after)
    taking.promote(event, taking.terms_of(event), now, actor)
    emails.send(Kind.CHANGED, registration)


def _shown(mode: PlaceMode, job_title: str) -> dict[str, str]:
    return {
        str(gettext("How you take part")): str(gettext(MODE_LABELS[mode])),
        str(gettext("Job title")): job_title,
    }


def _shown_of(registration: Registration) -> dict[str, str]:
    return _shown(registration.mode, registration.job_title)


def _change_mode(registration: Registration, event: Event, mode: PlaceMode) -> None:
    if mode not in rules.modes_of(event):
        raise Refused(Reason.NO_SUCH_MODE, "mode")
    if registration.state in TAKES_PLACE:
        if not taking.take(event.id, mode):
            raise Refused(Reason.MODE_FULL, "mode")
        taking.give_back(event.id, registration.mode)
        return
    # Who waits goes to the end of the other line; `promote` then gives a place that is free.
    registration.waiting_since = clock.now()


def cancel(*, registration: Registration, actor: str, note: str = "") -> None:
    """Cancel a registration, give its place to who waits first, and tell both.

    `note` is an organizer's word to the person. Refused when it is cancelled already.
    """
    now = clock.now()
    event = taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    reason = rules.may_cancel(registration.state, event, now)
    if reason is not None:
        raise Refused(reason)
    before = registration.state
    taking.move(registration, State.CANCELLED)
    registration.cancelled, registration.cancel_note = now, note
    registration.held_until = registration.waiting_since = None
    db.session.flush()
    audit.record(
        actor,
        Verb.CANCELLED,
        f"registration:{registration.id}",
        {"state": before.value},
        {"state": State.CANCELLED.value, "note": bool(note)},
    )
    emails.send(Kind.CANCELLED, registration)
    if before in TAKES_PLACE:
        taking.give_back(event.id, registration.mode)
        taking.promote(event, taking.terms_of(event), now, actor)


def declare(*, registration: Registration, statistics: Statistics) -> None:
    """Keep the optional answers under their key, or nothing at all when all are empty.

    The trail says that somebody at the event answered, not who and not what.
    """
    key = links.statistics_key(registration.code)
    db.session.execute(sa.delete(SelfDeclared).where(SelfDeclared.key == key))
    if statistics != Statistics():
        db.session.add(SelfDeclared(key=key, event_id=registration.event_id, **asdict(statistics)))
    db.session.flush()
    audit.record("anonymous", Verb.STATISTICS_GIVEN, f"event:{registration.event_id}")
