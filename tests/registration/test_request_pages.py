"""The signed page of focal points and the organizers' page of requests."""

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core.outbox import Mail
from eventsite.events.models import Duty
from eventsite.people import actions as people_actions
from eventsite.registration.models import Registration, State
from tests import make
from tests.browser import Browser
from tests.registration.asking import event_by_approval, page_of, point_of, request_of

Db = scoped_session[Session]


def state_of(session: Db, one: Registration) -> State:
    session.expire_all()
    return session.get_one(Registration, one.id).state


def test_only_the_right_key_opens_until_it_is_renewed(client: Browser, session: Db) -> None:
    entity, other = make.make_organisation(), make.make_organisation()
    point = point_of(entity)
    good, key = page_of(entity, point), page_of(entity, point).rsplit("/", 1)[1]
    session.commit()
    strange = [
        f"/entities/{other.code}/requests/{key}",
        f"{good}0",
        good.replace(entity.code, "NO"),
    ]
    assert [client.get(one, None).status for one in (good, *strange)] == [200, 404, 404, 404]
    staff = make.make_staff()
    client.sign_in(staff)
    session.commit()
    where = f"/staff/organisations/{entity.code}/focal-points/{point.id}/address"
    client.post(where)
    session.refresh(point)
    assert [client.get(one, None).status for one in (good, page_of(entity, point))] == [404, 200]
    last = page_of(entity, point)
    people_actions.remove_focal_point("user:1", point)
    session.commit()
    client.get(last, 404)


def test_some_are_approved_and_some_refused_with_a_reason(client: Browser, session: Db) -> None:
    event, entity = event_by_approval(), make.make_organisation()
    event_2 = event_by_approval()
    point = point_of(entity)
    decider = point.person.name
    ada, bob, eve = (request_of(event, entity, access_needs="Secret need") for _ in range(3))
    later = request_of(event_2, entity)
    strange = request_of(event, make.make_organisation())
    where, name = page_of(entity, point), bob.person.name
    session.commit()
    shown = client.get(where).text
    assert "Secret need" not in shown
    assert set(re.findall(r'name="request" value="(\w+)"', shown)) == {
        one.code for one in (ada, bob, eve, later)
    }
    codes = [ada.code, strange.code]
    done = client.post(where, {"action": "approve", "request": codes})
    assert "1 person is approved." in done.text
    assert (state_of(session, ada), state_of(session, strange)) == (State.CONFIRMED, State.PENDING)
    no = {"action": "refuse", "request": [bob.code], "event": event.slug}
    bare = client.post(where, no, 422)
    assert "Write why" in bare.text
    client.post(where, {"action": "approve"}, 422)
    client.post(where, {**no, "note": "One is enough."})
    assert state_of(session, bob) is State.REFUSED
    mail = sa.select(Mail.text).where(Mail.template == "registration/mail/refused")
    assert "One is enough." in (session.scalar(mail) or "")
    # A stale page decides nothing twice, and says who did.
    both = {"action": "approve-all", "shown": [bob.code, eve.code]}
    stale = client.post(where, both).text
    assert f"{name} was refused already by {decider}." in stale
    assert (state_of(session, bob), state_of(session, eve)) == (State.REFUSED, State.CONFIRMED)
    assert state_of(session, later) is State.PENDING


def test_organizers_see_ages_and_decide_on_behalf(client: Browser, session: Db) -> None:
    event, entity = event_by_approval(), make.make_organisation("Lagoon")
    elsewhere = request_of(event_by_approval(), entity)
    point = point_of(entity)
    address = point.person.email
    ada, alone = request_of(event, entity), request_of(event, None, country="FJ")
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    session.commit()
    where = f"/manage/events/{event.slug}/requests"
    shown = client.get(where).text
    assert "No focal point is known for this organisation. You decide." in shown
    codes = [ada.code, alone.code, elsewhere.code]
    client.post(where, {"action": "approve", "request": codes})
    assert [state_of(session, one) for one in (ada, alone, elsewhere)] == [
        State.CONFIRMED,
        State.CONFIRMED,
        State.PENDING,
    ]
    client.post(where, {"action": "renew", "point": point.id}, 404)
    request_of(event, entity)
    session.commit()
    before = page_of(entity, point)
    client.post(where, {"action": "renew", "point": point.id})
    client.post(where, {"action": "remind", "entity": entity.code})
    session.refresh(point)
    assert page_of(entity, point) != before
    sent = session.scalars(
        sa.select(Mail.to_address).where(Mail.template == "registration/mail/requests")
    ).all()
    assert sent == [address] * 2
