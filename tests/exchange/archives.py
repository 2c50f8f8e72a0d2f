"""An event with rows in every table that archives hold, and archives of it, whole and broken."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from eventsite.agenda import actions as agenda
from eventsite.agenda.actions import live
from eventsite.agenda.models import (
    Availability,
    MaterialVersion,
    RehearsalSlot,
    RuleOverride,
    SessionJoinWay,
    SessionMaterial,
    SessionPlaces,
    SessionStar,
    SessionSupply,
    SignUp,
    Speaker,
    SpeakerReminder,
    SpeakerRole,
    SupplyKind,
)
from eventsite.agenda.signing import SignUpState
from eventsite.calls.models import State as EntryState
from eventsite.calls.models import SubmissionFile
from eventsite.core import clock, disclosure, files
from eventsite.core.db import db
from eventsite.desk.models import (
    BadgePrint,
    Certificate,
    CertificateTerms,
    CheckIn,
    DeskReport,
    OnlinePresence,
    PresenceImport,
    PresenceTerms,
    SessionCheckIn,
    Source,
)
from eventsite.desk.reconciling import Outcome
from eventsite.events.models import (
    CoOrganizer,
    Duty,
    Event,
    EventDocument,
    JoinWay,
    JoinWayKind,
)
from eventsite.exchange.archive import applying, checking, jobs, making
from eventsite.exchange.archive.opening import Opened
from eventsite.exchange.models import ImportState, ProgrammeImport, SourceKey
from eventsite.letters import actions as letter_actions
from eventsite.letters import queries as letter_queries
from eventsite.messages.actions import mailwords
from eventsite.participation.models import StatRelease
from eventsite.registration.mail_kinds import Kind
from eventsite.registration.models import (
    BroughtState,
    Consent,
    ConsentKind,
    InvitationCode,
    PlaceReserve,
    Registration,
    RegistrationWindow,
    TrackedLink,
)
from tests import make
from tests.agenda import makings
from tests.letters import makings as writing
from tests.messages import makings as messaging
from tests.questions import makings as asking

Members = dict[str, bytes]


def quiet(_done: int, _total: int, _sentence: str = "") -> None:
    """Nobody watches."""


def rich_event() -> Event:
    """An event that has lived: rows in every table, things deleted, a person half erased."""
    series, initiative = make.make_series(), make.make_initiative()
    event = make.make_event(
        "منتدى", days=2, series_id=series.id, initiative_id=initiative.id, zone="Pacific/Apia"
    )
    event.title = {"ar": "منتدى 🌍", "en": "Forum “of all”"}
    event.cover_file_id = _file(make.PNG, "cover.png").id
    _parts(event)
    people = _people(event)
    _programme(event, people)
    _calls(event, people)
    _letters(event)
    _messages(event)
    _imports(event)
    rows, cols = disclosure.Axis("region", ("a", "b")), disclosure.Axis("gender", ("c", "d"))
    table = disclosure.protect((disclosure.Table(rows, cols, ((9, 9), (9, 9))),))[0]
    make.add(
        StatRelease(
            event_id=event.id,
            number=1,
            created=make.CREATED,
            created_by=f"user:{people[0].id}",
            definitions={"registered": "1"},
            classification_day=make.FIRST_DAY,
            classification_version="2026-1",
            content={"tables": {"regions": disclosure.as_stored(table)}},
            schema_version=1,
        )
    )
    db.session.commit()
    return event


def _file(content: bytes, name: str = "paper.pdf") -> files.File:
    kind = files.KINDS[name.rpartition(".")[2]][0]
    return files.store(files.Checked(name, kind, content))


def _parts(event: Event) -> None:
    merged = make.make_organisation("Lagoon University")
    gone = make.make_organisation("Old name", state="merged", merged_into_id=merged.id)
    make.add(CoOrganizer(event_id=event.id, organisation_id=gone.id))
    make.add(JoinWay(event_id=event.id, kind=JoinWayKind.PLATFORM, address="https://meet.example"))
    make.add(EventDocument(event_id=event.id, title={"en": "Call"}, file_id=_file(b"%PDF-1").id))
    make.make_deadline(event)


def _people(event: Event) -> list[Any]:
    """The owner, and an editor of a track; registrations, one of an erased person."""
    owner = make.make_team_member(event, [Duty.OWNER])
    editor = make.make_track_editor(event)
    make.make_terms(event, capacity_in_person=30)
    person = make.make_person("Litia", "Tuiloma", organisation_id=make.make_organisation().id)
    answers = asking.make_file_answered(event)
    needs = {"access_needs": "A ramp", "interpretation_langs": ["fr"]}
    comer = make.make_registration(event, person, answer_set_id=answers, **needs)
    came = {"day": make.FIRST_DAY, "at": make.CREATED, "by": "task:desk", "source": Source.TYPED}
    make.add(CheckIn(event_id=event.id, registration_id=comer.id, **came))
    later = {"day": make.FIRST_DAY, "at": make.CREATED, "by": "task:desk", "key": "a-1"}
    later |= {"received": make.CREATED, "outcome": Outcome.AGAIN}
    make.add(DeskReport(event_id=event.id, registration_id=comer.id, **later))
    make.add(PresenceTerms(event_id=event.id, least_minutes=20))
    brought = {"event_id": event.id, "day": make.FIRST_DAY, "created": make.CREATED}
    file = {"name": "meeting.csv", "table": "", "created_by": "task:desk"}
    online = make.add(PresenceImport(**brought, **file, state=BroughtState.APPLIED, counted=1))
    there = {"registration_id": comer.id, "day": make.FIRST_DAY, "minutes": 45}
    make.add(OnlinePresence(event_id=event.id, import_id=online.id, **there))
    printed = {"first": make.CREATED, "last": make.CREATED, "by": "task:desk"}
    make.add(BadgePrint(event_id=event.id, registration_id=comer.id, **printed))
    make.add(CertificateTerms(event_id=event.id, words={"fr": "Merci"}))
    issued = {"code": "ABCDEFGH2345", "serial": 1, "number": "FVW27/CERT/0001", "lang": "fr"}
    own = {"facts": {"days": []}, "made_by": "task:desk", "issued": make.CREATED}
    make.add(Certificate(event_id=event.id, registration_id=comer.id, **issued, **own))
    _places(event, comer)
    make.make_registration(event, make.make_person(erased=make.CREATED, email="", first_name=""))
    # The same name and address twice: two people in the archive, and two where it is taken in.
    for _ in range(2):
        make.make_registration(event, make.make_person("Twin", "One", email="twin@example.org"))
    return [owner, editor]


def _places(event: Event, comer: Registration) -> None:
    """Kept places, dates of a group, a code and a link by which somebody came, a consent."""
    kept = {"event_id": event.id, "group": "group:SIDS"}
    own = {"event_id": event.id, "created": make.CREATED}
    comer.reserve_id = make.add(PlaceReserve(**kept, places=3, taken=1, created=make.CREATED)).id
    make.add(RegistrationWindow(**kept, opens=make.CREATED))
    comer.invitation_id = make.add(InvitationCode(**own, code="ABCDEFGH23", used=1)).id
    comer.link_id = make.add(TrackedLink(**own, code="HGFEDCBA", label="Newsletter")).id
    agreed = {"text_version": "2026-1", "lang": "fr", "given": make.CREATED}
    make.add(Consent(registration_id=comer.id, kind=ConsentKind.DATA, **agreed))


def _programme(event: Event, people: list[Any]) -> None:
    actor = f"user:{people[0].id}"
    gone, hall = makings.make_room(event, "Gone room"), makings.make_room(event, "Hall")
    track = makings.make_track(event)
    speaker = makings.make_speaker(event, email="litia@example.org")
    speaker.photo_file_id = makings.make_photo().id
    facts = agenda.SessionFacts(
        {"en": "Opening"},
        track_id=track.id,
        speakers=[(speaker.id, SpeakerRole.SPEAKER)],
        parts=[agenda.Part({"en": "Talk"}, 20, (speaker.id,))],
    )
    session = agenda.create_session(event, facts, actor)
    material = make.add(
        SessionMaterial(
            session_id=session.id, code="PAPERS2", speaker_id=speaker.id, created=make.CREATED,
            publish="before",
        )
    )  # fmt: skip
    make.add(
        MaterialVersion(
            material_id=material.id, number=1, file_id=_file(b"%PDF-2").id,
            author=f"speaker:{speaker.id}", created=make.CREATED,
        )
    )  # fmt: skip
    way = {"kind": JoinWayKind.CAPTIONS, "address": "https://text.example"}
    make.add(SessionJoinWay(session_id=session.id, **way))
    make.add(SessionSupply(session_id=session.id, kind=SupplyKind.RECORDING, created=make.CREATED))
    with clock.freeze(make.CREATED):
        _publish_twice(event, session, gone, hall, actor)
    _beside(event, speaker, session.id, actor, track.id)


def _publish_twice(event: Event, session: Any, gone: Any, hall: Any, actor: str) -> None:
    """A first version in a room that is then deleted, a second, and a change of the day."""
    makings.place(event, session, "09:30", gone)
    makings.publish(event)
    makings.place(event, session, "10:30", hall)
    agenda.delete_room(event, gone, actor)
    makings.publish(event)
    live.late(event, session.code, 5, actor)


def _beside(event: Event, speaker: Speaker, session_id: int, actor: str, track_id: int) -> None:
    starts = datetime.combine(make.FIRST_DAY, time(9), tzinfo=make.CREATED.tzinfo)
    ends = starts + timedelta(hours=2)
    make.add(Availability(speaker_id=speaker.id, starts=starts, ends=ends))
    make.add(RehearsalSlot(event_id=event.id, starts=starts, speaker_id=speaker.id))
    issued = {"code": "ABCDEFGH2346", "serial": 2, "number": "FVW27/CERT/0002", "lang": "en"}
    own = {"facts": {"days": []}, "made_by": "task:desk", "issued": make.CREATED}
    make.add(Certificate(event_id=event.id, speaker_id=speaker.id, **issued, **own))
    reminder = {"kind": "answer", "due": date(2027, 5, 1), "days_before": 3}
    make.add(SpeakerReminder(speaker_id=speaker.id, created=make.CREATED, **reminder))
    makings.make_terms(event)
    person = make.make_person("Star", "Giver")
    make.add(SessionStar(person_id=person.id, session_id=session_id, created=make.CREATED))
    make.add(SessionPlaces(session_id=session_id, event_id=event.id, places=2, taken=1))
    own = db.session.scalar(sa.text("SELECT min(id) FROM registrations"))
    state, since = SignUpState.SIGNED_UP, make.CREATED
    make.add(SignUp(session_id=session_id, registration_id=own, state=state, since=since))
    went_in = {"event_id": event.id, "session_id": session_id, "by": actor, "at": make.CREATED}
    make.add(SessionCheckIn(registration_id=own, **went_in))
    makings.make_follower(event, tracks=[track_id])
    release = db.session.scalar(sa.text("SELECT min(id) FROM releases"))
    make.add(
        RuleOverride(
            event_id=event.id, release_id=release, rule="overlap", reason="Agreed.", actor=actor,
            created=make.CREATED,
        )
    )  # fmt: skip


def _calls(event: Event, people: list[Any]) -> None:
    call = make.make_call(event)
    make.make_deadline(event, kind="call", label_key=call.code)
    entry = make.make_entry(call, people[1].person, state=EntryState.SUBMITTED)
    make.add(SubmissionFile(submission_id=entry.id, file_id=_file(b"%PDF-1").id))


def _letters(event: Event) -> None:
    letter = writing.make_letter(event)
    letter.made_by = made_by = "task:letters"
    picture = files.store(files.Checked("signature.png", "image/png", b"picture"))
    letter_queries.settings_of(event).signature_file_id = picture.id
    letter_actions.reissue(actor=made_by, event=event, letter=letter)
    words = {"en": "Dear {name}"}
    letter_actions.save_text(actor=made_by, event=event, kind=letter.kind, subject={}, body=words)


def _messages(event: Event) -> None:
    message, reminder = messaging.make_message(event), messaging.make_reminder(event)
    message.created_by = reminder.created_by = "task:messages"
    mailwords.save(
        actor="task:messages", event=event, kind=Kind.WAITING, body={"en": "Wait."}, version=0
    )


def _imports(event: Event) -> None:
    brought = make.add(
        ProgrammeImport(
            event_id=event.id,
            number=1,
            created=make.CREATED,
            created_by="user:999999",
            state=ImportState.APPLIED,
            step_id=123456,
        )
    )
    for thing, target in (("session", "AAAAAAA"), ("room", "987654")):
        make.add(
            SourceKey(
                event_id=event.id, identity="abc", thing=thing, key=f"key of {thing}",
                target=target, import_id=brought.id,
            )
        )  # fmt: skip


def archive_of(app: Flask, event_id: int, path: Path) -> Members:
    """Make the event's archive; its members but the list of contents."""
    with app.app_context():
        making.make(path, event_id, quiet)
    return members_of(path)


