"""What stands in a person's own feed: each source gives entries, `SOURCES` lists them all.

A feature adds its entries by a function of its own here and a `Part` in the models.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from eventsite.agenda import releases
from eventsite.agenda.models import Answer, Speaker
from eventsite.calendars import entries, queries
from eventsite.calendars.feeds import joining, rows
from eventsite.calendars.feeds.gathering import Mine, Newest
from eventsite.calendars.models import Part
from eventsite.core import ical, invitations
from eventsite.events.models import EventState
from eventsite.registration.models import Registration, State


@dataclass(frozen=True)
class Reader:
    """Whose feed it is, when, and in which words."""

    mine: Mine
    now: datetime
    words: entries.Words

    def event(self, event_id: int) -> entries.Event:
        """What the entries of an event share."""
        found = self.mine.events[event_id]
        return rows.event_of(found, self.words.lang)

    def keeps_cancelled(self, event_id: int) -> bool:
        """Whether what is called off of an event is still shown."""
        left = entries.left_feed(self.event(event_id))
        return left is None or self.now < left

    def is_public(self, event_id: int) -> bool:
        """Whether visitors may see the event, or saw it once: then it stands as cancelled."""
        row = self.mine.events[event_id][0]
        return bool(row.state is not EventState.DRAFT or row.withdrawn is not None)

    def may_join(self, event_id: int) -> bool:
        """Whether the ways to join are theirs to know: confirmed, and the event takes place."""
        if self.mine.events[event_id][0].state is not EventState.PUBLISHED:
            return False
        registration = self.mine.registrations.get(event_id)
        if registration is not None and registration.state is State.CONFIRMED:
            return True
        speakers = self.mine.speakers.get(event_id, [])
        return any(one.answer is Answer.CONFIRMED for one in speakers)


def speaking(reader: Reader) -> Iterable[ical.Entry]:
    """The sessions of published programmes in which the person has a part and did not decline.

    Those that they were told of and have no part in any more stay for a while as cancelled.
    """
    for event_id, speakers in reader.mine.speakers.items():
        newest = reader.mine.programmes.get(event_id)
        if newest is None:
            continue
        for speaker in speakers:
            yield from _of_speaker(reader, event_id, speaker, newest)


def _of_speaker(
    reader: Reader, event_id: int, speaker: Speaker, newest: Newest
) -> Iterable[ical.Entry]:
    told = reader.mine.told.get(f"speaker:{speaker.id}", {})
    in_it = {s.code for s in newest.agenda.sessions if speaker.code in s.people}
    known = {s.code for s in newest.agenda.sessions if s.uid in told}
    takes_part = speaker.answer is not Answer.DECLINED and reader.is_public(event_id)
    wanted = in_it if takes_part else set[str]()
    since = max(newest.published, speaker.answered or newest.published)
    keeps = reader.keeps_cancelled(event_id)
    for session, entry in sessions(reader, event_id, newest, in_it | known):
        is_wanted = session.code in wanted
        if is_wanted or keeps:
            yield from in_step(entry, told.get(session.uid), is_wanted, since)


def registered(reader: Reader) -> Iterable[ical.Entry]:
    """The days of events for which the person has or had a confirmed place."""
    for event_id, registration in reader.mine.registrations.items():
        if not reader.is_public(event_id):
            continue
        event = reader.event(event_id)
        told = reader.mine.told.get(f"registration:{registration.id}", {})
        may_join = reader.may_join(event_id)
        ways = reader.mine.ways.get(event_id, []) if may_join else []
        # The revision of the event, which is in that of each day, counts the ways to join too.
        join = joining.conferences((), ways, reader.words.lang)
        if registration.state is State.CONFIRMED or reader.keeps_cancelled(event_id):
            for entry in entries.of_days(event, reader.now, reader.words):
                row = told.get(entry.uid)
                yield from _of_place(replace(entry, conferences=join), row, registration)


def _of_place(
    entry: ical.Entry, row: invitations.MailedEntry | None, registration: Registration
) -> Iterable[ical.Entry]:
    has_place = registration.state is State.CONFIRMED
    since = registration.cancelled or entry.revised
    if row is None and not has_place:
        # Their place went before it was kept what they were told.
        off = ical.Told(entry.sequence, entry.sequence, False, "", since)
        yield _off(replace(entry, sequence=ical.sequence_of(off, entry, False)), since)
    else:
        yield from in_step(entry, row, has_place, since)


def starred(reader: Reader) -> Iterable[ical.Entry]:
    """The published sessions with the person's star; one whose star is taken away leaves."""
    for event_id, codes in reader.mine.stars.items():
        newest = reader.mine.programmes.get(event_id)
        if newest is not None and reader.is_public(event_id):
            for _session, entry in sessions(reader, event_id, newest, codes):
                yield entry


