"""The mails that tell of a version: held for ten minutes, stopped, or let go."""

from datetime import timedelta

import sqlalchemy as sa

from eventsite.agenda import rules
from eventsite.agenda.models import DigestState, Release, ReleaseDigest
from eventsite.core import clock
from eventsite.core.db import changed, db
from eventsite.core.errors import Refused

#: How long a version can be taken back before anybody hears of it.
HOLD = timedelta(minutes=10)


def hold(release: Release) -> None:
    """Hold the mails of a new release.

    Versions published while an earlier one is held are told in one mail, when the last is due.
    One made on the day is not held; one that takes another back has nothing to tell.
    """
    now = clock.now()
    if release.is_live:
        db.session.add(ReleaseDigest(release_id=release.id, state=DigestState.SENT, due=now))
    elif release.takes_back is None:
        due = now + HOLD
        db.session.execute(
            sa.update(ReleaseDigest)
            .where(
                ReleaseDigest.state == DigestState.HELD,
                ReleaseDigest.release_id.in_(
                    sa.select(Release.id).where(Release.event_id == release.event_id)
                ),
            )
            .values(due=due)
            .execution_options(synchronize_session=False)
        )
        db.session.add(ReleaseDigest(release_id=release.id, due=due))
    db.session.flush()


def stop(release: Release) -> None:
    """Stop the mails of a release; refused when they have gone or may go at this moment.

    The row's state decides: of this and the sending only one finds it held.
    """
    stopped = changed(
        sa.update(ReleaseDigest)
        .where(
            ReleaseDigest.release_id == release.id,
            ReleaseDigest.state == DigestState.HELD,
            ReleaseDigest.due > clock.now(),
        )
        .values(state=DigestState.TAKEN_BACK)
        .execution_options(synchronize_session=False)
    )
    if not stopped:
        raise Refused(rules.Reason.MAILS_GONE)