def members_of(path: Path) -> Members:
    """What is in an archive, but for the list of contents, which says when it was made."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}


def take_in(app: Flask, path: Path, slug: str, as_draft: bool = False) -> int:
    """Take an archive in and commit; the new event's id."""
    with app.app_context():
        event_id = jobs.take_in(path, applying.Wish(slug, as_draft), "command", quiet)
        db.session.commit()
        return event_id


def check(path: Path) -> checking.Found:
    """What an archive holds; raises Unreadable."""
    with path.open("rb") as file:
        return checking.check(Opened(file, making.limits()), making.tables(), quiet)


def rebuilt(path: Path, change: Callable[[dict[str, Any], Members], None]) -> None:
    """Change the list of contents and the members of an archive, which then fit each other."""
    with zipfile.ZipFile(path) as archive:
        head = json.loads(archive.read("manifest.json"))
    members = members_of(path)
    change(head, members)
    for said in head["members"] if isinstance(head["members"], list) else ():
        content = members.get(said["path"], b"")
        said["bytes"], said["sha256"] = len(content), hashlib.sha256(content).hexdigest()
        if "rows" in said:
            said["rows"] = content.count(b"\n")
    packed(path, head, members)


def packed(path: Path, head: Mapping[str, Any], members: Mapping[str, bytes]) -> None:
    """Write an archive with exactly this in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(head))


def lines(content: bytes) -> list[dict[str, Any]]:
    """The rows of a table."""
    return [json.loads(line) for line in io.BytesIO(content)]


def written(rows: Iterable[object]) -> bytes:
    """Rows as a table has them."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def count(model: type[Any]) -> int:
    """How many rows a table has."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def counts() -> tuple[int, int]:
    """Events and registrations here."""
    return count(Event), count(Registration)
