"""Badges and certificates as the bytes of a PDF or a picture."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from eventsite.agenda.models import ROLE_LABELS, SpeakerRole
from eventsite.core import i18n, typeset
from eventsite.core.i18n import gettext
from eventsite.desk import badges, certificates
from eventsite.desk.badges import Badge, Shape
from eventsite.desk.models import Certificate


def badges_pdf(
    made: Sequence[Badge],
    shape: Shape,
    slug: str,
    progress: Callable[[int], None] = lambda _done: None,
) -> bytes:
    """One paper a badge, or sheets to cut; `progress` is told how many are drawn."""
    values = badges.values(made, shape, slug, _alt, progress)
    progress(len(made))
    return typeset.pdf("desk/badges", values, lang=i18n.current_lang(), title=gettext("Badges"))


def badge_svg(made: Badge, shape: Shape, slug: str) -> bytes:
    """One badge as it will be printed."""
    values = badges.values([made], shape.single, slug, _alt)
    return typeset.svg("desk/badges", values, lang=i18n.current_lang(), title=gettext("Badges"))


def _alt(code: str) -> str:
    return str(gettext("QR code of the ticket %(code)s", code=code))


def certificate_pdf(row: Certificate, slug: str, hue: str, signature: bytes) -> bytes:
    """The paper, in its own language; `slug` and `hue` draw the event's horizon."""
    facts: Mapping[str, Any] = row.facts
    with i18n.speaking(row.lang):
        address = i18n.url_in(
            row.lang,
            "desk.certificate_check",
            code=row.code,
            seal=certificates.seal_of(row.code),
        )
        title = gettext("Certificate of attendance")
        values = {
            "cover": list(badges.cover(slug, hue).encode()),
            "ink": badges.INKS[hue].split()[0],
            "sender": facts["sender"],
            "name": row.name,
            "name_dir": badges.direction(row.name),
            "latin": row.latin,
            "event": facts["event"],
            "when": facts["when"],
            "place": facts["place"],
            "rows": certificate_rows(facts),
            "words": facts["words"],
            "signatory": facts["signatory"],
            "signature": list(signature),
            "signature_alt": gettext("Signature of %(name)s", name=facts["signatory"][0]),
            "number": row.number,
            "issued": i18n.show_day(date.fromisoformat(facts["issued"])),
            "check_words": gettext("This page tells whether the certificate is genuine:"),
            "check_url": address,
            "qr": badges.code(address),
            "qr_alt": gettext("QR code of the page that tells whether this certificate is genuine"),
        }
        return typeset.pdf("desk/certificate", values, lang=row.lang, title=title, at=row.issued)


def certificate_rows(facts: Mapping[str, Any]) -> list[list[str]]:
    """What somebody did, as label and text, in the language spoken now."""
    found = []
    for name, label in (
        ("days", gettext("Days attended in person")),
        ("online", gettext("Days attended online")),
    ):
        days = [i18n.show_day(date.fromisoformat(said), short=True) for said in facts[name]]
        if days:
            found.append([label, "; ".join(days)])
    parts: dict[str, list[str]] = {}
    for role, said in facts["parts"]:
        parts.setdefault(role, []).append(said)
    for role, titles in parts.items():
        found.append([gettext(ROLE_LABELS[SpeakerRole(role)]), "; ".join(titles)])
    return found
