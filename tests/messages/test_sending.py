"""Messages: held, stopped, sent once to everybody chosen, also when the sending is broken off."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import cast
from urllib.parse import quote_plus

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock, tasks
from eventsite.core.archive import Swap
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from eventsite.core.outbox import Mail, MailState
from eventsite.messages import actions, archive, jobs, links, personal, queries, rules
from eventsite.messages.models import Message, Recipient
from eventsite.messages.rules import Reason
from eventsite.messages.states import NEXT, MessageState, Skipped, skipped
from eventsite.registration.models import Registration, State
from tests import make
from tests.messages.makings import make_message

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
Db = scoped_session[Session]


@pytest.mark.parametrize(
    ("address", "has_stopped", "concerns_all", "expected"),
    [
        ("a@b.org", False, False, Skipped.NO),
        ("a@b.org", True, False, Skipped.STOPPED),
        ("a@b.org", True, True, Skipped.NO),
        ("", False, False, Skipped.NO_ADDRESS),
        ("", True, True, Skipped.NO_ADDRESS),
    ],
)
def test_who_is_left_out(
    address: str, has_stopped: bool, concerns_all: bool, expected: Skipped
) -> None:
    found = skipped(address=address, has_stopped=has_stopped, concerns_all=concerns_all)
    assert found is expected


def test_every_state_says_what_may_follow() -> None:
    may = {(one, to) for one in MessageState for to in MessageState if not rules.may_move(one, to)}
    assert may == {(one, to) for one, after in NEXT.items() for to in after}


@pytest.mark.parametrize(
    ("subject", "body", "reason"),
    [
        ({}, {"en": " "}, Reason.NO_TEXT),
        ({"en": "News"}, {}, Reason.HALF),
        ({"en": "News"}, {"en": "x", "fr": "y"}, Reason.HALF),
        ({"en": "News of {forum}"}, {"en": "x"}, Reason.PLACEHOLDER),
        # It opens the registration, and subjects are kept longer than texts.
        ({"en": "See {registration}"}, {"en": "x"}, Reason.PLACEHOLDER),
    ],
)
def test_what_cannot_be_sent_is_refused(
    session: Db, subject: dict[str, str], body: dict[str, str], reason: Reason
) -> None:
    with pytest.raises(Refused) as refused:
        make_message(make.make_event(), actions.Words(subject, body))
    assert refused.value.reason is reason


def sent(message: Message) -> None:
    """The hold passes and the job runs."""
    with clock.freeze(NOW + rules.HOLD):
        db.session.commit()
        jobs.release()
        db.session.commit()
        jobs.send(tasks.Job(0, "system"), message_id=message.id)


def people(session: Db) -> tuple[Message, list[Registration]]:
    """A message to four confirmed people; one more waits."""
    event = make.make_event("Forum")
    found = [make.make_registration(event, state=State.CONFIRMED) for _ in range(4)]
    make.make_registration(event, state=State.WAITING)
    found[1].lang = "fr"
    found[2].person.email = ""
    message = make_message(event)
    session.flush()
    return message, found


@pytest.mark.both_databases
def test_one_mail_for_each_and_none_twice(session: Db) -> None:
    message, (ada, lea, nobody, dev) = people(session)
    addresses, name = [ada.person.email, lea.person.email], ada.person.name
    actions.decline(actor="person:1", registration=dev)
    actions.decline(actor="person:1", registration=dev)
    with clock.freeze(NOW):
        actions.release(actor="user:1", message=message)
        session.commit()
        jobs.release()
    assert message.state is MessageState.HELD
    sent(message)
    sent(message)
    rows = session.scalars(sa.select(Recipient).order_by(Recipient.registration_id)).all()
    assert [(row.registration_id, row.skipped) for row in rows] == [
        (ada.id, Skipped.NO),
        (lea.id, Skipped.NO),
        (nobody.id, Skipped.NO_ADDRESS),
        (dev.id, Skipped.STOPPED),
    ]
    mails = session.scalars(sa.select(Mail).order_by(Mail.id)).all()
    assert [mail.to_address for mail in mails] == addresses
    assert mails[0].subject == "News of Forum"
    assert mails[0].unsubscribe_url == links.stop_url(ada)
    assert mails[0].text.startswith(f"Dear {name},\n\nCome to Geneva, Switzerland and online.")
    session.refresh(message)
    assert (message.state, message.sent) == (MessageState.SENT, NOW + rules.HOLD)
    assert queries.outcome(message)[0] == {MailState.QUEUED: 2}


def test_a_broken_off_sending_goes_on_where_it_was(
    session: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, found = people(session)
    actions.release(actor="user:1", message=message)
    message.state = MessageState.SENDING
    session.commit()
    monkeypatch.setattr(rules, "BATCH", 1)
    assert actions.send_batch(message.id) == 1
    session.commit()
    assert actions.send_batch(message.id) == 1
    session.rollback()
    sent(message)
    count = Counter(session.scalars(sa.select(Recipient.registration_id)))
    assert count == {one.id: 1 for one in found}
    assert session.scalar(sa.select(sa.func.count()).select_from(Mail)) == 3


def test_a_held_message_can_be_stopped_and_a_draft_changed(session: Db) -> None:
    message, _found = people(session)
    with clock.freeze(NOW):
        actions.release(actor="user:1", message=message)
        actions.stop(actor="user:1", message=message)
        with pytest.raises(Refused) as twice:
            actions.stop(actor="user:1", message=message)
    assert twice.value.reason is Reason.NOT_NOW
    assert queries.due(NOW + timedelta(days=1)) == []
    words = actions.Words({"fr": "Nouvelles"}, {"fr": "Venez."})
    actions.change(actor="user:1", message=message, words=words, version=message.version)
    assert (message.subject, message.body) == (words.subject, words.body)
    with pytest.raises(Stale):
        actions.change(actor="user:1", message=message, words=words, version=1)


def test_nobody_is_no_audience_and_failed_mails_go_again(session: Db) -> None:
    empty = make_message(make.make_event())
    with pytest.raises(Refused) as refused:
        actions.release(actor="user:1", message=empty)
    assert refused.value.reason is Reason.NOBODY
    message, _found = people(session)
    with clock.freeze(NOW):
        actions.release(actor="user:1", message=message)
    sent(message)
    with pytest.raises(Refused) as none:
        actions.resend(actor="user:1", message=message)
    assert none.value.reason is Reason.NOT_FAILED
    mail = session.scalars(sa.select(Mail)).first()
    assert mail is not None
    mail.state = MailState.FAILED
    session.flush()
    came_to = sa.select(Recipient.registration_id).where(Recipient.mail_id == mail.id)
    to = session.get_one(Registration, session.scalars(came_to).one())
    actions.decline(actor="person:1", registration=to)
    with pytest.raises(Refused):
        actions.resend(actor="user:1", message=message)
    actions.want(actor="person:1", registration=to)
    assert actions.resend(actor="user:1", message=message) == 1
    assert mail.state is MailState.QUEUED


def test_erasing_one_of_a_shared_address_leaves_the_others_mail(session: Db) -> None:
    _message, (ada, lea, *_others) = people(session)
    gone, event = ada.person, ada.event
    lea.person.email = address = gone.email
    message = make_message(event, audience=f"tab=all&text={quote_plus(address)}")
    with clock.freeze(NOW):
        actions.release(actor="user:1", message=message)
    sent(message)
    personal.erase(gone, NOW)
    about = sa.select(Mail).where(Mail.subject_key == f"message:{message.id}").order_by(Mail.id)
    mails = session.scalars(about.execution_options(populate_existing=True)).all()
    assert [(mail.to_address, mail.state) for mail in mails] == [
        ("erased", MailState.FAILED),
        (address, MailState.QUEUED),
    ]
    # The filter neither names the address any more nor finds everybody now.
    assert message.audience == "tab=all&text=erased"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (MessageState.DRAFT, MessageState.DRAFT),
        (MessageState.HELD, MessageState.DRAFT),
        (MessageState.SENDING, MessageState.SENT),
        (MessageState.SENT, MessageState.SENT),
    ],
)
def test_a_message_about_to_go_rests_in_an_archive(
    state: MessageState, expected: MessageState
) -> None:
    [table] = [one for one in archive.TABLES if one.model is Message]
    assert table.inside is not None
    row = table.inside({"state": state.value, "release_at": NOW.isoformat()}, cast(Swap, None))
    assert row == {"state": expected.value, "release_at": None}
