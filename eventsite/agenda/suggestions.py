"""Proposals in words: why a session finds no place, and what a proposal is worth."""

from collections.abc import Mapping, Sequence

from eventsite.agenda import words
from eventsite.agenda.checks import Rule
from eventsite.agenda.equity import percent
from eventsite.agenda.naming import Names
from eventsite.agenda.proposing import Why, Worth
from eventsite.agenda.proposing.stored import Content
from eventsite.core import i18n
from eventsite.core.i18n import N_, gettext

#: Sessions and people that one reason names; the others are left out.
MOST_NAMES = 6
_WHY: Mapping[Rule, str] = {
    Rule.OUTSIDE: N_("It is longer than every free stretch of the event's days."),
    Rule.SEATS: N_("No room has enough seats for those who starred it."),
    Rule.UNAVAILABLE: N_("At no time can all of these come: %(names)s."),
    Rule.ROOM: N_("All rooms are taken whenever it could be held, by: %(names)s."),
    Rule.PERSON: N_("Somebody is needed elsewhere whenever it could be held, in: %(names)s."),
    Rule.CHANGE: N_("Somebody would have too little time to change rooms, from or to: %(names)s."),
    Rule.TRACK: N_("Its track has another session whenever it could be held: %(names)s."),
    Rule.NIGHT: N_("Whenever it could be held, it is night where somebody takes part from."),
    Rule.INTERPRETERS: N_("The interpreters would work too long."),
}
_LEVELS = (
    ("broken", N_("Rules broken that block publishing")),
    ("unplaced", N_("Sessions without a place")),
    ("warnings", N_("Warnings")),
    ("floor", N_("Floor of time zones")),
    ("changes", N_("Changes of room inside tracks")),
)


def why(one: Why, names: Names) -> str:
    """The reason with the sessions or people that stand in the way."""
    found = [names.person(number) for number in one.people]
    found += [names.session(code) for code in one.sessions if names.session(code)]
    listed = words.listed(found[:MOST_NAMES])
    return str(gettext(_WHY.get(one.rule, _WHY[Rule.ROOM]), names=listed))


def levels(content: Content) -> list[Sequence[str]]:
    """Each level with the draft as it was, first-fit and the proposal; none while there is none."""
    worths = (content.now, content.first, content.proposed)
    return [
        (str(gettext(label)), *(_shown(worth, name) for worth in worths if worth is not None))
        for name, label in _LEVELS
        if all(worths)
    ]


def _shown(worth: Worth, name: str) -> str:
    return percent(worth.floor) if name == "floor" else i18n.show_number(getattr(worth, name))
