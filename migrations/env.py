"""How Alembic reaches the database: through the application, on both kinds alike."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from eventsite.core.db import Base, UtcDateTime, db


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our own column type as the plain one it stands for."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Migrate in one transaction; SQLite checks foreign keys again afterwards."""
    engine = db.engine
    with engine.connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            # A batch rebuilds tables, which must not cascade; outside a transaction only.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        options: dict[str, Any] = current_app.extensions["migrate"].configure_args
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()
        if sqlite:
            broken = connection.execute(sa.text("PRAGMA foreign_key_check")).first()
            if broken is not None:
                raise RuntimeError(f"The migration left a row of {broken[0]} pointing nowhere.")
            connection.rollback()
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


run()
