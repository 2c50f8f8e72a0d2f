"""Merges two registrations of one person at one event; or remembers that they are two people."""

from collections.abc import Callable, Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from eventsite.core import audit, clock, i18n
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.registration import emails, queries, rules
from eventsite.registration.actions import changing, taking
from eventsite.registration.emails import Kind
from eventsite.registration.models import RegistrantsApart, Registration
from eventsite.registration.states import LIVE
from eventsite.registration.verbs import Verb

#: What can be taken from the registration that is given up: of the person, and of the answers.
OF_PERSON = ("honorific", "first_name", "family_name", "latin_name")
OF_ANSWERS = ("job_title", "answer_set_id")
FIELDS = (*OF_PERSON, *OF_ANSWERS)
#: Columns whose rows stay: consents are somebody's own word about one registration.
STAYING = frozenset(
    {"consents.registration_id", "registrants_apart.first_id", "registrants_apart.second_id"}
)

#: Where a changed key is not enough: column to what moves its rows from one registration to
#: another and counts them. Features add their own; columns that nobody names move all the same.
MOVERS: dict[str, Callable[[int, int], int]] = {}

#: What a feature keeps beside the registrations' keys: the kept one, the other, the actor.
FOLLOWERS: list[Callable[[Registration, Registration, str], None]] = []


def keep_apart(*, event: Event, first: Registration, second: Registration, actor: str) -> None:
    """Two people: the pair is not shown again. Twice is as once."""
    low, high = sorted((first.id, second.id))
    known = sa.select(RegistrantsApart.id).where(
        RegistrantsApart.first_id == low, RegistrantsApart.second_id == high
    )
    if low == high or db.session.scalar(known):
        return
    row = RegistrantsApart(
        event_id=event.id, first_id=low, second_id=high, said_by=actor, created=clock.now()
    )
    db.session.add(row)
    db.session.flush()
    after = {"first": low, "second": high}
    audit.record(actor, Verb.KEPT_APART, f"event:{event.id}", None, after)


def merge(
    *, kept: Registration, given_up: Registration, fields: Collection[str], actor: str
) -> None:
    """Keep one registration, with `fields` of FIELDS taken from the other, which is cancelled.

    What other features keep about the one that is given up (check-ins, letters …) moves, where the
    kept one has no such thing already. Its place goes to who waits. Both addresses are told, unless
    the event is over. It cannot be undone. Refused unless both are live registrations of one event.
    """
    event = taking.lock(kept.event_id)
    kept, given_up = queries.registration(kept.id), queries.registration(given_up.id)
    is_pair = kept.event_id == given_up.event_id and kept.id != given_up.id
    if not is_pair or kept.state not in LIVE or given_up.state not in LIVE:
        raise Refused(rules.Reason.NOT_TO_MERGE)
    taken = _take(kept, given_up, fields)
    _add_needs(kept, given_up)
    _join_notes(kept, given_up)
    db.session.flush()
    moved = {column: _move(column, given_up.id, kept.id) for column in _columns()}
    for follow in FOLLOWERS:
        follow(kept, given_up, actor)
    with i18n.speaking(given_up.lang):
        note = gettext("You were registered twice. Your other registration stands.")
    changing.give_up(registration=given_up, actor=actor, note=note)
    before = {"other": given_up.id}
    after = {"fields": taken, "moved": {f"{c.table}": n for c, n in moved.items() if n}}
    audit.record(actor, Verb.MERGED, f"registration:{kept.id}", before, after)
    is_news = taken or kept.person.email != given_up.person.email
    if is_news and not rules.is_over(event, clock.now()):
        emails.send(Kind.CHANGED, kept)


def _take(kept: Registration, given_up: Registration, fields: Collection[str]) -> list[str]:
    """Set what was chosen; the names of what became different."""
    changed = []
    for name in FIELDS:
        mine, theirs = (kept.person, given_up.person) if name in OF_PERSON else (kept, given_up)
        if name in fields and getattr(mine, name) != getattr(theirs, name):
            old, new = getattr(mine, name), getattr(theirs, name)
            setattr(mine, name, new)
            if name == "answer_set_id":
                # Each set of answers belongs to one registration.
                given_up.answer_set_id = old
            changed.append(name)
    return changed


def _add_needs(kept: Registration, given_up: Registration) -> None:
    """Nobody loses what they asked for: needs of both stand."""
    kept.needs_captions = kept.needs_captions or given_up.needs_captions
    kept.needs_sign_language = kept.needs_sign_language or given_up.needs_sign_language
    kept.access_needs = kept.access_needs or given_up.access_needs
    langs = [*kept.interpretation_langs, *given_up.interpretation_langs]
    kept.interpretation_langs = list(dict.fromkeys(langs))


def _join_notes(kept: Registration, given_up: Registration) -> None:
    """The team's notes of both stand; without room for both each stays where it is."""
    both = "\n".join(one.internal_note for one in (kept, given_up) if one.internal_note)
    if given_up.internal_note and len(both) <= Registration.internal_note.type.length:
        if not kept.noted_by:
            kept.noted_by = given_up.noted_by
        kept.internal_note, kept.noted = both, clock.now()
        given_up.internal_note, given_up.noted_by, given_up.noted = "", "", None


def _columns() -> list[sa.Column[Any]]:
    """Every column of any feature that refers to registrations, but those that stay."""
    return [
        key.parent
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if key.target_fullname == "registrations.id"
        and f"{table.name}.{key.parent.name}" not in STAYING
    ]


def _move(column: sa.Column[Any], old: int, new: int) -> int:
    """Row by row; one that a constraint does not let stand twice stays where it is."""
    table = column.table
    if own := MOVERS.get(f"{table.name}.{column.name}"):
        return own(old, new)
    key = next(iter(table.primary_key))
    found = list(db.session.scalars(sa.select(key).where(column == old)))
    moved = 0
    for row in found:
        try:
            with db.session.begin_nested():
                db.session.execute(sa.update(table).where(key == row).values({column.name: new}))
            moved += 1
        except IntegrityError:
            continue
    return moved
