"""Words the mail with which a certificate comes."""

from eventsite.core import outbox, text
from eventsite.desk.models import Certificate
from eventsite.people import names


def send_certificate(certificate: Certificate, pdf: bytes) -> None:
    """Mail one certificate as a PDF; registration, person and event are loaded."""
    person, lang = certificate.registration.person, certificate.lang
    outbox.send(
        "desk/mail/certificate",
        to=person.email,
        lang=lang,
        subject_key=f"certificate:{certificate.id}",
        attachments=[
            outbox.Attachment(f"{certificate.number.replace('/', '-')}.pdf", "application/pdf", pdf)
        ],
        event=certificate.event,
        title=text.pick(certificate.event.title, lang).text,
        name=names.greeting(person.first_name, person.family_name, person.honorific),
    )
