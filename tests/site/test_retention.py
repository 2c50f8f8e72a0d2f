"""How long data is kept: what goes on which day, what stays, and that figures do not change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock
from eventsite.core.db import Base
from eventsite.desk.models import BadgePrint
from eventsite.events import keeping
from eventsite.events.models import Duty, Event, RetentionRun
from eventsite.messages import actions as message_actions
from eventsite.messages.models import MessageStop
from eventsite.people.models import Person
from eventsite.registration import queries
from eventsite.registration.actions.changing import Statistics, declare
from eventsite.registration.models import InvitationCode, Registration, SelfDeclared
from eventsite.site.keeping import jobs, kinds
from tests import make
from tests.agenda import makings as agenda
from tests.browser import Browser
from tests.letters import makings
from tests.test_personal import is_about_people

Db = scoped_session[Session]
LAST = make.FIRST_DAY


@pytest.fixture
def event(session: Db) -> Event:
    """An event over which two people went home: one with an account, one without."""
    event = make.make_event("Forum")
    make.make_terms(event)
    guest = make.make_person("Nadia", "Farouk", email="nadia@example.org")
    member = make.make_person("Ada", "Byron", email="ada@example.org")
    make.make_user(member)
    made = make.make_registration(
        event, guest, country="FJ", job_title="Clerk", access_needs="A ramp"
    )
    make.make_registration(event, member, country="KE")
    declare(registration=made, statistics=Statistics(student=True))
    session.commit()
    return event


def after(days: int) -> date:
    return LAST + timedelta(days=days + 2)


def at(days: int) -> datetime:
    return datetime.combine(after(days), time(9), tzinfo=UTC)


@pytest.mark.parametrize(
    ("on", "goes"),
    [
        (after(30) - timedelta(days=1), {}),
        (after(30), {"needs": 1}),
        (after(365), {"needs": 1, "statistics": 1}),
        (after(730), {"needs": 1, "statistics": 1, "names": 2}),
    ],
)
def test_each_kind_goes_on_its_day(event: Event, on: date, goes: dict[str, int]) -> None:
    with clock.freeze(make.CREATED.replace(year=on.year, month=on.month, day=on.day)):
        assert jobs.delete_due(event) == goes
        assert jobs.delete_due(event) == {}


def test_names_go_and_figures_stay(event: Event, session: Db) -> None:
    before = queries.confirmed_count(event.id)
    with clock.freeze(make.CREATED + timedelta(days=4 * 365)):
        jobs.keep()
    kept = session.execute(
        sa.select(Registration.country, Registration.job_title, Person.first_name, Person.email)
        .join(Person, Person.id == Registration.person_id)
        .order_by(Registration.id)
    ).all()
    assert [tuple(row) for row in kept] == [("FJ", "", "", ""), ("KE", "", "", "")]
    assert (queries.confirmed_count(event.id), before) == (2, 2)
    assert session.scalars(sa.select(SelfDeclared)).all() == []
    # An account ends only when its owner wants it; who had none is known to nobody any more.
    names = sa.select(Person.first_name).where(Person.first_name.in_(["Nadia", "Ada"]))
    assert session.scalars(names).all() == ["Ada"]
    runs = sa.select(RetentionRun.kind, RetentionRun.count).order_by(RetentionRun.id)
    assert [tuple(row) for row in session.execute(runs)] == [
        ("needs", 1),
        ("statistics", 1),
        ("names", 2),
    ]


def test_a_letter_or_a_stop_keeps_no_name(event: Event, session: Db) -> None:
    guest = session.scalars(sa.select(Registration).where(Registration.country == "FJ")).one()
    letter = makings.make_letter(event, person_id=guest.person_id, registration_id=guest.id)
    message_actions.decline(actor="person:1", registration=guest)
    session.commit()
    with clock.freeze(make.CREATED + timedelta(days=4 * 365)):
        jobs.keep()
    names = sa.select(Person.first_name).where(Person.first_name.in_(["Nadia", "Ada"]))
    assert session.scalars(names).all() == ["Ada"]
    assert session.scalars(sa.select(MessageStop)).all() == []
    assert (letter.shown_name, letter.person_id) == ("", None)


def test_the_log_counts_all_that_went(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    make.make_registration(event, country="TO", access_needs="A lift")
    monkeypatch.setattr(kinds, "MOST", 1)
    on = after(30)
    with clock.freeze(make.CREATED.replace(year=on.year, month=on.month, day=on.day)):
        assert jobs.delete_due(event) == {"needs": 2}


def test_the_page_counts_without_deleting(event: Event, session: Db, client: Browser) -> None:
    client.sign_in(make.make_team_member(event, [Duty.OWNER]))
    session.add(RetentionRun(event_id=event.id, kind="needs", count=7, at=make.CREATED))
    session.commit()
    page = client.get(f"/manage/events/{event.slug}/retention?on={after(365).isoformat()}")
    assert page.h1 == "How long data is kept"
    shown = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in page.soup.select("tbody tr")
    ]
    assert {kind.label: cells[2:4] for kind, cells in zip(keeping.KINDS, shown, strict=False)} == {
        kind.label: {"needs": ["1", "1"], "statistics": ["1", "1"], "names": ["2", "0"]}.get(
            kind.key, ["0", "0"]
        )
        for kind in keeping.KINDS
    }
    assert shown[-1][-1] == "7"
    assert len(session.scalars(sa.select(SelfDeclared)).all()) == 1


def test_other_days_are_counted_then_saved_and_count_from_a_week_later(
    event: Event, session: Db, client: Browser
) -> None:
    client.sign_in(make.make_team_member(event, [Duty.OWNER]))
    session.commit()
    there = f"/manage/events/{event.slug}/retention/names"
    over = at(100)
    with clock.freeze(over):
        page = client.get(f"{there}?days=90")
        rows = [
            [cell.get_text(" ", strip=True) for cell in row.select("td")][2:]
            for row in page.soup.select("tbody tr")
        ]
        # Two people now; nothing goes at the next run, as a shorter time counts in a week.
        assert rows == [["2", "0"], ["2", "0"]]
        assert client.get(f"{there}?days=9").soup.select_one(".errsum") is not None
        client.post(there, {"days": "90", "reason": ""}, status=422)
        page = client.post(there, {"days": "90", "reason": "The host asks"}, follow_redirects=True)
        assert "The host asks" in page.text
        assert "names" not in jobs.delete_due(event)
    with clock.freeze(over + timedelta(days=6)):
        assert "names" not in jobs.delete_due(event)
    with clock.freeze(over + timedelta(days=7)):
        assert jobs.delete_due(event)["names"] == 2


def test_what_the_door_codes_and_speakers_leave_goes(event: Event, session: Db) -> None:
    one = session.scalars(sa.select(Registration).where(Registration.country == "FJ")).one()
    facts = {"event_id": event.id, "registration_id": one.id, "by": "user:1"}
    make.add(BadgePrint(first=make.CREATED, last=make.CREATED, times=1, **facts))
    code = make.add(
        InvitationCode(event_id=event.id, code="ABC", label="For a@b.org", created=make.CREATED)
    )
    speaker = agenda.make_speaker(event, "Litia Tuiloma", email="litia@example.org")
    session.commit()
    with clock.freeze(at(400)):
        gone = jobs.delete_due(event)
    assert {key: gone[key] for key in ("door", "codes", "speakers")} == {
        "door": 1,
        "codes": 1,
        "speakers": 1,
    }
    session.expire_all()
    assert (code.label, speaker.email, speaker.name) == ("", "", "Litia Tuiloma")


#: Tables that lead to a person and are in no kind of `events.keeping`, each with the reason.
_ACCOUNT = "It is a person's own and goes when they wish, or when nothing names them any more."
_WITH_NAMES = "It names a registration, which belongs to nobody once names have gone."
_TEAM = "Who works on the event; a person leaves the team, or is erased."
_OWN_TIME = "Its feature deletes it by a time of its own, the same in all events."
_ENTRY = "An entry belongs to its team, who withdraw it or are erased."
_PROGRAMME = "The published programme stays; whoever stands in it may be erased."
REVIEWED = {
    **dict.fromkeys(("users", "authenticators", "passkeys", "recovery_codes"), _ACCOUNT),
    **dict.fromkeys(("focal_points", "personal_feeds", "session_stars"), _ACCOUNT),
    **dict.fromkeys(
        ("check_ins", "consents", "online_presences", "registrants_apart", "session_check_ins"),
        _WITH_NAMES,
    ),
    **dict.fromkeys(("session_sign_ups", "message_recipients", "reminded"), _WITH_NAMES),
    **dict.fromkeys(("team_members", "track_editors", "registration_views"), _TEAM),
    **dict.fromkeys(("team_invitations", "team_invites", "sign_in_links"), _OWN_TIME),
    **dict.fromkeys(("followers", "session_invitations", "outbox_mails"), _OWN_TIME),
    **dict.fromkeys(("availabilities", "speaker_reminders", "rehearsal_slots"), _OWN_TIME),
    **dict.fromkeys(("programme_imports", "programme_import_files"), _OWN_TIME),
    **dict.fromkeys(("registrant_imports", "presence_imports", "made_files"), _OWN_TIME),
    **dict.fromkeys(("letter_batches", "kept_archives", "speaker_balances"), _OWN_TIME),
    **dict.fromkeys(("message_stops",), _WITH_NAMES),
    **dict.fromkeys(("teams", "team_memberships", "submissions", "submission_files"), _ENTRY),
    **dict.fromkeys(("session_speakers", "part_presenters", "release_persons"), _PROGRAMME),
    **dict.fromkeys(("session_materials", "material_versions"), _PROGRAMME),
}
#: What each kind deletes or blanks.
OF_KINDS = {
    "needs": {"registrations"},
    "visas": {"visa_requests"},
    "door": {"desk_reports", "badge_prints"},
    "statistics": {"self_declared"},
    "answers": {"answers", "answer_sets"},
    "codes": {"invitation_codes"},
    "speakers": {"speakers"},
    "letters": {"letters", "sealed_letters"},
    "certificates": {"certificates"},
    "names": {"registrations", "persons", "message_stops"},
}
#: Besides what points there: tables that hold words about people without pointing at one.
HOLDERS = {"teams", "submissions", "submission_files", "release_persons", "answers", "answer_sets"}
HOLDERS |= {"self_declared", "speaker_balances", "invitation_codes", "kept_archives"}
HOLDERS |= {"registrant_imports", "presence_imports", "programme_imports", "made_files"}
HOLDERS |= {"letter_batches", "programme_import_files", "material_versions"}


def _leads_to_people() -> set[str]:
    """Tables with a path of keys to a person, or with a column about one."""
    found = {table.name for table in Base.metadata.sorted_tables if is_about_people(table)}
    grown = True
    while grown:
        more = {
            table.name
            for table in Base.metadata.sorted_tables
            for key in table.foreign_keys
            # An entity that somebody proposed does not make its events personal.
            if key.column.table.name in found - {"organisations", "persons", "outbox_mails"}
        }
        grown = not more <= found
        found |= more
    return found | HOLDERS


def test_every_table_about_people_has_a_time_or_a_reason(app: Flask) -> None:
    assert list(OF_KINDS) == [kind.key for kind in keeping.KINDS] == list(kinds.ROWS)
    timed = set().union(*OF_KINDS.values())
    assert sorted(HOLDERS - Base.metadata.tables.keys()) == []
    assert sorted(_leads_to_people() - timed - REVIEWED.keys()) == []
    assert sorted((timed | REVIEWED.keys()) - _leads_to_people()) == []
