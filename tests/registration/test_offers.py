"""Offers, approval, reserves, invitations and handing over: what is stored, counted and mailed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from eventsite.core import clock
from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail
from eventsite.events.models import Event
from eventsite.people.models import Person
from eventsite.registration import actions, queries
from eventsite.registration.models import (
    Admission,
    InvitationCode,
    PlaceMode,
    PlaceReserve,
    Registration,
    RegistrationTerms,
    Role,
    State,
    WaitingOrder,
)
from eventsite.registration.rules import Reason, Window
from tests import make
from tests.registration.conftest import NOW

pytestmark = [pytest.mark.usefixtures("session"), pytest.mark.both_databases]
ONLINE, HERE = PlaceMode.ONLINE, PlaceMode.IN_PERSON
HOURS_48 = NOW + timedelta(hours=48)


@contextmanager
def refused_for(reason: Reason) -> Iterator[None]:
    """The next action says no for this reason."""
    with pytest.raises(Refused) as refused:
        yield
    assert refused.value.reason is reason


def press(event: Event, country: str = "", minutes: int = 0, **more: Any) -> Registration:
    """Somebody new registers online, some minutes after NOW."""
    answers = {"mode": ONLINE, "country": country} | more.pop("answers", {})
    with clock.freeze(NOW + timedelta(minutes=minutes)):
        return actions.register(
            event_id=event.id,
            answers=actions.Answers(**answers),
            person=more.pop("person", None) or make.make_person(),
            actor="user:1",
            **more,
        )


def sent(about: Registration) -> list[str]:
    """The templates of the mails about a registration, in their order."""
    found = sa.select(Mail.template).where(Mail.subject_key == f"registration:{about.id}")
    return [one.rpartition("/")[2] for one in db.session.scalars(found.order_by(Mail.id))]


def counters(event: Event) -> tuple[int, int, list[int]]:
    """Taken online, in all, and of each reserve, which the nightly count finds right."""
    assert actions.recount(NOW) == 0
    stock = queries.stock(event.id)
    return stock.pools[ONLINE].taken, stock.total.taken, [one.taken for one in stock.reserves]


def full_event(**terms: Any) -> tuple[Event, Registration]:
    """An event whose one place online is taken, and who has it."""
    event = make.make_event()
    make.make_terms(event, capacity_online=1, **terms)
    return event, press(event)


def test_an_offer_is_accepted_once_and_a_declined_one_passes_on() -> None:
    event, first = full_event()
    one, two = press(event, minutes=1), press(event, minutes=2)
    actions.cancel(registration=first, actor="user:1")
    assert (one.state, one.offered_until, one.waiting_since) == (State.OFFERED, HOURS_48, None)
    actions.decline(registration=one, actor="person:1")
    actions.decline(registration=one, actor="person:1")
    assert (one.state, two.state) == (State.CANCELLED, State.OFFERED)
    with refused_for(Reason.NO_OFFER):
        actions.accept(registration=one, actor="person:1")
    for _ in range(2):
        assert actions.accept(registration=two, actor="person:2").state is State.CONFIRMED
    assert (two.confirmed, two.offered_until) == (NOW, None)
    assert sent(one) == ["waiting", "offered", "cancelled"]
    assert sent(two) == ["waiting", "offered", "confirmed"]
    assert counters(event) == (1, 1, [])


def test_an_offer_that_nobody_takes_passes_on_and_says_so() -> None:
    event, first = full_event()
    one, two = press(event, minutes=1), press(event, minutes=2)
    actions.cancel(registration=first, actor="user:1")
    assert actions.pass_on(HOURS_48 - timedelta(seconds=1)) == 0
    with clock.freeze(HOURS_48), refused_for(Reason.OFFER_PASSED):
        actions.accept(registration=one, actor="person:1")
    assert actions.pass_on(HOURS_48) == 1
    assert (one.state, two.state) == (State.EXPIRED, State.OFFERED)
    assert two.offered_until == HOURS_48 + timedelta(hours=48)
    assert sent(one) == ["waiting", "offered", "passed"]
    with refused_for(Reason.OFFER_PASSED):
        actions.confirm(registration=one, actor="person:1")
    again = press(event, person=one.person, minutes=5000)
    assert (again.id, again.state, counters(event)) == (one.id, State.WAITING, (1, 1, []))


def test_shortly_before_the_event_a_freed_place_is_given_at_once() -> None:
    event, first = full_event(offer_hours=336)
    event.first_day = event.last_day = (NOW + timedelta(days=10)).date()
    one = press(event)
    actions.cancel(registration=first, actor="user:1")
    assert (one.state, sent(one)) == (State.CONFIRMED, ["waiting", "promoted"])


def test_an_organizer_offers_out_of_turn_but_no_place_that_is_not_free() -> None:
    event, first = full_event()
    one, two = press(event, minutes=1), press(event, minutes=2)
    with refused_for(Reason.NO_FREE_PLACE):
        actions.offer(registration=two, actor="user:1")
    with refused_for(Reason.NOT_WAITING):
        actions.offer(registration=first, actor="user:1")
    assert [queries.waiting_position(x) for x in (first, one, two)] == [None, 1, 2]


def test_announced_groups_are_offered_places_first() -> None:
    event, first = full_event(waiting_order=WaitingOrder.GROUPS, waiting_groups=["group:SIDS"])
    one, two = press(event, "FR", minutes=1), press(event, "FJ", minutes=2)
    assert [queries.waiting_position(x) for x in (one, two)] == [2, 1]
    assert queries.waiting_positions(one.person_id) == {one.id: 2}
    mail = db.session.scalars(sa.select(Mail).order_by(Mail.id.desc())).first()
    assert mail is not None
    assert "You are number 1 on the waiting list. You belong to one of the groups" in mail.text
    actions.cancel(registration=first, actor="user:1")
    assert (one.state, two.state) == (State.WAITING, State.OFFERED)


def test_kept_places_are_given_to_their_group_until_their_day() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=2)
    until = NOW + timedelta(days=3)
    kept: dict[str, Any] = {"event": event, "group": "group:LDC", "mode": ONLINE, "actor": "user:1"}
    reserve = actions.set_reserve(places=1, until=until, **kept)
    assert [press(event, "FR").state for _ in range(2)] == [State.CONFIRMED, State.WAITING]
    member = press(event, "ET")
    assert (member.state, member.reserve_id) == (State.CONFIRMED, reserve.id)
    assert counters(event) == (2, 2, [1])
    waiting = queries.waiting(event.id)[0]
    actions.cancel(registration=member, actor="user:1")
    assert (member.reserve_id, counters(event)) == (None, (1, 1, [0]))
    assert actions.pass_on(until - timedelta(seconds=1)) == 0
    assert queries.waiting(event.id) == [waiting]
    actions.pass_on(until)
    assert queries.waiting(event.id) == []
    assert counters(event) == (2, 2, [0])
    actions.drop_reserve(event=event, key=reserve.id, actor="user:1")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PlaceReserve)) == 0


def test_the_total_holds_over_all_modes_and_more_places_are_offered() -> None:
    event = make.make_event()
    row = make.make_terms(event, capacity_total=1)
    press(event, answers={"mode": HERE})
    waits = press(event)
    assert waits.state is State.WAITING
    wider = actions.Terms(capacity_total=2)
    actions.set_terms(event=event, terms=wider, actor="user:1", version=row.version)
    assert (waits.state, queries.stock(event.id).total.taken) == (State.OFFERED, 2)
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.update(RegistrationTerms).values(taken_total=3))
    db.session.rollback()


def test_who_leaves_a_group_leaves_its_kept_place() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=2)
    actions.set_reserve(
        event=event, group="role:press", mode=None, places=1, until=None, actor="user:1"
    )
    press(event)
    made = press(event, answers={"role": Role.PRESS})
    assert made.reserve_id is not None
    with refused_for(Reason.LEAVES_RESERVE):
        actions.change_role(registration=made, role=Role.STAFF, actor="user:1")
    here = actions.Answers(mode=HERE, role=Role.PRESS)
    actions.change(registration=made, answers=here, version=made.version, actor="user:1")
    assert (made.mode, made.reserve_id is not None, counters(event)) == (HERE, True, (1, 2, [1]))
    actions.change_role(registration=made, role=Role.PRESS, actor="user:1")
    assert sent(made) == ["confirmed", "changed"]


def test_an_entity_and_a_country_have_a_most() -> None:
    event = make.make_event()
    make.make_terms(event, most_per_organisation=1, most_per_country=2)
    entity = make.make_organisation()
    own = {"organisation_id": entity.id}
    press(event, "FJ", answers=own)
    with refused_for(Reason.MOST_OF_ORGANISATION):
        press(event, "TO", answers=own)
    second = press(event, "FJ")
    with refused_for(Reason.MOST_OF_COUNTRY):
        press(event, "FJ")
    other = press(event, "TO")
    into = actions.Answers(mode=ONLINE, country="FJ")
    with refused_for(Reason.MOST_OF_COUNTRY):
        actions.change(registration=other, answers=into, version=other.version, actor="user:1")
    actions.cancel(registration=second, actor="user:1")
    actions.change(registration=other, answers=into, version=other.version, actor="user:1")
    assert other.country == "FJ"


def test_invitations_are_counted_and_given_back() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=1, admission=Admission.INVITATION)
    codes = actions.NewCodes(["Embassy"], most_uses=2, group="group:LDC")
    code = actions.make_codes(event=event, codes=codes, actor="user:1")[0]
    with refused_for(Reason.CODE_MISSING):
        press(event)
    one, two = press(event, code=f" {code.code.lower()} "), press(event, code=code.code)
    assert (one.state, two.state, code.used) == (State.CONFIRMED, State.WAITING, 2)
    assert [line.groups & {"group:LDC"} for line in queries.waiting(event.id)] == [{"group:LDC"}]
    with refused_for(Reason.CODE_USED):
        press(event, code=code.code)
    actions.cancel(registration=one, actor="user:1")
    assert (code.used, actions.recount(NOW)) == (1, 0)
    db.session.execute(sa.update(InvitationCode).values(used=2))
    assert (actions.recount(NOW), code.used) == (1, 1)
    actions.revoke_code(event=event, key=code.id, actor="user:1")
    with refused_for(Reason.CODE_REVOKED):
        press(event, code=code.code)


def test_a_window_or_an_invitation_opens_the_form_earlier() -> None:
    event = make.make_event()
    make.make_terms(event, opens=NOW + timedelta(days=1))
    actions.set_window(event=event, window=Window("region:ASP", NOW), actor="user:1")
    codes = actions.NewCodes(opens_form=True)
    code = actions.make_codes(event=event, codes=codes, actor="user:1")[0]
    with refused_for(Reason.NOT_YET):
        press(event, "FR")
    assert press(event, "FJ").state is State.CONFIRMED
    assert press(event, "FR", code=code.code).state is State.CONFIRMED
    link = actions.make_link(event=event, label="Poster", actor="user:1")
    with clock.freeze(NOW + timedelta(days=2)):
        assert press(event, "FR", minutes=3000, via=link.code).link_id == link.id


def test_approval_confirms_and_a_refusal_frees_the_place() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=2, admission=Admission.FOCAL_POINT)
    one, two, three = (press(event, minutes=number) for number in range(3))
    assert [x.state for x in (one, two, three)] == [State.PENDING] * 2 + [State.WAITING]
    for _ in range(2):
        actions.approve(registration=one, actor="person:9")
    assert (one.state, one.decided_by, sent(one)) == (
        State.CONFIRMED,
        "person:9",
        ["pending", "approved"],
    )
    with refused_for(Reason.DECIDED):
        actions.refuse(registration=one, actor="person:9", note="No")
    actions.approve(registration=three, actor="person:9")
    assert (three.state, three.approved) == (State.WAITING, NOW)
    with refused_for(Reason.NOTE_MISSING):
        actions.refuse(registration=two, actor="person:9", note="  ")
    actions.refuse(registration=two, actor="person:9", note="Somebody else comes.")
    assert (two.state, three.state) == (State.REFUSED, State.OFFERED)
    assert sent(two) == ["pending", "refused"]
    assert actions.accept(registration=three, actor="person:3").state is State.CONFIRMED
    with refused_for(Reason.NOT_APPROVED):
        press(event, person=two.person)
    actions.approve(registration=two, actor="user:1")
    assert (two.state, two.refusal_note, counters(event)) == (State.WAITING, "", (2, 2, []))
    approved = press(event, approved=True)
    assert (approved.state, approved.decided_by) == (State.WAITING, "user:1")
    actions.cancel(registration=two, actor="user:1")
    with refused_for(Reason.NOT_TO_DECIDE):
        actions.approve(registration=two, actor="user:1")


def test_who_is_approved_for_an_entity_cannot_come_for_another() -> None:
    event = make.make_event()
    make.make_terms(event, admission=Admission.FOCAL_POINT)
    made = press(event, "FJ")
    actions.approve(registration=made, actor="person:9")
    other = actions.Answers(mode=ONLINE, country="TO")
    change: dict[str, Any] = {"registration": made, "answers": other, "actor": "user:1"}
    with refused_for(Reason.APPROVED_FOR):
        actions.change(version=made.version, **change)
    actions.change(version=made.version, is_organizer=True, **change)
    assert made.country == "TO"


def test_a_place_passes_to_a_colleague_who_proves_the_address() -> None:
    entity = make.make_organisation()
    event, first = full_event(admission=Admission.FOCAL_POINT)
    first.organisation_id = entity.id
    actions.approve(registration=first, actor="person:9")
    stranger = make.make_person(organisation_id=make.make_organisation().id)
    with refused_for(Reason.OTHER_ENTITY):
        actions.transfer(registration=first, person=stranger, actor="person:1")
    waits = press(event)
    with refused_for(Reason.ALREADY_COMES):
        actions.transfer(registration=first, person=waits.person, actor="person:1")
    guest = actions.Guest("Josefa", "Tui", "josefa@example.org")
    new = actions.transfer(registration=first, guest=guest, actor="person:1")
    assert (first.state, new.state, waits.state) == (State.CANCELLED, State.HELD, State.WAITING)
    assert (new.organisation_id, new.approved) == (entity.id, None)
    assert (sent(first)[-1], sent(new)) == ("given", ["received"])
    assert counters(event) == (1, 1, [])
    actions.confirm(registration=new, actor="anonymous")
    assert new.state is State.PENDING
    with refused_for(Reason.NOT_TRANSFERABLE):
        actions.transfer(registration=first, guest=guest, actor="person:1")
    verbs = db.session.scalars(
        sa.select(AuditRow.verb).where(AuditRow.subject == f"registration:{first.id}")
    ).all()
    assert verbs[-1] == "registration.transferred"
    name = db.session.get_one(Person, new.person_id).name
    assert name == "Josefa Tui"


def test_a_refused_guest_who_is_approved_after_all_proves_the_address() -> None:
    event, first = full_event(admission=Admission.FOCAL_POINT)
    guest = actions.Guest("Josefa", "Tui", "josefa@example.org")
    waits = actions.register(
        event_id=event.id, answers=actions.Answers(mode=ONLINE), guest=guest, actor="anonymous"
    )
    actions.refuse(registration=waits, actor="person:9", note="Somebody else comes.")
    actions.cancel(registration=first, actor="user:1")
    actions.approve(registration=waits, actor="person:9")
    assert (waits.state, sent(waits)) == (State.HELD, ["waiting", "refused", "hold"])
    actions.confirm(registration=waits, actor="anonymous")
    assert (waits.state, counters(event)) == (State.CONFIRMED, (1, 1, []))
