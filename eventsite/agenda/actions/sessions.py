"""Sessions of the draft: create, copy, edit, cancel, withdraw, delete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sqlalchemy as sa

from eventsite.agenda import draft, queries, rules, times
from eventsite.agenda.actions import drafting, stale
from eventsite.agenda.models import (
    AgendaSession,
    SessionKind,
    SessionPart,
    SessionSpeaker,
    SessionState,
    Speaker,
    SpeakerRole,
)
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock, errors, files, text
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.models import Event

_VERBS = {
    SessionState.SCHEDULED: Verb.SESSION_RESTORED,
    SessionState.CANCELLED: Verb.SESSION_CANCELLED,
    SessionState.WITHDRAWN: Verb.SESSION_WITHDRAWN,
}


class Part(NamedTuple):
    """An item inside a session; `presenters` are ids of the event's speakers, in order."""

    title: Mapping[str, str]
    minutes: int
    presenters: Sequence[int] = ()


@dataclass(frozen=True)
class SessionFacts:
    """What is said of a session, whenever and wherever it is.

    `parts` are (title, minutes) or (title, minutes, presenters' ids) as in `Part`, `speakers`
    (the speaker's id, role), both in their order.
    """

    title: Mapping[str, str]
    kind: SessionKind = SessionKind.TALK
    minutes: int = 60
    abstract: Mapping[str, str] = field(default_factory=dict)
    track_id: int | None = None
    online: bool = False
    languages: Sequence[str] = ()
    interpretation: Sequence[str] = ()
    has_captions: bool = False
    has_sign_language: bool = False
    clauses: Sequence[str] = ()
    sdgs: Sequence[int] = ()
    study_groups: Sequence[str] = ()
    work_items: Sequence[str] = ()
    recording: str = ""
    transcript: str = ""
    outcome: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[
        tuple[Mapping[str, str], int] | tuple[Mapping[str, str], int, Sequence[int]]
    ] = ()
    speakers: Sequence[tuple[int, SpeakerRole]] = ()


def create_session(event: Event, facts: SessionFacts, actor: str) -> AgendaSession:
    """A new session, not placed yet."""
    rules.require_open(event)
    _require_fitting(event, facts)
    session = _new(event, _plain(facts), _parts(facts), _speakers(facts))
    with drafting.step(event, actor, Verb.SESSION_CREATED) as step:
        db.session.add(session)
        step.created(session)
    audit.record(actor, Verb.SESSION_CREATED, subject(session), after={"event": event.id})
    return session


def duplicate(event: Event, session: AgendaSession, actor: str) -> AgendaSession:
    """A copy that is not placed yet, with its own code and identity; what came out stays behind.

    The session is one from `queries.find_session`.
    """
    rules.require_open(event)
    facts = facts_of(session)
    copy = _new(event, _plain(facts), _parts(facts), _speakers(facts))
    with drafting.step(event, actor, Verb.SESSION_DUPLICATED) as step:
        db.session.add(copy)
        step.created(copy)
    audit.record(actor, Verb.SESSION_DUPLICATED, subject(copy), after={"of": session.id})
    return copy


def facts_of(session: AgendaSession) -> SessionFacts:
    """What a session says, as for another of the same kind: without what came out of it."""
    same = (
        "title",
        "kind",
        "minutes",
        "abstract",
        "track_id",
        "online",
        "languages",
        "interpretation",
        "has_captions",
        "has_sign_language",
        "clauses",
        "sdgs",
        "study_groups",
        "work_items",
    )
    return SessionFacts(
        **{name: getattr(session, name) for name in same},
        parts=[
            Part(part.title, part.minutes, [one.speaker_id for one in part.presenters])
            for part in session.parts
        ],
        speakers=[(one.speaker_id, one.role) for one in session.speakers],
    )


def edit_session(
    event: Event, session: AgendaSession, facts: SessionFacts, actor: str, version: int
) -> AgendaSession:
    """Change what a session says; one from `queries.find_session`."""
    rules.require_open(event)
    stale.require_version(session, version, actor, _shown(facts), _shown(session))
    _require_fitting(event, facts, session)
    before = {name: getattr(session, name) for name in ("kind", "minutes", "track_id", "online")}
    with drafting.step(event, actor, Verb.SESSION_CHANGED, [session]):
        for name, value in _plain(facts).items():
            setattr(session, name, value)
        _replace_rows(session, _parts(facts), _speakers(facts))
        drafting.count(session)
    after = {name: getattr(session, name) for name in before}
    audit.record(actor, Verb.SESSION_CHANGED, subject(session), *audit.changes(before, after))
    return session


def set_state(
    event: Event, session: AgendaSession, state: SessionState, actor: str, version: int
) -> AgendaSession:
    """Cancel, withdraw or restore a session; the same state again changes nothing."""
    rules.require_open(event)
    stale.require_version(session, version, actor, {}, {})
    if session.state == state:
        return session
    before = {"state": session.state.value}
    with drafting.step(event, actor, _VERBS[state], [session]):
        session.state = state
    audit.record(actor, _VERBS[state], subject(session), before, {"state": state.value})
    return session


