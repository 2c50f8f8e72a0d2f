"""Everybody wants the same time for the technical test: one gets it, nobody has two."""

import threading
from collections import Counter

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session

from eventsite.agenda.actions import rehearsals
from eventsite.agenda.models import RehearsalSlot, Speaker
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from tests import make
from tests.agenda.makings import make_rehearsal, make_speaker

CLIENTS = 8


def race(app: Flask, wishes: list[tuple[int, int]]) -> list[str]:
    """Each wish, a speaker and a slot, is pressed at one moment; what each was told."""
    start, told = threading.Barrier(len(wishes)), []

    def press(speaker_id: int, slot_id: int) -> None:
        with app.app_context():
            speaker = db.session.get_one(Speaker, speaker_id)
            event = db.session.get_one(Event, speaker.event_id)
            db.session.expunge_all()
            db.session.rollback()
            start.wait()
            try:
                rehearsals.book(event, speaker, slot_id, "anonymous")
                db.session.commit()
                told.append("booked")
            except Refused as refused:
                db.session.rollback()
                told.append(refused.reason.name)
            except IntegrityError:
                db.session.rollback()
                told.append("constraint")

    threads = [threading.Thread(target=press, args=wish) for wish in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.both_databases
def test_one_of_many_gets_the_time(app: Flask, session: scoped_session[Session]) -> None:
    event = make.make_event(days=1)
    people = [make_speaker(event, f"Speaker {number}").id for number in range(CLIENTS)]
    slot = make_rehearsal(event).id
    session.commit()
    told = race(app, [(speaker, slot) for speaker in people])
    assert Counter(told) == {"booked": 1, "SLOT_TAKEN": CLIENTS - 1}


@pytest.mark.both_databases
def test_one_speaker_in_many_windows_has_one_time(
    app: Flask, session: scoped_session[Session]
) -> None:
    event = make.make_event(days=1)
    speaker = make_speaker(event).id
    slots = [make_rehearsal(event, place=f"Room {number}").id for number in range(CLIENTS)]
    session.commit()
    assert race(app, [(speaker, slot) for slot in slots]) == ["booked"] * CLIENTS
    held = session.scalars(
        sa.select(RehearsalSlot.id).where(RehearsalSlot.speaker_id == speaker)
    ).all()
    assert len(held) == 1
