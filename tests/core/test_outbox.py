"""Mail: ordered with its transaction, handed over once, and what staff see of it."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import audit, clock, outbox
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail, MailState, actions, drain, message
from eventsite.core.outbox.models import RESENDABLE, Trouble
from tests import make
from tests.browser import Browser
from tests.smtp import PostOffice

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
DbSession = scoped_session[Session]

pytestmark = pytest.mark.usefixtures("letters")


def order(name: str = "Ada", to: str = "ada@example.org", **more: object) -> Mail:
    return outbox.send("test/hello", to=to, lang="en", subject_key="event:1", name=name, **more)  # type: ignore[arg-type]


def states(session: DbSession) -> list[tuple[MailState, str]]:
    session.rollback()
    rows = session.execute(sa.select(Mail.state, Mail.error).order_by(Mail.id))
    return [(row.state, row.error) for row in rows]


@pytest.mark.both_databases
def test_what_is_rolled_back_is_never_mailed(session: DbSession, smtp: PostOffice) -> None:
    order("Ada")
    session.rollback()
    order("Grace")
    session.commit()
    assert drain.drain() == 1
    assert [mail["Subject"] for mail in smtp.mails] == ["Hello Grace"]
    assert drain.drain() == 0


def test_a_mail_carries_what_mail_programs_ask_for(session: DbSession, smtp: PostOffice) -> None:
    with clock.freeze(NOW):
        order(unsubscribe_url="https://example.org/u/1")
        session.commit()
        drain.drain()
    (mail,) = smtp.mails
    row = session.scalars(sa.select(Mail)).one()
    assert {name: mail[name] for name in ("To", "Date", "Message-ID", "Auto-Submitted")} == {
        "To": "ada@example.org",
        "Date": "Mon, 01 Mar 2027 09:00:00 +0000",
        "Message-ID": f"<{row.message_id}>",
        "Auto-Submitted": "auto-generated",
    }
    assert mail["List-Unsubscribe"] == "<https://example.org/u/1>"
    assert mail["Content-Language"] == "en"
    text, page = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert page is not None
    assert text.get_content() == "Good day, Ada.\r\n"
    assert "<p>Good day, Ada.</p>" in page.get_content()
    assert (row.state, row.sent_at, row.text) == (MailState.SENT, NOW, "Good day, Ada.\n")


def test_an_attachment_keeps_type_parameters_and_bytes(
    session: DbSession, smtp: PostOffice
) -> None:
    calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Élan\r\nEND:VCALENDAR\r\n".encode()
    order(attachments=[outbox.Attachment("day.ics", "text/calendar; component=VEVENT", calendar)])
    session.commit()
    drain.drain()
    (part,) = smtp.mails[0].iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert (part.get_param("component"), part.get_param("charset")) == ("VEVENT", "utf-8")
    assert part.get_filename() == "day.ics"
    assert part.get_payload(decode=True) == calendar


def test_an_invitation_is_another_form_of_the_text_and_a_file(
    session: DbSession, smtp: PostOffice
) -> None:
    calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Élan\r\nEND:VCALENDAR\r\n".encode()
    kind = "text/calendar; method=REQUEST; charset=utf-8"
    order(attachments=[outbox.Attachment("invite.ics", kind, calendar)])
    session.commit()
    drain.drain()
    (mail,) = smtp.mails
    text, page, invitation, file = [part for part in mail.walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert text.get_content() == "Good day, Ada.\r\n"
    assert page.get_content_charset() == "utf-8"
    assert (invitation.get_param("method"), invitation.get_param("charset")) == ("REQUEST", "utf-8")
    assert invitation.get_content_disposition() is None
    assert file.get_filename() == "invite.ics"
    assert {part.get_payload(decode=True) for part in (invitation, file)} == {calendar}


@pytest.mark.parametrize(
    "name", ["Eve\r\nBcc: all@example.org", "Eve\nBcc: all@example.org", "Eve\u2028Bcc: x"]
)
def test_a_name_makes_no_header(session: DbSession, smtp: PostOffice, name: str) -> None:
    order(name)
    session.commit()
    drain.drain()
    assert smtp.mails[0]["Bcc"] is None
    assert smtp.mails[0]["Subject"].startswith("Hello Eve Bcc: ")


def test_it_speaks_the_language_of_its_reader(session: DbSession) -> None:
    mail = outbox.send("test/words", to="a@example.org", lang="fr", subject_key="event:1")
    assert mail.subject == "fr"


def test_a_template_without_a_subject_is_an_error(session: DbSession) -> None:
    with pytest.raises(ValueError, match="Subject"):
        outbox.send("test/wrong", to="a@example.org", lang="en", subject_key="event:1")


@pytest.mark.parametrize("address", ["", "ada", "ada@", "@example.org", "a b@example.org"])
def test_an_address_that_is_none_fails_with_a_sentence(
    session: DbSession, smtp: PostOffice, address: str
) -> None:
    order(to=address)
    session.commit()
    assert drain.drain() == 0
    assert states(session) == [(MailState.FAILED, Trouble.ADDRESS)]


def test_a_domain_in_another_script_is_written_in_ascii() -> None:
    assert message.bare_address("ada@bücher.example") == "ada@xn--bcher-kva.example"


def test_a_secret_is_gone_once_sent(session: DbSession, smtp: PostOffice) -> None:
    order(secret=True)
    session.commit()
    drain.drain()
    row = session.scalars(sa.select(Mail)).one()
    assert (row.state, row.text) == (MailState.SENT, "")
    sent = smtp.mails[0].get_body(("plain",))
    assert sent is not None
    assert sent.get_content() == "Good day, Ada.\r\n"


def test_without_a_mail_server_mail_is_kept_until_a_person_sends_it(
    app: Flask, session: DbSession
) -> None:
    order()
    session.commit()
    assert drain.drain() == 0
    assert states(session) == [(MailState.HELD, Trouble.HELD)]


@pytest.mark.parametrize("state", list(MailState))
def test_only_what_did_not_arrive_is_sent_again(session: DbSession, state: MailState) -> None:
    mail = order()
    mail.state = state
    session.flush()
    if state in RESENDABLE:
        outbox.resend(mail, "user:1")
        assert mail.state is MailState.QUEUED
        assert session.scalars(sa.select(audit.AuditRow.verb)).all() == ["mail.resent"]
    else:
        with pytest.raises(Refused, match="on its way"):
            outbox.resend(mail, "user:1")


def test_old_mails_lose_what_is_personal_but_not_their_trace(session: DbSession) -> None:
    with clock.freeze(NOW):
        for state in (MailState.SENT, MailState.QUEUED):
            order().state = state
    with clock.freeze(NOW + timedelta(days=31)):
        drain.blank_old()
    rows = session.scalars(sa.select(Mail).order_by(Mail.id)).all()
    assert [(row.text, row.subject, row.template == rows[1].template) for row in rows] == [
        ("", "", True),
        ("Good day, Ada.\n", "Hello Ada", True),
    ]


def test_a_forgotten_address_leaves_nothing_and_gets_nothing(
    session: DbSession, smtp: PostOffice
) -> None:
    order(to="Ada@Example.org")
    order(to="grace@example.org")
    assert actions.forget("ada@example.org") == 1
    session.commit()
    drain.drain()
    assert [mail["To"] for mail in smtp.mails] == ["grace@example.org"]
    gone = session.scalars(sa.select(Mail).order_by(Mail.id)).first()
    assert gone is not None
    assert (gone.to_address, gone.subject, gone.text) == ("erased", "", "")


def test_staff_see_what_failed_and_send_it_again(
    session: DbSession, client: Browser, smtp: PostOffice
) -> None:
    smtp.recipient_answer = "550 No such user"
    order()
    session.commit()
    drain.drain()
    client.sign_in(make.make_staff())
    page = client.get("/staff/mail?state=failed")
    assert page.h1 == "Mail"
    assert "550 No such user" in page.words
    smtp.recipient_answer = ""
    client.press("/staff/mail?state=failed", "Send again Hello Ada, ada@example.org")
    drain.drain()
    assert states(session) == [(MailState.SENT, "")]
