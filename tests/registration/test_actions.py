"""Registering, confirming, changing, cancelling: what is stored, counted, mailed and recorded."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from eventsite.core import clock
from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from eventsite.core.outbox import Mail
from eventsite.events import queries as event_queries
from eventsite.events.models import EventState, KeyDeadline
from eventsite.people import queries as people_queries
from eventsite.registration import actions, links, places, queries
from eventsite.registration.actions.changing import Statistics
from eventsite.registration.models import (
    Gender,
    PlaceMode,
    PlacePool,
    Registration,
    SelfDeclared,
    State,
    TermsState,
)
from eventsite.registration.rules import Reason
from tests import make
from tests.registration.conftest import NOW

pytestmark = [pytest.mark.usefixtures("session"), pytest.mark.both_databases]
ONLINE = actions.Answers(mode=PlaceMode.ONLINE, lang="en", zone="Pacific/Fiji")
HERE = actions.Answers(mode=PlaceMode.IN_PERSON, lang="en", zone="Europe/Zurich")
GUEST = actions.Guest("Sera", "Vakacegu", "office@example.org")


def mails() -> list[str]:
    """Templates and addresses in the order of ordering."""
    return [
        f"{mail.template.rsplit('/', 1)[-1]} {mail.to_address}"
        for mail in db.session.scalars(sa.select(Mail).order_by(Mail.id))
    ]


def taken(event_id: int) -> dict[str, int]:
    """Taken places by mode."""
    return {mode.value: pool.taken for mode, pool in queries.pools(event_id).items()}


@contextmanager
def refused_for(reason: Reason) -> Iterator[None]:
    """The next action says no for this reason."""
    with pytest.raises(Refused) as refused:
        yield
    assert refused.value.reason is reason


def test_a_person_is_confirmed_at_once() -> None:
    event = make.make_event()
    make.make_terms(event)
    person = make.make_person(email="sera@example.org")
    made = actions.register(event_id=event.id, answers=ONLINE, person=person, actor="user:1")
    assert (made.state, made.confirmed, made.held_until) == (State.CONFIRMED, NOW, None)
    assert (made.consent_version, made.consented) == ("2026-1", NOW)
    assert taken(event.id) == {"in-person": 0, "online": 1}
    assert mails() == ["confirmed sera@example.org"]
    row = db.session.scalars(sa.select(AuditRow)).one()
    assert (row.actor, row.verb, row.subject) == (
        "user:1",
        "registration.registered",
        f"registration:{made.id}",
    )
    assert row.after == {"state": "confirmed", "mode": "online"}


def test_a_person_registers_once_and_again_after_cancelling() -> None:
    event = make.make_event()
    make.make_terms(event)
    person = make.make_person()
    made = actions.register(event_id=event.id, answers=ONLINE, person=person, actor="user:1")
    with refused_for(Reason.ALREADY):
        actions.register(event_id=event.id, answers=HERE, person=person, actor="user:1")
    actions.cancel(registration=made, actor="user:1")
    again = actions.register(event_id=event.id, answers=HERE, person=person, actor="user:1")
    assert (again.id, again.state, again.cancelled) == (made.id, State.CONFIRMED, None)
    assert taken(event.id) == {"in-person": 1, "online": 0}


def test_a_guests_place_is_held_until_confirmed() -> None:
    event = make.make_event()
    make.make_terms(event)
    made = actions.register(event_id=event.id, answers=ONLINE, guest=GUEST, actor="anonymous")
    assert (made.state, made.held_until) == (State.HELD, NOW + timedelta(hours=24))
    actions.confirm(registration=made, actor="anonymous")
    assert (made.state, made.confirmed, made.held_until) == (State.CONFIRMED, NOW, None)
    actions.confirm(registration=made, actor="anonymous")
    assert taken(event.id) == {"in-person": 0, "online": 1}
    assert mails() == ["hold office@example.org", "confirmed office@example.org"]


def test_an_address_may_be_several_peoples_and_a_second_press_is_the_same_guest() -> None:
    event = make.make_event()
    make.make_terms(event)
    known = make.make_person("Known", email="office@example.org")
    first = actions.register(event_id=event.id, answers=ONLINE, guest=GUEST, actor="anonymous")
    second = actions.register(event_id=event.id, answers=ONLINE, guest=GUEST, actor="anonymous")
    other = actions.register(
        event_id=event.id,
        answers=ONLINE,
        guest=actions.Guest("Josefa", "Tui", "OFFICE@example.org"),
        actor="anonymous",
    )
    assert second.id == first.id
    people = {known.id, first.person_id, other.person_id}
    assert len(people) == 3
    assert {p.id for p in people_queries.persons_with_email("office@example.org")} == people
    assert mails() == ["hold office@example.org"] * 3
    assert taken(event.id)["online"] == 2


def test_the_same_form_gives_the_same_answer() -> None:
    event = make.make_event()
    make.make_terms(event)
    person = make.make_person()
    one = actions.register(
        event_id=event.id, answers=ONLINE, person=person, actor="user:1", key="k"
    )
    two = actions.register(
        event_id=event.id, answers=ONLINE, person=person, actor="user:1", key="k"
    )
    assert (one.id, len(mails())) == (two.id, 1)


def test_cancelling_offers_the_place_to_who_waits_first() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=1)
    first = actions.register(
        event_id=event.id, answers=ONLINE, person=make.make_person(), actor="user:1"
    )
    waiting = []
    for minutes in (1, 2):
        person = make.make_person(email=f"wait{minutes}@example.org")
        with clock.freeze(NOW + timedelta(minutes=minutes)):
            waiting.append(
                actions.register(event_id=event.id, answers=ONLINE, person=person, actor="user:2")
            )
    assert [one.state for one in waiting] == [State.WAITING] * 2
    assert [queries.waiting_position(one) for one in (first, *waiting)] == [None, 1, 2]
    actions.cancel(registration=first, actor="user:1")
    assert [one.state for one in waiting] == [State.OFFERED, State.WAITING]
    assert waiting[0].offered_until == NOW + timedelta(hours=48)
    assert mails()[-2:] == [f"cancelled {first.person.email}", "offered wait1@example.org"]
    assert taken(event.id)["online"] == 1


def test_a_waiting_guest_whose_address_is_unproved_gets_the_place_held() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=1)
    first = actions.register(
        event_id=event.id, answers=ONLINE, person=make.make_person(), actor="user:1"
    )
    guest = actions.register(event_id=event.id, answers=ONLINE, guest=GUEST, actor="anonymous")
    assert guest.state is State.WAITING
    actions.cancel(registration=first, actor="user:1")
    assert (guest.state, mails()[-1]) == (State.HELD, "hold office@example.org")


def test_a_waiting_guest_who_confirmed_is_offered_the_place() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=1)
    first = actions.register(
        event_id=event.id, answers=ONLINE, person=make.make_person(), actor="user:1"
    )
    guest = actions.register(event_id=event.id, answers=ONLINE, guest=GUEST, actor="anonymous")
    actions.confirm(registration=guest, actor="anonymous")
    assert (guest.state, guest.address_confirmed) == (State.WAITING, NOW)
    actions.cancel(registration=first, actor="user:1")
    assert guest.state is State.OFFERED


def test_held_places_expire_to_who_waits_and_may_be_taken_again() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=1)
    guest = actions.register(event_id=event.id, answers=ONLINE, guest=GUEST, actor="anonymous")
    waiting = actions.register(
        event_id=event.id, answers=ONLINE, person=make.make_person(), actor="user:1"
    )
    assert actions.expire_held(NOW + timedelta(hours=24, seconds=-1)) == 0
    assert actions.expire_held(NOW + timedelta(hours=24)) == 1
    assert (guest.state, waiting.state) == (State.EXPIRED, State.OFFERED)
    assert taken(event.id)["online"] == 1
    actions.confirm(registration=guest, actor="anonymous")
    told = [guest.state]
    actions.cancel(registration=waiting, actor="user:1")
    assert [*told, guest.state] == [State.WAITING, State.OFFERED]


def test_changing_the_mode_moves_the_place() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_in_person=1)
    made = actions.register(
        event_id=event.id, answers=ONLINE, person=make.make_person(), actor="user:1"
    )
    actions.change(registration=made, answers=HERE, version=made.version, actor="user:1")
    assert taken(event.id) == {"in-person": 1, "online": 0}
    assert [mail.split()[0] for mail in mails()] == ["confirmed", "changed"]
    other = actions.register(
        event_id=event.id, answers=ONLINE, person=make.make_person(), actor="user:2"
    )
    with refused_for(Reason.MODE_FULL):
        actions.change(registration=other, answers=HERE, version=other.version, actor="user:2")
    assert taken(event.id) == {"in-person": 1, "online": 1}


def test_a_change_on_an_old_form_is_stale_and_no_change_says_nothing() -> None:
    event = make.make_event()
    make.make_terms(event)
    made = actions.register(
        event_id=event.id, answers=ONLINE, person=make.make_person(), actor="user:1"
    )
    actions.change(registration=made, answers=ONLINE, version=made.version, actor="user:1")
    assert [mail.split()[0] for mail in mails()] == ["confirmed"]
    with pytest.raises(Stale):
        actions.change(registration=made, answers=HERE, version=made.version - 1, actor="user:1")


def test_cancelled_twice_is_refused() -> None:
    event = make.make_event()
    make.make_terms(event)
    made = make.make_registration(event)
    actions.cancel(registration=made, actor="user:1", note="The hall burnt down.")
    with refused_for(Reason.NOT_CANCELLABLE):
        actions.cancel(registration=made, actor="user:1")
    with refused_for(Reason.NOT_CHANGEABLE):
        actions.change(registration=made, answers=HERE, version=made.version, actor="user:1")
    with refused_for(Reason.NOT_CHANGEABLE):
        actions.confirm(registration=made, actor="user:1")
    assert taken(event.id)["online"] == 0


@pytest.mark.parametrize(
    ("terms", "state", "now", "reason"),
    [
        ({"state": TermsState.DRAFT}, EventState.PUBLISHED, NOW, Reason.NOT_ANNOUNCED),
        ({"state": TermsState.PAUSED}, EventState.PUBLISHED, NOW, Reason.PAUSED),
        ({"opens": NOW + timedelta(hours=1)}, EventState.PUBLISHED, NOW, Reason.NOT_YET),
        ({"closes": NOW - timedelta(hours=1)}, EventState.PUBLISHED, NOW, Reason.CLOSED),
        ({}, EventState.DRAFT, NOW, Reason.NOT_ANNOUNCED),
        ({}, EventState.ARCHIVED, NOW, Reason.NOT_ANNOUNCED),
        ({}, EventState.CANCELLED, NOW, Reason.CANCELLED),
        ({}, EventState.PUBLISHED, datetime(2027, 6, 8, 22, 0, tzinfo=UTC), Reason.OVER),
    ],
)
def test_nobody_registers_outside_the_terms(
    terms: dict[str, object], state: EventState, now: datetime, reason: Reason
) -> None:
    event = make.make_event(state=state)
    make.make_terms(event, **terms)
    with clock.freeze(now), refused_for(reason):
        actions.register(event_id=event.id, answers=ONLINE, guest=GUEST, actor="anonymous")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 0


def test_terms_set_places_and_the_deadline_and_offer_new_places() -> None:
    event = make.make_event()
    closes = NOW + timedelta(days=30)
    row = actions.set_terms(
        event=event, terms=actions.Terms(capacity_online=1, closes=closes), actor="user:1"
    )
    deadline = db.session.scalars(sa.select(KeyDeadline)).one()
    assert (deadline.kind, deadline.at, deadline.sequence) == ("registration", closes, 0)
    people = [
        actions.register(
            event_id=event.id, answers=ONLINE, person=make.make_person(), actor="user:2"
        )
        for _ in range(2)
    ]
    assert people[1].state is State.WAITING
    more = actions.Terms(capacity_online=2, closes=closes + timedelta(days=1))
    actions.set_terms(event=event, terms=more, actor="user:1", version=row.version)
    assert (people[1].state, deadline.sequence) == (State.OFFERED, 1)
    with refused_for(Reason.BELOW_TAKEN):
        actions.set_terms(event=event, terms=actions.Terms(capacity_online=1), actor="user:1")
    with refused_for(Reason.TOTAL_BELOW_TAKEN):
        actions.set_terms(event=event, terms=actions.Terms(capacity_total=1), actor="user:1")
    with refused_for(Reason.CLOSES_FIRST):
        wrong = actions.Terms(opens=closes, closes=NOW)
        actions.set_terms(event=event, terms=wrong, actor="user:1")
    with pytest.raises(Stale):
        actions.set_terms(event=event, terms=more, actor="user:1", version=row.version - 1)
    actions.set_terms(event=event, terms=actions.Terms(), actor="user:1")
    assert (deadline.sequence, event_queries.deadlines(event.id)) == (2, [])


def test_the_recount_heals_and_notes_drift() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=2)
    make.make_registration(event)
    assert actions.recount(NOW) == 0
    db.session.execute(sa.update(PlacePool).values(taken=2).where(PlacePool.capacity == 2))
    late = make.make_registration(event, state=State.WAITING, waiting_since=NOW, confirmed=None)
    assert actions.recount(NOW) == 1
    assert late.state is State.OFFERED
    assert queries.pools(event.id)[PlaceMode.ONLINE] == places.Pool(2, 2)
    row = db.session.scalars(
        sa.select(AuditRow).where(AuditRow.verb == "registration.recounted")
    ).one()
    assert (row.before, row.after) == (
        {"mode": "online", "taken": 2},
        {"mode": "online", "taken": 1, "counted": 1},
    )


def test_statistics_lead_back_to_nobody() -> None:
    event = make.make_event()
    made = make.make_registration(event)
    actions.declare(registration=made, statistics=Statistics(gender=Gender.WOMAN, student=True))
    row = db.session.scalars(sa.select(SelfDeclared)).one()
    assert (row.key, row.gender, row.student) == (
        links.statistics_key(made.code),
        Gender.WOMAN,
        True,
    )
    trail = db.session.scalars(sa.select(AuditRow)).one()
    assert (trail.actor, trail.subject, trail.after) == ("anonymous", f"event:{event.id}", None)
    actions.declare(registration=made, statistics=Statistics())
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SelfDeclared)) == 0


def test_the_database_itself_keeps_the_capacity() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=1)
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.update(PlacePool).values(taken=2).where(PlacePool.capacity == 1))
    db.session.rollback()
