"""Materials of sessions: add, change, a new version, take away; from the team or a speaker."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import current_app
from werkzeug.datastructures import FileStorage

from eventsite.agenda import materials, queries, rules
from eventsite.agenda.actions import drafting
from eventsite.agenda.models import (
    AgendaSession,
    MaterialKind,
    MaterialVersion,
    Publish,
    SessionMaterial,
    Speaker,
)
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock, errors, files, text
from eventsite.core.db import db
from eventsite.events.models import Event

#: Endings of files that are taken; films are linked to.
ENDINGS = (*files.DOCUMENTS, *files.PICTURES)


@dataclass(frozen=True)
class MaterialFacts:
    """What is said of a material, whichever version."""

    title: Mapping[str, str] = field(default_factory=dict)
    kind: MaterialKind = MaterialKind.SLIDES
    lang: str = ""
    publish: Publish = Publish.AFTER
    due: date | None = None
    speaker_id: int | None = None


@dataclass(frozen=True)
class Source:
    """Where a version comes from: an upload or a web address."""

    upload: FileStorage | None = None
    url: str = ""

    @property
    def has_file(self) -> bool:
        """Whether a file was chosen; browsers send an empty one where none was."""
        return self.upload is not None and bool(self.upload.filename)


def add_material(
    event: Event, session: AgendaSession, facts: MaterialFacts, source: Source, actor: str
) -> SessionMaterial:
    """One more material of a session; without file and address it is awaited until it is due."""
    rules.require_open(event)
    _require(materials.why_bad_source(facts.kind, source.has_file, source.url, facts.due, True))
    there = queries.materials(session.id)
    if len(there) >= materials.MOST:
        raise errors.Refused(materials.Reason.TOO_MANY, most=materials.MOST)
    _require_fitting(session, facts)
    drafting.touch(event, actor)
    material = _new(session, facts, len(there))
    if source.has_file or source.url:
        _add_version(material, source, actor)
    db.session.flush()
    audit.record(actor, Verb.MATERIAL_ADDED, _subject(session), after={"material": material.code})
    return material


def edit_material(
    event: Event,
    session: AgendaSession,
    material: SessionMaterial,
    facts: MaterialFacts,
    actor: str,
    version: int,
) -> None:
    """Change what is said of a material; its versions stay."""
    rules.require_open(event)
    if material.version != version:
        raise errors.Stale(
            {"title": text.pick(facts.title, "en").text},
            {"title": text.pick(material.title, "en").text},
        )
    _require_fitting(session, facts)
    before = _facts_of(material)
    drafting.touch(event, actor)
    for name, value in _columns(facts).items():
        setattr(material, name, value)
    db.session.flush()
    changed = audit.changes(before, _facts_of(material))
    audit.record(actor, Verb.MATERIAL_CHANGED, _subject(session), *changed)


def renew_material(
    event: Event, session: AgendaSession, material: SessionMaterial, source: Source, actor: str
) -> MaterialVersion:
    """A further version of the same material; earlier ones stay for the team."""
    rules.require_open(event)
    _require(materials.why_bad_source(material.kind, source.has_file, source.url))
    drafting.touch(event, actor)
    version = _add_version(material, source, actor)
    db.session.flush()
    audit.record(
        actor,
        Verb.MATERIAL_RENEWED,
        _subject(session),
        {"material": material.code, "number": version.number - 1},
        {"material": material.code, "number": version.number},
    )
    return version


def remove_material(
    event: Event, session: AgendaSession, material: SessionMaterial, actor: str
) -> bool:
    """Delete a material that was never published, with its files; else never show it again.

    Whether it was deleted.
    """
    rules.require_open(event)
    drafting.touch(event, actor)
    # Looked at again under the lock: it may have been published meanwhile.
    db.session.refresh(material, ["released"])
    before = {"material": material.code, "publish": material.publish.value}
    if material.released is not None:
        material.publish = Publish.NEVER
        db.session.flush()
        after = {"material": material.code, "publish": Publish.NEVER.value}
        audit.record(actor, Verb.MATERIAL_WITHDRAWN, _subject(session), before, after)
        return False
    kept = [version.file for version in material.versions if version.file is not None]
    db.session.delete(material)
    db.session.flush()
    for file in kept:
        files.discard(file)
    audit.record(actor, Verb.MATERIAL_DELETED, _subject(session), before)
    return True


def give(
    event: Event,
    session: AgendaSession,
    speaker: Speaker,
    *,
    upload: FileStorage | None = None,
    url: str = "",
    kind: MaterialKind = MaterialKind.SLIDES,
    title: Mapping[str, str] | None = None,
    lang: str = "",
) -> SessionMaterial:
    """What a speaker gives for their session: a new version of theirs of that kind, else a first.

    A first one is published after the session unless the team says otherwise. Refuses, beside
    the field `file` or `url`, what cannot be taken, and a session the speaker is not in.
    """
    rules.require_open(event)
    source = Source(upload, url)
    _require(materials.why_bad_source(kind, source.has_file, source.url))
    if speaker.id not in {one.id for one in queries.speakers_of(session.id)}:
        raise errors.Refused(materials.Reason.NOT_IN_SESSION)
    there = queries.materials(session.id)
    material = materials.for_speaker(there, speaker.id, kind)
    actor = f"speaker:{speaker.id}"
    drafting.touch(event, actor)
    if material is None:
        if len(there) >= materials.MOST:
            raise errors.Refused(materials.Reason.TOO_MANY, most=materials.MOST)
        facts = MaterialFacts(
            title or dict(session.title), kind, lang, Publish.AFTER, None, speaker.id
        )
        material = _new(session, facts, len(there))
    version = _add_version(material, source, actor)
    db.session.flush()
    after = {"material": material.code, "number": version.number}
    audit.record(actor, Verb.MATERIAL_GIVEN, _subject(session), after=after)
    return material


def forget(speaker: Speaker) -> None:
    """Delete files, addresses and titles that are a speaker's; nobody sees them any more."""
    for material, _code in queries.materials_of_speaker(speaker.id):
        kept = [version.file for version in material.versions if version.file is not None]
        material.versions, material.publish = [], Publish.NEVER
        # Whoever names slides names whose they are.
        material.title = {"en": material.code}
        db.session.flush()
        for file in kept:
            files.discard(file)


