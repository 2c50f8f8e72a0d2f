"""What speakers give by their own link: who they are, how they take part, when they can come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from eventsite.agenda import halfhours, links, owing, queries, rules
from eventsite.agenda.actions import drafting, forgetting
from eventsite.agenda.models import (
    Availability,
    Presence,
    Release,
    ReleasePerson,
    Speaker,
    SpeakerBalance,
)
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock, errors, files, text
from eventsite.core.db import db, lock
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.registration.models import Gender


@dataclass(frozen=True)
class Details:
    """How somebody is named in the programme, and whether photo and biography may be shown."""

    honorific: str = ""
    role_title: str = ""
    organisation_text: str = ""
    organisation_id: int | None = None
    country: str = ""
    biography: Mapping[str, str] = field(default_factory=dict)
    consents: bool = False
    keeps_photo: bool = True


@dataclass(frozen=True)
class Attendance:
    """How somebody takes part; phone and needs are never public."""

    presence: Presence = Presence.OPEN
    zone: str = ""
    phone: str = ""
    needs: str = ""


def give_details(
    event: Event,
    speaker: Speaker,
    details: Details,
    photo: files.Checked | None,
    version: int,
    actor: str,
) -> None:
    """Keep what a speaker says of themselves; the same again does nothing, Stale as everywhere.

    Consent is kept with its time and the version of its text. Taken back, photo and biography go
    at once from every version that was published.
    """
    rules.require_open(event)
    if _said(speaker) == details and (photo is None or speaker.version != version):
        return
    if speaker.version != version:
        raise errors.Stale(_shown(details), _shown(speaker))
    for name in ("honorific", "role_title", "organisation_text", "organisation_id", "country"):
        setattr(speaker, name, getattr(details, name))
    speaker.biography = dict(details.biography)
    _consent(speaker, details.consents)
    earlier = speaker.photo
    if photo is not None:
        speaker.photo = files.store(photo)
    elif not details.keeps_photo:
        speaker.photo = None
    db.session.flush()
    if earlier is not None:
        forgetting.drop(earlier)
    drafting.touch(event, actor)
    after = {"speaker": speaker.code, "consents": details.consents}
    audit.record(actor, Verb.DETAILS_GIVEN, f"event:{event.id}", after=after)


def _consent(speaker: Speaker, consents: bool) -> None:
    was_shown, now = speaker.may_be_shown, clock.now()
    speaker.consent_asked = True
    if not consents:
        speaker.consented, speaker.consent_version = None, ""
        if was_shown:
            hide(speaker, now)
    elif speaker.consented is None or speaker.consent_version != owing.CONSENT_VERSION:
        speaker.consented, speaker.consent_version = now, owing.CONSENT_VERSION


def hide(speaker: Speaker, now: datetime) -> None:
    """Blank photo and biography in every published version of the event; older photos go."""
    photos = forgetting.photos_of(speaker)
    releases = sa.select(Release.id).where(Release.event_id == speaker.event_id)
    anything = sa.or_(
        ReleasePerson.photo_code != "", sa.cast(ReleasePerson.biography, sa.String) != "{}"
    )
    db.session.execute(
        sa.update(ReleasePerson)
        .where(
            ReleasePerson.release_id.in_(releases),
            ReleasePerson.speaker_code == speaker.code,
            anything,
        )
        .values(biography={}, photo_code="", redacted=now)
        .execution_options(synchronize_session=False)
    )
    for photo in photos:
        forgetting.drop(photo)


def give_attendance(event: Event, speaker: Speaker, said: Attendance, actor: str) -> None:
    """Keep how somebody takes part; the same again does nothing."""
    rules.require_open(event)
    before = {name: getattr(speaker, name) for name in vars(said)}
    if before == vars(said):
        return
    for name, value in vars(said).items():
        setattr(speaker, name, value)
    db.session.flush()
    drafting.touch(event, actor)
    # Not what was said: a number and a need stand in no trail.
    after = {"speaker": speaker.code, "presence": said.presence.value}
    audit.record(actor, Verb.ATTENDANCE_GIVEN, f"event:{event.id}", after=after)


def give_availability(
    event: Event, speaker: Speaker, starts: Iterable[datetime], actor: str
) -> None:
    """Keep the half-hours in which somebody can come, in place of what they said before."""
    rules.require_open(event)
    lock(Speaker, speaker.id)
    spans = halfhours.stretches(starts)
    if speaker.availability_given and queries.availability_of(speaker.id) == spans:
        return
    db.session.execute(sa.delete(Availability).where(Availability.speaker_id == speaker.id))
    db.session.add_all(Availability(speaker_id=speaker.id, starts=a, ends=b) for a, b in spans)
    _set(speaker, availability_given=clock.now())
    db.session.flush()
    drafting.touch(event, actor)
    after = {"speaker": speaker.code}
    audit.record(actor, Verb.AVAILABILITY_GIVEN, f"event:{event.id}", after=after)


def say_slides(event: Event, speaker: Speaker, without: bool, actor: str) -> None:
    """Whether somebody speaks without slides; nobody waits for any then."""
    rules.require_open(event)
    if speaker.without_slides == without:
        return
    _set(speaker, without_slides=without)
    after = {"speaker": speaker.code, "without": without}
    audit.record(actor, Verb.SLIDES_SAID, f"event:{event.id}", after=after)


def choose_mails(event: Event, speaker: Speaker, wanted: bool, actor: str) -> None:
    """Whether calendar entries of somebody's sessions come by mail; the same again does nothing."""
    if speaker.calendar_mails == wanted:
        return
    _set(speaker, calendar_mails=wanted)
    after = {"speaker": speaker.code, "wanted": wanted}
    audit.record(actor, Verb.CALENDAR_MAILS_CHOSEN, f"event:{event.id}", after=after)


def say_balance(
    event: Event, speaker: Speaker, gender: Gender | None, term: str, actor: str
) -> None:
    """Keep, change or (None) erase what a speaker says for the balance of the programme.

    The trail does not say of whom.
    """
    rules.require_open(event)
    lock(Speaker, speaker.id)
    row = queries.find_balance(speaker)
    if gender is None:
        if row is not None:
            db.session.delete(row)
    elif row is None:
        key = links.balance_key(event.id, speaker.code)
        row = SpeakerBalance(key=key, event_id=event.id, gender=gender)
        db.session.add(row)
    if row is not None and gender is not None:
        row.gender, row.gender_term = gender, term if gender is Gender.ANOTHER else ""
    db.session.flush()
    audit.record(actor, Verb.BALANCE_SAID, f"event:{event.id}")


def _said(speaker: Speaker) -> Details:
    return Details(
        honorific=speaker.honorific,
        role_title=speaker.role_title,
        organisation_text=speaker.organisation_text,
        organisation_id=speaker.organisation_id,
        country=speaker.country,
        biography=dict(speaker.biography),
        consents=speaker.consented is not None,
        keeps_photo=True,
    )


def _shown(said: Details | Speaker) -> dict[str, str]:
    return {
        str(gettext("Job title")): said.role_title,
        str(gettext("Biography")): text.pick(said.biography, "en").text,
    }


def _set(speaker: Speaker, **values: object) -> None:
    db.session.execute(sa.update(Speaker).where(Speaker.id == speaker.id).values(**values))
