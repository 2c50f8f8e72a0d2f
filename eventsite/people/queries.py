"""Fetches people, their accounts and sign-in links."""

from datetime import datetime

import sqlalchemy as sa

from eventsite.core import text
from eventsite.core.db import db
from eventsite.people.models import Person, SignInLink, User


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
        sa.select(SignInLink).where(SignInLink.token_hash == text.hash_secret(token))
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
