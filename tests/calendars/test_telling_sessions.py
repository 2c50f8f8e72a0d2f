"""Mailed sessions: of who speaks, of who asked for one, and when the mails go."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.agenda import actions as agenda_actions
from eventsite.agenda import links
from eventsite.agenda import queries as agenda_queries
from eventsite.agenda.actions import invitations as speaker_actions
from eventsite.agenda.actions import live
from eventsite.agenda.models import Answer, Speaker, SpeakerRole
from eventsite.calendars import actions, resting
from eventsite.core import clock
from eventsite.core.errors import Refused
from eventsite.events.models import Event
from tests import make
from tests.agenda import makings
from tests.browser import Browser
from tests.calendars.minutes import (
    ACTOR,
    MINUTE,
    NOW,
    Word,
    mails,
    minute,
    rested,
)

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    """Three months before a made event."""
    with clock.freeze(NOW):
        yield


def programme(answer: Answer = Answer.CONFIRMED) -> tuple[Event, Speaker]:
    """Litia speaks in the one session, of a programme that is not published yet."""
    event = make.make_event("Forum")
    litia = makings.make_speaker(event, email="litia@example.org")
    litia.answer = answer
    session = makings.make_session(event, "Opening", speakers=[(litia.id, SpeakerRole.SPEAKER)])
    makings.place(event, session, "10:00", makings.make_room(event, "Hall"))
    assert rested() == []
    return event, litia


def move(event: Event, starts: str) -> None:
    """The session, and a version of it."""
    [session] = agenda_queries.sessions(event.id)
    makings.place(event, session, starts, *agenda_queries.rooms(event.id))
    makings.publish(event)


class TestSpeakers:
    """Placed, moved, taken out."""

    @pytest.mark.parametrize(
        ("answer", "expected"),
        [
            (Answer.OPEN, []),
            (Answer.INVITED, [("litia", "REQUEST", 0, "Opening")]),
            (Answer.CONFIRMED, [("litia", "REQUEST", 0, "Opening")]),
            (Answer.DECLINED, []),
        ],
    )
    def test_placed_by_a_first_version(self, answer: Answer, expected: list[Word]) -> None:
        event, _litia = programme(answer)
        at = NOW + timedelta(hours=1)
        with clock.freeze(at):
            makings.publish(event)
        assert minute(at) == []
        assert rested(at) == expected

    @pytest.mark.both_databases
    def test_moved_taken_out_and_back(self) -> None:
        event, litia = programme()
        at = NOW + timedelta(hours=1)
        steps: list[list[Word]] = []

        def step(act: Any) -> None:
            nonlocal at
            at += timedelta(hours=1)
            with clock.freeze(at):
                act()
            steps.append(rested(at))

        def back() -> None:
            [session] = agenda_queries.sessions(event.id)
            speaker_actions.assign(event, litia, session, SpeakerRole.CHAIR, ACTOR)
            makings.publish(event)

        step(lambda: makings.publish(event))
        step(lambda: move(event, "14:00"))
        step(lambda: (speaker_actions.take_out(event, litia, ACTOR), makings.publish(event)))
        step(back)
        step(lambda: speaker_actions.answer(event, litia, Answer.DECLINED, "", ACTOR))
        assert steps == [
            [("litia", "REQUEST", 0, "Opening")],
            [("litia", "REQUEST", 1, "Opening")],
            [("litia", "CANCEL", 2, "Opening")],
            [("litia", "REQUEST", 3, "Opening")],
            [("litia", "CANCEL", 4, "Opening")],
        ]

    def test_a_version_taken_back_in_the_hold_tells_nothing(self) -> None:
        event, litia = programme()
        makings.publish(event)
        assert rested() == [("litia", "REQUEST", 0, "Opening")]
        at = NOW + timedelta(hours=1)
        with clock.freeze(at):
            speaker_actions.take_out(event, litia, ACTOR)
            release = makings.publish(event)
        minute(at)
        with clock.freeze(at + MINUTE):
            agenda_actions.take_back(event, release.number, ACTOR)
        assert rested(at + MINUTE) == []

    def test_on_the_day_it_goes_at_once_and_once(self) -> None:
        event, _litia = programme()
        makings.publish(event)
        assert rested() == [("litia", "REQUEST", 0, "Opening")]
        day = datetime(2027, 6, 8, 7, 0, tzinfo=UTC)
        assert minute(day - MINUTE) == []
        with clock.freeze(day):
            [session] = agenda_queries.sessions(event.id)
            live.late(event, session.code, 15, ACTOR)
        assert minute(day) == [("litia", "REQUEST", 1, "Opening")]
        assert rested(day + MINUTE) == []

    def test_turned_off_on_ones_own_page(self, client: Browser) -> None:
        event, litia = programme()
        page = f"/events/{event.slug}/speaking/{litia.code}/{links.secret_of(litia)}"
        client.press(page, "Send no calendar entries")
        makings.publish(event)
        assert rested() == []
        client.get(page).one("button[name=wanted], input[name=wanted][value='1']")

    def test_the_mail_says_where_to_turn_them_off(self) -> None:
        event, litia = programme()
        makings.publish(event)
        rested()
        [mail] = mails(set())
        assert mail.subject == "Calendar entry: Opening"
        assert (mail.secret, mail.subject_key) == (True, f"speaker:{litia.id}")
        assert f"/events/{event.slug}/speaking/{litia.code}/" in mail.text


class TestAsked:
    """One session, on pressing a button."""

    def asked(self) -> tuple[Event, Any, str]:
        event, _litia = programme(Answer.OPEN)
        makings.publish(event)
        assert rested() == []
        person = make.make_person("Sera", email="sera@example.org")
        [session] = agenda_queries.sessions(event.id)
        return event, person, session.code

    def test_mailed_followed_and_stopped(self) -> None:
        event, person, code = self.asked()
        for _ in range(2):
            actions.ask(event, person, code, ACTOR)
        assert minute(NOW + timedelta(hours=1)) == [("sera", "REQUEST", 0, "Opening")]
        at = NOW + timedelta(hours=2)
        with clock.freeze(at):
            move(event, "14:00")
        assert rested(at) == [("sera", "REQUEST", 1, "Opening")]
        actions.stop(event, person, code, ACTOR)
        at += timedelta(hours=1)
        with clock.freeze(at):
            move(event, "15:00")
        assert rested(at) == []
        actions.ask(event, person, code, ACTOR)
        assert minute(at + timedelta(hours=1)) == [("sera", "REQUEST", 2, "Opening")]

    @pytest.mark.parametrize(
        ("changes", "code"),
        [({"email": ""}, ""), ({"calendar_mails": False}, ""), ({}, "NOSUCH1")],
    )
    def test_refused_with_a_sentence(self, changes: dict[str, Any], code: str) -> None:
        event, person, known = self.asked()
        for name, value in changes.items():
            setattr(person, name, value)
        with pytest.raises(Refused):
            actions.ask(event, person, code or known, ACTOR)


class TestResting:
    """When mails go, without a database."""

    @pytest.mark.parametrize(
        ("turn", "state", "minutes", "is_live", "goes"),
        [
            (None, "a", 0, False, False),
            (resting.Turn("a", NOW, ""), "a", 9, False, False),
            (resting.Turn("a", NOW, ""), "a", 10, False, True),
            (resting.Turn("a", NOW, "a"), "a", 60, False, False),
            (resting.Turn("a", NOW, "a"), "b", 60, False, False),
            (resting.Turn("a", NOW, "a"), "b", 60, True, True),
            (resting.Turn("a", NOW, "x"), "b", 5, True, False),
        ],
    )
    def test_a_look(
        self, turn: resting.Turn | None, state: str, minutes: int, is_live: bool, goes: bool
    ) -> None:
        after, goes_now = resting.look(turn, state, NOW + minutes * MINUTE, is_live)
        assert (goes_now, after.told == state) == (goes, goes or (turn or after).told == state)

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=40))
    def test_the_last_state_is_always_told_in_the_end_and_none_twice_in_a_row(
        self, looks: list[tuple[str, bool]]
    ) -> None:
        turn, told, at = None, [], NOW
        quiet = [(looks[-1][0], False)] * 11 if looks else []
        for state, is_live in [*looks, *quiet]:
            turn, goes = resting.look(turn, state, at, is_live)
            told += [state] * goes
            at += MINUTE
        assert told[-1:] == [state for state, _ in looks[-1:]]
        assert all(a != b for a, b in itertools.pairwise(told))


def test_the_buttons_on_ones_own_programme(client: Browser) -> None:
    event, _litia = programme(Answer.OPEN)
    makings.publish(event)
    user = make.make_user(make.make_person("Sera", email="sera@example.org"))
    client.sign_in(user)
    page = f"/me/events/{event.slug}/programme"
    assert "comes by mail" in client.press(page, "Mail me an invitation : Opening").words
    assert minute(NOW + timedelta(hours=1)) == [("sera", "REQUEST", 0, "Opening")]
    client.press(page, "Stop the mails : Opening")
    client.form(client.get(page), "Mail me an invitation : Opening")
