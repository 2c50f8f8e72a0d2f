"""Makes an event and changes what is said of it."""

from collections.abc import Iterable, Mapping, Set
from typing import Any

import sqlalchemy as sa

from eventsite.core import audit, clock, look, text
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events import days as event_days
from eventsite.events import rules, withdrawal, wording
from eventsite.events.actions import dates, groups, revising
from eventsite.events.days import Hours
from eventsite.events.models import Duty, Event, EventKind, EventState, TeamMember
from eventsite.events.verbs import Verb
from eventsite.people.models import User

#: What `create_event` and `update_event` take. Dates, parts and states have actions of their own.
FIELDS = frozenset(
    {
        "slug", "kind", "body", "series_id", "initiative_id", "title", "summary", "description",
        "outcome", "practical", "mode", "languages", "has_captions", "has_sign_language", "venue",
        "address", "city", "country", "website", "contact_name", "contact_email", "hue",
        "clauses", "sdgs", "sectors",
    }
)  # fmt: skip
_TEXTS = ("title", "summary", "description", "outcome", "practical", "venue", "city")
#: What the LOCATION of calendar entries is worded from.
_PLACE = frozenset({"mode", "venue", "city", "country"})
#: By what feeds of several events hold it.
_STANDING = frozenset({"kind", "series_id"})
#: Personal: the trail says only that they changed.
_UNSAID = frozenset({"contact_name", "contact_email"})


def create_event(
    *,
    actor: str,
    owner: User | None,
    title: Mapping[str, str],
    kind: EventKind,
    slug: str = "",
    zone: str = "Europe/Zurich",
    days: Iterable[Hours] = (),
    dates_confirmed: bool = True,
    sources: Iterable[str] = (),
    is_demo: bool = False,
    copied_from: int | None = None,
    **fields: Any,
) -> Event:
    """A draft whose `owner` becomes the first of its team; `fields` are of FIELDS.

    Without a slug one is made from the title. `copied_from` is the event that it is a copy of, for
    the trail. Refused: slug taken, days that cannot be.
    """
    _only_known(fields)
    now = clock.now()
    event = Event(
        slug=groups.slug_of(slug, title) if slug else _free_slug(title),
        kind=kind,
        state=EventState.DRAFT,
        title=dict(title),
        zone=zone,
        dates_confirmed=dates_confirmed,
        text_langs=wording.text_langs(_main(title), [title]),
        sources=list(sources),
        is_demo=is_demo,
        created=now,
        revised=now,
    )
    _set(event, fields)
    event.days = []
    dates.lay_out(event, dates.checked(days, zone))
    revising.with_slug(lambda: db.session.add(event))
    if owner is not None:
        db.session.add(
            TeamMember(event_id=event.id, user_id=owner.id, duties=[Duty.OWNER.value], since=now)
        )
    after: dict[str, Any] = {
        "slug": event.slug,
        "kind": event.kind.value,
        "days": dates.said(event),
    }
    if copied_from is None:
        audit.record(actor, Verb.CREATED, f"event:{event.id}", after=after)
    else:
        after = {**after, "copied_from": copied_from}
        audit.record(actor, Verb.COPIED, f"event:{event.id}", after=after)
    db.session.flush()
    return event


def update_event(*, actor: str, event: Event, version: int | None = None, **fields: Any) -> None:
    """Change fields of FIELDS; `version` is the one the form was shown with (else Stale).

    The languages of its texts follow from what is written; another place counts the SEQUENCE of
    its calendar entries up, as another kind or series does. Refused: archived, slug taken.
    """
    _only_known(fields)
    revising.open_to_change(event)
    before = {name: getattr(event, name) for name in fields}
    revising.not_stale(event, version, fields, before)
    _check_slug(event, fields)
    old, new = audit.changes(before, fields)
    if not new:
        return
    left = event.series_id if "series_id" in new else None
    if _STANDING & new.keys() and event.is_public:
        event.former = withdrawal.standing(event)
    revising.with_slug(lambda: _set(event, {name: fields[name] for name in new}))
    if event.published is not None:
        _renew(event, new.keys())
    revising.revise(event)
    revising.revise_series(left)
    for name in _UNSAID & new.keys():
        old[name], new[name] = "", "changed"
    audit.record(actor, Verb.CHANGED, f"event:{event.id}", old, new)


def retell(*, event: Event, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Change texts of the event itself as `update_event` does, without a word in the trail.

    `texts` holds columns with all their languages; the cover's and the cancellation's too.
    """
    revising.open_to_change(event)
    _set(event, texts)
    if event.published is not None:
        _renew(event, texts.keys())
    revising.revise(event)


def _set(event: Event, fields: Mapping[str, Any]) -> None:
    if fields.get("hue", "sea") not in look.HUES:
        raise Refused(rules.Reason.HUE, "hue")
    if "title" in fields and not any(fields["title"].values()):
        raise Refused(rules.Reason.TITLE, "title")
    for name, value in fields.items():
        setattr(event, name, value)
    written = [getattr(event, name) or {} for name in _TEXTS[:4]]
    event.text_langs = wording.text_langs(event.text_langs[0], written)


def _renew(event: Event, changed: Set[str]) -> None:
    """Count up what feeds show otherwise now: the days, with another place the sessions too."""
    if not changed & (_PLACE | _STANDING):
        return
    for row in event_days.live(event.days):
        dates.renew(event, row)
    if changed & _PLACE:
        event.moves += 1
        event.moved = clock.now()


def _check_slug(event: Event, fields: Mapping[str, Any]) -> None:
    slug = fields.get("slug", event.slug)
    if slug != event.slug and event.published is not None:
        raise Refused(rules.Reason.SLUG_FIXED, "slug")
    if not slug:
        raise Refused(rules.Reason.SLUG_SHAPE, "slug")
    groups.slug_of(slug, fields.get("title", event.title))


def _free_slug(title: Mapping[str, str]) -> str:
    """A slug from the title that no event has; counts on from 2."""
    base = groups.slug_of("", title)[:54].rstrip("-")
    known = sa.select(Event.slug).where(Event.slug.startswith(base))
    taken = {*groups.RESERVED, *db.session.scalars(known)}
    numbers = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in numbers if slug not in taken)


def _main(title: Mapping[str, str]) -> str:
    return text.pick(title, "en").lang


def _only_known(fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - FIELDS
    if unknown:
        raise TypeError(f"An event has no field to set named {sorted(unknown)}.")
