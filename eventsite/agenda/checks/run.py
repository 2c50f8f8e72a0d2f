"""All rules over one agenda, what one move would break, and what holds publishing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from eventsite.agenda.checks import booths, content, hours, overlaps, panels, whole
from eventsite.agenda.checks.levels import HOLDING, OF_MOVES, Level, Rule
from eventsite.agenda.checks.values import Agenda, Finding, Session

#: Each rule by name.
RULES: Mapping[Rule, Callable[[Agenda], Iterator[Finding]]] = {
    Rule.ROOM: overlaps.rooms,
    Rule.PERSON: overlaps.people,
    Rule.UNAVAILABLE: hours.unavailable,
    Rule.OUTSIDE: hours.outside,
    Rule.SEATS: content.seats,
    Rule.CHANGE: overlaps.changes,
    Rule.INCOMPLETE: content.incomplete,
    Rule.NOT_READY: content.not_ready,
    Rule.TRACK: overlaps.tracks,
    Rule.INTERPRETERS: booths.interpreters,
    Rule.NEEDS: content.needs,
    Rule.ONE_GENDER: panels.one_gender,
    Rule.WOMEN: whole.women,
    Rule.ONE_REGION: panels.one_region,
    Rule.REGIONS: whole.regions,
    Rule.DEVELOPING: whole.developing,
    Rule.ONE_ORGANISATION: panels.one_organisation,
    Rule.MODERATORS: panels.moderators,
    Rule.VOICES: whole.voices,
    Rule.NIGHT: hours.nights,
}
_RANK = {level: number for number, level in enumerate(Level)}
_PLACE = {rule: number for number, rule in enumerate(Rule)}


@dataclass(frozen=True, slots=True)
class Move:
    """Where a session would go: instants and rooms, or online."""

    start: datetime
    end: datetime
    rooms: tuple[int, ...] = ()
    online: bool = False


def find(agenda: Agenda, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """What the rules that are not off find: the gravest first, then by rule and by time."""
    found = [
        finding
        for rule in rules
        if agenda.level(rule) is not Level.OFF
        for finding in RULES[rule](agenda)
    ]
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    at = finding.at
    timed = (0, at) if at is not None else (1,)
    where = (_RANK[finding.level], _PLACE[finding.rule])
    return (*where, *timed, finding.sessions, str(finding.subject))


def moved(agenda: Agenda, code: str, move: Move | None) -> Agenda:
    """The agenda with one session elsewhere (None: not placed); KeyError for an unknown code."""
    session = agenda.by_code[code]
    there = replace(session, start=None, end=None, rooms=())
    if move is not None:
        there = _placed(session, move)
    others = [there if each is session else each for each in agenda.sessions]
    return replace(agenda, sessions=others)


def _placed(session: Session, move: Move) -> Session:
    return replace(
        session,
        start=move.start,
        end=move.end,
        minutes=int((move.end - move.start).total_seconds()) // 60,
        rooms=move.rooms,
        online=move.online,
    )


def of_moves(
    agenda: Agenda,
    moves: Mapping[str, Move | None],
    levels: frozenset[Level] = frozenset({Level.BLOCKS_MOVE}),
) -> tuple[Finding, ...]:
    """What the rules of these levels would find of sessions, by code, at their new places.

    Also what their present places break already: a move must lead out of it.
    """
    rules = [rule for rule in RULES if rule in OF_MOVES and agenda.level(rule) in levels]
    if not rules:
        return ()
    for code, move in moves.items():
        agenda = moved(agenda, code, move)
    found = find(agenda, rules)
    return tuple(finding for finding in found if moves.keys() & set(finding.sessions))


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that hold publishing until a reason is written.

    What concerns only sessions that are not placed is not published, and holds nothing.
    """
    return tuple(
        finding
        for finding in findings
        if finding.level in HOLDING and (finding.at is not None or not finding.sessions)
    )
