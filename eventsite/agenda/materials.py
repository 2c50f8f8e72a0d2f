"""Materials of sessions: which are taken, when visitors may have them, why one is refused."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from eventsite.agenda import releases
from eventsite.agenda.models import MaterialKind, Publish, SessionMaterial
from eventsite.core.i18n import N_

#: Materials of one session, and versions of one material.
MOST = 60
MOST_VERSIONS = 60


class Reason(StrEnum):
    """Why a material is refused."""

    ONE_OF_BOTH = N_("Choose a file or enter a web address, not both.")
    NOTHING = N_("Choose a file or enter a web address.")
    NOTHING_AWAITED = N_("Choose a file, enter a web address, or say until when you await it.")
    FILE_FOR_LINK = N_("A link needs a web address. For a file, choose another kind.")
    TITLE = N_("Enter a title.")
    TOO_MANY = N_("A session has at most %(most)d materials. Delete one first.")
    TOO_MANY_VERSIONS = N_("A material has at most %(most)d versions. Add a new material instead.")
    FOREIGN_SPEAKER = N_("Choose somebody who is in this session.")
    NOT_IN_SESSION = N_("You are not in this session, so no slides can be given for it.")


def why_bad_source(
    kind: MaterialKind, has_file: bool, url: str, due: date | None = None, is_new: bool = False
) -> Reason | None:
    """Why a material cannot come from this file or address; a new one may be awaited first."""
    if has_file and url:
        return Reason.ONE_OF_BOTH
    if kind == MaterialKind.LINK and has_file:
        return Reason.FILE_FOR_LINK
    if not has_file and not url:
        if is_new:
            return None if due is not None else Reason.NOTHING_AWAITED
        return Reason.NOTHING
    return None


def for_speaker(
    materials: Sequence[SessionMaterial], speaker_id: int, kind: MaterialKind
) -> SessionMaterial | None:
    """The material of this kind that a speaker's upload is a new version of."""
    own = [m for m in materials if m.speaker_id == speaker_id and m.kind == kind]
    return own[0] if own else None


def is_open(material: releases.Material, session: releases.ReleasedSession, now: datetime) -> bool:
    """Whether visitors may have a released material; a withdrawn one they never may."""
    opens = material.opens(session.start, session.end)
    return material.publish != Publish.NEVER and (opens is None or opens <= now)


def moments(session: releases.ReleasedSession) -> list[datetime]:
    """The instants at which one of its materials opens, in order."""
    found = {material.opens(session.start, session.end) for material in session.materials}
    return sorted(at for at in found if at is not None)


def phase(opening: Sequence[datetime], now: datetime) -> tuple[int, datetime | None]:
    """How many of the instants are over, and the next one."""
    ahead = sorted(at for at in opening if at > now)
    return len([at for at in opening if at <= now]), ahead[0] if ahead else None
