"""Teams, drafts, sending, deciding: what each action leaves, refuses and tells."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session
from werkzeug.datastructures import FileStorage

from eventsite.calls import actions, queries
from eventsite.calls.models import Call, State, Submission, Team, TeamMembership
from eventsite.calls.rules import Reason
from eventsite.core import clock, files
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from eventsite.core.outbox import Mail
from eventsite.events import queries as event_queries
from eventsite.events.models import KeyDeadline
from eventsite.people.models import Person
from tests import make

pytestmark = pytest.mark.usefixtures("session")

ACTOR = "user:1"
OPEN = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
CLOSES = datetime(2027, 6, 1, 17, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with clock.freeze(OPEN):
        yield


def team_of(entry: Submission) -> Team:
    team = queries.find_team(entry.team_id)
    assert team is not None
    return team


def mails(session: scoped_session[Session]) -> list[tuple[str, str]]:
    rows = session.execute(sa.select(Mail.to_address, Mail.template).order_by(Mail.id))
    return [(address, template) for address, template in rows]


def invited(team: Team, email: str = "new@example.org") -> str:
    """The secret of a fresh invitation, as the mail has it."""
    row = actions.invite(actor=ACTOR, team=team, email=email, lang="en")
    db.session.flush()
    text = db.session.scalars(
        sa.select(Mail.text).where(Mail.to_address == row.email).order_by(Mail.id.desc())
    ).first()
    assert text is not None
    return next(word for word in text.split() if "/me/invites/" in word).rsplit("/", 1)[1]


def refusal(action: Any, **arguments: Any) -> tuple[Reason, str | None]:
    with pytest.raises(Refused) as refused:
        action(actor=ACTOR, **arguments)
    reason = refused.value.reason
    assert isinstance(reason, Reason)
    return reason, refused.value.field


@pytest.mark.both_databases
class TestTeams:
    """Starting, asking, joining, leaving."""

    def test_start_gives_a_lead_and_an_empty_draft(self) -> None:
        call, person = make.make_call(), make.make_person()
        team = actions.start_team(actor=ACTOR, call=call, person=person, name="Lagoon")
        (member,) = queries.members(team.id)
        entry = queries.submission_of(team)
        assert (member.person_id, member.is_lead) == (person.id, True)
        assert (entry.state, entry.title, entry.sdgs) == (State.DRAFT, "", [])

    def test_one_team_each_is_a_setting(self) -> None:
        person = make.make_person()
        strict, free = make.make_call(), make.make_call(one_team_each=False)
        for call in (strict, free):
            actions.start_team(actor=ACTOR, call=call, person=person, name="One")
        again: dict[str, Any] = {"person": person, "name": "Two"}
        assert refusal(actions.start_team, call=strict, **again)[0] == Reason.IN_ANOTHER_TEAM
        actions.start_team(actor=ACTOR, call=free, **again)
        assert queries.teams_in(free.id, person.id) == 2

    def test_join_by_the_mailed_link_once(self) -> None:
        entry = make.make_entry(make.make_call())
        token = invited(team_of(entry))
        new = make.make_person()
        joined = actions.join(actor=ACTOR, token=token, person=new)
        assert [m.person_id for m in queries.members(joined.id)][1:] == [new.id]
        late = {"token": token, "person": make.make_person()}
        assert refusal(actions.join, **late)[0] == Reason.INVITE_GONE

    def test_a_second_invitation_replaces_the_first(self) -> None:
        team = team_of(make.make_entry(make.make_call()))
        old, new = invited(team), invited(team)
        person = make.make_person()
        assert refusal(actions.join, token=old, person=person)[0] == Reason.INVITE_GONE
        assert actions.join(actor=ACTOR, token=new, person=person).id == team.id

    def test_an_old_invitation_is_gone(self) -> None:
        token = invited(team_of(make.make_entry(make.make_call())))
        with clock.freeze(OPEN + timedelta(days=14, seconds=1)):
            late = {"token": token, "person": make.make_person()}
            assert refusal(actions.join, **late)[0] == Reason.INVITE_GONE

    def test_nobody_joins_a_full_team(self) -> None:
        call = make.make_call(team_sizes=[1, 2])
        team = team_of(make.make_entry(call))
        token = invited(team)
        make.add(
            TeamMembership(team_id=team.id, person_id=make.make_person().id, since=make.CREATED)
        )
        full = {"token": token, "person": make.make_person()}
        assert refusal(actions.join, **full)[0] == Reason.TEAM_FULL

    def test_nobody_is_asked_beyond_the_largest_size(self) -> None:
        team = team_of(make.make_entry(make.make_call(team_sizes=[1, 2])))
        invited(team, "one@example.org")
        more = {"team": team, "email": "two@example.org", "lang": "en"}
        assert refusal(actions.invite, **more) == (Reason.NO_ROOM, "email")

    def test_the_lead_passes_to_who_joined_first(self) -> None:
        lead, second, third = (make.make_person() for _ in range(3))
        entry = make.make_entry(make.make_call(), lead, second, third)
        actions.leave(actor=ACTOR, team=team_of(entry), person=lead)
        left = queries.members(entry.team_id)
        assert [(m.person_id, m.is_lead) for m in left] == [(second.id, True), (third.id, False)]

    @pytest.mark.parametrize(
        ("days", "reason"),
        [(-500, Reason.NOT_OPEN_YET), (40, Reason.TEAMS_CLOSED), (365, Reason.CLOSED)],
    )
    def test_teams_start_in_time(self, days: int, reason: Reason) -> None:
        call = make.make_call(teams_close=OPEN + timedelta(days=30))
        with clock.freeze(OPEN + timedelta(days=days)):
            start = {"call": call, "person": make.make_person(), "name": "Late"}
            assert refusal(actions.start_team, **start)[0] == reason


@pytest.mark.both_databases
class TestEntries:
    """Saving, sending, taking back."""

    def test_a_stale_save_shows_both_texts(self) -> None:
        entry = make.make_entry(make.make_call())
        team, version = team_of(entry), entry.version
        actions.save_draft(actor=ACTOR, team=team, version=version, said={"title": "Hers"})
        with pytest.raises(Stale) as stale:
            actions.save_draft(actor=ACTOR, team=team, version=version, said={"title": "Mine"})
        assert (stale.value.mine, stale.value.theirs) == ({"title": "Mine"}, {"title": "Hers"})

    def test_a_theme_of_another_call_is_not_taken(self) -> None:
        entry, other = make.make_entry(make.make_call()), make.make_call()
        said = {"theme_id": other.themes[0].id}
        wrong = {"team": team_of(entry), "version": entry.version, "said": said}
        assert refusal(actions.save_draft, **wrong) == (Reason.NOT_OFFERED, "theme_id")

    def test_sending_tells_every_member(self, session: scoped_session[Session]) -> None:
        people = [make.make_person() for _ in range(3)]
        sent = actions.submit(actor=ACTOR, team=team_of(make.make_entry(make.make_call(), *people)))
        assert (sent.state, sent.submitted) == (State.SUBMITTED, OPEN)
        assert mails(session) == [(p.email, "calls/mail/submitted") for p in people]

    def test_two_members_are_too_few_or_too_many(self) -> None:
        entry = make.make_entry(make.make_call(), make.make_person(), make.make_person())
        assert refusal(actions.submit, team=team_of(entry)) == (Reason.TEAM_SIZE, "team")

    @pytest.mark.parametrize(
        ("late", "accepted"),
        [(59, True), (60, True), (15 * 60 + 59, True), (15 * 60 + 60, False)],
    )
    def test_grace_to_the_second(self, late: int, accepted: bool) -> None:
        team = team_of(make.make_entry(make.make_call()))
        with clock.freeze(CLOSES + timedelta(seconds=late)):
            if accepted:
                assert actions.submit(actor=ACTOR, team=team).state == State.SUBMITTED
            else:
                assert refusal(actions.submit, team=team)[0] == Reason.CLOSED

    def test_nothing_sent_is_taken_back_in_grace(self) -> None:
        team = team_of(make.make_entry(make.make_call(), state=State.SUBMITTED))
        with clock.freeze(CLOSES + timedelta(seconds=60)):
            assert refusal(actions.reopen, team=team)[0] == Reason.REOPEN_CLOSED
        assert actions.reopen(actor=ACTOR, team=team).state == State.DRAFT

    def test_withdrawn_and_taken_up_again(self, session: scoped_session[Session]) -> None:
        person = make.make_person()
        team = team_of(make.make_entry(make.make_call(), person))
        assert actions.withdraw(actor=ACTOR, team=team).state == State.WITHDRAWN
        assert mails(session) == [(person.email, "calls/mail/withdrawn")]
        assert actions.reopen(actor=ACTOR, team=team).state == State.DRAFT

    def test_a_decided_entry_needs_its_instant(self, session: scoped_session[Session]) -> None:
        entry = make.make_entry(make.make_call())
        entry.state = State.ACCEPTED
        with pytest.raises(sa.exc.IntegrityError):
            session.flush()


class TestFiles:
    """Adding and removing."""

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("plan.pdf", b"MZ\x90\x00", files.Reason.CONTENT),
            ("plan.exe", b"%PDF-1.7", files.Reason.KIND),
            ("plan.pdf", b"", files.Reason.EMPTY),
            ("plan.txt", b"\xff\xfe\x00", files.Reason.CONTENT),
            ("plan.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024), files.Reason.SIZE),
        ],
    )
    def test_wrong_files(self, name: str, content: bytes, reason: files.Reason) -> None:
        team = team_of(make.make_entry(make.make_call()))
        upload = FileStorage(io.BytesIO(content), name)
        with pytest.raises(Refused) as refused:
            actions.add_file(actor=ACTOR, team=team, upload=upload)
        assert (refused.value.reason, refused.value.field) == (reason, "file")

    def test_only_so_many_and_bytes_go_with_the_row(self, session: scoped_session[Session]) -> None:
        team = team_of(make.make_entry(make.make_call(max_files=1)))
        row = actions.add_file(actor=ACTOR, team=team, upload=a_pdf())
        session.commit()
        more = {"team": team, "upload": a_pdf()}
        assert refusal(actions.add_file, **more) == (Reason.MOST_FILES, "file")
        (row,) = queries.submission_of(team).files
        path = files.path_of(row.file)
        assert path.exists()
        actions.remove_file(actor=ACTOR, team=team, file=row)
        assert path.exists()  # until it is sure
        session.commit()
        assert (path.exists(), queries.submission_of(team).files) == (False, [])


def a_pdf() -> FileStorage:
    return FileStorage(io.BytesIO(b"%PDF-1.7 text"), "plan.pdf")


@pytest.mark.both_databases
class TestDecisions:
    """Accepting and declining."""

    def test_all_or_none(self) -> None:
        call = make.make_call()
        sent, draft = make.make_entry(call, state=State.SUBMITTED), make.make_entry(call)
        versions = {sent.code: sent.version, draft.code: draft.version}
        wrong = {"call": call, "target": State.ACCEPTED, "versions": versions}
        assert refusal(actions.decide, **wrong)[0] == Reason.NOT_FROM_HERE

    def test_the_note_goes_to_every_member(self, session: scoped_session[Session]) -> None:
        call, people = make.make_call(), [make.make_person(), make.make_person()]
        entry = make.make_entry(call, *people, state=State.SUBMITTED)
        actions.decline(
            actor=ACTOR, call=call, entry=entry, version=entry.version, note="Try =1+1 again."
        )
        texts = session.scalars(sa.select(Mail.text)).all()
        assert (entry.state, entry.decided) == (State.DECLINED, OPEN)
        assert [("Try =1+1 again." in text) for text in texts] == [True, True]

    def test_a_changed_entry_is_not_decided_blindly(self) -> None:
        call = make.make_call()
        entry = make.make_entry(call, state=State.SUBMITTED)
        seen = entry.version
        actions.reopen(actor=ACTOR, team=team_of(entry))
        with pytest.raises(Stale):
            actions.accept(actor=ACTOR, call=call, entry=entry, version=seen)

    def test_entries_of_another_call_are_not_found(self) -> None:
        entry = make.make_entry(make.make_call(), state=State.SUBMITTED)
        wrong = {"versions": {entry.code: entry.version}, "target": State.ACCEPTED}
        assert refusal(actions.decide, call=make.make_call(), **wrong)[0] == Reason.NOTHING_CHOSEN


@pytest.mark.both_databases
class TestCalls:
    """Making and publishing a call."""

    def test_publishing_sets_the_key_deadline(self, session: scoped_session[Session]) -> None:
        event = make.make_event()
        call = make.make_call(event, published=None)
        actions.publish_call(actor=ACTOR, event=event, call=call)
        later = CLOSES + timedelta(days=1)
        actions.update_call(actor=ACTOR, event=event, call=call, version=call.version, closes=later)
        (row,) = session.scalars(sa.select(KeyDeadline)).all()
        assert (row.kind, row.label_key, row.at, row.sequence) == ("call", call.code, later, 1)
        actions.unpublish_call(actor=ACTOR, event=event, call=call)
        assert (row.sequence, event_queries.deadlines(event.id)) == (2, [])
        assert row.cancelled is not None
        actions.publish_call(actor=ACTOR, event=event, call=call)
        assert row.sequence == 3
        assert row.cancelled is None

    @pytest.mark.parametrize(
        ("after", "refused"),
        [
            (timedelta(0), None),
            (timedelta(minutes=1), Reason.CALL_OVER),
            (timedelta(days=10), None),  # the event is over: the call becomes a record of it
        ],
    )
    def test_a_closed_call_is_published_once_its_event_is_over(
        self, after: timedelta, refused: Reason | None
    ) -> None:
        event = make.make_event()
        call = make.make_call(event, published=None)
        with clock.freeze(CLOSES + after):
            if refused is not None:
                assert refusal(actions.publish_call, event=event, call=call)[0] == refused
                return
            actions.publish_call(actor=ACTOR, event=event, call=call)
            assert call.published == CLOSES + after

    def test_a_slug_is_taken_once_per_event(self) -> None:
        event = make.make_event()
        old = make.make_call(event)
        facts = {name: getattr(old, name) for name in ("kind", "title", "opens", "closes", "langs")}
        facts |= {"team_sizes": [1], "entry_kinds": ["paper"]}
        wrong = {"event": event, "slug": old.slug, **facts}
        assert refusal(actions.create_call, **wrong) == (Reason.SLUG_TAKEN, "slug")
        made = actions.create_call(actor=ACTOR, event=make.make_event(), slug=old.slug, **facts)
        assert made.slug == old.slug

    def test_a_chosen_theme_stays(self) -> None:
        event = make.make_event()
        call = make.make_call(event)
        entry = make.make_entry(call)
        gone: dict[str, Any] = {"event": event, "call": call, "version": call.version, "themes": []}
        assert refusal(actions.update_call, **gone) == (Reason.THEME_IN_USE, "themes")
        entry.theme_id = None
        actions.update_call(actor=ACTOR, **gone)
        assert call.themes == []

    def test_a_call_with_teams_stays_public(self) -> None:
        event = make.make_event()
        call = make.make_call(event)
        make.make_entry(call)
        hide = {"event": event, "call": call}
        assert refusal(actions.unpublish_call, **hide)[0] == Reason.HAS_TEAMS

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"closes": make.CREATED}, "closes_day"),
            ({"team_sizes": []}, "team_sizes"),
            ({"entry_kinds": []}, "entry_kinds"),
            ({"langs": []}, "langs"),
        ],
    )
    def test_what_a_call_needs(self, changes: dict[str, Any], field: str) -> None:
        event = make.make_event()
        call = make.make_call(event)
        wrong = {"event": event, "call": call, "version": call.version, **changes}
        assert refusal(actions.update_call, **wrong)[1] == field


def test_lists_of_a_person_and_of_the_public() -> None:
    person: Person = make.make_person()
    call, draft = make.make_call(), make.make_call(published=None)
    entry = make.make_entry(call, person)
    make.make_entry(draft)
    assert [row[0].id for row in queries.of_person(person.id)] == [entry.id]
    public: list[Call] = queries.coming_calls(OPEN)
    assert [each.id for each in public] == [call.id]
    assert queries.coming_calls(CLOSES + timedelta(days=2)) == []
