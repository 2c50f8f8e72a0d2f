"""Whoever is erased is not found beside their rows either: in versions, imports, mails, files.

Everything here is made by the actions that pages use, so names stand where they really come to
stand: in JSON of drafts, versions and imports, in mails to others, in the trail and in files.
"""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.agenda.models import SpeakerRole
from eventsite.core import files, made, outbox
from eventsite.core.outbox.models import MailState
from eventsite.events.models import Event
from eventsite.exchange.actions import bringing
from eventsite.exchange.archive import making
from eventsite.exchange.archive.models import ArchiveState, KeptArchive
from eventsite.letters import actions as letter_actions
from eventsite.people import names
from eventsite.people.actions import everywhere
from eventsite.people.models import Person
from eventsite.registration import actions
from eventsite.registration.actions import importing, viewing
from eventsite.registration.models import Registration
from eventsite.registration.queries import addressed
from tests import make
from tests.agenda import makings as agenda
from tests.letters import makings as letters
from tests.messages import makings as messages
from tests.questions import makings as questions
from tests.test_erasure import ADDRESS, found

Db = scoped_session[Session]
NAME = "zz-first zz-family"
#: Every mark, in small letters, as some columns are folded.
MARK = b"zz-"


@pytest.fixture
def person(session: Db, app: Flask) -> Person:
    """Somebody who registered, speaks, has letters and badges, and whom others wrote about."""
    event = make.make_event()
    make.make_terms(event)
    person = make.make_person("zz-first", "zz-family", email=ADDRESS)
    make.make_user(person)
    question = questions.make_question(event)
    answers = questions.make_answers(event, **{question.code: "zz-answer"})
    comes = make.make_registration(event, person, answer_set_id=answers, job_title="zz-job")
    _speaks(event, person)
    _stands_in_files(event, comes)
    _is_brought(event)
    _is_sought(event)
    _is_written_about(comes)
    session.commit()
    return person


def _speaks(event: Event, person: Person) -> None:
    """Twice published, under another title the second time."""
    speaker = agenda.make_speaker(event, NAME, email=ADDRESS, role_title="zz-chief")
    speaker.person_id, speaker.biography = person.id, {"en": "zz-life", "fr": "zz-vie"}
    speakers = [(speaker.id, SpeakerRole.SPEAKER)]
    agenda.place(event, agenda.make_session(event, speakers=speakers))
    agenda.publish(event)
    agenda.place(event, agenda.make_session(event, "Another"), "11:00")
    speaker.role_title = "zz-other"
    agenda.publish(event)


def _stands_in_files(event: Event, comes: Registration) -> None:
    letters.make_letter(
        event, person_id=comes.person_id, first_name="zz-first", family_name="zz-family"
    )
    content = files.Checked("all.pdf", "application/pdf", b"%PDF- zz-first zz-family")
    letter_actions.keep_batch(event.id, 1, content, 1)
    made.keep(actor="user:1", subject=f"event:{event.id}", task_id=2, checked=content)
    archive = KeptArchive(
        code="ABCD2345EFGH",
        state=ArchiveState.MADE,
        event_id=event.id,
        created_by="user:1",
        created=make.CREATED,
        expires=make.CREATED,
        name="forum.zip",
    )
    make.add(archive)
    making.path_of(archive.code).write_bytes(b"PK zz-first")


def _is_brought(event: Event) -> None:
    programme = f"Title,Date,Start,End,Speakers\nPanel,2027-06-08,10:00,10:30,{NAME}\n"
    row = bringing.bring(event, [bringing.Brought("plan.csv", programme.encode())], "user:1")
    bringing.match_columns(event, row, {}, "user:1")
    people = "Family name,First name,Email\nZZ-FAMILY,zz-first,\n"
    importing.bring(event=event, name="people.csv", table=people, actor="user:1")


def _is_sought(event: Event) -> None:
    somebody = make.make_user()
    viewing.keep_view(
        event=event, user=somebody, name="One", query="tab=all&text=zz-family", is_shared=True
    )
    messages.make_message(event, audience="text=zz-first+zz-family&mode=online")
    actions.make_link(event=event, label=f"For {NAME}", actor="user:1")


def _is_written_about(comes: Registration) -> None:
    """To an assistant, a focal point and the team, whose addresses are their own."""
    said = {"template": "t", "subject": f"{NAME} asks", "text": f"{NAME} asks.", "attachments": []}
    for number, key in enumerate(("organisation:1", f"registration:{comes.id}")):
        make.add(
            outbox.Mail(
                message_id=f"{number}@example.org",
                to_address="office@example.org",
                lang="en",
                state=MailState.SENT,
                subject_key=key,
                due=make.CREATED,
                created=make.CREATED,
                **said,
            )
        )


def _marked(app: Flask) -> list[str]:
    """Which files of the site hold a mark."""
    folder: Path = app.config["SETTINGS"].data_dir
    kept = [each for part in ("files", "archives") for each in (folder / part).rglob("*")]
    return [each.name for each in kept if each.is_file() and MARK in each.read_bytes()]


def test_nothing_is_found_beside_the_rows_of_who_is_erased(
    app: Flask, session: Db, person: Person
) -> None:
    assert {"release_persons.name", "registrant_imports.table", "messages.audience"} <= set(
        found(session)
    )
    assert len(_marked(app)) == 4
    everywhere.erase(session.merge(person))
    session.commit()
    assert sorted(set(found(session))) == []
    assert _marked(app) == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("text=zz-family", True),
        ("tab=all&text=Zz-First+Zz-Family", True),
        ("text=zz-mark%40example.org", True),
        ("text=zz-first", False),
        ("text=", False),
        ("text=zz", False),
        ("mode=online", False),
    ],
)
def test_which_filters_look_for_somebody(address: str, expected: bool) -> None:
    called = names.called("zz-first", "zz-family", "", ADDRESS)
    assert addressed.looks_for(address, called) == expected
