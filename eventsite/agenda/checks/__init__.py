"""The rules of a programme: what they look at, what they find, and where a session could go."""

from eventsite.agenda.checks.levels import (
    DEFAULTS,
    HOLDING,
    OF_MOVES,
    Level,
    Rule,
    choices_of,
    deviations,
    level_of,
)
from eventsite.agenda.checks.places import Place, free_places
from eventsite.agenda.checks.run import RULES, Move, blocking, find, moved, of_moves
from eventsite.agenda.checks.values import (
    Agenda,
    Finding,
    Fix,
    FixKind,
    Held,
    Needs,
    Person,
    Room,
    Session,
    Span,
    Terms,
)

__all__ = [
    "DEFAULTS",
    "HOLDING",
    "OF_MOVES",
    "RULES",
    "Agenda",
    "Finding",
    "Fix",
    "FixKind",
    "Held",
    "Level",
    "Move",
    "Needs",
    "Person",
    "Place",
    "Room",
    "Rule",
    "Session",
    "Span",
    "Terms",
    "blocking",
    "choices_of",
    "deviations",
    "find",
    "free_places",
    "level_of",
    "moved",
    "of_moves",
]
