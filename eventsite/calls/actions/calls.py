"""Makes, changes, publishes a call, and keeps the event's key deadline equal to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from eventsite.calls import deadlines, queries, rules
from eventsite.calls.models import Call, CallTheme, Team
from eventsite.calls.verbs import Verb
from eventsite.core import audit, clock, text
from eventsite.core.db import db, field_of
from eventsite.core.errors import Refused, Stale
from eventsite.events import actions as event_actions
from eventsite.events import queries as event_queries
from eventsite.events.models import Event, EventState
from eventsite.registration import rules as registration_rules

#: Kind of the event's key deadlines that calls own; the key is the call's code.
DEADLINE_KIND = "call"


@dataclass(frozen=True)
class Theme:
    """A wanted theme; `id` names the one it replaces."""

    names: Mapping[str, str]
    summary: Mapping[str, str] = field(default_factory=dict)
    hue: str = "sea"
    id: int | None = None


def create_call(
    *, actor: str, event: Event, themes: Sequence[Theme] = (), **facts: Any
) -> Call:  # fmt: skip
    """A draft of a call; `facts` are columns of Call. Refused by field, also for a taken slug."""
    _open_to_change(event)
    _check(facts)
    now = clock.now()
    call = Call(code=text.new_code(), event_id=event.id, created=now, revised=now, **facts)
    call.themes = [_theme(wanted, n) for n, wanted in enumerate(themes)]
    _flush_with_slug(call)
    after = {"slug": call.slug, "kind": call.kind.value, "event": event.id}
    audit.record(actor, Verb.CALL_CREATED, f"call:{call.id}", after=after)
    return call


def update_call(
    *,
    actor: str,
    event: Event,
    call: Call,
    version: int,
    themes: Sequence[Theme] | None = None,
    **facts: Any,
) -> None:
    """Change columns of a call and, when given, all its themes.

    Raises Stale when somebody saved since `version`; Refused by field, also when a theme that
    entries have chosen would go.
    """
    _open_to_change(event)
    before = {name: getattr(call, name) for name in facts}
    if version != call.version:
        raise Stale(_texts(facts), _texts(before))
    _check({**_checked_facts(call), **facts})
    if themes is not None:
        _set_themes(call, themes)
    for name, value in facts.items():
        setattr(call, name, value)
    call.revised = clock.now()
    _flush_with_slug(call)
    if call.published is not None:
        _announce(event, call)
    old, new = audit.changes(before, facts)
    audit.record(actor, Verb.CALL_CHANGED, f"call:{call.id}", old, new)


def publish_call(*, actor: str, event: Event, call: Call) -> None:
    """Visitors see the call, and its close becomes a key deadline of the event."""
    _open_to_change(event)
    now = clock.now()
    is_over = registration_rules.is_over(event, now)
    if reason := rules.why_not_publish(call, event.is_public, is_over, now):
        raise Refused(reason)
    call.published = call.revised = now
    _announce(event, call)
    after = {"published": now.isoformat()}
    audit.record(actor, Verb.CALL_PUBLISHED, f"call:{call.id}", {"published": None}, after)


def unpublish_call(*, actor: str, event: Event, call: Call) -> None:
    """A draft again, with no deadline in calendars. Refused once a team has started."""
    _open_to_change(event)
    started = db.session.scalar(
        sa.select(sa.func.count()).select_from(Team).where(Team.call_id == call.id)
    )
    if reason := rules.why_not_unpublish(call, started or 0):
        raise Refused(reason)
    before = {"published": str(call.published)}
    call.published = None
    call.revised = clock.now()
    row = event_queries.find_deadline(event.id, DEADLINE_KIND, call.code)
    if row is not None:
        event_actions.drop_deadline(event=event, deadline=row)
    event_actions.revise(event)
    audit.record(actor, Verb.CALL_UNPUBLISHED, f"call:{call.id}", before, {"published": None})


def retell(*, event: Event, call: Call) -> None:
    """Note that texts of a call or its themes were changed, without a word in the trail."""
    _open_to_change(event)
    call.revised = clock.now()
    db.session.flush()
    if call.published is not None:
        _announce(event, call)


def _open_to_change(event: Event) -> None:
    if event.state == EventState.ARCHIVED:
        raise Refused(rules.Reason.READ_ONLY)


def _checked_facts(call: Call) -> dict[str, Any]:
    names = ("opens", "teams_close", "closes", "team_sizes", "entry_kinds", "langs")
    return {name: getattr(call, name) for name in names}


def _check(facts: Mapping[str, Any]) -> None:
    if not deadlines.are_in_order(facts["opens"], facts.get("teams_close"), facts["closes"]):
        raise Refused(rules.Reason.DATES_ORDER, "closes_day")
    needed = (
        ("team_sizes", rules.Reason.NO_SIZES),
        ("entry_kinds", rules.Reason.NO_KINDS),
        ("langs", rules.Reason.NO_LANGS),
    )
    for name, reason in needed:
        if not facts.get(name):
            raise Refused(reason, name)


def _set_themes(call: Call, wanted: Sequence[Theme]) -> None:
    there = {theme.id: theme for theme in call.themes}
    gone = set(there) - {theme.id for theme in wanted}
    if gone & queries.themes_in_use(call.id):
        raise Refused(rules.Reason.THEME_IN_USE, "themes")
    kept = []
    for position, theme in enumerate(wanted):
        row = there.get(theme.id) if theme.id is not None else None
        if row is None:
            row = _theme(theme, position)
        row.names, row.summary = dict(theme.names), dict(theme.summary)
        row.hue, row.position = theme.hue, position
        kept.append(row)
    call.themes = kept


def _theme(wanted: Theme, position: int) -> CallTheme:
    return CallTheme(
        names=dict(wanted.names), summary=dict(wanted.summary), hue=wanted.hue, position=position
    )


def _flush_with_slug(call: Call) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(call)
            db.session.flush()
    except IntegrityError as error:
        if field_of(error, {("event_id", "slug"): "slug"}):
            raise Refused(rules.Reason.SLUG_TAKEN, "slug") from error
        raise


def _announce(event: Event, call: Call) -> None:
    """Keep the key deadline equal to the close; a new instant counts its SEQUENCE up."""
    row = event_queries.find_deadline(event.id, DEADLINE_KIND, call.code)
    if row is None or (row.at, row.label) != (call.closes, call.title):
        event_actions.keep_deadline(
            event=event,
            kind=DEADLINE_KIND,
            at=call.closes,
            label=call.title,
            label_key=call.code,
        )
    event_actions.revise(event)


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {name.replace("_", " "): _said(value) for name, value in values.items()}


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return "\n".join(f"{lang}: {said}" for lang, said in value.items())
    return "" if value is None else str(value)
