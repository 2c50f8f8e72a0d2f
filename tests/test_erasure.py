"""Whoever is erased is found nowhere, and is told everything before: over all tables there are.

One row is made in every table that points at people or registrations or holds an address, each
free text with a mark of its own. A table that comes later takes part by itself.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.core.db import Base
from eventsite.people.actions import everywhere
from eventsite.people.models import Person
from tests import make
from tests.test_personal import is_about_people

ADDRESS = "zz-mark@example.org"
#: Rows found by one of these are the person's.
ROOTS = {"persons", "users", "registrations", "speakers"}
#: Columns with a closed choice of words, or keys that name nobody.
KEYS = {"code", "lang", "zone", "country", "key", "etag", "shelf", "kind", "generation", "day"}
_ACTOR = "Who of the team did it, by a number."
_PAPER = "The number by which a paper is checked; it names nobody."
_WORDS = "What a paper says of the event; the name stands beside it."
_TEXT = "Which text was agreed to, and in what language."
_SECRET = "It opens a door; whoever downloads a file should not carry it along."
_MAIL = "The person has the mail itself."
#: JSON columns that hold keys or a closed choice of words, never what somebody wrote.
CHOICES = {
    "followers.languages",
    "followers.tracks",
    "passkeys.transports",
    "personal_feeds.parts",
    "team_invitations.duties",
    "team_members.duties",
}
#: Column to the reason why it is the same after somebody was erased.
STAYS = {
    "badge_prints.by": _ACTOR,
    "certificates.made_by": _ACTOR,
    "check_ins.by": _ACTOR,
    "desk_reports.by": _ACTOR,
    "desk_reports.seen_by": _ACTOR,
    "check_ins.undone_by": _ACTOR,
    "session_check_ins.by": _ACTOR,
    "session_check_ins.desk": "The name of a desk.",
    "session_check_ins.undone_by": _ACTOR,
    "letters.made_by": _ACTOR,
    "registrants_apart.said_by": _ACTOR,
    "registrations.decided_by": _ACTOR,
    "certificates.facts": _WORDS,
    "certificates.number": _PAPER,
    "letters.facts": _WORDS,
    "letters.number": _PAPER,
    "consents.text_version": _TEXT,
    "registrations.consent_lang": _TEXT,
    "registrations.consent_version": _TEXT,
    "speakers.consent_version": _TEXT,
    "check_ins.desk": "The name of a desk.",
    "desk_reports.desk": "The name of a desk.",
    "outbox_mails.error": "One of our own sentences.",
    "outbox_mails.message_id": "A random word.",
    "outbox_mails.subject_key": "A number.",
    "outbox_mails.template": "The name of a template.",
    "personal_feeds.hue": "A colour.",
    "rehearsal_slots.place": "Where a test is held.",
    "speakers.organisation_text": "An official attribute, kept for the figures.",
}
#: Column to the reason why a person's export leaves it out.
NOT_TOLD = {
    "authenticators.secret": _SECRET,
    "passkeys.credential_id": _SECRET,
    "passkeys.public_key": _SECRET,
    "recovery_codes.code_hash": _SECRET,
    "sign_in_links.token_hash": _SECRET,
    "team_invitations.token_hash": _SECRET,
    "team_invites.token_hash": _SECRET,
    "sign_in_links.back": "A page of this site.",
    "registrations.noted_by": _ACTOR,
    "team_invitations.invited_by": _ACTOR,
    "visa_requests.sealed": "Told opened; a mark was never sealed.",
    "letters.facts": _WORDS,
    "outbox_mails.attachments": _MAIL,
    "outbox_mails.html": _MAIL,
    "outbox_mails.said": _MAIL,
    "outbox_mails.subject": _MAIL,
    "outbox_mails.text": _MAIL,
    "outbox_mails.unsubscribe_url": _MAIL,
}


class Filled:
    """A database with one row in every table about people."""

    def __init__(self, session: scoped_session[Session]) -> None:
        self.session = session
        self.keys: dict[str, Any] = {}
        self.marks: dict[str, str] = {}
        event = make.make_event()
        make.make_terms(event)
        self.person = make.make_person("zz-first", "zz-family", email=ADDRESS)
        user = make.make_user(self.person)
        registration = make.make_registration(event, self.person)
        entry = make.make_entry(make.make_call(event), self.person)
        self.keys |= {"teams": entry.team_id, "team_memberships": None}
        for row in (event, self.person, user, registration):
            self.keys[row.__tablename__] = row.id
        # What a row may say beside others is not looked at here.
        session.execute(sa.text("PRAGMA ignore_check_constraints = ON"))
        for table in Base.metadata.sorted_tables:
            if takes_part(table) and table.name not in self.keys:
                self.fill(table)
        self.plant("registrations", registration.id)
        session.flush()
        session.execute(sa.text("PRAGMA ignore_check_constraints = OFF"))
        session.expire_all()

    def fill(self, table: sa.Table) -> Any:
        values = {c.name: self.value(c) for c in table.columns if self.is_wanted(c)}
        key = next(iter(table.primary_key.columns))
        insert = sa.insert(table).values(values).returning(key)
        self.keys[table.name] = self.session.scalars(insert).one()
        return self.keys[table.name]

    def plant(self, name: str, key: int) -> None:
        table = Base.metadata.tables[name]
        words = {c.name: self.value(c) for c in table.columns if self.is_free(c)}
        self.session.execute(sa.update(table).where(table.c.id == key).values(words))

    def is_wanted(self, column: sa.Column[Any]) -> bool:
        if column.primary_key and not column.foreign_keys and column.name == "id":
            return False
        points = {key.column.table.name for key in column.foreign_keys}
        return not column.nullable or bool(points & ROOTS) or self.is_free(column)

    @staticmethod
    def is_free(column: sa.Column[Any]) -> bool:
        is_text = isinstance(column.type, sa.String) and not isinstance(column.type, sa.Enum)
        is_words = is_text or isinstance(column.type, sa.JSON)
        return is_words and not column.foreign_keys and column.name not in KEYS

    def value(self, column: sa.Column[Any]) -> Any:
        for key in column.foreign_keys:
            other = key.column.table
            return self.keys[other.name] if other.name in self.keys else self.fill(other)
        kind = column.type
        if isinstance(kind, sa.TypeDecorator):
            kind = kind.impl_instance
        if isinstance(kind, sa.Enum):
            return next(iter(kind.enum_class or kind.enums))
        if isinstance(kind, sa.String):
            return self.word(column)
        if isinstance(kind, sa.JSON):
            return self.listed(column)
        plain: dict[type, Any] = {
            datetime: make.CREATED + timedelta(hours=make.number()),
            date: make.FIRST_DAY,
            time: time(9),
            timedelta: timedelta(1),
            bool: False,
            int: 1,
            bytes: b"x",
            float: 1.0,
        }
        return plain[kind.python_type]

    def listed(self, column: sa.Column[Any]) -> Any:
        """JSON with a mark inside, where it holds words of people and not a closed choice."""
        default: Any = getattr(column.default, "arg", None)
        empty = default(None) if callable(default) else [] if is_list(column) else {}
        if f"{column.table.name}.{column.name}" in CHOICES or not takes_part(column.table):
            return empty
        mark = self.mark(column)
        return [mark] if isinstance(empty, list) else {"en": mark}

    def word(self, column: sa.Column[Any]) -> str:
        if "email" in column.name or column.name == "to_address":
            return ADDRESS
        if not self.is_free(column) or not takes_part(column.table):
            return {"lang": "en", "zone": "UTC", "country": "FJ"}.get(
                column.name, f"{make.number()}"[: getattr(column.type, "length", None)]
            )
        return self.mark(column)

    def mark(self, column: sa.Column[Any]) -> str:
        mark = f"zz-{make.number()}."
        self.marks[mark] = f"{column.table.name}.{column.name}"
        return mark


def is_list(column: sa.Column[Any]) -> bool:
    """Whether a JSON column without a default holds a list."""
    for mapper in Base.registry.mappers:
        if mapper.local_table is column.table:
            return "list[" in str(mapper.class_.__annotations__[column.name])
    raise LookupError(column)


def takes_part(table: sa.Table) -> bool:
    points = {key.column.table.name for key in table.foreign_keys}
    return is_about_people(table) or bool(points & ROOTS)


def found(session: scoped_session[Session]) -> Iterator[str]:
    """Table and column of every value with a mark."""
    for table in Base.metadata.sorted_tables:
        for row in session.execute(sa.select(table)).mappings():
            for column in table.columns:
                if "zz-" in json.dumps(row[column], default=str):
                    yield f"{table.name}.{column.name}"


def test_everything_is_told_and_then_nothing_is_found(
    app: Flask, session: scoped_session[Session]
) -> None:
    filled = Filled(session)
    person = session.get_one(Person, filled.person.id)
    told = json.dumps(everywhere.export(person), default=str)
    hidden = {name for mark, name in filled.marks.items() if mark not in told}
    assert sorted(hidden - NOT_TOLD.keys() - STAYS.keys()) == []
    everywhere.erase(person)
    session.flush()
    assert sorted(set(found(session)) - STAYS.keys()) == []
