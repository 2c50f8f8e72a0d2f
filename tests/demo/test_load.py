"""The demo content: real events as they are known, invented ones labelled, loaded once."""

from collections import Counter
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from eventsite.agenda import checks
from eventsite.agenda import queries as agenda_queries
from eventsite.agenda.models import (
    AgendaSession,
    Answer,
    Presence,
    Release,
    ReleasePerson,
    Room,
    SessionKind,
    Speaker,
    SupplyKind,
    SupplyState,
)
from eventsite.calls.models import Call, Submission
from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.demo import coming, facts, load
from eventsite.events.models import Event, EventDay, EventState
from eventsite.participation.models import StatRelease
from eventsite.people.models import Category, Organisation, Person, User
from eventsite.registration.models import Registration, SelfDeclared, State


def count(model: type[object], *where: object) -> int:
    """How many rows there are."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*where)) or 0  # type: ignore[arg-type]


def test_there_are_32_real_events_and_four_invented_ones(loaded: Flask) -> None:
    rows = db.session.execute(sa.select(Event.is_demo, Event.state)).all()
    assert Counter((bool(demo), state) for demo, state in rows) == {
        (False, EventState.ARCHIVED): 23,
        (False, EventState.DRAFT): 9,
        (True, EventState.PUBLISHED): 4,
    }


def test_a_second_start_changes_nothing(loaded: Flask) -> None:
    before = {t.name: db.session.scalar(sa.select(sa.func.count()).select_from(t))
              for t in db.metadata.sorted_tables}  # fmt: skip
    db.session.rollback()
    assert load.load_if_empty(loaded) is False
    after = {t.name: db.session.scalar(sa.select(sa.func.count()).select_from(t))
             for t in db.metadata.sorted_tables}  # fmt: skip
    assert after == before


def test_speakers_of_real_events_have_no_names(loaded: Flask) -> None:
    real = sa.select(Event.id).where(~Event.is_demo)
    named = count(Speaker, Speaker.event_id.in_(real), Speaker.name != "")
    released = sa.select(Release.id).where(Release.event_id.in_(real))
    shown = count(ReleasePerson, ReleasePerson.release_id.in_(released), ReleasePerson.name != "")
    assert (named, shown, count(Speaker, Speaker.event_id.in_(real))) == (0, 0, 32)


def test_every_person_is_invented_and_marked_so(loaded: Flask) -> None:
    assert count(Person, ~Person.is_demo) == 0
    assert count(Person, ~Person.email.endswith("@demo.example")) == 0
    assert count(Speaker, Speaker.name != "", ~Speaker.is_demo) == 0


def test_a_competition_of_months_is_one_day_and_a_call(loaded: Flask) -> None:
    event = db.session.scalars(sa.select(Event).where(Event.slug == "un-think-a-thon-2024")).one()
    call = db.session.scalars(sa.select(Call).where(Call.event_id == event.id)).one()
    assert [day.day for day in event.days] == [date(2024, 6, 14)]
    assert (call.opens.date(), call.team_sizes) == (date(2024, 2, 29), [1, 3, 4, 5])


def test_the_call_of_2024_is_a_record_that_everybody_reads(loaded: Flask) -> None:
    page = loaded.test_client().get("/events/un-think-a-thon-2024/calls/ideas")
    assert page.status_code == 200
    for said in ("Closed", "CHF 10 000", "Virtual education for lifelong learning"):
        assert said in page.text


def test_hours_are_those_of_the_place(loaded: Flask) -> None:
    day = db.session.scalars(
        sa.select(EventDay)
        .join(Event, Event.id == EventDay.event_id)
        .where(Event.slug == "fg-mv-special-session-africa")
    ).one()
    assert (f"{day.starts:%H:%M}", f"{day.ends:%H:%M}") == ("14:30", "16:30")


class TestForum:
    """The invented coming forum."""

    @pytest.fixture
    def forum(self, loaded: Flask) -> Event:
        return db.session.scalars(sa.select(Event).where(Event.slug == "demo-forum")).one()

    def test_takes_place_on_three_weekdays_two_months_ahead(self, forum: Event) -> None:
        assert [day.day for day in forum.days] == [
            date(2027, 1, 19), date(2027, 1, 20), date(2027, 1, 21),
        ]  # fmt: skip

    def test_has_nine_rooms_and_sixty_published_sessions(self, forum: Event) -> None:
        sessions = agenda_queries.sessions(forum.id)
        told = [session for session in sessions if session.released is not None]
        assert (count(Room, Room.event_id == forum.id), len(told)) == (9, 60)
        assert Counter(s.kind for s in sessions if s.released is None) == {
            SessionKind.BLOCKER: 2,
            SessionKind.PANEL: 1,
            SessionKind.TALK: 1,
            SessionKind.WORKSHOP: 1,
        }
        assert [s.kind for s in sessions if s.is_locked] == [
            SessionKind.PLENARY, SessionKind.KEYNOTE, SessionKind.PLENARY,
        ]  # fmt: skip

    def test_has_two_clashes_to_solve_before_the_next_version(self, forum: Event) -> None:
        sessions = agenda_queries.sessions(forum.id)
        titles = {session.code: session.title["en"] for session in sessions}
        found = checks.find(agenda_queries.checks_of(forum, sessions))
        assert {each.rule: sorted(titles[code] for code in each.sessions)
                for each in checks.blocking(found)} == {
            checks.Rule.ROOM: [
                "Payments between worlds",
                "Satellites, fibre, mesh: the last mile of the metaverse",
            ],
            checks.Rule.PERSON: ["Captions in three dimensions", "Knowing who stands before you"],
        }  # fmt: skip
        warned = {each.rule for each in found} - {each.rule for each in checks.blocking(found)}
        assert warned >= {
            checks.Rule.SEATS, checks.Rule.NIGHT, checks.Rule.UNAVAILABLE, checks.Rule.NOT_READY,
        }  # fmt: skip

    def test_speakers_answered_in_every_way(self, forum: Event) -> None:
        rows = db.session.execute(
            sa.select(Speaker.answer, Speaker.presence).where(Speaker.event_id == forum.id)
        )
        assert Counter((row.answer, row.presence) for row in rows) == {
            (Answer.CONFIRMED, Presence.IN_PERSON): 28,
            (Answer.CONFIRMED, Presence.REMOTE): 6,
            (Answer.DECLINED, Presence.OPEN): 2,
            (Answer.INVITED, Presence.OPEN): 5,
            (Answer.OPEN, Presence.OPEN): 4,
        }
        tests = agenda_queries.rehearsals(forum.id)
        assert (len(tests), sum(slot.speaker_id is not None for slot in tests)) == (12, 6)

    def test_supplies_stand_in_every_state(self, forum: Event) -> None:
        there = [supply for supply, _ in agenda_queries.supplies_of_event(forum.id)]
        assert {supply.state for supply in there} == set(SupplyState)
        assert {supply.kind for supply in there} == set(SupplyKind)
        assert {supply.in_kind for supply in there} == {True, False}

    def test_changes_of_the_second_version_are_told_with_a_note(self, loaded: Flask) -> None:
        page = loaded.test_client().get("/events/demo-forum/programme/changes")
        assert page.status_code == 200
        assert "Two talks leave more time for questions in the corridor." in page.text

    def test_all_sessions_are_published_in_three_languages(self, forum: Event) -> None:
        release = agenda_queries.latest_release(forum.id)
        assert release is not None
        titles = [session["title"] for session in release.content["sessions"]]
        assert [set(title) for title in titles] == [{"en", "fr", "ar"}] * 60

    def test_registrations_are_in_every_state_and_from_many_countries(self, forum: Event) -> None:
        rows = db.session.execute(
            sa.select(Registration.state, Registration.country).where(
                Registration.event_id == forum.id
            )
        ).all()
        states = Counter(state for state, _ in rows)
        assert (len(rows), set(states)) == (
            180,
            {State.CONFIRMED, State.HELD, State.WAITING, State.CANCELLED},
        )
        assert len({country for _, country in rows}) >= 70
        assert count(SelfDeclared, SelfDeclared.event_id == forum.id) > 90

    def test_people_represent_an_entity_of_their_country_or_an_international_one(
        self, forum: Event
    ) -> None:
        pairs = db.session.execute(
            sa.select(Registration.country, Organisation.country)
            .join(Organisation, Organisation.id == Registration.organisation_id)
            .where(Registration.event_id == forum.id)
        ).all()
        assert [pair for pair in pairs if pair[1] not in {"", pair[0]}] == []
        assert len(pairs) > 150

    def test_all_membership_categories_are_there(self, forum: Event) -> None:
        represented = sa.select(Registration.organisation_id).where(
            Registration.event_id == forum.id, Registration.state == State.CONFIRMED
        )
        categories = db.session.scalars(
            sa.select(Organisation.category).where(Organisation.id.in_(represented)).distinct()
        )
        # No demo entity is Palestine.
        assert set(Category) - set(categories) == {Category.PALESTINE}

    def test_the_statistics_are_frozen_once(self, forum: Event) -> None:
        rows = db.session.scalars(
            sa.select(StatRelease.number).where(StatRelease.event_id == forum.id)
        )
        assert list(rows) == [1]

    def test_every_break_has_a_place(self, forum: Event) -> None:
        breaks = [s for s in agenda_queries.sessions(forum.id) if s.kind == SessionKind.BREAK]
        assert [len(session.rooms) for session in breaks] == [1] * len(breaks)
        assert len(breaks) > 0


def test_the_think_a_thon_has_three_entries(loaded: Flask) -> None:
    states = db.session.scalars(sa.select(Submission.state).order_by(Submission.id)).all()
    assert [state.value for state in states] == ["accepted", "submitted", "draft"]


def test_the_organizer_is_staff_and_nobody_is_mailed(loaded: Flask) -> None:
    staff = db.session.scalars(sa.select(User.email).where(User.is_staff)).all()
    assert (staff, count(Mail)) == (["organizer@demo.example"], 0)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 22), date(2027, 1, 19)),
        (date(2026, 11, 24), date(2027, 1, 26)),
        (date(2027, 2, 28), date(2027, 4, 27)),
    ],
)
def test_the_forum_begins_on_a_tuesday_eight_to_nine_weeks_ahead(
    today: date, expected: date
) -> None:
    assert coming.weekday(today, 9, 1) == expected


def test_every_invented_event_is_written_in_three_languages() -> None:
    known = facts.read("coming")
    said = [known[name][text] for name in known for text in ("title", "summary", "description")]
    assert [set(texts) for texts in said] == [{"en", "fr", "ar"}] * 9


def test_sessions_of_the_draft_are_placed(loaded: Flask) -> None:
    """What has no hour in the facts waits in the draft and is not published."""
    real = sa.select(Event.id).where(~Event.is_demo)
    unplaced = count(AgendaSession, AgendaSession.event_id.in_(real), AgendaSession.day.is_(None))
    placed = count(AgendaSession, AgendaSession.event_id.in_(real), AgendaSession.day.is_not(None))
    assert (placed, unplaced) == (37, 9)
