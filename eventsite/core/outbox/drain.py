"""A worker's way with the outbox: lease one mail, hand it over once, write down what came of it.

The lease is committed before the mail is handed over. So a worker that dies in between leaves a
row that says `sending`; when its lease has passed it becomes `unknown`, and only a person's press
sends it again. Nothing is lost unseen and nothing is doubled in silence.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app

from eventsite.core import clock, tasks
from eventsite.core.db import db
from eventsite.core.outbox import actions
from eventsite.core.outbox.message import bare_address, compose
from eventsite.core.outbox.models import Mail, MailState, Trouble
from eventsite.core.outbox.transport import Answer, Outcome, Transport, open_transport

log = logging.getLogger("eventsite.outbox")

#: Longer than a mail server may take for all its answers together.
LEASE = timedelta(minutes=4)
#: The first pause after a failed attempt; each further one doubles, up to `LONGEST_PAUSE`.
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=4)
#: With these pauses about 30 hours.
MOST_ATTEMPTS = 16
#: How long text and address of a finished mail are kept.
KEPT = timedelta(days=30)
#: How long the row is kept that says when a mail of which kind went out.
ROWS_KEPT = timedelta(days=365)


def pause_after(attempts: int) -> timedelta:
    """The pause after the so-manieth failed attempt (1 is the first)."""
    doubled: timedelta = FIRST_PAUSE * 2 ** (attempts - 1)
    return min(doubled, LONGEST_PAUSE)


def drain(stopped: Callable[[], bool] = lambda: False, lease: timedelta = LEASE) -> int:
    """Hand over every mail that is due, one after another; how many the server took.

    Ends early when the server cannot be reached. Commits, so call it in a context of its own.
    """
    transport = open_transport(current_app.config["SETTINGS"].mail_url)
    taken = 0
    try:
        while not stopped() and _is_work(clock.now()):
            mail = _take(clock.now(), lease, held=transport is None)
            if mail is None or transport is None:
                break
            outcome = _deliver(mail, transport)
            taken += outcome is Outcome.TAKEN
            if outcome is Outcome.AWAY:
                break
    finally:
        if transport is not None:
            transport.close()
    return taken


def _is_work(now: datetime) -> bool:
    """A look that takes no lock, so that an idle worker disturbs nobody."""
    due = sa.select(Mail.id).where(
        Mail.state.in_([MailState.QUEUED, MailState.SENDING]), Mail.due <= now
    )
    with db.engine.connect().execution_options(reads_only=True) as connection:
        return connection.execute(due.limit(1)).first() is not None


def _take(now: datetime, lease: timedelta, held: bool) -> Mail | None:
    """Mark the next due mail `sending` and commit; lost ones become `unknown` on the way."""
    db.session.execute(
        sa.update(Mail)
        .where(Mail.state == MailState.SENDING, Mail.due <= now)
        .values(state=MailState.UNKNOWN, error=Trouble.UNKNOWN)
    )
    due = sa.select(Mail).where(Mail.state == MailState.QUEUED, Mail.due <= now)
    if held:
        hold = sa.update(Mail).where(Mail.state == MailState.QUEUED, Mail.due <= now)
        db.session.execute(hold.values(state=MailState.HELD, error=Trouble.HELD))
    mail = db.session.scalars(
        due.order_by(Mail.due, Mail.id).limit(1).with_for_update(skip_locked=True)
    ).first()
    if mail is not None:
        mail.state = MailState.SENDING
        mail.due = now + lease
        mail.attempts += 1
    db.session.commit()
    return mail


def _deliver(mail: Mail, transport: Transport) -> Outcome:
    attempt = mail.attempts
    try:
        message = compose(mail, current_app.config["SETTINGS"].mail_from)
        to = bare_address(mail.to_address)
    except ValueError:
        _settle(mail.id, attempt, Answer(Outcome.REFUSED), Trouble.ADDRESS)
        return Outcome.REFUSED
    mail_id, template = mail.id, mail.template
    # Reading the row began a transaction; a slow mail server must not hold it.
    db.session.rollback()
    answer = transport.hand_over(message, to)
    if answer.outcome is not Outcome.TAKEN:
        # What the server said often repeats the address, so it stands in the row alone.
        log.warning("mail %s (%s) %s", mail_id, template, answer.outcome)
    _settle(mail_id, attempt, answer)
    return answer.outcome


def _settle(mail_id: int, attempt: int, answer: Answer, trouble: Trouble | None = None) -> None:
    """Write down the outcome, unless a person has pressed "Send again" in the meantime."""
    mail = db.session.scalars(
        sa.select(Mail).where(
            Mail.id == mail_id,
            Mail.attempts == attempt,
            Mail.state.in_([MailState.SENDING, MailState.UNKNOWN]),
        )
    ).first()
    if mail is not None:
        _write_down(mail, answer, trouble)
    db.session.commit()


def _write_down(mail: Mail, answer: Answer, trouble: Trouble | None) -> None:
    now = clock.now()
    mail.said = answer.said[:2000]
    if answer.outcome is Outcome.TAKEN:
        mail.state, mail.error, mail.sent_at = MailState.SENT, "", now
        if mail.secret:
            mail.text, mail.html, mail.attachments, mail.blanked_at = "", None, [], now
    elif answer.outcome is Outcome.UNKNOWN:
        mail.state, mail.error = MailState.UNKNOWN, Trouble.UNKNOWN
    elif answer.outcome is Outcome.REFUSED:
        mail.state, mail.error = MailState.FAILED, trouble or Trouble.REFUSED
    elif mail.attempts >= MOST_ATTEMPTS:
        mail.state, mail.error = MailState.FAILED, Trouble.TIRED
    else:
        mail.state, mail.due = MailState.QUEUED, now + pause_after(mail.attempts)
        mail.error = Trouble.AWAY if answer.outcome is Outcome.AWAY else Trouble.LATER


@tasks.periodic("outbox.blank", every=timedelta(days=1))
def blank_old() -> None:
    """Remove text and address of mails that were finished long ago, and at last their rows."""
    actions.blank_before(clock.now() - KEPT)
    actions.delete_before(clock.now() - ROWS_KEPT)
