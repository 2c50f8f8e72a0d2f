"""The texts of drafts, reminders and mails, for the desk of translations."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa

from eventsite.core import translated
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_, gettext
from eventsite.core.translated import Column, Held, Text, Words
from eventsite.events import access
from eventsite.events.models import Duty, Event
from eventsite.messages import actions, queries, rules
from eventsite.messages.actions import mailwords, reminding
from eventsite.messages.models import MailWords, Message, Reminder
from eventsite.messages.states import MessageState
from eventsite.registration.mail_kinds import LABELS

NAME = "messages"
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "messages": (
        Column("subject", N_("Subject"), rules.MOST_SUBJECT),
        Column("body", N_("Text"), rules.MOST_BODY, 10),
    ),
    "reminders": (
        Column("subject", N_("Subject"), rules.MOST_SUBJECT),
        Column("body", N_("Text"), rules.MOST_BODY, 10),
    ),
    "mail_words": (Column("body", N_("Your own words"), rules.MOST_BODY, 6),),
}
LEFT: Mapping[str, str] = {}


def texts(event: Event) -> list[Text]:
    """What drafts, reminders and mails say; a message that was released stays as it was read."""
    return translated.texts([*_messages(event), *_reminders(event), *_mails(event)])


def write(event: Event, actor: str, said: Mapping[str, Words]) -> None:
    """Change texts as their own pages do: a subject with each text, and no wrong placeholder."""
    for one in (*_messages(event), *_reminders(event)):
        new = {name: said.get(f"{one.key}.{name}", {}) for name in ("subject", "body")}
        if any(new.values()):
            with _named(one, new):
                _change(one.row, actor, new)
    for one in _mails(event):
        if new_body := said.get(f"{one.key}.body", {}):
            with _named(one, {"body": new_body}):
                row: MailWords = one.row
                body = translated.merged(row.body, new_body)
                mailwords.save(
                    actor=actor, event=event, kind=row.kind, body=body, version=row.version
                )


def _change(row: Message | Reminder, actor: str, new: Mapping[str, Words]) -> None:
    words = actions.Words(
        translated.merged(row.subject, new["subject"]),
        translated.merged(row.body, new["body"]),
        row.concerns_all,
    )
    if isinstance(row, Message):
        actions.change(actor=actor, message=row, words=words, version=row.version)
    else:
        when = reminding.When(row.anchor, row.deadline, row.days, row.hour)
        reminding.change(actor=actor, reminder=row, words=words, when=when, version=row.version)


@contextmanager
def _named(one: Held, new: Mapping[str, Words]) -> Iterator[None]:
    """A refusal belongs beside the text that was written."""
    try:
        yield
    except Refused as refused:
        named = [name for name in (refused.field, *new) if new.get(name or "")]
        refused.field = f"{one.key}.{named[0]}"
        raise


def _messages(event: Event) -> Iterator[Held]:
    found = sa.select(Message).where(
        Message.event_id == event.id, Message.state == MessageState.DRAFT
    )
    for row in db.session.scalars(found.order_by(Message.id)):
        key, kind = f"{NAME}:{row.code}", str(gettext("Messages"))
        yield Held(key, row, COLUMNS["messages"], kind, row.subject, _may())


def _reminders(event: Event) -> Iterator[Held]:
    for row in queries.reminders(event.id):
        key, kind = f"{NAME}:reminder/{row.code}", str(gettext("Reminders"))
        yield Held(key, row, COLUMNS["reminders"], kind, row.subject, _may())


def _mails(event: Event) -> Iterator[Held]:
    for name, row in sorted(queries.words_of(event.id).items()):
        key, kind = f"{NAME}:mail/{name.value}", str(gettext(LABELS[name]))
        yield Held(key, row, COLUMNS["mail_words"], kind, {}, _may())


def _may() -> bool:
    return access.may(Duty.COMMUNICATION, Duty.REGISTRATION)
