"""The organizers' pages of messages, and the page that stops them."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core.outbox import Mail
from eventsite.events.models import Duty
from eventsite.messages import links
from eventsite.messages.models import Message, MessageStop
from eventsite.messages.states import MessageState
from eventsite.registration.models import PlaceMode, State
from tests import make
from tests.browser import Browser

Db = scoped_session[Session]


def test_a_message_from_the_list_to_its_hold(client: Browser, session: Db) -> None:
    event = make.make_event("Forum")
    for lang in ("en", "fr"):
        make.make_registration(event, state=State.CONFIRMED, lang=lang, mode=PlaceMode.ONLINE)
    make.make_registration(event, state=State.CONFIRMED, mode=PlaceMode.IN_PERSON)
    client.sign_in(make.make_team_member(event, [Duty.OWNER]))
    path = f"/manage/events/{event.slug}/messages"
    listed = client.get(client.get(path).link("Write to all registered people"))
    assert "3 people are chosen." in listed.words
    page = client.get(f"{path}/new?mode=online&colour=red")
    assert "2 people are chosen." in page.words
    wrong = client.form(page, "Keep the draft and look at it").fill(
        **{"subject-en": "News of {events}", "body-en": "Come."}
    )
    back = wrong.submit(422)
    assert back.all("#errors li") == ["“{events}” is no placeholder. Use those in the list."]
    form = client.form(back, "Keep the draft and look at it")
    shown = form.fill(**{"subject-en": "News of {event}", "body-ar": "", "body-en": "Dear {name}"})
    draft = shown.submit()
    assert "News of Forum" in draft.words
    assert "2 mails go out." in draft.words
    assert session.scalars(sa.select(Message.audience)).one() == "mode=online"
    tested = client.form(draft, "Send me a test").submit()
    assert session.scalars(sa.select(Mail.subject)).all() == ["News of Forum"]
    held = client.form(tested, "Send").submit()
    assert "Until then you can stop it." in held.words
    late = client.post(f"{held.path}/release", status=422)
    assert "This message stands elsewhere now. Look at its page again." in late.words
    assert client.form(held, "Stop").submit().all(".pill") == ["Draft"]
    changed = client.form(client.get(f"{held.path}/change"), "Keep the draft and look at it")
    assert changed.fill(**{"subject-en": "Old news"}).submit().h1 == "Old news"
    client.form(client.get(held.path), "Remove the draft").submit()
    assert session.scalars(sa.select(Message)).all() == []


def test_one_press_stops_and_one_takes_up_again(
    client: Browser, another_client: Callable[[], Browser], session: Db
) -> None:
    event = make.make_event("Forum")
    registration = make.make_registration(event)
    path = f"/messages/{registration.code}/{links.key_of(registration)}/stop"
    page = client.get(path)
    assert session.scalars(sa.select(MessageStop)).all() == []
    stopped = client.form(page, "Send me no more messages").submit()
    assert len(session.scalars(sa.select(MessageStop)).all()) == 1
    client.form(stopped, "Get messages again").submit()
    assert session.scalars(sa.select(MessageStop)).all() == []
    # A mail program posts by itself, from nowhere (RFC 8058 §3.1).
    posted = {"List-Unsubscribe": "One-Click"}
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert another_client().open("POST", path, data=posted, headers=elsewhere).status_code == 200
    assert len(session.scalars(sa.select(MessageStop)).all()) == 1
    client.get(f"/messages/{registration.code}/wrong/stop", status=404)


def test_recipients_as_a_table(client: Browser) -> None:
    event = make.make_event("Forum")
    client.sign_in(make.make_team_member(event, [Duty.COMMUNICATION]))
    found = make.add(
        Message(
            code="ABCD2345",
            event_id=event.id,
            subject={"en": "=1+1"},
            body={"en": "Come."},
            state=MessageState.SENT,
            created_by="user:1",
            created=make.CREATED,
        )
    )
    page = client.get(f"/manage/events/{event.slug}/messages/{found.code}")
    assert page.all("a[href$='recipients.csv']") == []
    client.get(f"{page.path}/recipients.csv", status=403)


@pytest.mark.parametrize(
    ("state", "leads"),
    [
        (State.CONFIRMED, True),
        (State.WAITING, True),
        (State.PENDING, True),
        (State.CANCELLED, False),
    ],
)
def test_a_registration_leads_to_its_messages(client: Browser, state: State, leads: bool) -> None:
    registration = make.make_registration(
        make.make_event(), state=state, waiting_since=make.CREATED
    )
    client.sign_in(make.make_user(registration.person))
    page = client.get(f"/me/registrations/{registration.code}")
    assert ("Messages about an event" in page.all("main a")) is leads
