"""Self-declared statistics, kept apart from people under a pseudonymous key."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, enum_type
from eventsite.core.i18n import N_


class Gender(StrEnum):
    """Self-declared; nothing is preselected and nothing derived from an honorific."""

    WOMAN = "woman"
    MAN = "man"
    ANOTHER = "another"
    NOT_SAID = "not-said"


class AgeBand(StrEnum):
    """Bands of age on the day of the event."""

    UNDER_15 = "under-15"
    FROM_15 = "15-17"
    FROM_18 = "18-24"
    FROM_25 = "25-35"
    OVER_35 = "over-35"
    NOT_SAID = "not-said"


GENDER_LABELS = {
    Gender.WOMAN: N_("Woman"),
    Gender.MAN: N_("Man"),
    Gender.ANOTHER: N_("Another term"),
    Gender.NOT_SAID: N_("I prefer not to say"),
}
AGE_LABELS = {
    AgeBand.UNDER_15: N_("Under 15"),
    AgeBand.FROM_15: N_("15 to 17"),
    AgeBand.FROM_18: N_("18 to 24"),
    AgeBand.FROM_25: N_("25 to 35"),
    AgeBand.OVER_35: N_("Over 35"),
    AgeBand.NOT_SAID: N_("I prefer not to say"),
}


class SelfDeclared(Base):
    """One person's optional answers; no column leads to the person or the registration."""

    __tablename__ = "self_declared"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: HMAC of the registration's code; whoever holds the server's key and the code can find it.
    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    gender: Mapped[Gender | None] = mapped_column(enum_type(Gender))
    #: The person's own term, reported only as "another term".
    gender_term: Mapped[str] = mapped_column(sa.String(60), default="")
    age_band: Mapped[AgeBand | None] = mapped_column(enum_type(AgeBand))
    #: Null in these three: not said.
    disability: Mapped[bool | None]
    first_time: Mapped[bool | None]
    student: Mapped[bool | None]
