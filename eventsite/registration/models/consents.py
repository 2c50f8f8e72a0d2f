"""What a person agreed to for one event, each with the version of the text they read."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, enum_type
from eventsite.core.i18n import N_


class ConsentKind(StrEnum):
    """What was agreed to."""

    DATA = "data"
    CONDUCT = "conduct"
    LISTED = "listed"


CONSENT_LABELS = {
    ConsentKind.DATA: N_("Use of personal data"),
    ConsentKind.CONDUCT: N_("Code of conduct"),
    ConsentKind.LISTED: N_("Name in the public list of participants"),
}


class Consent(Base):
    """One agreement, given and perhaps withdrawn; a new one is a new row."""

    __tablename__ = "consents"
    __table_args__ = (sa.Index(None, "registration_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE")
    )
    kind: Mapped[ConsentKind] = mapped_column(enum_type(ConsentKind))
    #: Version and language of the text that was shown.
    text_version: Mapped[str] = mapped_column(sa.String(40))
    lang: Mapped[str] = mapped_column(sa.String(8))
    given: Mapped[datetime]
    withdrawn: Mapped[datetime | None]
