"""The table of what can be asked: endpoint, address, what it answers, how it can fail."""

import re
from dataclasses import dataclass

from eventsite.api import asking, shapes
from eventsite.core.i18n import N_

PREFIX = "/api/v1"
#: What the parts of addresses are.
IN_PATH = {
    "slug": N_("The slug of an event: the last part of the address of its page."),
    "session": N_("The code of a session."),
    "speaker": N_("The code of a speaker."),
    "call": N_("The slug of a call."),
}
_PART = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Operation:
    """One address that can be read; `path` stands after `PREFIX`."""

    #: The name of the view, which is also that of the operation.
    name: str
    path: str
    summary: str
    answer: type[shapes.Shape]
    asks: type[asking.Nothing] = asking.Nothing
    #: What was once there may be gone for good.
    is_gone: bool = False

    @property
    def in_path(self) -> list[str]:
        """The names of the parts of the address."""
        return _PART.findall(self.path)

    @property
    def is_list(self) -> bool:
        """Whether it comes in parts."""
        return issubclass(self.answer, shapes.Part)


OPERATIONS = (
    Operation(
        "events",
        "/events",
        N_("Public events by first day; those without a day come last."),
        shapes.EventPart,
        asking.Events,
    ),
    Operation(
        "event",
        "/events/{slug}",
        N_("One event with its long texts."),
        shapes.Event,
    ),
    Operation(
        "release",
        "/events/{slug}/release",
        N_("The newest version of an event's programme: its number, its instant, its note."),
        shapes.Release,
    ),
    Operation(
        "sessions",
        "/events/{slug}/sessions",
        N_("The sessions of an event in order of time, cancelled ones too."),
        shapes.SessionPart,
        asking.Sessions,
    ),
    Operation(
        "session",
        "/events/{slug}/sessions/{session}",
        N_("One session."),
        shapes.Session,
        is_gone=True,
    ),
    Operation(
        "speakers",
        "/events/{slug}/speakers",
        N_("The speakers of an event: first those with a rank of protocol, then by code."),
        shapes.SpeakerPart,
        asking.Listed,
    ),
    Operation(
        "speaker",
        "/events/{slug}/speakers/{speaker}",
        N_("One speaker."),
        shapes.Speaker,
    ),
    Operation(
        "rooms",
        "/events/{slug}/rooms",
        N_("The rooms of an event."),
        shapes.RoomPart,
        asking.Listed,
    ),
    Operation(
        "tracks",
        "/events/{slug}/tracks",
        N_("The tracks of an event."),
        shapes.TrackPart,
        asking.Listed,
    ),
    Operation(
        "deadlines",
        "/events/{slug}/deadlines",
        N_("The deadlines of an event in order of time."),
        shapes.DeadlinePart,
        asking.Listed,
    ),
    Operation(
        "figures",
        "/events/{slug}/figures",
        N_("The figures of an event that its page shows."),
        shapes.Figures,
    ),
    Operation(
        "series",
        "/series",
        N_("Series that have public events."),
        shapes.SeriesPart,
        asking.Listed,
    ),
    Operation(
        "calls",
        "/calls",
        N_("Published calls for entries, first to close first."),
        shapes.CallPart,
        asking.Listed,
    ),
    Operation(
        "call",
        "/events/{slug}/calls/{call}",
        N_("One call with its rules and themes."),
        shapes.Call,
    ),
    Operation(
        "library",
        "/library",
        N_("What came of past events, reports, and the clauses that events serve."),
        shapes.Library,
    ),
)
BY_NAME = {operation.name: operation for operation in OPERATIONS}
