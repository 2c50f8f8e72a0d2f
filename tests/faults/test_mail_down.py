"""The mail server is down, busy, strict or breaks the line: nothing lost, nothing doubled."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock, outbox
from eventsite.core.outbox import Mail, MailState, drain
from eventsite.core.outbox.models import Trouble
from tests.smtp import PostOffice

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
DbSession = scoped_session[Session]

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("letters")]


@pytest.fixture
def three(session: DbSession) -> list[str]:
    """Three mails, ordered; their Message-IDs."""
    with clock.freeze(NOW):
        mails = [
            outbox.send(
                "test/hello", to=f"{n}@example.org", lang="en", subject_key="event:1", name=n
            )
            for n in ("a", "b", "c")
        ]
        session.commit()
        return [mail.message_id for mail in mails]


def states(session: DbSession) -> list[tuple[MailState, str]]:
    session.rollback()
    rows = session.execute(sa.select(Mail.state, Mail.error).order_by(Mail.id))
    return [(row.state, row.error) for row in rows]


def test_a_server_that_comes_back_gets_every_mail_once(
    session: DbSession, smtp: PostOffice, three: list[str]
) -> None:
    smtp.stop()
    with clock.freeze(NOW):
        assert drain.drain() == 0
    assert states(session) == [
        (MailState.QUEUED, Trouble.AWAY),
        (MailState.QUEUED, ""),
        (MailState.QUEUED, ""),
    ]
    smtp.start()
    with clock.freeze(NOW + timedelta(seconds=5)):
        assert drain.drain() == 2
    with clock.freeze(NOW + drain.FIRST_PAUSE):
        assert drain.drain() == 1
    assert smtp.by_message_id() == dict.fromkeys(three, 1)


def test_later_means_later_and_no_means_no(
    session: DbSession, smtp: PostOffice, three: list[str]
) -> None:
    smtp.recipient_answer = "451 Try later"
    with clock.freeze(NOW):
        drain.drain()
    assert states(session) == [(MailState.QUEUED, Trouble.LATER)] * 3
    smtp.recipient_answer = "550 No such user"
    with clock.freeze(NOW + drain.FIRST_PAUSE):
        drain.drain()
    assert states(session) == [(MailState.FAILED, Trouble.REFUSED)] * 3
    assert smtp.mails == []


def test_a_line_that_breaks_after_the_text_leaves_a_visible_question(
    session: DbSession, smtp: PostOffice, three: list[str]
) -> None:
    smtp.drops = True
    with clock.freeze(NOW):
        drain.drain()
    smtp.drops = False
    with clock.freeze(NOW + timedelta(days=1)):
        drain.drain()
    assert states(session) == [(MailState.UNKNOWN, Trouble.UNKNOWN)] * 3
    assert smtp.by_message_id() == dict.fromkeys(three, 1)


def test_a_mail_is_given_up_after_many_attempts_with_a_sentence(
    session: DbSession, smtp: PostOffice, three: list[str]
) -> None:
    smtp.recipient_answer = "451 Try later"
    at = NOW
    for attempt in range(1, drain.MOST_ATTEMPTS + 1):
        with clock.freeze(at):
            drain.drain()
        at += drain.pause_after(attempt)
    assert states(session) == [(MailState.FAILED, Trouble.TIRED)] * 3
    assert timedelta(days=1) < at - NOW < timedelta(days=3)
