"""Ordering a mail, sending one again, and forgetting what was written."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from email.utils import parseaddr
from enum import StrEnum
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import current_app

from eventsite.core import audit, clock, i18n, queue
from eventsite.core.db import changed, db, lock
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_
from eventsite.core.outbox.message import Attachment, split
from eventsite.core.outbox.models import RESENDABLE, Mail, MailState

#: Stands for an address that is not kept any more.
_ERASED = "erased"


class Verb(StrEnum):
    """What staff do with mails."""

    RESENT = "mail.resent"


class Refusal(StrEnum):
    """Why a mail is not sent again."""

    NOT_NOW = N_("This mail is on its way or has arrived, so it is not sent again.")
    BLANKED = N_("The text of this mail was removed, so it cannot be sent again.")


def send(
    template: str,
    *,
    to: str,
    lang: str,
    subject_key: str,
    secret: bool = False,
    attachments: Sequence[Attachment] = (),
    unsubscribe_url: str | None = None,
    **context: Any,
) -> Mail:
    """Order a mail inside this transaction: nothing leaves before, or without, its commit.

    `templates/<template>.txt` is worded in `lang` now: a first line `Subject: …`, an empty line,
    the body. In it `link(endpoint, **values)` is an absolute address that speaks `lang`. `secret`
    says that the text opens a door: it is blanked once sent and staff never see it.
    """
    subject, body = worded(template, lang, **context)
    now = clock.now()
    mail = Mail(
        message_id=_new_message_id(),
        to_address=to,
        lang=lang,
        template=template,
        subject=subject,
        text=body,
        attachments=[file.stored() for file in attachments],
        subject_key=subject_key,
        secret=secret,
        unsubscribe_url=unsubscribe_url,
        due=now,
        created=now,
    )
    db.session.add(mail)
    db.session.flush()
    queue.wake_after_commit()
    return mail


def worded(template: str, lang: str, **context: Any) -> tuple[str, str]:
    """Subject and text of a mail in a language, as `send` would keep them."""
    with i18n.speaking(lang):
        text = current_app.jinja_env.get_template(f"{template}.txt")
        return split(text.render(link=partial(i18n.url_in, lang), **context))


def resend(mail: Mail, actor: str) -> None:
    """Queue a mail again because a person wants it; it keeps its Message-ID.

    Refused while it is queued, being sent or sent, and when its text is gone.
    """
    mail = lock(Mail, mail.id)
    if mail.state not in RESENDABLE:
        raise Refused(Refusal.NOT_NOW)
    if mail.blanked_at is not None:
        raise Refused(Refusal.BLANKED)
    before = {"state": mail.state.value}
    mail.state = MailState.QUEUED
    mail.due = clock.now()
    mail.attempts = 0
    mail.error = mail.said = ""
    db.session.flush()
    audit.record(actor, Verb.RESENT, f"mail:{mail.id}", before, {"state": mail.state.value})
    queue.wake_after_commit()


def blank_before(instant: datetime) -> int:
    """Remove all that is personal from finished mails created before; how many had their text.

    Also strangers' addresses, which somebody typed who wanted to sign in, and which no person's
    erasure would ever find.
    """
    old = sa.and_(Mail.created < instant, Mail.state.not_in([MailState.QUEUED, MailState.SENDING]))
    count = _blank(old)
    _forget(old, Mail.to_address != _ERASED)
    return count


def delete_before(instant: datetime) -> int:
    """Delete finished mails created before, which say no more than that there was one; how many."""
    return changed(sa.delete(Mail).where(Mail.created < instant, Mail.blanked_at.is_not(None)))


def forget(address: str) -> int:
    """Erase an address from the outbox with all that was written to it; how many mails.

    What is still queued is not sent any more.
    """
    return _erase(sa.func.lower(Mail.to_address) == address.lower())


def forget_mails(ids: Collection[int]) -> int:
    """The same for single mails, where others write to and read at the same address."""
    return _erase(Mail.id.in_(ids))


def forget_about(subject_key: str) -> int:
    """The same for the mails about one thing, such as `speaker:9`."""
    return _erase(Mail.subject_key == subject_key)


def forget_naming(names: Collection[str]) -> int:
    """Remove the text of finished mails to anybody that say one of these names; how many.

    Of mails on their way nothing is taken: whoever waits for one would get an empty sheet.
    """
    said = [
        column.icontains(name, autoescape=True)
        for name in names
        if name
        for column in (Mail.subject, Mail.text, Mail.html)
    ]
    if not said:
        return 0
    found = sa.select(Mail.id).where(
        sa.or_(*said), Mail.state.not_in([MailState.QUEUED, MailState.SENDING])
    )
    keys = list(db.session.scalars(found))
    count = _blank(Mail.id.in_(keys))
    db.session.execute(sa.update(Mail).where(Mail.id.in_(keys)).values(subject="", said=""))
    return count


def _erase(which: sa.ColumnElement[bool]) -> int:
    db.session.execute(
        sa.update(Mail)
        .where(which, Mail.state.in_([MailState.QUEUED, MailState.HELD]))
        .values(state=MailState.FAILED)
    )
    count = _blank(which)
    _forget(which)
    return count


def _forget(*conditions: sa.ColumnElement[bool]) -> None:
    db.session.execute(
        sa.update(Mail).where(*conditions).values(to_address=_ERASED, subject="", said="")
    )


def _blank(*conditions: sa.ColumnElement[bool]) -> int:
    return changed(
        sa.update(Mail)
        .where(Mail.blanked_at.is_(None), *conditions)
        .values(text="", html=None, attachments=[], unsubscribe_url=None, blanked_at=clock.now())
    )


def _new_message_id() -> str:
    domain = parseaddr(current_app.config["SETTINGS"].mail_from)[1].rpartition("@")[2]
    return f"{secrets.token_hex(16)}@{domain or 'localhost'}"
