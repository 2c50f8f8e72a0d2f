"""Writes, releases, stops and sends messages."""

from eventsite.core import audit, clock, outbox, tasks, text
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused, Stale
from eventsite.events.models import Event
from eventsite.messages import emails, queries, rules
from eventsite.messages.actions import wording
from eventsite.messages.models import Message, Recipient
from eventsite.messages.rules import Reason
from eventsite.messages.states import MessageState, Skipped, skipped
from eventsite.messages.verbs import Verb

_TASK = "task:messages.send"


def write(*, actor: str, event: Event, audience: str, words: wording.Words) -> Message:
    """Keep a new draft; raises Refused with the field beside which the sentence belongs."""
    wording.check(words)
    message = Message(
        code=text.new_code(8),
        event_id=event.id,
        audience=audience,
        subject=wording.written(words.subject),
        body=wording.written(words.body),
        concerns_all=words.concerns_all,
        created_by=actor,
        created=clock.now(),
    )
    db.session.add(message)
    db.session.flush()
    audit.record(actor, Verb.WRITTEN, _key(message), {}, {"languages": sorted(message.subject)})
    return message


def change(*, actor: str, message: Message, words: wording.Words, version: int) -> None:
    """Change a draft; Stale when somebody changed it meanwhile, refused once it was released."""
    wording.check(words)
    message = lock(Message, message.id)
    if message.state is not MessageState.DRAFT:
        raise Refused(Reason.NOT_NOW)
    if message.version != version:
        raise Stale(
            wording.shown(words.subject, words.body), wording.shown(message.subject, message.body)
        )
    before = {"languages": sorted(message.subject)}
    message.subject, message.body = wording.written(words.subject), wording.written(words.body)
    message.concerns_all = words.concerns_all
    db.session.flush()
    after = {"languages": sorted(message.subject)}
    audit.record(actor, Verb.CHANGED, _key(message), before, after)


def remove(*, actor: str, message: Message) -> None:
    """Throw a draft away."""
    message = lock(Message, message.id)
    if message.state is not MessageState.DRAFT:
        raise Refused(Reason.NOT_NOW)
    audit.record(actor, Verb.REMOVED, _key(message), {"state": message.state.value}, {})
    db.session.delete(message)
    db.session.flush()


def release(*, actor: str, message: Message) -> None:
    """Let it go once the hold has passed; refused when it would reach nobody."""
    message = _moved(message, MessageState.HELD, actor, Verb.RELEASED)
    event = db.session.get_one(Event, message.event_id)
    if not queries.reach(event, message.audience, message.concerns_all).mails:
        raise Refused(Reason.NOBODY)
    message.release_at = clock.now() + rules.HOLD
    db.session.flush()


def stop(*, actor: str, message: Message) -> None:
    """Make it a draft again while it is held."""
    message = _moved(message, MessageState.DRAFT, actor, Verb.STOPPED)
    message.release_at = None
    db.session.flush()


def begin(message: Message) -> None:
    """The hold is over: order the job that sends."""
    message = _moved(message, MessageState.SENDING, _TASK, Verb.SENT)
    message.release_at = None
    tasks.enqueue("messages.send", created_by=message.created_by, message_id=message.id)


def send_batch(message_id: int) -> int:
    """Order the next mails of a message that is being sent; how many people it came to.

    Nobody is written to twice: each registration has one row, in the transaction of its mail.
    0 when the message is through, which is then noted.
    """
    message = lock(Message, message_id)
    if message.state is not MessageState.SENDING:
        return 0
    event = db.session.get_one(Event, message.event_id)
    batch = queries.next_batch(message, event, rules.BATCH)
    for registration, has_stopped in batch:
        why = skipped(
            address=registration.person.email,
            has_stopped=has_stopped,
            concerns_all=message.concerns_all,
        )
        mail = (
            emails.send(message, f"message:{message.id}", event, registration)
            if why is Skipped.NO
            else None
        )
        db.session.add(
            Recipient(
                message_id=message.id,
                registration_id=registration.id,
                skipped=why,
                mail_id=mail.id if mail else None,
            )
        )
    if not batch:
        message.state, message.sent = MessageState.SENT, clock.now()
    db.session.flush()
    return len(batch)


def send_test(*, actor: str, message: Message, to: str, lang: str) -> None:
    """Mail it to its writer, in `lang` where it is written in it."""
    emails.send_test(message, db.session.get_one(Event, message.event_id), to, lang)
    audit.record(actor, Verb.TESTED, _key(message), {}, {"lang": lang})


def resend(*, actor: str, message: Message) -> int:
    """Queue again what the mail server refused or what was only kept; how many mails.

    The trail has a row for each of them.
    """
    found = queries.failed(message)
    if not found:
        raise Refused(Reason.NOT_FAILED)
    for mail in found:
        outbox.resend(mail, actor)
    return len(found)


def _moved(message: Message, to: MessageState, actor: str, verb: Verb) -> Message:
    """The locked message in its new state."""
    message = lock(Message, message.id)
    if reason := rules.may_move(message.state, to):
        raise Refused(reason)
    before = {"state": message.state.value}
    message.state = to
    db.session.flush()
    audit.record(actor, verb, _key(message), before, {"state": to.value})
    return message


def _key(message: Message) -> str:
    return f"event:{message.event_id}"
