"""The texts of messages that are still drafts, for the desk of translations."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from eventsite.core import translated
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import N_, gettext
from eventsite.core.translated import Column, Held, Text, Words
from eventsite.events import access
from eventsite.events.models import Duty, Event
from eventsite.messages import actions, rules
from eventsite.messages.models import Message
from eventsite.messages.states import MessageState

NAME = "messages"
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "messages": (
        Column("subject", N_("Subject"), rules.MOST_SUBJECT),
        Column("body", N_("Text"), rules.MOST_BODY, 10),
    ),
}
LEFT: Mapping[str, str] = {}


def texts(event: Event) -> list[Text]:
    """What drafts say; what was released is read by people as it is."""
    return translated.texts(_held(event))


def write(event: Event, actor: str, said: Mapping[str, Words]) -> None:
    """Change drafts as their own page does, which wants a subject with each text."""
    for one in _held(event):
        message: Message = one.row
        new = {name: said.get(f"{one.key}.{name}", {}) for name in ("subject", "body")}
        if not any(new.values()):
            continue
        words = actions.Words(
            translated.merged(message.subject, new["subject"]),
            translated.merged(message.body, new["body"]),
            message.concerns_all,
        )
        try:
            actions.change(actor=actor, message=message, words=words, version=message.version)
        except Refused as refused:
            named = [name for name in (refused.field, *new) if new.get(name or "")]
            refused.field = f"{one.key}.{named[0]}"
            raise


def _held(event: Event) -> Iterator[Held]:
    may, kind = access.may(Duty.COMMUNICATION, Duty.REGISTRATION), str(gettext("Messages"))
    found = sa.select(Message).where(
        Message.event_id == event.id, Message.state == MessageState.DRAFT
    )
    for message in db.session.scalars(found.order_by(Message.id)):
        key = f"{NAME}:{message.code}"
        yield Held(key, message, COLUMNS["messages"], kind, message.subject, may)
