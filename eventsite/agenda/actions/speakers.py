"""Speakers of an event: create, edit, delete."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from eventsite.agenda import rules
from eventsite.agenda.actions import drafting, forgetting
from eventsite.agenda.models import SessionSpeaker, Speaker
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock, errors, files, text
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.models import Event


@dataclass(frozen=True)
class SpeakerFacts:
    """What a programme says of a speaker; a name, a job title or an organisation is needed."""

    name: str = ""
    honorific: str = ""
    role_title: str = ""
    organisation_text: str = ""
    organisation_id: int | None = None
    country: str = ""
    biography: Mapping[str, str] = field(default_factory=dict)
    zone: str = ""
    person_id: int | None = None
    #: Where the invitation goes, and the language of mails.
    email: str = ""
    lang: str = "en"


def create_speaker(
    event: Event,
    facts: SpeakerFacts,
    actor: str,
    photo_file_id: int | None = None,
    is_demo: bool = False,
) -> Speaker:
    """A new speaker of the event."""
    rules.require_open(event)
    _require_said(facts)
    speaker = Speaker(
        event_id=event.id,
        code=text.new_code(),
        photo_file_id=photo_file_id,
        is_demo=is_demo,
        created=clock.now(),
        **_plain(facts),
    )
    db.session.add(speaker)
    db.session.flush()
    audit.record(actor, Verb.SPEAKER_CREATED, f"event:{event.id}", after={"speaker": speaker.code})
    return speaker


def edit_speaker(
    event: Event,
    speaker: Speaker,
    facts: SpeakerFacts,
    actor: str,
    version: int,
    photo_file_id: int | None = None,
) -> Speaker:
    """Change a speaker; a photo only when a new one is given; Stale as everywhere."""
    rules.require_open(event)
    _require_said(facts)
    if speaker.version != version:
        raise errors.Stale(_shown(facts), _shown(speaker))
    after, earlier = _plain(facts), None
    if photo_file_id is not None:
        after["photo_file_id"] = photo_file_id
        earlier = db.session.get(files.File, speaker.photo_file_id or 0)
    # Cards that are open elsewhere show the name.
    drafting.touch(event, actor)
    for name, value in after.items():
        setattr(speaker, name, value)
    db.session.flush()
    if earlier is not None and earlier.id != photo_file_id:
        forgetting.drop(earlier)
    audit.record(actor, Verb.SPEAKER_CHANGED, f"event:{event.id}", after={"speaker": speaker.code})
    return speaker


def delete_speaker(event: Event, speaker: Speaker, actor: str) -> None:
    """Delete somebody who is in no session and was never published."""
    rules.require_open(event)
    if speaker.released is not None:
        raise errors.Refused(rules.Reason.SPEAKER_RELEASED)
    used = sa.select(SessionSpeaker.id).where(SessionSpeaker.speaker_id == speaker.id)
    if db.session.scalar(used.limit(1)) is not None:
        raise errors.Refused(rules.Reason.SPEAKER_USED)
    audit.record(actor, Verb.SPEAKER_DELETED, f"event:{event.id}", before={"speaker": speaker.code})
    db.session.refresh(speaker, ["photo"])
    forgetting.forget_deleted(speaker)
    db.session.delete(speaker)
    db.session.flush()


def _require_said(facts: SpeakerFacts) -> None:
    if not (facts.name or facts.role_title or facts.organisation_text or facts.organisation_id):
        raise errors.Refused(rules.Reason.NAMELESS, "name")


def _plain(facts: SpeakerFacts) -> dict[str, Any]:
    return {**vars(facts), "biography": dict(facts.biography)}


def _shown(said: SpeakerFacts | Speaker) -> dict[str, str]:
    return {
        str(gettext("Name")): said.name,
        str(gettext("Job title")): said.role_title,
        str(gettext("Biography")): text.pick(said.biography, "en").text,
    }
