"""What staff know better than the packaged lists: dated corrections of country groups."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, enum_column
from eventsite.reference.groups import Group


class GroupCorrection(Base):
    """During a period a country belongs to a group, or does not; never changed, only followed."""

    __tablename__ = "group_corrections"
    __table_args__ = (
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: ISO 3166-1 alpha-2.
    country: Mapped[str] = mapped_column(sa.String(2))
    group: Mapped[Group] = enum_column(Group)
    belongs: Mapped[bool]
    valid_from: Mapped[date]
    #: The first day on which this no longer holds; None while no end is known.
    valid_to: Mapped[date | None]
    #: The decision or document on which it rests.
    source: Mapped[str] = mapped_column(sa.String(300))
    #: The key of who entered it, such as `user:7`.
    entered_by: Mapped[str] = mapped_column(sa.String(80))
    entered_at: Mapped[datetime]
