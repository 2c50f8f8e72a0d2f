"""Words a letter says beside the organizers' own, frozen when it is issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventsite.core import i18n, text
from eventsite.core.i18n import gettext
from eventsite.events import wording as event_wording
from eventsite.events.models import Event, KeyDeadline
from eventsite.events.rules import DEADLINE_KINDS
from eventsite.letters.kinds import BODIES, LABELS, SUBJECTS, Kind
from eventsite.letters.models import LetterSettings, LetterText
from eventsite.reference import countries


@dataclass(frozen=True)
class Draft:
    """What a letter is made from; `words` are the organizers', if they wrote any."""

    event: Event
    kind: Kind
    lang: str
    settings: LetterSettings
    words: LetterText | None
    deadlines: Sequence[KeyDeadline]
    today: date
    #: Empty for a preview, which says that it is a draft.
    number: str = ""


def subject_and_body(kind: Kind, words: LetterText | None, lang: str) -> tuple[str, str]:
    """The templates: the organizers' in the language, else the site's; speak `lang` meanwhile."""
    subject = (words.subject.get(lang) if words else "") or str(gettext(SUBJECTS[kind]))
    body = (words.body.get(lang) if words else "") or str(gettext(BODIES[kind]))
    return subject, body


def facts(draft: Draft) -> dict[str, Any]:
    """All on the paper but what is about the addressee, as JSON, in the letter's language."""
    lang, settings = draft.lang, draft.settings
    with i18n.speaking(lang):
        subject, body = subject_and_body(draft.kind, draft.words, lang)
        title, head, rows = _rows(draft)
        number = draft.number or gettext("not numbered yet")
        return {
            "kind": draft.kind.value,
            "sender": text.pick(settings.sender, lang).text
            or gettext("International Telecommunication Union"),
            "references": [
                gettext("Reference: %(number)s", number=number),
                gettext("Date: %(day)s", day=i18n.show_iso(draft.today)),
            ],
            "subject": subject,
            "body": body,
            "draft": "" if draft.number else gettext("Draft: this is not a letter yet."),
            "rows_title": title,
            "head": head,
            "rows": rows,
            "closing": gettext("Yours sincerely,"),
            "signatory": [
                line
                for line in (settings.signatory, text.pick(settings.signatory_title, lang).text)
                if line
            ],
            "signature_alt": gettext("Signature of %(name)s", name=settings.signatory),
            "check_words": gettext("This page tells whether the letter is genuine:"),
            "qr_alt": gettext("QR code of the page that tells whether this letter is genuine"),
            "footer": f"{gettext(LABELS[draft.kind])} · {number}",
            "values": _values(draft.event, lang),
        }


def _values(event: Event, lang: str) -> dict[str, str]:
    return {
        "event": text.pick(event.title, lang).text,
        "dates": event_wording.event_when(event),
        "place": event_wording.event_place(event, lang, venue=True),
        "link": i18n.url_in(lang, "site.event", slug=event.slug),
        "contact": event.contact_email,
    }


def _rows(draft: Draft) -> tuple[str, list[str], list[list[str]]]:
    if draft.kind is Kind.CIRCULAR:
        return (
            gettext("Key deadlines"),
            [gettext("What"), gettext("Until")],
            [[_deadline(one, draft.lang), _until(one, draft.event)] for one in draft.deadlines],
        )
    if draft.kind is Kind.VISA:
        rows = [[words, "{" + name + "}"] for name, words in passport_words().items()]
        return gettext("Facts of the passport"), [gettext("What"), gettext("Fact")], rows
    return "", [], []


def passport_words() -> dict[str, str]:
    """Placeholder to words of each row of a visa letter, in the language spoken now."""
    return {
        "passport_name": gettext("Name as in the passport"),
        "nationality": gettext("Nationality"),
        "born": gettext("Date of birth"),
        "birth_place": gettext("Place of birth"),
        "number": gettext("Passport number"),
        "issued": gettext("Issued on"),
        "valid_until": gettext("Valid until"),
        "consulate": gettext("Consulate"),
    }


def passport_values(sealed: dict[str, str], lang: str) -> dict[str, str]:
    """The sealed facts of a request as the rows and placeholders of a letter in `lang` say them."""
    with i18n.speaking(lang):
        days = ("born", "issued", "valid_until", "travel_from", "travel_until")
        said = {**sealed, **{k: i18n.show_iso(date.fromisoformat(sealed[k])) for k in days}}
    said["nationality"] = countries.name(sealed["nationality"], lang)
    said["passport_name"] = sealed["name"]
    said.pop("address")
    return said


def _deadline(one: KeyDeadline, lang: str) -> str:
    own = text.pick(one.label, lang).text
    words = DEADLINE_KINDS.get(one.kind)
    return own or (str(gettext(words)) if words else one.kind)


def _until(one: KeyDeadline, event: Event) -> str:
    return str(i18n.show_instant(one.at, event.zone))
