"""Publishing although rules that block it are broken: only with a written reason, which is kept."""

from collections.abc import Mapping, Sequence

from eventsite.agenda import checks, queries, rules
from eventsite.agenda.models import AgendaSession, Release, RuleOverride
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events.models import Event

#: Characters of a reason.
MOST = 1000


class Unexplained(Refused):
    """Rules that block publishing are broken and nobody wrote why that is right."""

    def __init__(self, broken: Sequence[checks.Rule]) -> None:
        super().__init__(rules.Reason.UNEXPLAINED)
        #: Each rule once.
        self.broken = broken


def require_reasons(
    event: Event, sessions: Sequence[AgendaSession], reasons: Mapping[checks.Rule, str]
) -> tuple[checks.Finding, ...]:
    """What blocks publishing these sessions; raises Unexplained for rules without a reason."""
    found = checks.blocking(checks.find(queries.checks_of(event, sessions)))
    broken = dict.fromkeys(finding.rule for finding in found)
    silent = [rule for rule in broken if not reasons.get(rule, "").strip()]
    if silent:
        raise Unexplained(silent)
    return found


def keep(
    release: Release,
    found: Sequence[checks.Finding],
    reasons: Mapping[checks.Rule, str],
    actor: str,
) -> list[str]:
    """Keep the reason of each broken rule with the sessions concerned; the rules' names."""
    sessions: dict[checks.Rule, dict[str, None]] = {}
    for finding in found:
        sessions.setdefault(finding.rule, {}).update(dict.fromkeys(finding.sessions))
    for rule, codes in sessions.items():
        db.session.add(
            RuleOverride(
                event_id=release.event_id,
                release_id=release.id,
                rule=rule.value,
                sessions=list(codes),
                reason=reasons[rule].strip()[:MOST],
                actor=actor,
                created=clock.now(),
            )
        )
    db.session.flush()
    return [rule.value for rule in sessions]
