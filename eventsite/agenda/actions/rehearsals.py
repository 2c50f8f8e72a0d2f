"""Times for technical tests: made by the team, booked by speakers, one speaker each."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from eventsite.agenda import owing, queries, rules
from eventsite.agenda.models import RehearsalSlot, Speaker
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, clock, zones
from eventsite.core.db import changed, db, lock
from eventsite.core.errors import Refused
from eventsite.events.models import Event

#: Tests that one form makes at most.
MOST = 100


@dataclass(frozen=True)
class Series:
    """Tests one after another: on a day from a wall time of the event to another."""

    day: date
    starts: time
    ends: time
    minutes: int
    place: str = ""

    def instants(self, zone: str) -> list[datetime]:
        """When the tests begin; each ends by the end."""
        at = zones.nearest(datetime.combine(self.day, self.starts), zone)
        end = zones.nearest(datetime.combine(self.day, self.ends), zone)
        step = timedelta(minutes=self.minutes)
        found: list[datetime] = []
        while at + step <= end and len(found) <= MOST:
            found.append(at)
            at += step
        return found


def create(event: Event, series: Series, actor: str) -> int:
    """Make the times of a series that are not there yet; how many. Refused when none is new."""
    rules.require_open(event)
    lock(Event, event.id)
    instants = series.instants(event.zone)
    if not instants:
        raise Refused(owing.Refusal.NO_SLOT, "ends")
    if len(instants) > MOST:
        raise Refused(owing.Refusal.TOO_MANY, "minutes", most=MOST)
    there = {(slot.starts, slot.place) for slot in queries.rehearsals(event.id)}
    fresh = [at for at in instants if (at, series.place) not in there]
    if not fresh:
        raise Refused(owing.Refusal.ALL_THERE, "starts")
    for at in fresh:
        db.session.add(
            RehearsalSlot(event_id=event.id, starts=at, minutes=series.minutes, place=series.place)
        )
    db.session.flush()
    after = {"day": series.day.isoformat(), "count": len(fresh)}
    audit.record(actor, Verb.REHEARSALS_CREATED, f"event:{event.id}", after=after)
    return len(fresh)


def book(event: Event, speaker: Speaker, slot_id: int, actor: str) -> None:
    """Take a free time for a speaker and leave the one they had; their own again does nothing.

    The database decides between two who press at once: the free row is taken by a condition.
    """
    rules.require_open(event)
    lock(Speaker, speaker.id)
    mine = _of(speaker)
    if mine is not None and mine.id == slot_id:
        return
    if mine is not None and mine.passed is not None:
        raise Refused(owing.Refusal.TESTED, "slot")
    leave(speaker)
    now = clock.now()
    taken = changed(
        sa.update(RehearsalSlot)
        .where(
            RehearsalSlot.id == slot_id,
            RehearsalSlot.event_id == event.id,
            RehearsalSlot.speaker_id.is_(None),
            RehearsalSlot.starts > now,
        )
        .values(speaker_id=speaker.id)
    )
    if not taken:
        slot = queries.find_rehearsal(event.id, slot_id)
        is_over = slot is not None and slot.speaker_id is None
        raise Refused(owing.Refusal.SLOT_OVER if is_over else owing.Refusal.SLOT_TAKEN, "slot")
    after = {"slot": slot_id}
    audit.record(actor, Verb.REHEARSAL_BOOKED, f"event:{event.id}", after=after)


def leave(speaker: Speaker) -> bool:
    """Make the time free that a speaker booked, unless the test was made; whether there was one."""
    return bool(
        changed(
            sa.update(RehearsalSlot)
            .where(RehearsalSlot.speaker_id == speaker.id, RehearsalSlot.passed.is_(None))
            .values(speaker_id=None)
        )
    )


def cancel(event: Event, speaker: Speaker, actor: str) -> None:
    """A speaker gives back the time they booked; with none it does nothing."""
    rules.require_open(event)
    if leave(speaker):
        after = {"speaker": speaker.code}
        audit.record(actor, Verb.REHEARSAL_FREED, f"event:{event.id}", after=after)


def free(event: Event, slot: RehearsalSlot, actor: str) -> None:
    """The team makes a booked time free; a test that was made counts no more."""
    rules.require_open(event)
    slot = lock(RehearsalSlot, slot.id)
    if slot.speaker_id is None:
        raise Refused(owing.Refusal.SLOT_FREE)
    slot.speaker_id = slot.passed = None
    db.session.flush()
    audit.record(actor, Verb.REHEARSAL_FREED, f"event:{event.id}", after={"slot": slot.id})


def mark_passed(event: Event, slot: RehearsalSlot, actor: str) -> None:
    """The test was made; once more does nothing."""
    rules.require_open(event)
    slot = lock(RehearsalSlot, slot.id)
    if slot.speaker_id is None:
        raise Refused(owing.Refusal.SLOT_FREE)
    if slot.passed is not None:
        return
    slot.passed = clock.now()
    db.session.flush()
    audit.record(actor, Verb.REHEARSAL_PASSED, f"event:{event.id}", after={"slot": slot.id})


def delete(event: Event, slot: RehearsalSlot, actor: str) -> None:
    """Delete a time that nobody booked."""
    rules.require_open(event)
    slot = lock(RehearsalSlot, slot.id)
    if slot.speaker_id is not None:
        raise Refused(owing.Refusal.SLOT_BOOKED)
    audit.record(actor, Verb.REHEARSAL_DELETED, f"event:{event.id}", before={"slot": slot.id})
    db.session.delete(slot)
    db.session.flush()


def _of(speaker: Speaker) -> RehearsalSlot | None:
    return db.session.scalar(
        sa.select(RehearsalSlot)
        .where(RehearsalSlot.speaker_id == speaker.id)
        .execution_options(populate_existing=True)
    )
