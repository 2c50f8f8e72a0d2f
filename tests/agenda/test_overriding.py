"""Publishing although a rule is broken: a reason for each, kept, listed and reported."""

import pytest
import sqlalchemy as sa

from eventsite.agenda import actions, checks, queries
from eventsite.agenda.models import AgendaTerms, Answer, Release, RuleOverride, SpeakerRole
from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.events.models import Duty
from tests import make
from tests.agenda import makings

PUBLISH = "Publish version 1"


@pytest.fixture
def clash(event):
    """Two sessions in one room at once, another one after the hours, one not placed."""
    hall = makings.make_room(event, "Hall")
    for title, at in (("One", "09:30"), ("Two", "10:00")):
        makings.place(event, makings.make_session(event, title), at, hall)
    makings.place(event, makings.make_session(event, "Party"), "20:00", hall)
    makings.make_session(event, "Waiting")
    return event


def test_each_rule_wants_its_reason_and_what_is_written_stays(clash, base, client):
    page = client.get(f"{base}/programme/publish")
    assert page.all("textarea[name^=reason_]") == ["", ""]
    form = client.form(page, PUBLISH).fill(reason_room="Two halves of one hall.")
    page = form.submit(422)
    said = "A rule that blocks publishing is broken. Mend it, or write why it is right this time."
    assert page.all(".err") == [f"Error: {said}"]
    assert page.one("textarea[name=reason_room]").text.strip() == "Two halves of one hall."
    assert db.session.scalar(sa.select(Release.id)) is None
    form = client.form(page, PUBLISH).fill(reason_outside="A reception.")
    page = form.submit()
    assert page.h1 == "Versions"
    assert page.all("dl dt") == [
        "A room has two sessions at once",
        "A session is outside the event's hours or days",
    ]
    assert page.all("dl dd") == ["One, Two", "Two halves of one hall.", "Party", "A reception."]
    kept = db.session.scalars(sa.select(RuleOverride).order_by(RuleOverride.id)).all()
    codes = {s.title["en"]: s.code for s in queries.sessions(clash.id)}
    assert [(row.rule, row.sessions, row.reason) for row in kept] == [
        ("room", [codes["One"], codes["Two"]], "Two halves of one hall."),
        ("outside", [codes["Party"]], "A reception."),
    ]
    row = db.session.scalar(sa.select(AuditRow).where(AuditRow.verb == "agenda.published"))
    assert row.after == {"number": 1, "overridden": ["room", "outside"]}


def test_the_report_names_what_was_overridden(clash, client):
    makings.publish(clash)
    client.sign_in(make.make_team_member(clash, [Duty.REGISTRATION]))
    page = client.get(f"/manage/events/{clash.slug}/participation")
    section = page.one("section[aria-labelledby=overridden]")
    assert "This is how it was agreed." in section.get_text(" ")
    assert [one.version for one in queries.overrides(clash.id)] == [1, 1]


def test_a_rule_that_only_warns_needs_no_reason_and_one_that_blocks_moves_does(clash):
    levels = {"room": "warns", "outside": "warns", "incomplete": "blocks-publishing"}
    terms = make.add(AgendaTerms(event_id=clash.id, levels=levels))
    mark = makings.fingerprint(clash)
    with pytest.raises(actions.Unexplained) as refused:
        actions.publish(clash, makings.ACTOR, mark, {})
    assert refused.value.broken == [checks.Rule.INCOMPLETE]
    terms.levels = {"room": "blocks-move", "outside": "off"}
    db.session.flush()
    with pytest.raises(actions.Unexplained) as refused:
        actions.publish(clash, makings.ACTOR, mark, {}, {checks.Rule.ROOM: "  "})
    assert refused.value.broken == [checks.Rule.ROOM]
    release = actions.publish(clash, makings.ACTOR, mark, {}, {checks.Rule.ROOM: "Agreed."})
    assert [one.reason for one in queries.overrides(clash.id)] == ["Agreed."]
    assert release.number == 1


def test_what_is_not_placed_blocks_nothing(event):
    make.add(AgendaTerms(event_id=event.id, levels={"incomplete": "blocks-publishing"}))
    makings.make_session(event, "Waiting")
    speaker = makings.make_speaker(event)
    whole = makings.make_session(
        event,
        abstract={"en": "What it is about"},
        speakers=[(speaker.id, SpeakerRole.SPEAKER)],
    )
    makings.place(event, whole, "09:30")
    release = actions.publish(event, makings.ACTOR, makings.fingerprint(event), {})
    assert (release.number, queries.overrides(event.id)) == (1, [])


def test_who_declined_is_taken_out_from_the_page_that_is_blocked(event, base, client):
    make.add(AgendaTerms(event_id=event.id, levels={"not-ready": "blocks-publishing"}))
    speaker = makings.make_speaker(event, "Ada")
    speaker.answer = Answer.DECLINED
    talk = makings.make_session(event, speakers=[(speaker.id, SpeakerRole.SPEAKER)])
    makings.place(event, talk, "09:30")
    page = client.get(f"{base}/programme/publish")
    client.form(page, "Take out of all sessions : Ada").submit()
    (one,) = queries.sessions(event.id)
    assert one.speakers == []
    assert client.get(f"{base}/programme/publish").all("textarea[name^=reason_]") == []
