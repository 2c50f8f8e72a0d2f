"""Mails to focal points and organizers: gathered, once each, reminded, handed on."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock, tasks
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail
from eventsite.events.models import Duty
from eventsite.people.models import EntityKind
from eventsite.registration import actions, jobs
from eventsite.registration.actions import asking
from eventsite.registration.models import State
from eventsite.registration.rules import Reason
from tests import make
from tests.registration.asking import event_by_approval, point_of, request_of
from tests.registration.conftest import NOW

Db = scoped_session[Session]


def run() -> None:
    jobs.ask(tasks.Job(0, "system"))


def mails(session: Db) -> list[tuple[str, str]]:
    rows = session.execute(
        sa.select(Mail.to_address, Mail.subject)
        .where(Mail.template.startswith("registration/mail/requests"))
        .order_by(Mail.id)
    ).all()
    return [(row[0], row[1]) for row in rows]


@pytest.mark.usefixtures("client")
def test_one_mail_takes_all_then_reminder_then_organizers(session: Db) -> None:
    event, other = event_by_approval(), event_by_approval()
    entity = make.make_organisation("Lagoon")
    points = [point_of(entity), point_of(entity, "Deputy", is_deputy=True)]
    organizer = make.make_team_member(event, [Duty.REGISTRATION])
    to = [point.person.email for point in points]
    organizers = organizer.person.email
    first = request_of(event, entity)
    fresh = request_of(other, entity, consented=NOW, address_confirmed=NOW)
    request_of(event, entity, address_confirmed=None, state=State.WAITING)
    session.commit()
    run()
    both = [(one, "2 requests to approve: Lagoon") for one in to]
    assert mails(session) == both
    run()
    assert mails(session) == both
    actions.approve(registration=fresh, actor="person:1")
    session.commit()
    with clock.freeze(NOW + timedelta(days=3)):
        run()
        run()
    again = [(one, "Reminder: 1 request waits for your answer, Lagoon") for one in to]
    assert mails(session) == both + again
    with clock.freeze(NOW + timedelta(days=7)):
        run()
        run()
    last = [(organizers, "1 request waits for the organizers: Forum on virtual worlds")]
    assert mails(session) == both + again + last
    session.refresh(first)
    assert first.approval_escalated == NOW + timedelta(days=7)


@pytest.mark.usefixtures("client")
def test_new_requests_rest_and_decided_ones_are_left_alone(session: Db) -> None:
    event, entity = event_by_approval(), make.make_organisation()
    point_of(entity)
    request_of(
        event,
        entity,
        consented=NOW - timedelta(minutes=9),
        address_confirmed=NOW - timedelta(minutes=9),
    )
    assert not asking.is_any_due(NOW)
    assert asking.is_any_due(NOW + timedelta(minutes=1))
    over = NOW + timedelta(days=200)
    assert not asking.is_any_due(over)


@pytest.mark.usefixtures("client")
def test_a_country_is_asked_of_its_administration_else_the_organizers(session: Db) -> None:
    event = event_by_approval()
    owner = make.make_team_member(event, [Duty.OWNER])
    ministry = make.make_organisation("Ministry", kind=EntityKind.ADMINISTRATION, country="FJ")
    point = point_of(ministry)
    request_of(event, None, country="FJ")
    request_of(event, None, country="CH")
    request_of(event, make.make_organisation("Nobody there"), country="FJ")
    to, owner_address = point.person.email, owner.person.email
    session.commit()
    run()
    assert mails(session) == [
        (to, "1 request to approve: Ministry"),
        (owner_address, "2 requests wait for the organizers: Forum on virtual worlds"),
    ]


@pytest.mark.usefixtures("client")
def test_reminding_by_hand_once_an_hour(session: Db) -> None:
    event, entity = event_by_approval(), make.make_organisation("Lagoon")
    with pytest.raises(Refused) as none:
        asking.remind(event=event, entity=entity, actor="user:1")
    point_of(entity)
    request_of(event, entity)
    assert asking.remind(event=event, entity=entity, actor="user:1") == 1
    with pytest.raises(Refused) as again:
        asking.remind(event=event, entity=entity, actor="user:1")
    assert (none.value.reason, again.value.reason) == (
        Reason.NO_FOCAL_POINT,
        Reason.REMINDED_JUST_NOW,
    )
    assert len(mails(session)) == 1
