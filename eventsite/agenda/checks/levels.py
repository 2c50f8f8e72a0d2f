"""The twenty rules by name, and what follows when one is broken."""

from collections.abc import Mapping
from enum import StrEnum


class Rule(StrEnum):
    """A rule of the programme; the order is that of lists."""

    ROOM = "room"
    PERSON = "person"
    UNAVAILABLE = "unavailable"
    OUTSIDE = "outside"
    SEATS = "seats"
    CHANGE = "change"
    INCOMPLETE = "incomplete"
    NOT_READY = "not-ready"
    TRACK = "track"
    INTERPRETERS = "interpreters"
    NEEDS = "needs"
    ONE_GENDER = "one-gender"
    WOMEN = "women"
    ONE_REGION = "one-region"
    REGIONS = "regions"
    DEVELOPING = "developing"
    ONE_ORGANISATION = "one-organisation"
    MODERATORS = "moderators"
    VOICES = "voices"
    NIGHT = "night"


class Level(StrEnum):
    """What a broken rule does, the gravest first; each does what those after it do, too.

    What blocks the move blocks publishing as well: a session may have got there before the level
    was set, or because hours, rooms or answers changed under it.
    """

    BLOCKS_MOVE = "blocks-move"
    BLOCKS_PUBLISHING = "blocks-publishing"
    WARNS = "warns"
    OFF = "off"


#: Where the team chose nothing. One room or one person in two places is nearly always a slip, and
#: a session outside the hours is missing from the day's calendar entries and from the doors' and
#: interpreters' hours; but while a programme is being built such places come and go, so the move
#: is let through and publishing asks for the reason.
DEFAULTS: Mapping[Rule, Level] = {
    **dict.fromkeys(Rule, Level.WARNS),
    Rule.ROOM: Level.BLOCKS_PUBLISHING,
    Rule.PERSON: Level.BLOCKS_PUBLISHING,
    Rule.OUTSIDE: Level.BLOCKS_PUBLISHING,
}
#: Rules that a move can break; the others cannot block one.
OF_MOVES = frozenset(
    {
        Rule.ROOM,
        Rule.PERSON,
        Rule.UNAVAILABLE,
        Rule.OUTSIDE,
        Rule.SEATS,
        Rule.CHANGE,
        Rule.TRACK,
        Rule.INTERPRETERS,
        Rule.NIGHT,
    }
)
#: The levels that hold publishing until a reason is written.
HOLDING = frozenset({Level.BLOCKS_MOVE, Level.BLOCKS_PUBLISHING})


def choices_of(rule: Rule) -> tuple[Level, ...]:
    """The levels that a team can give a rule."""
    return tuple(level for level in Level if level is not Level.BLOCKS_MOVE or rule in OF_MOVES)


def level_of(rule: Rule, chosen: Mapping[str, str]) -> Level:
    """The level a team chose, else the default; a level that is none counts as not chosen."""
    level = chosen.get(rule.value)
    if level is None:
        return DEFAULTS[rule]
    return next((each for each in choices_of(rule) if each.value == level), DEFAULTS[rule])


def deviations(levels: Mapping[Rule, Level]) -> dict[str, str]:
    """What of the chosen levels is not the default, as the terms keep it."""
    return {
        rule.value: level.value for rule, level in levels.items() if level is not DEFAULTS[rule]
    }
