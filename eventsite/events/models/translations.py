"""How far the texts of an event are translated: drafts, and what somebody looked at."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base

#: Characters of a text's key (core.translated).
KEY_LENGTH = 120


class Translation(Base):
    """What is known of one text in one language beside the text itself."""

    __tablename__ = "translations"
    __table_args__ = (sa.UniqueConstraint("event_id", "lang", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    #: As `core.translated.Text` has it.
    key: Mapped[str] = mapped_column(sa.String(KEY_LENGTH))
    lang: Mapped[str] = mapped_column(sa.String(8))
    #: A translation that is not in use yet; empty once it is reviewed, as it then stands where
    #: the text itself stands.
    draft: Mapped[str] = mapped_column(sa.Text, default="")
    #: Digest of the source that it was made from.
    source_mark: Mapped[str] = mapped_column(sa.String(32))
    #: Digest of the translation that was reviewed; empty for a draft.
    said_mark: Mapped[str] = mapped_column(sa.String(32), default="")
    #: Who wrote or reviewed it last, as the audit trail names them.
    actor: Mapped[str] = mapped_column(sa.String(80))
    changed: Mapped[datetime]
