"""Rows of messages and of the page that stops them."""

from typing import Any

from eventsite.core import clock
from eventsite.core.outbox import Mail, MailState
from eventsite.messages import actions, links
from eventsite.messages.models import Message, Recipient
from eventsite.messages.states import MessageState
from tests import make
from tests.access_table import Row, Visitor, World, Writes, everybody, of_event, page, team, write
from tests.messages.makings import make_message, make_reminder

TEAM = team(Visitor.COMMUNICATION, Visitor.REGISTRATION)
WORDS = {"subject-en": "News", "body-en": "Come."}
#: A reminder that goes out a week before the event.
WHEN = {**WORDS, "days": "7", "side": "before", "anchor": "start", "hour": "9"}
REMINDER = ("anchor", "days", "languages")
STATE, LANGUAGES = ("state",), ("languages",)


def draft(world: World) -> Message:
    make.make_registration(world.event)
    return make_message(world.event)


def of_draft(world: World) -> dict[str, Any]:
    return {**of_event(world), "code": draft(world).code}


def of_held(world: World) -> dict[str, Any]:
    found = draft(world)
    actions.release(actor="user:1", message=found)
    return {**of_event(world), "code": found.code}


def of_failed(world: World) -> dict[str, Any]:
    """Sent, and its one mail was refused."""
    found, registration = make_message(world.event), make.make_registration(world.event)
    found.state = MessageState.SENT
    now = clock.now()
    mail = make.add(
        Mail(
            message_id="a@b.org", to_address="ada@example.org", lang="en", template="x",
            subject="News", text="Come.", attachments=[], state=MailState.FAILED, due=now,
            created=now,
        )
    )  # fmt: skip
    make.add(Recipient(message_id=found.id, registration_id=registration.id, mail_id=mail.id))
    return {**of_event(world), "code": found.code}


def of_holder(world: World) -> dict[str, Any]:
    registration = make.make_registration(world.event, world.participant.person)
    return {"code": registration.code, "key": links.key_of(registration)}


def of_mail(world: World) -> dict[str, Any]:
    return {**of_event(world), "kind": "confirmed"}


def of_reminder(world: World) -> dict[str, Any]:
    return {**of_event(world), "code": make_reminder(world.event).code}


def one_more(world: World) -> Message:
    return make_message(world.event)


def moved(verb: str) -> Writes:
    return Writes(verb, before=STATE, after=STATE)


ROWS: dict[tuple[str, str], Row] = {
    ("messages.messages", "GET"): page(TEAM, of_event, grow=one_more, reader=Visitor.OWNER),
    ("messages.new", "GET"): page(TEAM, of_event),
    ("messages.new", "POST"): write(
        TEAM, of_event, Writes("message.written", lambda _world: WORDS, after=LANGUAGES)
    ),
    ("messages.message", "GET"): page(TEAM, of_draft),
    ("messages.change", "GET"): page(TEAM, of_draft),
    ("messages.change", "POST"): write(
        TEAM,
        of_draft,
        Writes(
            "message.changed",
            lambda _world: {**WORDS, "version": "1"},
            before=LANGUAGES,
            after=LANGUAGES,
        ),
    ),
    ("messages.release", "POST"): write(TEAM, of_draft, moved("message.released")),
    ("messages.stop", "POST"): write(TEAM, of_held, moved("message.stopped")),
    ("messages.remove", "POST"): write(TEAM, of_draft, Writes("message.removed", before=STATE)),
    ("messages.test", "POST"): write(TEAM, of_draft, Writes("message.tested", after=("lang",))),
    ("messages.again", "POST"): write(TEAM, of_failed, moved("mail.resent")),
    ("messages.recipients", "GET"): page(team(Visitor.REGISTRATION), of_failed),
    ("messages.reminders", "GET"): page(TEAM, of_event),
    ("messages.new_reminder", "GET"): page(TEAM, of_event),
    ("messages.new_reminder", "POST"): write(
        TEAM, of_event, Writes("reminder.written", lambda _world: WHEN, after=REMINDER)
    ),
    ("messages.change_reminder", "GET"): page(TEAM, of_reminder),
    ("messages.change_reminder", "POST"): write(
        TEAM,
        of_reminder,
        Writes(
            "reminder.changed",
            lambda _world: {**WHEN, "version": "1"},
            before=REMINDER,
            after=REMINDER,
        ),
    ),
    ("messages.switch_reminder", "POST"): write(
        TEAM,
        of_reminder,
        Writes("reminder.switched", before=("is_on",), after=("is_on",)),
    ),
    ("messages.mail_words", "GET"): page(TEAM, of_event),
    ("messages.mail_word", "GET"): page(TEAM, of_mail),
    ("messages.mail_word", "POST"): write(
        TEAM,
        of_mail,
        Writes(
            "mail_words.saved",
            lambda _world: {"body-en": "Bring a warm coat."},
            before=LANGUAGES,
            after=("kind", "languages"),
        ),
    ),
    ("messages.test_mail", "POST"): write(TEAM, of_mail, Writes("message.tested", after=("lang",))),
    ("messages.unsubscribe", "GET"): page(everybody(), of_holder),
    ("messages.unsubscribe", "POST"): write(
        everybody(),
        of_holder,
        Writes(
            "messages.declined",
            actor=lambda world: f"person:{world.participant.person_id}",
        ),
    ),
}
