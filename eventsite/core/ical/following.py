"""What a calendar is told next about one UID, from what it was told last (RFC 5546 §2.1.4)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from eventsite.core import zones
from eventsite.core.ical.entry import Entry, Method, Status


@dataclass(frozen=True, slots=True)
class Told:
    """The last word about a UID to one person."""

    #: The SEQUENCE it had, and that of the public feeds at that time.
    sequence: int
    feed: int
    is_off: bool
    #: `words_of` the entry.
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """The next word: what to say, and with which SEQUENCE."""

    method: Method
    sequence: int


def words_of(entry: Entry) -> str:
    """What somebody would want to be told of: title, time and place, behind the language."""
    facts = (entry.summary, entry.location, _moment(entry.start), _moment(entry.end))
    digest = hashlib.sha256("\x1f".join(facts).encode()).hexdigest()[:24]
    return f"{entry.lang}:{digest}"


def _moment(moment: object) -> str:
    if isinstance(moment, zones.Wall):
        return f"{moment.time.isoformat()} {moment.zone} {moment.fold}"
    return str(moment)


def next_message(told: Told | None, entry: Entry, is_wanted: bool = True) -> Message | None:
    """What is said next, or None when the person knows already.

    The SEQUENCE is the entry's, as in the public feeds, but always above the last one when the
    entry is called off, comes back, or became another one in the feeds. Other words with the same
    SEQUENCE are a REQUEST with a later DTSTAMP. A text in another language is no change.
    """
    off = not is_wanted or entry.status is Status.CANCELLED
    if told is None:
        return None if off else Message(Method.REQUEST, entry.sequence)
    turned, rose = off != told.is_off, entry.sequence > told.feed
    if off and not turned:
        return None
    if turned or rose:
        method = Method.CANCEL if off else Method.REQUEST
        return Message(method, max(entry.sequence, told.sequence + 1))
    words, known = words_of(entry), told.words
    if words == known or words.split(":")[0] != known.split(":")[0]:
        return None
    return Message(Method.REQUEST, told.sequence)


def sequence_of(told: Told | None, entry: Entry, is_wanted: bool = True) -> int:
    """The SEQUENCE that a feed of this person's own shows now: that of the next or last word."""
    found = next_message(told, entry, is_wanted)
    if found is not None:
        return found.sequence
    return told.sequence if told is not None else entry.sequence


def is_over(entry: Entry, now: datetime) -> bool:
    """Whether it has ended everywhere, so that nobody need be told any more."""
    end = entry.end
    if isinstance(end, zones.Wall):
        return zones.nearest(end.time, end.zone, end.fold) <= now
    return end < now.date()
