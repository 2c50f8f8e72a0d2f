"""Person (who), Organisation (the directory of entities), User (the credentials of a person)."""

import secrets
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.i18n import N_
from eventsite.reference import collation


class EntityKind(StrEnum):
    """What kind of entity an organisation is; the sentence is `LABELS[kind]`."""

    ADMINISTRATION = "administration"
    COMPANY = "company"
    ACADEMIA = "academia"
    REGIONAL = "regional"
    UN = "un"
    SDO = "sdo"
    CIVIL = "civil"
    OTHER = "other"


class Category(StrEnum):
    """ITU membership category (domain practice; codes as ITU prints them)."""

    MEMBER_STATE = "MS"
    SECTOR_T = "SM-T"
    SECTOR_R = "SM-R"
    SECTOR_D = "SM-D"
    ASSOCIATE = "ASSOC"
    ACADEMIA = "ACAD"
    REGIONAL = "RIO"
    UN = "UN"
    SDO = "SDO"
    PALESTINE = "PSE"
    NON_MEMBER = "NON"


class SmeStatus(StrEnum):
    """Whether an entity is a small or medium enterprise, and who says so."""

    UNKNOWN = "unknown"
    NO = "no"
    DECLARED = "declared"
    VERIFIED = "verified"


class OrganisationState(StrEnum):
    """listed → retired | merged; queued → listed | merged | refused."""

    QUEUED = "queued"
    LISTED = "listed"
    MERGED = "merged"
    RETIRED = "retired"
    REFUSED = "refused"


KIND_LABELS = {
    EntityKind.ADMINISTRATION: N_("Administration of a Member State"),
    EntityKind.COMPANY: N_("Company"),
    EntityKind.ACADEMIA: N_("University or research body"),
    EntityKind.REGIONAL: N_("Regional or international organisation"),
    EntityKind.UN: N_("United Nations entity"),
    EntityKind.SDO: N_("Standards body"),
    EntityKind.CIVIL: N_("Civil society organisation"),
    EntityKind.OTHER: N_("Other"),
}
CATEGORY_LABELS = {
    Category.MEMBER_STATE: N_("Member State"),
    Category.SECTOR_T: N_("Sector Member, ITU-T"),
    Category.SECTOR_R: N_("Sector Member, ITU-R"),
    Category.SECTOR_D: N_("Sector Member, ITU-D"),
    Category.ASSOCIATE: N_("Associate"),
    Category.ACADEMIA: N_("Academia"),
    Category.REGIONAL: N_("Regional or international organisation"),
    Category.UN: N_("United Nations entity"),
    Category.SDO: N_("Other standards body"),
    Category.PALESTINE: N_("State of Palestine (Resolution 99)"),
    Category.NON_MEMBER: N_("Not a member"),
}
SME_LABELS = {
    SmeStatus.UNKNOWN: N_("Not known"),
    SmeStatus.NO: N_("Not a small company"),
    SmeStatus.DECLARED: N_("Small company, declared"),
    SmeStatus.VERIFIED: N_("Small company, verified"),
}

STATE_LABELS = {
    OrganisationState.LISTED: N_("In the directory"),
    OrganisationState.QUEUED: N_("Proposed"),
    OrganisationState.MERGED: N_("Merged into another"),
    OrganisationState.RETIRED: N_("Out of the directory"),
    OrganisationState.REFUSED: N_("Refused"),
}


