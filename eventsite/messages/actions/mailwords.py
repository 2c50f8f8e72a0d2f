"""Keeps what an event says in its mails about registrations, and mails a test of one."""

from collections.abc import Mapping

from eventsite.core import audit, outbox
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused, Stale
from eventsite.events.models import Event
from eventsite.letters.placeholders import strange
from eventsite.messages import placeholders, queries
from eventsite.messages.actions import wording
from eventsite.messages.models import MailWords
from eventsite.messages.rules import Reason
from eventsite.messages.verbs import Verb
from eventsite.registration.mail_kinds import Kind


def save(
    *, actor: str, event: Event, kind: Kind, body: Mapping[str, str], version: int
) -> MailWords:
    """Keep the words for a kind of mail; Stale when somebody saved them meanwhile."""
    lock(Event, event.id)
    said = wording.written(body)
    for name in strange("\n".join(said.values()), placeholders.NAMES):
        raise Refused(Reason.PLACEHOLDER, field="body", name=name)
    row = queries.find_words(event.id, kind)
    if row is None:
        row = MailWords(event_id=event.id, kind=kind, body={})
        db.session.add(row)
    elif row.version != version:
        raise Stale(wording.shown({}, said), wording.shown({}, row.body))
    before = sorted(row.body)
    row.body = said
    db.session.flush()
    audit.record(
        actor,
        Verb.MAIL_WORDS_SAVED,
        f"event:{event.id}",
        {"languages": before},
        {"kind": kind.value, "languages": sorted(said)},
    )
    return row


def send_test(*, actor: str, event: Event, to: str, said: tuple[str, str], lang: str) -> None:
    """Mail a preview, given as subject and text, to whoever writes it."""
    subject, body = said
    outbox.send(
        "messages/mail/test",
        to=to,
        lang=lang,
        subject_key=f"event:{event.id}",
        subject=subject,
        body=body,
    )
    audit.record(actor, Verb.TESTED, f"event:{event.id}", {}, {"lang": lang})