def deadlines(reader: Reader) -> Iterable[ical.Entry]:
    """The deadlines of events that the person has a place at, speaks at or starred."""
    for event_id, found in reader.mine.deadlines.items():
        if _takes_part(reader, event_id) and reader.is_public(event_id):
            listed = [rows.deadline_of(row, reader.words.lang) for row in found]
            event = reader.event(event_id)
            yield from entries.of_deadlines(event, listed, reader.now, reader.words)


def _takes_part(reader: Reader, event_id: int) -> bool:
    registration = reader.mine.registrations.get(event_id)
    speakers = reader.mine.speakers.get(event_id, [])
    return (
        (registration is not None and registration.state is State.CONFIRMED)
        or any(one.answer is not Answer.DECLINED for one in speakers)
        or event_id in reader.mine.stars
    )


def sessions(
    reader: Reader, event_id: int, newest: Newest, codes: Collection[str]
) -> Iterable[tuple[releases.ReleasedSession, ical.Entry]]:
    """These sessions as the public feed of the event has them, with the ways to join."""
    found = released(reader.mine.events[event_id], newest, codes, reader.now, reader.words)
    for session, entry in found:
        yield session, _with_ways(reader, event_id, session, entry)


def released(
    event: queries.Rows,
    newest: Newest,
    codes: Collection[str],
    now: datetime,
    words: entries.Words,
) -> Iterable[tuple[releases.ReleasedSession, ical.Entry]]:
    """These sessions exactly as the public feed of the event has them."""
    chosen = {s.uid: s for s in newest.agenda.sessions if s.code in codes}
    programme = entries.Programme(
        replace(newest.agenda, sessions=tuple(chosen.values())),
        newest.people,
        newest.published,
        _urls(event[0].slug, chosen),
    )
    shared = rows.event_of(event, words.lang)
    for entry in entries.of_sessions(shared, programme, now, words):
        yield chosen[entry.uid], entry


def _urls(slug: str, chosen: Mapping[str, releases.ReleasedSession]) -> dict[str, str]:
    shown = (s for s in chosen.values() if s.is_shown)
    return {s.code: rows.link("agenda.session", slug=slug, code=s.code) for s in shown}


def _with_ways(
    reader: Reader, event_id: int, session: releases.ReleasedSession, entry: ical.Entry
) -> ical.Entry:
    if entry.status is ical.Status.CANCELLED or not reader.may_join(event_id):
        return entry
    own = reader.mine.session_ways.get(event_id, {}).get(session.code, [])
    shared = reader.mine.ways.get(event_id, []) if session.online else []
    # An address counts at once, before any further version: the revision follows it.
    turns = [entry.revised, reader.mine.events[event_id][0].revised]
    turns += filter(None, [reader.mine.ways_set.get(event_id, {}).get(session.code)])
    join = joining.conferences(own, shared, reader.words.lang)
    return replace(entry, conferences=join, revised=max(turns))


def in_step(
    entry: ical.Entry,
    row: invitations.MailedEntry | None,
    is_wanted: bool,
    since: datetime,
) -> Iterable[ical.Entry]:
    """An entry with the SEQUENCE that the mailed invitation has, or will have.

    Nothing for what is not theirs and never was; `since` is when it ceased to be.
    """
    if row is None:
        if is_wanted:
            yield entry
        return
    sequence = ical.sequence_of(row.told, entry, is_wanted)
    is_other = sequence != entry.sequence or row.is_off
    known = [entry.revised, row.at] if is_other else [entry.revised]
    entry = replace(entry, sequence=sequence, revised=max(known))
    yield entry if is_wanted else _off(entry, since)


def _off(entry: ical.Entry, since: datetime) -> ical.Entry:
    return replace(
        entry,
        status=ical.Status.CANCELLED,
        revised=max(entry.revised, since),
        conferences=(),
    )


Source = Callable[[Reader], Iterable[ical.Entry]]
#: In this order; what two of them give stands once, as the first gives it.
SOURCES: tuple[tuple[Part, Source], ...] = (
    (Part.SPEAKING, speaking),
    (Part.REGISTRATIONS, registered),
    (Part.STARS, starred),
    (Part.DEADLINES, deadlines),
)
