"""Messages of the demo's forum: a draft, a reminder, and words of its own in a mail."""

from eventsite.events.models import Event
from eventsite.messages import actions
from eventsite.messages.actions import mailwords, reminding
from eventsite.messages.timing import Anchor
from eventsite.registration.mail_kinds import Kind

_NEWS = actions.Words(
    subject={
        "en": "Two weeks until {event}",
        "fr": "Deux semaines avant {event}",
        "ar": "أسبوعان على {event}",
    },
    body={
        "en": "Dear {name},\n\nthe programme is complete: {link}\n\nThis is an invented message.",
        "fr": "Bonjour {name},\n\nle programme est complet : {link}\n\nCe message est inventé.",
        "ar": "السيد/السيدة {name}،\n\nالبرنامج كامل الآن: {link}\n\nهذه رسالة مخترعة.",
    },
)
_SOON = actions.Words(
    subject={"en": "See you at {event}", "fr": "À bientôt : {event}", "ar": "نراكم في {event}"},
    body={
        "en": "Dear {name},\n\nsee you soon: {dates}, {place}. Your ticket: {registration}",
        "fr": "Bonjour {name},\n\nà bientôt : {dates}, {place}. Votre billet : {registration}",
        "ar": "السيد/السيدة {name}،\n\nنتطلع إلى لقائكم: {dates}، {place}. تذكرتكم: {registration}",
    },
)
_COAT = {
    "en": "The lake is cold in January: bring a coat.",
    "fr": "Le lac est froid en janvier : apportez un manteau.",
    "ar": "البحيرة باردة في يناير: أحضروا معطفًا.",
}


def write(forum: Event, actor: str) -> None:
    """Nothing goes out: the message is a draft, and the reminder's day is to come."""
    actions.write(actor=actor, event=forum, audience="mode=in-person", words=_NEWS)
    reminding.write(
        actor=actor,
        event=forum,
        audience="",
        words=_SOON,
        when=reminding.When(anchor=Anchor.START, deadline="", days=-3, hour=9),
    )
    mailwords.save(actor=actor, event=forum, kind=Kind.CONFIRMED, body=_COAT, version=0)
