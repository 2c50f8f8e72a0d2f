"""Fetches people, their accounts and sign-in links, and entities of the directory."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.core.db import db
from eventsite.core.text import hash_secret
from eventsite.people.directory_csv import Known
from eventsite.people.models import (
    Authenticator,
    FocalPoint,
    Organisation,
    OrganisationState,
    Passkey,
    Person,
    RecoveryCode,
    SignInLink,
    User,
)
from eventsite.reference import collation

#: Further words of a search are not looked for: each costs a look through all names.
_MOST_WORDS = 8
_OF_CSV = (
    "names",
    "acronym",
    "kind",
    "country",
    "category",
    "sme",
    "sme_valid_from",
    "sme_valid_until",
    "website",
)


def persons_with_email(email: str) -> list[Person]:
    """Everybody whose mail goes to this address, by family name; several may share it.

    An account's address wins over the person's: it is where that person's links go.
    """
    address = email.strip().lower()
    account = sa.select(User.person_id).where(User.email == address)
    without_account = ~sa.exists().where(User.person_id == Person.id)
    return list(
        db.session.scalars(
            sa.select(Person)
            .where(
                Person.erased.is_(None),
                sa.or_(Person.id.in_(account), sa.and_(Person.email == address, without_account)),
            )
            .order_by(Person.family_name, Person.first_name, Person.id)
        )
    )


def find_person(code: str) -> Person | None:
    """The person of a public code, unless erased."""
    return db.session.scalars(
        sa.select(Person).where(Person.code == code, Person.erased.is_(None))
    ).one_or_none()


def find_user(person: Person) -> User | None:
    """The person's account."""
    return db.session.scalars(sa.select(User).where(User.person_id == person.id)).one_or_none()


def find_user_by_session(token: str) -> User | None:
    """The account whose sessions hold this token, unless its person was erased."""
    user = db.session.scalars(sa.select(User).where(User.session_token == token)).one_or_none()
    return user if user is not None and user.is_active else None


def users_with_email(email: str) -> list[User]:
    """All accounts whose links go to this address, oldest first."""
    address = email.strip().lower()
    return list(db.session.scalars(sa.select(User).where(User.email == address).order_by(User.id)))


def find_link(token: str) -> SignInLink | None:
    """The sign-in link of a secret, used or not."""
    return db.session.scalars(
        sa.select(SignInLink).where(SignInLink.token_hash == hash_secret(token))
    ).one_or_none()


def links_since(email: str, instant: datetime) -> int:
    """How many links were made for an address since."""
    return (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(SignInLink)
            .where(SignInLink.email == email.lower(), SignInLink.created >= instant)
        )
        or 0
    )


def find_organisation(code: str) -> Organisation | None:
    """The organisation of a public code, in any state."""
    return db.session.scalars(
        sa.select(Organisation).where(Organisation.code == code)
    ).one_or_none()


def organisations_of(keys: Collection[int]) -> dict[int, Organisation]:
    """The organisations of ids, by id."""
    rows = db.session.scalars(sa.select(Organisation).where(Organisation.id.in_(keys)))
    return {row.id: row for row in rows}


def find_organisation_of(person: Person) -> Organisation | None:
    """The entity the person comes for, listed or still queued."""
    key = person.organisation_id
    return db.session.get(Organisation, key) if key is not None else None


def find_choice(code: str) -> Organisation | None:
    """The listed entity of a public code, which somebody may come for."""
    found = find_organisation(code) if code else None
    listed = found is not None and found.state is OrganisationState.LISTED
    return found if listed else None


def find_twin(search_name: str, country: str) -> Organisation | None:
    """The listed entity of that name (in small letters) and country."""
    return db.session.scalars(
        sa.select(Organisation).where(
            Organisation.state == OrganisationState.LISTED,
            Organisation.search_name == search_name,
            Organisation.country == country,
        )
    ).one_or_none()


def focal_points(organisation_id: int) -> list[FocalPoint]:
    """The entity's focal points with their persons, deputies last."""
    return list(
        db.session.scalars(
            sa.select(FocalPoint)
            .join(FocalPoint.person)
            .options(orm.contains_eager(FocalPoint.person))
            .where(FocalPoint.organisation_id == organisation_id)
            .order_by(FocalPoint.is_deputy, Person.family_name, FocalPoint.id)
        )
    )


