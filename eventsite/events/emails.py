"""Words the mails of an event's team."""

from eventsite.core import outbox, text
from eventsite.core.i18n import gettext, speaking
from eventsite.events.models import Duty, Event, TeamInvitation
from eventsite.events.models.team import DUTY_LABELS


def send_invitation(invitation: TeamInvitation, event: Event, token: str, lang: str) -> None:
    """Mail the secret link that leads into the team, with what the person may do there."""
    with speaking(lang):
        duties = [str(gettext(DUTY_LABELS[Duty(duty)])) for duty in invitation.duties]
    outbox.send(
        "events/mail/invitation",
        to=invitation.email,
        lang=lang,
        subject_key=f"event:{event.id}",
        secret=True,
        token=token,
        event=text.pick(event.title, lang).text,
        duties=duties,
        until=invitation.expires,
    )
