"""Changes answers, cancels, and keeps the optional statistics."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventsite.core import audit, clock
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.registration import emails, links, queries, rules
from eventsite.registration.actions import offering, taking
from eventsite.registration.actions.registering import Answers, limits_of, stored
from eventsite.registration.emails import Kind
from eventsite.registration.models import (
    MODE_LABELS,
    Admission,
    AgeBand,
    Gender,
    InvitationCode,
    PlaceMode,
    Registration,
    RegistrationTerms,
    Role,
    SelfDeclared,
    State,
)
from eventsite.registration.places import Seat, Stock
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


def change(
    *,
    registration: Registration,
    answers: Answers,
    version: int,
    actor: str,
    is_organizer: bool = False,
) -> None:
    """Change somebody's answers and tell them.

    A change of mode takes a place there first: Refused when none is free, and the old one stays.
    So does a change by which somebody leaves the group that their place is kept for. Who was
    approved for an entity cannot change it, but an organizer can. Raises Stale when the
    registration is not as the form was shown.
    """
    now = clock.now()
    event = taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    if registration.version != version:
        raise Stale(_shown(answers.mode, answers.job_title), _shown_of(registration))
    reason = rules.may_change(registration.state, event, now)
    if reason is not None:
        raise Refused(reason)
    if answers.mode is not registration.mode and answers.mode not in rules.modes_of(event):
        raise Refused(Reason.NO_SUCH_MODE, "mode")
    fields = stored(answers, actor)
    changed = sorted(name for name in fields if getattr(registration, name) != fields[name])
    if not changed:
        return
    terms = taking.terms_of(event)
    if {"organisation_id", "country"} & set(changed):
        _represent(registration, fields, terms, is_organizer)
    before = {"mode": registration.mode.value}
    _apply(registration, event, fields, now)
    db.session.flush()
    after = {"mode": registration.mode.value, "fields": changed}
    audit.record(actor, Verb.CHANGED, f"registration:{registration.id}", before, after)
    offering.promote(event, terms, now, actor)
    emails.send(Kind.CHANGED, registration)


def _shown(mode: PlaceMode, job_title: str) -> dict[str, str]:
    return {
        str(gettext("How you take part")): str(gettext(MODE_LABELS[mode])),
        str(gettext("Job title")): job_title,
    }


def _shown_of(registration: Registration) -> dict[str, str]:
    return _shown(registration.mode, registration.job_title)


def _represent(
    registration: Registration,
    fields: dict[str, Any],
    terms: RegistrationTerms,
    is_organizer: bool,
) -> None:
    """Whether somebody can come for another entity or country: its limit, its approval."""
    asks = terms.admission is Admission.FOCAL_POINT
    if asks and registration.approved is not None and not is_organizer:
        raise Refused(Reason.APPROVED_FOR, "organisation")
    organisation = fields["organisation_id"]
    country = fields["country"]
    limits_of(
        registration.event_id,
        organisation if organisation != registration.organisation_id else None,
        country if country != registration.country else "",
        terms,
        registration,
    )
    # Another focal point has to be asked.
    registration.approval_asked = registration.approval_reminded = None
    registration.approval_escalated = None


def _apply(registration: Registration, event: Event, fields: dict[str, Any], now: datetime) -> None:
    """Write the fields, with the place that then belongs to the registration."""
    old = Seat(registration.reserve_id)
    old_mode, key = registration.mode, registration.invitation_id
    groups = queries.groups_for(
        event,
        fields.get("country", registration.country),
        fields.get("organisation_id", registration.organisation_id),
        fields.get("role", registration.role),
        db.session.get(InvitationCode, key) if key else None,
        now.date(),
    )
    mode = fields.get("mode", old_mode)
    if registration.state in TAKES_PLACE:
        stock = queries.stock(event.id)
        seat = _seat_after(stock, old, old_mode, mode, groups, now)
        if (seat, mode) != (old, old_mode):
            taking.give_back(registration)
            registration.mode = mode
            taking.sit(registration, seat)
    elif mode is not old_mode:
        # Who waits goes to the end of the other line; `promote` then gives a place that is free.
        registration.waiting_since = now
    for name, value in fields.items():
        setattr(registration, name, value)


def _seat_after(
    stock: Stock,
    old: Seat,
    old_mode: PlaceMode,
    mode: PlaceMode,
    groups: frozenset[str],
    now: datetime,
) -> Seat:
    """The seat after a change: the old one while it fits, else another; Refused for none."""
    kept = next((one for one in stock.reserves if one.id == old.reserve_id), None)
    if mode is old_mode and (kept is None or kept.is_for(groups, mode)):
        return old
    seat = stock.with_given_back(old_mode, old).seat_for(groups, mode, now)
    if seat is None and mode is not old_mode:
        raise Refused(Reason.MODE_FULL, "mode")
    if seat is None:
        raise Refused(Reason.LEAVES_RESERVE)
    return seat


def change_role(*, registration: Registration, role: Role, actor: str) -> None:
    """Let somebody come as something else; the person is not written to.

    Refused when the place is kept for a role that they would leave and no other place is free.
    """
    now = clock.now()
    event = taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    if reason := rules.may_change(registration.state, event, now):
        raise Refused(reason)
    before = registration.role
    if before is role:
        return
    _apply(registration, event, {"role": role}, now)
    db.session.flush()
    audit.record(
        actor,
        Verb.CHANGED,
        f"registration:{registration.id}",
        {"role": before.value},
        {"role": role.value},
    )
    offering.promote(event, taking.terms_of(event), now, actor)


def cancel(*, registration: Registration, actor: str, note: str = "", is_told: bool = True) -> None:
    """Cancel a registration, offer its place to who waits first, and tell both.

    `note` is an organizer's word to the person. Refused when it is cancelled already.
    """
    event = taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    reason = rules.may_cancel(registration.state, event, clock.now())
    if reason is not None:
        raise Refused(reason)
    _end(registration, event, actor, note, is_told)


def give_up(*, registration: Registration, actor: str, note: str) -> None:
    """Cancel one of two registrations of one person; after the event too, then without a mail."""
    event = taking.lock(registration.event_id)
    is_told = not rules.is_over(event, clock.now())
    _end(queries.registration(registration.id), event, actor, note, is_told)


def _end(registration: Registration, event: Event, actor: str, note: str, is_told: bool) -> None:
    now, before = clock.now(), registration.state
    is_freed = taking.leave(registration, State.CANCELLED)
    registration.cancelled, registration.cancel_note = now, note
    db.session.flush()
    taking.record(actor, Verb.CANCELLED, registration, before, note=bool(note))
    if is_told:
        emails.send(Kind.CANCELLED, registration)
    if is_freed:
        offering.promote(event, taking.terms_of(event), now, actor)


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
