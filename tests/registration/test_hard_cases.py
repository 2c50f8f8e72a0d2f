"""What must not happen: places given at a dead event, answers that tell who is registered."""

import pytest
import sqlalchemy as sa
from limits import parse

from eventsite.core import once
from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail
from eventsite.core.tasks import registry
from eventsite.events.models import Duty, EventState
from eventsite.people.models import Person
from eventsite.registration import actions, personal
from eventsite.registration.models import PlaceMode, Registration, State
from eventsite.registration.rules import Reason
from eventsite.registration.verbs import Verb
from tests import make
from tests.browser import Browser
from tests.registration.conftest import NOW

pytestmark = pytest.mark.usefixtures("session")
ONLINE = actions.Answers(mode=PlaceMode.ONLINE)
SERA = actions.Guest("Sera", "Vakacegu", "office@example.org")
ANA = actions.Guest("Ana", "Vakacegu", "office@example.org")
FILLED = {
    "first_name": "Sera",
    "email": "office@example.org",
    "country": "none",
    "mode": "online",
    "role": "participant",
    "zone": "UTC",
    "lang": "en",
    "consent": "y",
    "code_of_conduct": "y",
}


def test_a_cancelled_event_gives_nobody_a_place() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=1)
    here = make.make_registration(event)
    waits = make.make_registration(event, state=State.WAITING, waiting_since=NOW)
    event.state, event.cancelled = EventState.CANCELLED, NOW
    actions.cancel(registration=here, actor="user:1")
    db.session.refresh(waits)
    assert waits.state is State.WAITING


def test_a_held_place_is_not_confirmed_at_a_cancelled_event() -> None:
    event = make.make_event()
    make.make_terms(event)
    held = actions.register(event_id=event.id, answers=ONLINE, guest=SERA, actor="anonymous")
    event.state, event.cancelled = EventState.CANCELLED, NOW
    with pytest.raises(Refused) as refused:
        actions.confirm(registration=held, actor="anonymous")
    assert refused.value.reason is Reason.CANCELLED


def test_a_full_event_tells_nobody_who_is_registered() -> None:
    event = make.make_event()
    make.make_terms(event, capacity_online=1, has_waiting_list=False)
    actions.register(event_id=event.id, answers=ONLINE, guest=SERA, actor="anonymous")
    for guest in (SERA, ANA):
        with pytest.raises(Refused) as refused:
            actions.register(event_id=event.id, answers=ONLINE, guest=guest, actor="anonymous")
        assert refused.value.reason is Reason.FULL


def test_a_second_person_on_the_same_form_is_registered_too() -> None:
    event = make.make_event()
    make.make_terms(event)
    for guest in (SERA, SERA, ANA):
        actions.register(
            event_id=event.id, answers=ONLINE, guest=guest, actor="anonymous", key="shown once"
        )
    names = sa.select(Person.first_name).join(Registration, Registration.person_id == Person.id)
    assert db.session.scalars(names.order_by(Registration.id)).all() == ["Sera", "Ana"]


def test_keys_of_forms_are_forgotten_after_a_day() -> None:
    once.keep("old", "A", NOW - once.KEPT_FOR * 2)
    once.keep("new", "B", NOW)
    registry.periodics["once.forget"].run()
    assert db.session.scalars(sa.select(once.OnceKey.key)).all() == ["new"]


@pytest.mark.parametrize(
    "query",
    ["?slug=other", "?endpoint=x", "?tab=all&page=2&tab=held", "?_external=1&_scheme=javascript"],
)
def test_no_query_breaks_or_bends_the_organizers_list(client: Browser, query: str) -> None:
    event = make.make_event()
    make.make_terms(event)
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    page = client.get(f"/manage/events/{event.slug}/registrations{query}")
    tabs = [
        str(tag["href"]).partition("?")[0] for tag in page.soup.select("nav[aria-label=State] a")
    ]
    assert tabs == [f"/manage/events/{event.slug}/registrations"] * 9


def test_asking_for_the_head_of_a_closed_form_is_no_failed_form(client: Browser) -> None:
    event = make.make_event()
    assert client.open("HEAD", f"/events/{event.slug}/registration").status_code == 200


def test_a_name_over_several_lines_writes_no_text_into_mails(client: Browser) -> None:
    event = make.make_event()
    make.make_terms(event)
    fields = {**FILLED, "first_name": "Sera\n\nPay here: example.org"}
    client.post(f"/events/{event.slug}/registration", fields)
    mail = db.session.scalars(sa.select(Mail)).one()
    assert "Dear Sera Pay here: example.org," in mail.text.splitlines()


def test_a_whole_hall_registers_behind_one_address(client: Browser) -> None:
    limiter = client.app.extensions["limits"]
    for _ in range(300):
        limiter.hit(parse("300 per hour"), "registration", "127.0.0.1")
    event = make.make_event()
    make.make_terms(event)
    fields = {**FILLED, "email": "last@example.org"}
    page = client.post(f"/events/{event.slug}/registration", fields)
    assert page.path == f"/events/{event.slug}/registration/sent"


def test_erasing_locks_events_in_the_order_of_their_keys() -> None:
    person = make.make_person()
    events = [make.make_event(), make.make_event()]
    for day, event in enumerate(reversed(events), 1):
        make.make_terms(event)
        make.make_registration(event, person, created=NOW.replace(day=day))
    personal.erase(person, NOW)
    rows = db.session.scalars(
        sa.select(AuditRow.subject).where(AuditRow.verb == Verb.CANCELLED).order_by(AuditRow.id)
    )
    by_event = sa.select(Registration.id).order_by(Registration.event_id)
    assert rows.all() == [f"registration:{key}" for key in db.session.scalars(by_event)]