class Organisation(Versioned, Base):
    """An entity people come for; category and SME status are its, never a participant's."""

    __tablename__ = "organisations"
    __table_args__ = (
        # Two people may propose the same name; only one such entity is in the directory.
        sa.Index(
            "uq_organisations_listed_name",
            "search_name",
            "country",
            unique=True,
            sqlite_where=sa.text("state = 'listed'"),
            postgresql_where=sa.text("state = 'listed'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    #: The English (or only) name, lower case, for finding and for uniqueness among listed ones.
    search_name: Mapped[str] = mapped_column(sa.String(200), index=True)
    acronym: Mapped[str] = mapped_column(sa.String(40), default="")
    #: All names and the acronym, folded, one a line; follows `names` and `acronym` by itself.
    found_by: Mapped[str] = mapped_column(sa.Text, default="")
    kind: Mapped[EntityKind] = mapped_column(enum_type(EntityKind))
    #: ISO 3166-1 alpha-2, empty for entities of no country.
    country: Mapped[str] = mapped_column(sa.String(2), default="")
    category: Mapped[Category] = mapped_column(enum_type(Category), default=Category.NON_MEMBER)
    sme: Mapped[SmeStatus] = mapped_column(enum_type(SmeStatus), default=SmeStatus.UNKNOWN)
    sme_valid_from: Mapped[date | None]
    #: The last day on which the SME status counts; empty for no end.
    sme_valid_until: Mapped[date | None]
    #: Who verified it, as a key such as `user:3`.
    sme_verified_by: Mapped[str] = mapped_column(sa.String(80), default="")
    sme_verified_on: Mapped[date | None]
    website: Mapped[str] = mapped_column(sa.String(300), default="")
    state: Mapped[OrganisationState] = mapped_column(
        enum_type(OrganisationState), default=OrganisationState.LISTED, index=True
    )
    merged_into_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="RESTRICT")
    )
    #: Who proposed it and what they wrote beside it, while it is queued.
    proposed_by: Mapped[str] = mapped_column(sa.String(80), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    #: Invented for the demo, and labelled so.
    is_demo: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]

    __mapper_args__ = {"version_id_col": Versioned.version}

    @validates("names", "acronym")
    def _fold(self, key: str, value: Any) -> Any:
        names = value if key == "names" else self.names
        acronym = value if key == "acronym" else self.acronym
        said = [*(names or {}).values(), acronym or ""]
        self.found_by = "\n".join(dict.fromkeys(collation.key(each, "") for each in said if each))
        return value


class Person(Versioned, Base):
    """Somebody; not an email address, which several people may share."""

    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    honorific: Mapped[str] = mapped_column(sa.String(40), default="")
    first_name: Mapped[str] = mapped_column(sa.String(100), default="")
    family_name: Mapped[str] = mapped_column(sa.String(100), default="")
    #: The whole name in Latin letters beside the own script (guards and badges).
    latin_name: Mapped[str] = mapped_column(sa.String(200), default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="", index=True)
    job_title: Mapped[str] = mapped_column(sa.String(200), default="")
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="RESTRICT"), index=True
    )
    #: Country represented (alpha-2): not residence and not nationality.
    country: Mapped[str] = mapped_column(sa.String(2), default="")
    zone: Mapped[str] = mapped_column(sa.String(64), default="")
    lang: Mapped[str] = mapped_column(sa.String(8), default="en")
    #: "No invitations": no mail but what a registration or entry needs.
    no_invitations: Mapped[bool] = mapped_column(default=False)
    #: Calendar entries come with mails about registrations and sessions.
    calendar_mails: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
    erased: Mapped[datetime | None]

    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": Versioned.version}

    @property
    def name(self) -> str:
        """First and family name as the person writes them."""
        return f"{self.first_name} {self.family_name}".strip()

    @validates("email")
    def _lower_email(self, _key: str, value: str) -> str:
        # Addresses are compared in small letters, so they are kept so.
        return value.lower()


def _any_generation() -> int:
    return secrets.randbelow(2**30)


class FocalPoint(Base):
    """A Designated Focal Point of an entity, or a deputy."""

    __tablename__ = "focal_points"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="RESTRICT")
    )
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id", ondelete="RESTRICT"))
    is_deputy: Mapped[bool] = mapped_column(default=False)
    #: Goes into the signed address of the requests; another one makes the old address void. It
    #: begins anywhere, since databases may give the key of a deleted row again.
    generation: Mapped[int] = mapped_column(default=_any_generation, server_default="1")

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class User(Base):
    """Only the credentials of a Person: how they sign in and which sessions are good."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("persons.id", ondelete="RESTRICT"), unique=True
    )
    #: Where sign-in links go; several users may share an address.
    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    #: argon2id, or None while the person signs in by link only.
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    #: Stands in the cookie; a new one ends every session ("sign out everywhere").
    session_token: Mapped[str] = mapped_column(sa.String(64), unique=True)
    is_staff: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
    last_sign_in: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @validates("email")
    def _lower_email(self, _key: str, value: str) -> str:
        return value.lower()

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether this user may sign in: not after the person was erased."""
        return self.person.erased is None

    def get_id(self) -> str:
        """What the cookie holds."""
        return self.session_token


class SignInLink(Base):
    """A single-use link sent by mail; only its hash is kept."""

    __tablename__ = "sign_in_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    back: Mapped[str] = mapped_column(sa.String(500), default="")
    created: Mapped[datetime]
    expires: Mapped[datetime] = mapped_column(index=True)
    used: Mapped[datetime | None]
    #: When it led to somebody being signed in: later than `used` while the person still chooses
    #: who they are or gives a name.
    spent: Mapped[datetime | None]


class Passkey(Base):
    """A key on a person's device or token; the site keeps its public half only."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    #: As base64url without padding; up to 1023 bytes (WebAuthn).
    credential_id: Mapped[str] = mapped_column(sa.String(1400), unique=True)
    #: COSE, as base64url.
    public_key: Mapped[str] = mapped_column(sa.Text)
    #: Goes up with each use where the device counts; going back means a copy.
    sign_count: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    #: What the person calls it.
    name: Mapped[str] = mapped_column(sa.String(60))
    transports: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    created: Mapped[datetime]
    last_used: Mapped[datetime | None]


class Authenticator(Base):
    """The app that makes a person's six-digit codes (RFC 6238)."""

    __tablename__ = "authenticators"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    #: Encrypted with a key of the server and the account.
    secret: Mapped[str] = mapped_column(sa.Text)
    created: Mapped[datetime]
    #: It counts from then on: the first code was right.
    confirmed: Mapped[datetime | None]
    #: The newest 30-second step of which a code was taken; no code works twice.
    last_step: Mapped[int | None] = mapped_column(sa.BigInteger)


class RecoveryCode(Base):
    """One of a person's ten codes on paper; only a keyed hash is kept."""

    __tablename__ = "recovery_codes"
    __table_args__ = (sa.UniqueConstraint("user_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    used: Mapped[datetime | None]
