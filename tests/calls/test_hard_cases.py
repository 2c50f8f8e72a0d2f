"""What must not happen: teams without end, files in shared caches, names that outlive people."""

import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.calls import personal
from eventsite.calls.models import State, SubmissionFile, Team
from eventsite.core import clock, files
from tests import make
from tests.browser import Browser

Db = scoped_session[Session]


def test_a_teams_name_goes_with_its_last_member(session: Db) -> None:
    for state in (State.DRAFT, State.ACCEPTED):
        person = make.make_person("Sera")
        facts = {} if state is State.DRAFT else {"submitted": make.CREATED, "decided": make.CREATED}
        entry = make.make_entry(make.make_call(), person, state=state, **facts)
        team = session.get_one(Team, entry.team_id)
        team.name = "Sera Vakacegu"
        personal.erase(person, make.CREATED)
        assert team.name == entry.code


def test_a_teams_file_is_kept_in_no_cache(session: Db, client: Browser) -> None:
    user = make.make_user()
    entry = make.make_entry(make.make_call(), user.person)
    stored = files.store(files.Checked("map.png", "image/png", make.PNG))
    row = make.add(SubmissionFile(submission_id=entry.id, file_id=stored.id))
    team = session.get_one(Team, entry.team_id)
    client.sign_in(user)
    answer = client.open("GET", f"/me/teams/{team.code}/files/{row.id}")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_nobody_starts_teams_without_end(session: Db, client: Browser) -> None:
    client.sign_in(make.make_user())
    call = make.make_call(one_team_each=False)
    with clock.freeze(make.CREATED.replace(month=2)):
        answers = [
            client.post(f"/me/calls/{call.code}/team", {"name": "We"}, None).status
            for _ in range(21)
        ]
    assert answers == [200] * 20 + [429]
    assert session.scalar(sa.select(sa.func.count(Team.id))) == 20


def test_asking_for_the_head_of_a_page_withdraws_nothing(session: Db, client: Browser) -> None:
    user = make.make_user()
    entry = make.make_entry(make.make_call(), user.person)
    team = session.get_one(Team, entry.team_id)
    client.sign_in(user)
    assert client.open("HEAD", f"/me/teams/{team.code}/withdrawal").status_code == 200
