"""What a team settles of the rules for its programme: their levels and their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventsite.agenda import checks, queries, remarks, rules
from eventsite.agenda.actions import drafting
from eventsite.agenda.models import AgendaTerms
from eventsite.agenda.verbs import Verb
from eventsite.core import audit, errors
from eventsite.core.db import db, lock
from eventsite.core.i18n import gettext
from eventsite.events.models import Event

_NUMBERS = ("change_minutes", "women_target", "interpreters", "turn_minutes")


@dataclass(frozen=True)
class RuleFacts:
    """A level for each rule (rules left out have their default) and the numbers."""

    levels: Mapping[checks.Rule, checks.Level]
    change_minutes: int = 5
    women_target: int = 40
    interpreters: int = 2
    turn_minutes: int = 30


def set_rules(event: Event, facts: RuleFacts, actor: str, version: int) -> AgendaTerms:
    """Settle the rules; Stale when somebody saved since `version` (0: no row yet) was shown.

    Pages that show what to check learn of it by the agenda's revision. ValueError for a level
    that the rule cannot have.
    """
    rules.require_open(event)
    for rule, level in facts.levels.items():
        if level not in checks.choices_of(rule):
            raise ValueError(f"{rule} cannot have the level {level}.")
    drafting.touch(event, actor)
    row = queries.terms_of(event.id)
    before = _plain(_facts_of(row))
    if row is not None and before == _plain(facts):
        return row
    if (row.version if row is not None else 0) != version:
        raise errors.Stale(_said(facts), _said(_facts_of(row)))
    if row is None:
        row = AgendaTerms(event_id=event.id)
        db.session.add(row)
    for name, value in _plain(facts).items():
        setattr(row, name, value)
    db.session.flush()
    changed = audit.changes(before, _plain(facts))
    audit.record(actor, Verb.RULES_SET, f"event:{event.id}", *changed)
    return row


def set_frames(event: Event, hosts: Sequence[str], actor: str, version: int) -> AgendaTerms:
    """Which sites may show the programme in a frame; Stale when the terms were saved since.

    `hosts` are origins as `framing.origin_of` gives them, or the one word `framing.EVERYBODY`.
    The programme itself does not change, so this also works when the event is over.
    """
    lock(Event, event.id)
    row = queries.terms_of(event.id)
    before = list(row.frame_hosts) if row is not None else []
    if row is not None and before == list(hosts):
        return row
    if (row.version if row is not None else 0) != version:
        raise errors.Stale(_named(hosts), _named(before))
    if row is None:
        row = AgendaTerms(event_id=event.id, levels={})
        db.session.add(row)
    row.frame_hosts = list(hosts)
    db.session.flush()
    audit.record(
        actor,
        Verb.FRAMES_SET,
        f"event:{event.id}",
        {"frame_hosts": before},
        {"frame_hosts": list(hosts)},
    )
    return row


def _named(hosts: Sequence[str]) -> dict[str, str]:
    return {str(gettext("Sites that may show the programme")): ", ".join(hosts)}


def _facts_of(row: AgendaTerms | None) -> RuleFacts:
    if row is None:
        return RuleFacts({})
    levels = {rule: checks.level_of(rule, row.levels) for rule in checks.Rule}
    return RuleFacts(levels, *(getattr(row, name) for name in _NUMBERS))


def _plain(facts: RuleFacts) -> dict[str, object]:
    numbers: dict[str, object] = {name: getattr(facts, name) for name in _NUMBERS}
    return {"levels": checks.deviations(facts.levels), **numbers}


def _said(facts: RuleFacts) -> dict[str, str]:
    """The levels that are not the default, in words, for the page of a stale answer."""
    return {
        str(gettext(remarks.RULE_LABELS[checks.Rule(rule)])): str(
            gettext(remarks.LEVEL_LABELS[checks.Level(level)])
        )
        for rule, level in checks.deviations(facts.levels).items()
    }
