"""A session minute by minute: its items as clock times, and what is still missing for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventsite.agenda.models import (
    Answer,
    MaterialKind,
    Presence,
    SessionSpeaker,
    Speaker,
    SpeakerRole,
)

#: Who gives the others the word, the first of them that a session has.
LEADS = (SpeakerRole.MODERATOR, SpeakerRole.CHAIR, SpeakerRole.REMOTE_MODERATOR)
#: Who shows nothing and so owes no slides.
WITHOUT_SLIDES = frozenset(
    {
        SpeakerRole.MODERATOR,
        SpeakerRole.CHAIR,
        SpeakerRole.RAPPORTEUR,
        SpeakerRole.INTERPRETER,
        SpeakerRole.REMOTE_MODERATOR,
    }
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One item of a session on the clock; `item` is its number from 0, None for the rest."""

    start: datetime
    end: datetime
    item: int | None


def slots(start: datetime, minutes: int, items: Sequence[int]) -> tuple[Slot, ...]:
    """The items one after another from the start, then the time that no item takes.

    `items` are their minutes. One without minutes stands at its moment and takes no time. Without
    any item the session is one stretch. Items that take longer than the session run over.
    """
    at, found = start, []
    for number, length in enumerate(items):
        end = at + timedelta(minutes=length)
        found.append(Slot(at, end, number))
        at = end
    closes = start + timedelta(minutes=minutes)
    if at < closes:
        found.append(Slot(at, closes, None))
    return tuple(found)


def lead(parts: Iterable[SessionSpeaker]) -> SessionSpeaker | None:
    """Who gives the word: the moderator, else the chair, else who moderates remotely."""
    present = [part for part in parts if not part.is_absent]
    for role in LEADS:
        for part in present:
            if part.role == role:
                return part
    return None


def owes_slides(part: SessionSpeaker, sent: Iterable[tuple[MaterialKind, int | None]]) -> bool:
    """Whether slides of a person are awaited and not there.

    `sent` are the kinds of the session's materials that have a version, each with the id of the
    speaker whose it is.
    """
    if part.role in WITHOUT_SLIDES or part.speaker.without_slides:
        return False
    return (MaterialKind.SLIDES, part.speaker_id) not in set(sent)


def is_remote(speaker: Speaker) -> bool:
    """Whether somebody said that they speak from afar."""
    return speaker.presence == Presence.REMOTE


def is_unsure(speaker: Speaker) -> bool:
    """Whether nobody knows yet that they come."""
    return speaker.answer in (Answer.OPEN, Answer.INVITED)
