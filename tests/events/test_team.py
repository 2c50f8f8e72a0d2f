"""The team of an event: invitations, duties, the last owner, what is kept of a member."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock, outbox, text
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.events import actions, personal, queries, rules
from eventsite.events.models import Duty, Event, EventKind, TeamInvitation
from eventsite.people.models import User
from tests import make

pytestmark = pytest.mark.both_databases
Database = scoped_session[Session]
NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def draft(owner: User | None = None) -> Event:
    return actions.create_event(
        actor="test", owner=owner, title={"en": "Forum 2027"}, kind=EventKind.FORUM
    )


def reason_of(error: pytest.ExceptionInfo[Refused]) -> tuple[StrEnum, str | None]:
    return error.value.reason, error.value.field


def invite(event: Event, email: str = "Guest@Example.org") -> str:
    token = "x" * 43
    actions.invite_member(
        actor="user:1", event=event, email=email, duties=["agenda", "desk"], lang="en"
    )
    row = queries.find_invitation(event.id, email.lower())
    assert row is not None
    row.token_hash = text.hash_secret(token)
    db.session.flush()
    return token


def test_an_invitation_is_mailed_and_works_once(session: Database) -> None:
    event, user = draft(), make.make_user()
    token = invite(event)
    mail = session.query(outbox.Mail).one()
    assert (mail.to_address, mail.subject) == ("guest@example.org", "Join the team of Forum 2027")
    assert "/team-invitations/" in mail.text
    member = actions.accept_invitation(token=token, user=user)
    assert member.duties == ["agenda", "desk"]
    with pytest.raises(Refused) as refused:
        actions.accept_invitation(token=token, user=make.make_user())
    assert reason_of(refused)[0] == rules.Reason.INVITATION_GONE


def test_a_second_invitation_replaces_the_first(session: Database) -> None:
    event = draft()
    first = invite(event)
    actions.invite_member(
        actor="user:1", event=event, email="guest@example.org", duties=["viewer"], lang="en"
    )
    assert session.query(TeamInvitation).count() == 1
    with pytest.raises(Refused):
        actions.accept_invitation(token=first, user=make.make_user())


def test_an_old_invitation_is_gone(session: Database) -> None:
    event = draft()
    token = invite(event)
    late = clock.now() + timedelta(days=14)
    with clock.freeze(late), pytest.raises(Refused) as refused:
        actions.accept_invitation(token=token, user=make.make_user())
    assert reason_of(refused)[0] == rules.Reason.INVITATION_GONE


def test_the_last_owner_stays(session: Database) -> None:
    owner = make.make_user()
    event = draft(owner=owner)
    member = queries.find_member(event.id, owner.id)
    assert member is not None
    for change in (
        lambda: actions.remove_member(actor="test", event=event, member=member),
        lambda: actions.change_duties(actor="test", event=event, member=member, duties=["desk"]),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert reason_of(refused)[0] == rules.Reason.LAST_OWNER
    actions.add_member(actor="test", event=event, user=make.make_user(), duties=[Duty.OWNER])
    actions.remove_member(actor="test", event=event, member=member)
    assert len(queries.members(event.id)) == 1


def test_who_is_in_the_team_is_not_invited(session: Database) -> None:
    event, user = draft(), make.make_user()
    actions.add_member(actor="test", event=event, user=user, duties=[Duty.DESK])
    with pytest.raises(Refused) as refused:
        invite(event, user.email)
    assert reason_of(refused) == (rules.Reason.MEMBER_ALREADY, "email")


def test_what_is_kept_about_a_member(session: Database) -> None:
    event, user = draft(), make.make_user()
    actions.add_member(actor="test", event=event, user=user, duties=[Duty.DESK])
    invite(event, "guest@example.org")
    guest = make.make_person(email="guest@example.org")
    (team,) = personal.export(user.person)["teams"]
    assert (team["event"], team["duties"]) == (event.slug, ["desk"])
    assert [i["duties"] for i in personal.export(guest)["invitations"]] == [["agenda", "desk"]]
    personal.erase(user.person, NOW)
    personal.erase(guest, NOW)
    assert list(queries.members(event.id)) == []
    assert personal.export(guest)["invitations"] == []


def test_old_invitations_are_forgotten(session: Database) -> None:
    invite(draft())
    assert personal.expire(clock.now() + timedelta(days=40)) == 0
    assert personal.expire(clock.now() + timedelta(days=45)) == 1
