"""Content to measure on: one published event with many sessions, made by the product's actions."""

from datetime import date, time, timedelta

import sqlalchemy as sa

from eventsite.agenda import actions as agenda
from eventsite.agenda import changes, checks, models
from eventsite.agenda import queries as agenda_queries
from eventsite.core.db import db
from eventsite.events import actions as events
from eventsite.events.days import Hours
from eventsite.events.models import Event, EventKind

ACTOR = "command"
SLUG = "measured-forum"
REASONS = dict.fromkeys(checks.Rule, "This programme exists to be measured.")
FIRST = date(2031, 3, 11)
ABSTRACT = (
    "Editors, cities and small companies compare what they run today with what a draft "
    "Recommendation asks, and say where it holds and where it does not. Questions in writing."
)


def make_event(sessions: int, rooms: int = 8, days: int = 0) -> Event:
    """A public forum of `sessions` sessions of 20 minutes in `rooms` rooms.

    They fill as many days as they need, or spread evenly over so many.
    """
    per_day = -(-sessions // days) if days else rooms * 24
    dates = [FIRST + timedelta(days=n) for n in range(-(-sessions // per_day))]
    event = events.create_event(
        actor=ACTOR,
        owner=None,
        title={"en": "Measured forum"},
        kind=EventKind.FORUM,
        slug=SLUG,
        days=[Hours(day, time(9), time(18)) for day in dates],
        summary={"en": "A forum that exists to be measured."},
        description={"en": "Three paragraphs of plain text stand here.\n\n" * 3},
    )
    db.session.execute(
        sa.update(Event)
        .where(Event.id == event.id)
        .values(state="published", published=event.created)
    )
    db.session.refresh(event)
    _programme(event, sessions, rooms, dates, per_day)
    return event


def _programme(event: Event, count: int, rooms: int, days: list[date], per_day: int) -> None:
    halls = [
        agenda.create_room(event, agenda.RoomFacts(names={"en": f"Room {n + 1}"}), ACTOR)
        for n in range(rooms)
    ]
    speakers = [
        agenda.create_speaker(
            event,
            agenda.SpeakerFacts(name=f"Speaker {n}", role_title="Editor", country="FJ"),
            ACTOR,
        )
        for n in range(max(count * 3 // 5, 1))
    ]
    for n in range(count):
        day, rest = divmod(n, per_day)
        slot, room = divmod(rest, rooms)
        facts = agenda.SessionFacts(
            title={"en": f"Session {n}: what a draft asks"},
            minutes=20,
            abstract={"en": ABSTRACT},
            speakers=[(speakers[n % len(speakers)].id, models.SpeakerRole.SPEAKER)],
        )
        session = agenda.create_session(event, facts, ACTOR)
        starts = time(9 + slot * 20 // 60, slot * 20 % 60)
        where = agenda.Placement(days[day], starts, rooms=[halls[room].id])
        agenda.place(event, session, where, ACTOR, session.version)
    draft = agenda_queries.draft(event)
    mark = changes.fingerprint(draft.agenda, draft.people, 0)
    agenda.publish(event, ACTOR, mark, {}, REASONS)
