"""Refuses a move that would break a rule which the team lets block moves."""

from collections.abc import Mapping

import sqlalchemy as sa

from eventsite.agenda import checks, naming, queries, remarks, rules
from eventsite.agenda.models import Agenda
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events.models import Event

#: Rules that the choice of rooms breaks; the others are broken by the time.
_OF_ROOMS = frozenset({checks.Rule.ROOM, checks.Rule.SEATS, checks.Rule.CHANGE})


def require(event: Event, moves: Mapping[str, checks.Move | None]) -> None:
    """Refuse the moves, by session code (None: taken off), when one would break such a rule.

    Say so before anything is changed. One statement while no rule blocks moves.
    """
    terms = queries.terms_of(event.id)
    levels = terms.levels if terms is not None else {}
    chosen = {checks.level_of(rule, levels) for rule in checks.OF_MOVES}
    if checks.Level.BLOCKS_MOVE not in chosen:
        return
    # Of two who move at once the second looks at what the first one did.
    db.session.execute(sa.select(Agenda).where(Agenda.event_id == event.id).with_for_update())
    sessions, rooms = queries.sessions(event.id), queries.rooms(event.id)
    agenda = queries.checks_of(event, sessions, rooms)
    for finding in checks.of_moves(agenda, moves)[:1]:
        said = remarks.sentence(finding, naming.names_of(event, sessions, rooms))
        field = "rooms" if finding.rule in _OF_ROOMS else "starts"
        raise Refused(rules.Reason.BREAKS_RULE, field, why=said)
