"""Issues certificates, each once, withdraws them, makes them anew, and orders their mails."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventsite.agenda.actions import forgetting
from eventsite.agenda.models import Speaker
from eventsite.core import audit, clock, i18n, outbox, tasks, text, zones
from eventsite.core.db import changed, db, lock
from eventsite.core.errors import Refused
from eventsite.desk import certificates, emails, queries
from eventsite.desk.certificates import Earned, Reason
from eventsite.desk.earners import Earner
from eventsite.desk.models import Certificate
from eventsite.desk.verbs import Verb
from eventsite.events import wording as event_wording
from eventsite.events.models import Event
from eventsite.letters import queries as letter_queries
from eventsite.letters.models import LetterSettings
from eventsite.registration import rules as registration_rules
from eventsite.registration.actions import merging
from eventsite.registration.models import Registration


def save_certificate_words(*, actor: str, event: Event, words: dict[str, str]) -> None:
    """Keep what the organizers add; certificates that were issued keep what they said."""
    lock(Event, event.id)
    row = queries.certificate_words(event.id)
    row.words = words
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Verb.CERTIFICATE_WORDS, f"event:{event.id}", None, {"langs": sorted(words)})


def order_certificates(*, actor: str, event: Event) -> int:
    """Order certificates for everybody who earned one; the number of the job. Raises Refused."""
    _check(event)
    row = tasks.enqueue("desk.certificates", created_by=actor, event_id=event.id)
    audit.record(actor, Verb.CERTIFICATES_ORDERED, f"event:{event.id}")
    return row.id


def order_certificate_mails(*, actor: str, event: Event) -> int:
    """Order a mail with the certificate for everybody who got none; the number of the job."""
    row = tasks.enqueue("desk.certificate_mails", created_by=actor, event_id=event.id)
    audit.record(actor, Verb.CERTIFICATES_MAILED, f"event:{event.id}")
    return row.id


def _check(event: Event) -> LetterSettings:
    if not registration_rules.is_over(event, clock.now()):
        raise Refused(Reason.NOT_OVER)
    settings = letter_queries.settings_of(event)
    if not settings.signatory:
        raise Refused(Reason.NO_SIGNATORY)
    return settings


def issue_certificates(*, actor: str, event: Event, progress: Any) -> int:
    """A certificate for everybody who earned one and never had any; how many. Raises Refused.

    A person has one, whether by a registration or as a speaker.

    `progress` is told how many of how many are done. Whoever issues at the same time waits.
    """
    settings = _check(event)
    lock(Event, event.id)
    known = frozenset[tuple[str, int]]().union(*(one.marks for one in queries.certified(event.id)))
    found = [one for one in queries.earned(event.id) if known.isdisjoint(one.marks)]
    if not found:
        raise Refused(Reason.NOBODY)
    words, serial = queries.certificate_words(event.id).words, _last_serial(event.id)
    for done, one in enumerate(found):
        progress(done, len(found))
        serial += 1
        _add(actor, event, one, settings, words, serial)
    db.session.flush()
    return len(found)


def renew(*, actor: str, certificate: Certificate) -> Certificate:
    """A new one with what the person did as known today; the former counts no more."""
    event = db.session.get_one(Event, certificate.event_id)
    settings = _check(event)
    lock(Event, event.id)
    old = lock(Certificate, certificate.id)
    held = queries.certified(event.id)
    mine = next(one.marks for one in held if one.id == old.id)
    whose = next((one for one in queries.earned(event.id) if one.marks & mine), None)
    if whose is None:
        raise Refused(Reason.NOTHING)
    for one in held:
        if one.is_valid and one.marks & whose.marks:
            db.session.get_one(Certificate, one.id).withdrawn = clock.now()
    db.session.flush()
    words = queries.certificate_words(event.id).words
    made = _add(actor, event, whose, settings, words, _last_serial(event.id) + 1)
    db.session.flush()
    audit.record(
        actor, Verb.CERTIFICATE_RENEWED, f"certificate:{made.id}", None, {"number": made.number}
    )
    return made


def withdraw_certificate(*, actor: str, certificate: Certificate) -> None:
    """From now on the check page says that it counts no more; pressed again nothing happens."""
    row = lock(Certificate, certificate.id)
    if row.withdrawn is not None:
        return
    row.withdrawn = clock.now()
    db.session.flush()
    audit.record(
        actor,
        Verb.CERTIFICATE_WITHDRAWN,
        f"certificate:{row.id}",
        {"withdrawn": False},
        {"withdrawn": True},
    )


def mail_certificate(certificate: Certificate, pdf: bytes) -> None:
    """Send it once; the event and the registration or speaker with their person are loaded.

    Two jobs may come to it at once: the second finds it mailed.
    """
    mine = sa.update(Certificate).where(
        Certificate.id == certificate.id, Certificate.mailed.is_(None)
    )
    if changed(mine.values(mailed=clock.now())):
        emails.send_certificate(certificate, pdf)


def blank_certificate(certificate: Certificate, now: datetime) -> None:
    """Remove the name; number, event and days stay, so the paper can still be checked.

    A mail about it goes too, since it carries the whole certificate.
    """
    certificate.name = certificate.latin = ""
    certificate.blanked = certificate.blanked or now
    outbox.forget_about(f"certificate:{certificate.id}")


def forget_speaker(speaker: Speaker, now: datetime) -> None:
    """Blank the certificates of a speaker who is forgotten."""
    for one in queries.certificates_of_speaker(speaker.id):
        blank_certificate(one, now)
    db.session.flush()


forgetting.FORGETTING.append(forget_speaker)


def follow_merge(_kept: Registration, given_up: Registration, actor: str) -> None:
    """One person holds one: what could not move because the other has its own counts no more."""
    left = queries.certificate_of(given_up.id)
    if left is not None:
        withdraw_certificate(actor=actor, certificate=left)


merging.FOLLOWERS.append(follow_merge)


def _last_serial(event_id: int) -> int:
    found = db.session.scalar(
        sa.select(sa.func.max(Certificate.serial)).where(Certificate.event_id == event_id)
    )
    return found or 0


def _add(
    actor: str,
    event: Event,
    one: Earner,
    settings: LetterSettings,
    words: dict[str, str],
    serial: int,
) -> Certificate:
    named = one.named
    lang = named.lang if named.lang in i18n.LANGUAGES else "en"
    row = Certificate(
        code=text.new_code(certificates.CODE),
        event_id=event.id,
        registration_id=one.registration_id,
        speaker_id=one.speaker_ids[0] if one.registration_id is None else None,
        serial=serial,
        number=certificates.number(settings.prefix, serial),
        lang=lang,
        name=named.name,
        latin=named.latin,
        facts=_facts(event, one.what, settings, words, lang),
        signature_file_id=settings.signature_file_id,
        made_by=actor,
        issued=clock.now(),
    )
    db.session.add(row)
    return row


def _facts(
    event: Event, what: Earned, settings: LetterSettings, words: dict[str, str], lang: str
) -> dict[str, Any]:
    with i18n.speaking(lang):
        when, place = event_wording.event_when(event), event_wording.event_place(event, lang)
    title = text.pick(settings.signatory_title, lang).text
    return {
        "event": text.pick(event.title, lang).text,
        "when": when,
        "place": place,
        "days": [day.isoformat() for day in what.days],
        "online": [day.isoformat() for day in what.online],
        "parts": [[role.value, text.pick(said, lang).text] for role, said in what.parts],
        "sender": text.pick(settings.sender, lang).text,
        "signatory": [line for line in (settings.signatory, title) if line],
        "words": text.pick(words, lang).text,
        "issued": clock.now().astimezone(zones.zone_of(event.zone)).date().isoformat(),
    }
