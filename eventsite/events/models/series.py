"""Series (editions of one event) and initiatives (what several series serve)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, Versioned


class Initiative(Versioned, Base):
    """A long-lived effort that groups events; its name is dated data, not code."""

    __tablename__ = "initiatives"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    #: Markdown in several languages.
    description: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    website: Mapped[str] = mapped_column(sa.String(300), default="")

    __mapper_args__ = {"version_id_col": Versioned.version}


class Series(Versioned, Base):
    """Editions that belong together, such as the ITU Forum on the metaverse."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    description: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    hue: Mapped[str] = mapped_column(sa.String(8), default="sea")
    #: The last change that a subscriber of the series feed can see.
    revised: Mapped[datetime]

    __mapper_args__ = {"version_id_col": Versioned.version}
