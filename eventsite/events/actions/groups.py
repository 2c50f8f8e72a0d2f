"""Makes and changes series and initiatives."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from eventsite.core import audit, clock, look, text
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events import rules
from eventsite.events.actions import revising
from eventsite.events.models import Event, Initiative, Series
from eventsite.events.verbs import Verb

#: Words that stand in addresses where a slug could stand.
RESERVED = frozenset({"new"})


def create_series(
    *,
    actor: str,
    title: Mapping[str, str],
    slug: str = "",
    description: Mapping[str, str] | None = None,
    hue: str = "sea",
) -> Series:
    """Add a series; its slug comes from the title when none is given. Refused: slug taken."""
    series = Series(
        slug=slug_of(slug, title),
        title=dict(title),
        description=dict(description or {}),
        hue=_hue(hue),
        revised=clock.now(),
    )
    revising.with_slug(lambda: db.session.add(series))
    audit.record(actor, Verb.SERIES_CREATED, f"series:{series.id}", after={"slug": series.slug})
    return series


def update_series(*, actor: str, series: Series, version: int | None = None, **fields: Any) -> None:
    """Change slug, title, description or hue; pages of its events count as revised."""
    if "hue" in fields:
        _hue(fields["hue"])
    if _changed(actor, Verb.SERIES_CHANGED, series, version, fields):
        series.revised = clock.now()
        _revise_events(Event.series_id == series.id)


def create_initiative(
    *,
    actor: str,
    title: Mapping[str, str],
    slug: str = "",
    description: Mapping[str, str] | None = None,
    website: str = "",
) -> Initiative:
    """Add an initiative, which groups events of several series. Refused: slug taken."""
    initiative = Initiative(
        slug=slug_of(slug, title),
        title=dict(title),
        description=dict(description or {}),
        website=website,
    )
    revising.with_slug(lambda: db.session.add(initiative))
    key = f"initiative:{initiative.id}"
    audit.record(actor, Verb.INITIATIVE_CREATED, key, after={"slug": initiative.slug})
    return initiative


def update_initiative(
    *, actor: str, initiative: Initiative, version: int | None = None, **fields: Any
) -> None:
    """Change slug, title, description or website; pages of its events count as revised."""
    if _changed(actor, Verb.INITIATIVE_CHANGED, initiative, version, fields):
        _revise_events(Event.initiative_id == initiative.id)


def slug_of(slug: str, title: Mapping[str, str]) -> str:
    """The given slug, else one from the title; Refused for a shape no address has, or no title."""
    if not any(title.values()):
        raise Refused(rules.Reason.TITLE, "title")
    if slug in RESERVED:
        raise Refused(rules.Reason.SLUG_TAKEN, "slug")
    if slug:
        if text.slugify(slug) != slug:
            raise Refused(rules.Reason.SLUG_SHAPE, "slug")
        return slug
    return text.slugify(text.pick(title, "en").text) or text.new_code().lower()


def _hue(hue: str) -> str:
    if hue not in look.HUES:
        raise Refused(rules.Reason.HUE, "hue")
    return hue


def _changed(
    actor: str,
    verb: Verb,
    row: Series | Initiative,
    version: int | None,
    fields: dict[str, Any],
) -> bool:
    """Whether anything changed; then it is set, flushed and audited."""
    before = {name: getattr(row, name) for name in fields}
    revising.not_stale(row, version, fields, before)
    slug_of(fields.get("slug", row.slug), fields.get("title", row.title))
    old, new = audit.changes(before, fields)
    if not new:
        return False

    def change() -> None:
        for name in new:
            setattr(row, name, fields[name])

    revising.with_slug(change)
    audit.record(actor, verb, f"{type(row).__name__.lower()}:{row.id}", old, new)
    return True


def _revise_events(which: sa.ColumnElement[bool]) -> None:
    db.session.execute(sa.update(Event).where(which).values(revised=clock.now()))
    db.session.flush()
