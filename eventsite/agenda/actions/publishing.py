"""Publishing: the draft frozen into the next release, going back to an earlier one, taking back."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from eventsite.agenda import changes, checks, draft, queries, releases, rules, succession
from eventsite.agenda.actions import digests, overriding
from eventsite.agenda.models import (
    Agenda,
    AgendaSession,
    Release,
    ReleasePerson,
    SessionMaterial,
    Speaker,
)
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused
from eventsite.events.models import Event


def publish(
    event: Event,
    actor: str,
    fingerprint: str,
    note: Mapping[str, str],
    reasons: Mapping[checks.Rule, str] | None = None,
) -> Release:
    """Freeze the draft into the next release.

    `fingerprint` is that of the draft that was previewed (`changes.fingerprint`); refused when
    the draft or the newest release is another one by now, and when nothing changed. Raises
    `overriding.Unexplained` when a rule that blocks publishing is broken and `reasons` do not say
    why; reasons are kept beside the release.
    """
    event = lock(Event, event.id)
    rules.require_open(event)
    # While it is read and marked as published nobody moves or deletes anything of the draft.
    db.session.execute(sa.select(Agenda).where(Agenda.event_id == event.id).with_for_update())
    latest = queries.latest_release(event.id)
    sessions = queries.sessions(event.id)
    now = draft.of(event, sessions)
    number = latest.number if latest else 0
    if fingerprint != changes.fingerprint(now.agenda, now.people, number):
        raise Refused(rules.Reason.CHANGED_SINCE)
    said = reasons or {}
    broken = overriding.require_reasons(event, sessions, said)
    release = make_release(event, latest, now.agenda, now.people, actor, note)
    overridden = overriding.keep(release, broken, said, actor)
    after = {"number": release.number} | ({"overridden": overridden} if overridden else {})
    audit.record(actor, Verb.PUBLISHED, f"event:{event.id}", {"number": number}, after)
    return release


def go_back(
    event: Event, number: int, actor: str, latest_number: int, note: Mapping[str, str]
) -> Release:
    """Publish version `number` again as a further release; 0 is the empty programme before all.

    Refused when `latest_number`, the newest one that was shown, no longer is. The draft stays.
    Materials that visitors may not have any more stay away.
    """
    event = lock(Event, event.id)
    rules.require_open(event)
    latest = queries.latest_release(event.id)
    if latest is None or latest.number != latest_number:
        raise Refused(rules.Reason.NEWER_SINCE)
    if not 0 <= number <= latest.number:
        raise Refused(rules.Reason.NO_VERSION)
    agenda, people = _content_of(event, number)
    agenda = _without(agenda, queries.withdrawn_materials(event.id))
    release = make_release(event, latest, agenda, people, actor, note)
    audit.record(
        actor,
        Verb.WENT_BACK,
        f"event:{event.id}",
        {"number": latest_number},
        {"number": release.number, "content_of": number},
    )
    return release


def take_back(event: Event, number: int, actor: str) -> Release:
    """Take the newest version back while its mails are held: a further release with the content
    before it, of which nobody is told.

    Refused when another version is the newest, and when the mails have gone or may go now.
    """
    event = lock(Event, event.id)
    rules.require_open(event)
    latest = queries.latest_release(event.id)
    if latest is None or latest.number != number:
        raise Refused(rules.Reason.NEWER_SINCE)
    digests.stop(latest)
    agenda, people = _content_of(event, number - 1)
    release = make_release(event, latest, agenda, people, actor, {}, takes_back=number)
    audit.record(
        actor,
        Verb.TOOK_BACK,
        f"event:{event.id}",
        {"number": number},
        {"number": release.number, "content_of": number - 1},
    )
    return release


def _content_of(event: Event, number: int) -> tuple[releases.ReleasedAgenda, changes.People]:
    """What version `number` shows, with its people; 0 is the empty programme before all."""
    if number == 0:
        return releases.ReleasedAgenda(event.zone), {}
    target = queries.find_release(event.id, number)
    if target is None:
        raise Refused(rules.Reason.NO_VERSION)
    whole = releases.read(target.content)
    return replace(whole, sessions=whole.shown), queries.people_of(target)


def _without(agenda: releases.ReleasedAgenda, codes: Collection[str]) -> releases.ReleasedAgenda:
    """A programme without these materials."""
    sessions = (
        replace(session, materials=tuple(m for m in session.materials if m.code not in codes))
        for session in agenda.sessions
    )
    return replace(agenda, sessions=tuple(sessions))


def make_release(
    event: Event,
    latest: Release | None,
    agenda: releases.ReleasedAgenda,
    people: changes.People,
    actor: str,
    note: Mapping[str, str],
    *,
    is_live: bool = False,
    takes_back: int | None = None,
) -> Release:
    """The one way a release is made, after `latest`, with its mails held; the event is locked.

    `is_live`: on the day itself, not held; call `digests.tell_now` with the sessions concerned.
    Refused when nothing that the public sees has changed. Leaves no audit row.
    """
    now = clock.now()
    before = releases.read(latest.content) if latest else None
    known = queries.people_of(latest) if latest else {}
    diff = changes.diff(before, agenda, known, people)
    if not diff:
        raise Refused(rules.Reason.NOTHING_NEW)
    since = latest.created if latest else None
    whole = succession.succeed(
        before, agenda, now, people_before=known, people_after=people, since=since
    )
    release = Release(
        event_id=event.id,
        number=latest.number + 1 if latest else 1,
        created=now,
        author=actor,
        note=dict(note),
        diff=[change.dump() for change in diff],
        content=releases.dump(whole),
        schema_version=releases.SCHEMA_VERSION,
        is_live=is_live,
        takes_back=takes_back,
    )
    db.session.add(release)
    db.session.flush()
    if people:
        # One statement for all of them, which flushing objects would make one each.
        rows = [_side_row(release, code, person) for code, person in people.items()]
        db.session.execute(sa.insert(ReleasePerson), rows)
    db.session.refresh(release, ["people"])
    _remember(event, whole)
    digests.hold(release)
    return release


def _side_row(release: Release, code: str, person: releases.ReleasedPerson) -> dict[str, Any]:
    return {
        "release_id": release.id,
        "speaker_code": code,
        "honorific": person.honorific,
        "name": person.name,
        "role_title": person.role_title,
        "biography": dict(person.biography),
        "photo_code": person.photo,
        "redacted": person.redacted,
    }


def _remember(event: Event, agenda: releases.ReleasedAgenda) -> None:
    """Note on the draft's rows that they were published, so that they are never deleted."""
    sessions = [session.code for session in agenda.sessions]
    speakers = [speaker.code for speaker in agenda.speakers]
    for model, codes in ((AgendaSession, sessions), (Speaker, speakers)):
        db.session.execute(
            sa.update(model)
            .where(model.event_id == event.id, model.code.in_(codes), model.released.is_(None))
            .values(released=clock.now())
        )
    shown = [material.code for session in agenda.sessions for material in session.materials]
    if shown:
        db.session.execute(
            sa.update(SessionMaterial)
            .where(SessionMaterial.code.in_(shown), SessionMaterial.released.is_(None))
            .values(released=clock.now())
        )
