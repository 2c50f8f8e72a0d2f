"""Two people with one address have one calendar: what one gives up stays while the other comes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from eventsite.agenda.actions import invitations as speaker_actions
from eventsite.agenda.models import Answer, SpeakerRole
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.events import actions as events
from eventsite.events.models import Event
from eventsite.registration import actions as registration
from eventsite.registration import queries as registration_queries
from eventsite.registration.models import PlaceMode, Registration
from tests import make
from tests.agenda import makings
from tests.calendars.minutes import ACTOR, NOW, Word, mails, rested, word

pytestmark = pytest.mark.usefixtures("session")
ADDRESS = "office@example.org"


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    """Three months before a made event."""
    with clock.freeze(NOW):
        yield


def registered() -> list[Registration]:
    """Two people of one address, both with a place on two days."""
    event = make.make_event("Forum", days=2)
    make.make_terms(event)
    people = [make.make_person(name, "Lee", email=ADDRESS) for name in ("Ann", "Bo")]
    answers = registration.Answers(mode=PlaceMode.ONLINE)
    found = [
        registration.register(event_id=event.id, person=one, answers=answers, actor=ACTOR)
        for one in people
    ]
    db.session.commit()
    return found


def mailed_by(known: set[int]) -> list[Word]:
    return [word(mail) for mail in mails(known)]


def test_the_days_stay_until_the_last_one_cancels() -> None:
    said = []
    for one in registered():
        known = set(db.session.scalars(sa.select(Mail.id)))
        registration.cancel(registration=one, actor=ACTOR)
        db.session.commit()
        said.append(mailed_by(known))
        # Each is told by letter, with or without an entry.
        assert len(set(db.session.scalars(sa.select(Mail.id))) - known) == 1 + (said[-1] != [])
    assert said == [[], [("office", "CANCEL", 1, "Forum")] * 2]


def test_a_cancelled_event_leaves_both() -> None:
    event = db.session.get_one(Event, registered()[0].event_id)
    known = set(db.session.scalars(sa.select(Mail.id)))
    events.cancel(actor=ACTOR, event=event, note={"en": "Storm"})
    keys = db.session.scalars(sa.select(Registration.id)).all()
    carried = [registration.called_off(registration_queries.registration(key)) for key in keys]
    assert [len(parts) for parts in carried] == [1, 1]
    assert {said[1] for said in mailed_by(known)} == {"CANCEL"}


def test_a_session_stays_while_another_speaker_of_the_address_is_in_it() -> None:
    event = make.make_event("Forum")
    speakers = [makings.make_speaker(event, email=ADDRESS) for _ in range(2)]
    for one in speakers:
        one.answer = Answer.CONFIRMED
    voices = [(one.id, SpeakerRole.SPEAKER) for one in speakers]
    session = makings.make_session(event, "Opening", speakers=voices)
    makings.place(event, session, "10:00", makings.make_room(event, "Hall"))
    makings.publish(event)
    assert rested() == [("office", "REQUEST", 0, "Opening")] * 2
    said = []
    for hours, one in enumerate(speakers, 1):
        with clock.freeze(NOW + timedelta(hours=hours)):
            speaker_actions.answer(event, one, Answer.DECLINED, "", ACTOR)
        said.append(rested(NOW + timedelta(hours=hours)))
    assert said == [[], [("office", "CANCEL", 1, "Opening")]]
