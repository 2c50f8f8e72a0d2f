"""Words the mails about letters and visa requests; passport facts never stand in one."""

from eventsite.core import i18n, outbox, text
from eventsite.events.models import Event
from eventsite.letters.models import Letter, VisaRequest
from eventsite.letters.visa_states import LABELS, VisaState
from eventsite.people import names
from eventsite.registration import links as registration_links
from eventsite.registration.models import Registration


def send_letter(letter: Letter, event: Event, to: str, pdf: bytes) -> None:
    """Mail one letter as a PDF to its addressee."""
    outbox.send(
        "letters/mail/letter",
        to=to,
        lang=letter.lang,
        subject_key=f"letter:{letter.id}",
        attachments=[
            outbox.Attachment(f"{letter.number.replace('/', '-')}.pdf", "application/pdf", pdf)
        ],
        event=event,
        title=text.pick(event.title, letter.lang).text,
        name=letter.values.get("name", ""),
        number=letter.number,
    )


def send_visa(request: VisaRequest, registration: Registration) -> None:
    """Tell the person where their request stands; the event and the person are loaded."""
    event, person, lang = registration.event, registration.person, registration.lang
    if not person.email:
        return
    with i18n.speaking(lang):
        state = str(i18n.gettext(LABELS[request.state]))
    outbox.send(
        "letters/mail/visa",
        to=person.email,
        lang=lang,
        subject_key=f"visa:{request.id}",
        secret=True,
        event=event,
        title=text.pick(event.title, lang).text,
        name=names.greeting(person.first_name, person.family_name, person.honorific),
        state=state,
        is_issued=request.state is VisaState.ISSUED,
        missing=request.missing,
        page=i18n.url_in(
            lang,
            "letters.visa",
            code=registration.code,
            key=registration_links.key_of(registration),
        ),
    )
