"""Copies an event and its parts into a new draft, its days shifted; one word in the trail."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, timedelta

from eventsite.core import clock, text, zones
from eventsite.core.db import copy_of, db
from eventsite.events import days as event_days
from eventsite.events import queries, rules
from eventsite.events.actions import basics
from eventsite.events.days import Hours
from eventsite.events.models import (
    Event,
    KeyDeadline,
    TeamMember,
)
from eventsite.people.models import User

#: What a copy says like its original.
_ALWAYS = ("kind", "body", "series_id", "initiative_id", "mode", "languages", "has_captions",
           "has_sign_language", "venue", "address", "city", "country", "hue")  # fmt: skip
_TEXTS = ("summary", "description", "practical", "website", "contact_name", "contact_email",
          "clauses", "sdgs", "sectors")  # fmt: skip


def copy_event(
    *,
    actor: str,
    event: Event,
    owner: User,
    title: Mapping[str, str],
    slug: str,
    first_day: date | None,
    texts: bool = True,
) -> Event:
    """A draft like `event`, of the same series, whose first team member is `owner`.

    Its days are as many and have the same wall hours, from `first_day` on; without one they are
    to be confirmed. What came out of the event stays behind. Refused as `create_event` is.
    """
    names = (*_ALWAYS, *_TEXTS) if texts else _ALWAYS
    copy_fields = {name: deepcopy(getattr(event, name)) for name in names}
    copy = basics.create_event(
        actor=actor,
        owner=owner,
        title=title,
        slug=slug,
        zone=event.zone,
        days=_days(event, first_day),
        copied_from=event.id,
        is_demo=event.is_demo,
        **copy_fields,
    )
    if texts:
        copy.cover_file_id, copy.cover_alt = event.cover_file_id, dict(event.cover_alt)
    db.session.flush()
    return copy


def copy_parts(
    event: Event, copy: Event, *, team: bool, deadlines: bool, ways: bool, texts: bool
) -> None:
    """Give the copy the event's team with its duties, key deadlines, ways to join, co-organizers.

    Ways come without their addresses, deadlines shifted as the first day was; those that follow
    from terms of registration or of a call are set there anew.
    """
    if team:
        _copy_team(event, copy)
    if texts:
        for partner in queries.co_organizers(event.id):
            db.session.add(copy_of(partner, event_id=copy.id))
    if ways:
        for way in queries.join_ways(event.id):
            db.session.add(copy_of(way, event_id=copy.id, address=""))
    if deadlines:
        for deadline in queries.deadlines(event.id):
            if deadline.kind not in rules.DEADLINES_ELSEWHERE:
                _copy_deadline(event, copy, deadline)
    db.session.flush()


def shifted(event: Event, copy: Event) -> timedelta | None:
    """How far the copy's days lie from the event's; None when either has none."""
    if event.first_day is None or copy.first_day is None:
        return None
    return copy.first_day - event.first_day


def _days(event: Event, first_day: date | None) -> list[Hours]:
    live = event_days.live(event.days)
    if first_day is None:
        return []
    if not live:
        return [Hours(first_day)]
    by = first_day - live[0].day
    return [Hours(row.day + by, row.starts, row.ends, dict(row.label)) for row in live]


def _copy_team(event: Event, copy: Event) -> None:
    there = {member.user_id: member for member in queries.members(copy.id)}
    for member in queries.members(event.id):
        if member.user_id in there:
            mine = there[member.user_id]
            mine.duties = rules.duties_of([*mine.duties, *member.duties])
        else:
            db.session.add(
                TeamMember(
                    event_id=copy.id,
                    user_id=member.user_id,
                    duties=list(member.duties),
                    since=clock.now(),
                )
            )


def _copy_deadline(event: Event, copy: Event, deadline: KeyDeadline) -> None:
    by = shifted(event, copy)
    if by is None:
        return
    # The wall time stays: the end of a day is so too where the clock has changed in between.
    wall = zones.local(deadline.at, event.zone).replace(tzinfo=None) + by
    at = zones.nearest(wall, copy.zone)
    fresh = {"at": at, "uid": text.new_secret(), "sequence": 0, "revised": clock.now()}
    db.session.add(copy_of(deadline, event_id=copy.id, **fresh))