def _new(session: AgendaSession, facts: MaterialFacts, position: int) -> SessionMaterial:
    material = SessionMaterial(
        session_id=session.id,
        code=text.new_code(),
        position=position,
        created=clock.now(),
        versions=[],
        **_columns(facts),
    )
    db.session.add(material)
    return material


def _columns(facts: MaterialFacts) -> dict[str, Any]:
    return {**vars(facts), "title": dict(facts.title)}


def _facts_of(material: SessionMaterial) -> dict[str, Any]:
    names = ("kind", "lang", "publish", "due", "speaker_id")
    return {"material": material.code, **{name: getattr(material, name) for name in names}}


def _add_version(material: SessionMaterial, source: Source, actor: str) -> MaterialVersion:
    if len(material.versions) >= materials.MOST_VERSIONS:
        raise errors.Refused(materials.Reason.TOO_MANY_VERSIONS, most=materials.MOST_VERSIONS)
    version = MaterialVersion(
        number=len(material.versions) + 1,
        file=_stored(source.upload) if source.upload and source.has_file else None,
        url="" if source.has_file else source.url,
        author=actor,
        created=clock.now(),
    )
    material.versions.append(version)
    return version


def _stored(upload: FileStorage) -> files.File:
    most = current_app.config["SETTINGS"].max_upload_mb * 1024 * 1024
    try:
        return files.store(files.check(upload, ENDINGS, most))
    except errors.Refused as refused:
        refused.field = "file"
        raise


def _require(reason: materials.Reason | None) -> None:
    if reason is not None:
        raise errors.Refused(reason, "file")


def _require_fitting(session: AgendaSession, facts: MaterialFacts) -> None:
    if not facts.title:
        raise errors.Refused(materials.Reason.TITLE, "title")
    people = {one.id for one in queries.speakers_of(session.id)}
    if facts.speaker_id is not None and facts.speaker_id not in people:
        raise errors.Refused(materials.Reason.FOREIGN_SPEAKER, "speaker_id")


def _subject(session: AgendaSession) -> str:
    return f"session:{session.id}"
