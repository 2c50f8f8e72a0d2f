"""What is given out, erased and let go about a person's entries."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.calls import personal, queries
from eventsite.calls.models import State, SubmissionFile, TeamInvite
from eventsite.core import files
from eventsite.core.text import hash_secret, new_secret
from tests import make

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def an_invite(team_id: int, email: str, expires: datetime) -> TeamInvite:
    return make.add(
        TeamInvite(
            team_id=team_id,
            email=email,
            token_hash=hash_secret(new_secret()),
            created=make.CREATED,
            expires=expires,
        )
    )


@pytest.mark.usefixtures("session")
def test_export_holds_what_the_team_wrote() -> None:
    person = make.make_person()
    entry = make.make_entry(make.make_call(), person, title="Tide")
    (found,) = personal.export(person)["entries"]
    assert (found["entry"], found["title"], found["summary"]) == (entry.code, "Tide", entry.summary)


@pytest.mark.parametrize(
    ("state", "after", "title"),
    [
        (State.DRAFT, State.WITHDRAWN, ""),
        (State.SUBMITTED, State.WITHDRAWN, ""),
        (State.DECLINED, State.DECLINED, ""),
        (State.ACCEPTED, State.ACCEPTED, "Tide"),
    ],
)
def test_what_the_last_member_leaves(
    session: scoped_session[Session], state: State, after: State, title: str
) -> None:
    person = make.make_user().person
    entry = make.make_entry(make.make_call(), person, state=state, title="Tide")
    stored = files.store(files.Checked("a.pdf", "application/pdf", b"%PDF-"))
    make.add(SubmissionFile(submission_id=entry.id, file_id=stored.id))
    path = files.path_of(stored)
    an_invite(entry.team_id, person.email, NOW + timedelta(days=1))
    personal.erase(person, NOW)
    session.commit()
    assert (entry.state, entry.title, path.exists()) == (after, title, state is State.ACCEPTED)
    assert queries.size(entry.team_id) == 0
    assert session.scalars(sa.select(TeamInvite)).all() == []


@pytest.mark.usefixtures("session")
def test_the_others_keep_the_entry() -> None:
    lead, second = make.make_person(), make.make_person()
    entry = make.make_entry(make.make_call(), lead, second, title="Tide")
    personal.erase(lead, NOW)
    (left,) = queries.members(entry.team_id)
    assert (left.person_id, left.is_lead, entry.title) == (second.id, True, "Tide")


def test_old_invitations_go(session: scoped_session[Session]) -> None:
    team_id = make.make_entry(make.make_call()).team_id
    an_invite(team_id, "old@example.org", NOW - timedelta(days=31))
    an_invite(team_id, "new@example.org", NOW - timedelta(days=29))
    assert personal.expire(NOW) == 1
    assert session.scalars(sa.select(TeamInvite.email)).all() == ["new@example.org"]
