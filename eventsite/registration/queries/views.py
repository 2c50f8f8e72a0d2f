"""Fetches the views of the organizers' list that somebody sees: their own and shared ones."""

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.registration.models import RegistrationView


def views_of(event_id: int, user_id: int) -> list[RegistrationView]:
    """By name."""
    return list(
        db.session.scalars(
            sa.select(RegistrationView)
            .where(RegistrationView.event_id == event_id, _seen_by(user_id))
            .order_by(RegistrationView.name, RegistrationView.id)
        )
    )


def find_view(event_id: int, user_id: int, key: int) -> RegistrationView | None:
    """One of them."""
    return db.session.scalars(
        sa.select(RegistrationView).where(
            RegistrationView.id == key, RegistrationView.event_id == event_id, _seen_by(user_id)
        )
    ).one_or_none()


def find_named(event_id: int, user_id: int, name: str) -> RegistrationView | None:
    """The user's own view of that name."""
    return db.session.scalars(
        sa.select(RegistrationView).where(
            RegistrationView.event_id == event_id,
            RegistrationView.user_id == user_id,
            RegistrationView.name == name,
        )
    ).one_or_none()


def _seen_by(user_id: int) -> sa.ColumnElement[bool]:
    return sa.or_(RegistrationView.user_id == user_id, RegistrationView.is_shared)