def delete_session(event: Event, session: AgendaSession, actor: str, version: int) -> None:
    """Delete a session that was never published; its materials and services go with it."""
    rules.require_open(event)
    stale.require_version(session, version, actor, {}, {})
    if session.released is not None:
        raise errors.Refused(rules.Reason.RELEASED)
    audit.record(actor, Verb.SESSION_DELETED, subject(session), before={"event": event.id})
    given = [v.file for one in queries.materials(session.id) for v in one.versions if v.file]
    with drafting.step(event, actor, Verb.SESSION_DELETED) as step:
        # Looked at again under the lock: it may have been published meanwhile.
        db.session.refresh(session, ["released"])
        if session.released is not None:
            raise errors.Refused(rules.Reason.RELEASED)
        step.deleted(session)
        db.session.delete(session)
    for file in given:
        files.discard(file)


def _require_fitting(
    event: Event, facts: SessionFacts, session: AgendaSession | None = None
) -> None:
    """Refuse a length, items, a track or speakers that do not fit."""
    hours = None
    if session is not None and session.is_placed:
        days = draft.hours_of(event)
        day = times.programme_day(draft.wall_of(session), days)
        hours = next((h for h in days if h.day == day), None)
        if session.is_locked and session.minutes != facts.minutes:
            raise errors.Refused(rules.Reason.LOCKED, "minutes")
    if session is not None and session.released and facts.kind == SessionKind.BLOCKER:
        raise errors.Refused(rules.Reason.BLOCKER_RELEASED, "kind")
    parts = [Part(*part) for part in facts.parts]
    rules.require_length(facts.minutes, hours)
    rules.require_parts(facts.minutes, [part.minutes for part in parts])
    if len(facts.speakers) > rules.MOST_SPEAKERS:
        raise errors.Refused(rules.Reason.TOO_MANY_SPEAKERS, "speakers", most=rules.MOST_SPEAKERS)
    if len(set(facts.speakers)) != len(facts.speakers):
        raise errors.Refused(rules.Reason.SPEAKER_TWICE, "speakers")
    if facts.track_id is not None and queries.find_track(event.id, facts.track_id) is None:
        raise errors.Refused(rules.Reason.FOREIGN_TRACK, "track")
    ids = {speaker for speaker, _ in facts.speakers}
    ids |= {speaker for part in parts for speaker in part.presenters}
    known = sa.select(Speaker.id).where(Speaker.event_id == event.id, Speaker.id.in_(ids))
    if ids - set(db.session.scalars(known)):
        raise errors.Refused(rules.Reason.FOREIGN_SPEAKER, "speakers")


def _new(
    event: Event, columns: dict[str, Any], parts: list[SessionPart], people: list[SessionSpeaker]
) -> AgendaSession:
    return AgendaSession(
        event_id=event.id,
        code=text.new_code(),
        uid=text.new_secret(),
        created=clock.now(),
        rooms=[],
        parts=parts,
        speakers=people,
        **columns,
    )


def _plain(facts: SessionFacts) -> dict[str, Any]:
    own = {n: v for n, v in vars(facts).items() if n not in ("parts", "speakers")}
    for name, said in own.items():
        if isinstance(said, Mapping):
            own[name] = dict(said)
        elif isinstance(said, Sequence) and not isinstance(said, str):
            own[name] = list(said)
    return own


def _parts(facts: SessionFacts) -> list[SessionPart]:
    return [drafting.new_part(position, *Part(*part)) for position, part in enumerate(facts.parts)]


def _speakers(facts: SessionFacts) -> list[SessionSpeaker]:
    return [
        SessionSpeaker(speaker_id=speaker, role=role, position=position)
        for position, (speaker, role) in enumerate(facts.speakers)
    ]


def _replace_rows(
    session: AgendaSession, parts: list[SessionPart], people: list[SessionSpeaker]
) -> None:
    """New items and people; who did not come stays marked so."""
    absent = {(one.speaker_id, one.role) for one in session.speakers if one.is_absent}
    for one in people:
        one.is_absent = (one.speaker_id, one.role) in absent
    # The old rows go first: a speaker may come back in the same role.
    session.parts, session.speakers = [], []
    db.session.flush()
    session.parts, session.speakers = parts, people


def _shown(said: SessionFacts | AgendaSession) -> dict[str, str]:
    return {
        str(gettext("Title")): text.pick(said.title, "en").text,
        str(gettext("Description")): text.pick(said.abstract, "en").text,
        str(gettext("Minutes")): str(said.minutes),
    }


def subject(session: AgendaSession) -> str:
    """A session's key in the audit trail."""
    return f"session:{session.id}"
