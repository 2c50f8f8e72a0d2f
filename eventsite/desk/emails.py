"""Words the mail with which a certificate comes."""

from eventsite.core import outbox, text
from eventsite.desk.models import Certificate
from eventsite.people import names


def send_certificate(certificate: Certificate, pdf: bytes) -> None:
    """Mail one certificate as a PDF; the event and whose it is are loaded with their person."""
    address, name = _reader(certificate)
    lang = certificate.lang
    outbox.send(
        "desk/mail/certificate",
        to=address,
        lang=lang,
        subject_key=f"certificate:{certificate.id}",
        attachments=[
            outbox.Attachment(f"{certificate.number.replace('/', '-')}.pdf", "application/pdf", pdf)
        ],
        event=certificate.event,
        title=text.pick(certificate.event.title, lang).text,
        name=name,
    )


def _reader(certificate: Certificate) -> tuple[str, str]:
    """The address, and how the mail greets; a speaker's own address comes before the person's."""
    speaker, registration = certificate.speaker, certificate.registration
    person = registration.person if registration else speaker.person if speaker else None
    address = (speaker.email if speaker else "") or (person.email if person else "")
    if person is not None and person.name:
        return address, names.greeting(person.first_name, person.family_name, person.honorific)
    return address, names.greeting("", speaker.name, speaker.honorific) if speaker else ""