def find_organisations(text: str, limit: int = 20) -> list[Organisation]:
    """Listed entities one of whose names, acronym or merged doubles' names holds all words.

    Those that begin with the text come first. Accents and letter case do not count; an empty text
    finds nothing.
    """
    sought = collation.key(text, "")
    if not sought:
        return []
    return list(
        db.session.scalars(
            sa.select(Organisation)
            .where(Organisation.state == OrganisationState.LISTED, is_called(sought))
            .order_by(
                ~sa.or_(
                    Organisation.found_by.startswith(sought, autoescape=True),
                    Organisation.found_by.contains(f"\n{sought}", autoescape=True),
                ),
                Organisation.search_name,
                Organisation.id,
            )
            .limit(limit)
        )
    )


def is_called(sought: str) -> sa.ColumnElement[bool]:
    """Whether an organisation, or one merged into it, is named by each of eight folded words."""
    double = orm.aliased(Organisation)
    return sa.and_(
        *(
            sa.or_(
                Organisation.found_by.contains(word, autoescape=True),
                sa.exists().where(
                    double.merged_into_id == Organisation.id,
                    double.found_by.contains(word, autoescape=True),
                ),
            )
            for word in sought.split()[:_MOST_WORDS]
        )
    )


def directory(
    text: str = "",
    kind: str = "",
    category: str = "",
    state: str = OrganisationState.LISTED.value,
) -> sa.Select[Organisation]:
    """Entities by name; an empty filter lets all through, a queued one has a page of its own."""
    found = sa.select(Organisation).order_by(Organisation.search_name, Organisation.id)
    if sought := collation.key(text, ""):
        found = found.where(is_called(sought))
    for column, value in (
        (Organisation.kind, kind),
        (Organisation.category, category),
        (Organisation.state, state),
    ):
        if value:
            found = found.where(column == value)
    return found


def known_entities(found: sa.Select[Organisation] | None = None) -> list[Known]:
    """All listed entities, or those of a query, as CSV knows them."""
    columns = [getattr(Organisation, name) for name in _OF_CSV]
    query = directory() if found is None else found
    return [
        Known(code, dict(zip(_OF_CSV, values, strict=True)))
        for code, *values in db.session.execute(
            query.with_only_columns(Organisation.code, *columns)
        )
    ]


def organisations_by_code(codes: list[str]) -> dict[str, Organisation]:
    """The entities of these codes, by code."""
    rows = db.session.scalars(sa.select(Organisation).where(Organisation.code.in_(codes)))
    return {row.code: row for row in rows}


def proposals() -> sa.Select[Any]:
    """What waits in the queue, oldest first, with how many people come for it."""
    people = (
        sa.select(sa.func.count())
        .where(Person.organisation_id == Organisation.id)
        .correlate(Organisation)
        .scalar_subquery()
    )
    return (
        sa.select(Organisation, people)
        .where(Organisation.state == OrganisationState.QUEUED)
        .order_by(Organisation.created, Organisation.id)
    )


def proposals_waiting() -> int:
    """How many wait in the queue."""
    waiting = sa.select(sa.func.count()).where(Organisation.state == OrganisationState.QUEUED)
    return db.session.scalar(waiting) or 0


def has_second_factor(user_id: int) -> bool:
    """Whether an app or a passkey is set up for the account."""
    app = sa.exists().where(Authenticator.user_id == user_id, Authenticator.confirmed.is_not(None))
    passkey = sa.exists().where(Passkey.user_id == user_id)
    return bool(db.session.scalar(sa.select(sa.or_(app, passkey))))


def find_authenticator(user_id: int) -> Authenticator | None:
    """The account's app, confirmed or not."""
    return db.session.scalars(
        sa.select(Authenticator).where(Authenticator.user_id == user_id)
    ).one_or_none()


def passkeys_of(user_id: int) -> list[Passkey]:
    """The account's passkeys, the oldest first."""
    mine = sa.select(Passkey).where(Passkey.user_id == user_id)
    return list(db.session.scalars(mine.order_by(Passkey.id)))


def find_passkey(credential_id: str) -> Passkey | None:
    """The passkey of an id in base64url."""
    return db.session.scalars(
        sa.select(Passkey).where(Passkey.credential_id == credential_id)
    ).one_or_none()


def codes_left(user_id: int) -> int:
    """How many recovery codes are not used yet."""
    unused = (RecoveryCode.user_id == user_id, RecoveryCode.used.is_(None))
    return db.session.scalar(sa.select(sa.func.count(RecoveryCode.id)).where(*unused)) or 0
