"""Sends the mail that says how a registration stands once more."""

from datetime import timedelta

from eventsite.core import audit, clock, outbox
from eventsite.core.errors import Refused
from eventsite.registration import emails, queries
from eventsite.registration.actions import taking
from eventsite.registration.actions.registering import MAIL_OF
from eventsite.registration.mail_kinds import Kind
from eventsite.registration.models import Registration
from eventsite.registration.rules import Reason
from eventsite.registration.verbs import Verb

#: A second press within this is the first one again.
PAUSE = timedelta(minutes=1)


def mail_again(*, registration: Registration, actor: str) -> None:
    """Write to somebody once more how their registration stands.

    Refused without an address, for what is over, and within a minute of the last such mail.
    """
    taking.lock(registration.event_id)
    registration = queries.registration(registration.id)
    kind, subject = MAIL_OF.get(registration.state), f"registration:{registration.id}"
    if kind is None or not registration.person.email:
        raise Refused(Reason.NO_MAIL)
    sent = outbox.about(subject)
    if sent and clock.now() - sent[0].created < PAUSE:
        raise Refused(Reason.MAILED_JUST_NOW)
    emails.send(kind, registration)
    audit.record(actor, Verb.MAILED_AGAIN, subject, after={"mail": kind.value})


def preview(kind: Kind, registration: Registration) -> tuple[str, str]:
    """Subject and text of a mail as it would be now; nothing is sent or kept."""
    return emails.preview(kind, registration)
