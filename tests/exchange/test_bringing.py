"""How much may be brought at once, what is read in the background, and whose a doubt is."""

import dataclasses
import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from eventsite.agenda import actions as agenda_actions
from eventsite.agenda import queries as agenda_queries
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.sheets.source import Limits, Unreadable
from eventsite.events.models import TeamMember
from eventsite.exchange.actions import bringing
from eventsite.exchange.models import ImportState
from eventsite.exchange.reading import sizing
from eventsite.exchange.source import Format
from eventsite.exchange.writing import template
from tests.agenda.conftest import base, event
from tests.exchange.test_importing import ACTOR, A, B, C, bring, brought, client_user, frab
from tests.make import FIRST_DAY

__all__ = ["base", "event"]


def test_limits_hold_for_several_files_together(event, monkeypatch):
    files = [bringing.Brought("a.xml", frab(A, B)), bringing.Brought("b.xml", frab(C))]
    limits = bringing.limits_now()
    for limit, words in (
        ({"rows": 2}, "The files together hold more than 2 sessions."),
        ({"bytes": len(frab(A, B)) + 1}, "The files together are larger than 0 MB."),
    ):
        narrow = dataclasses.replace(limits, **limit)
        monkeypatch.setattr(bringing, "limits_now", lambda narrow=narrow: narrow)
        with pytest.raises((Refused, Unreadable)) as refused:
            bringing.bring(event, files, ACTOR)
        said = refused.value.what if isinstance(refused.value, Unreadable) else None
        sentence = said.sentence % said.values if said else refused.value.sentence
        assert sentence == f"{words} Bring them one after the other."


def test_a_doubt_names_its_file_where_there_are_several(event, base, client):
    table = f"Id,Title,Date,Start\n1,One,{FIRST_DAY},09:00\n1,Two,{FIRST_DAY},10:00\n"
    other = frab(A, B, acronym="other")
    files = [(io.BytesIO(table.encode()), "our.csv"), (io.BytesIO(other), "theirs.xml")]
    page = client.press(f"{base}/programme/imports", "Read the files", files=files)
    page = client.form(page, "Read the table").submit()
    notes = {note.get_text(" ", strip=True) for note in page.soup.select(".doubt-note")}
    assert any(note.startswith("our.csv · ") for note in notes), notes
    page = bring(client, base, "alone.csv", table.encode())
    page = client.form(page, "Read the table").submit()
    assert "·" not in "".join(note.get_text() for note in page.soup.select(".doubt-note"))


@pytest.mark.parametrize(
    ("format", "content"),
    [
        (Format.CSV, b"Title\n" + b"Talk\n" * 5),
        (Format.ICAL, b"BEGIN:VEVENT\r\n" * 5),
        (Format.FRAB_XML, frab(A, B, C, A, B)),
        (Format.SESSIONIZE, b'{"title": "x"}' * 5),
        (Format.XLSX, template.write_xlsx(["en"])),
    ],
)
def test_how_many_rows_a_file_seems_to_have(format, content):
    limits = Limits()
    rows = 4 if format != Format.XLSX else 0
    assert sizing.has_more_rows(format, content, limits, rows)
    assert not sizing.has_more_rows(format, content, limits, 20)


def test_many_rows_are_read_in_the_background(event, monkeypatch):
    monkeypatch.setattr(bringing, "INLINE_ROWS", 2)
    assert brought(event, frab(A, B)).state == ImportState.READY
    assert brought(event, frab(A, B, C)).state == ImportState.READING


@pytest.fixture
def with_dates(event, base):
    """The organizer of the programme may edit the event's dates, too."""
    mine = sa.update(TeamMember).where(TeamMember.event_id == event.id)
    db.session.execute(mine.values(duties=["agenda", "communication"]))
    db.session.commit()


def test_only_who_may_edit_the_dates_can_add_days(event, base, client):
    page = bring(client, base, "schedule.xml", frab(A, day=FIRST_DAY + timedelta(days=9)))
    assert "Ask somebody of the team who may edit the dates" in page.words
    client.post(f"{base}/programme/imports/1/days", {}, status=403)


@pytest.mark.usefixtures("with_dates")
def test_days_the_event_lacks_are_added_and_sessions_come_in_placed(event, base, client):
    day = FIRST_DAY + timedelta(days=9)
    page = bring(client, base, "schedule.xml", frab(A, day=day))
    assert "The event does not have these days" in page.words
    before = [row.day for row in event.days]
    page = client.form(page, "Add these days to the event").submit()
    assert "The event does not have these days" not in page.words
    page = client.form(page, "Take in what is ticked").submit()
    (session,) = agenda_queries.sessions(event.id)
    db.session.refresh(event)
    assert (session.day, [row.day for row in event.days]) == (day, [*before, day])
    agenda_actions.undo(event, f"user:{client_user(event)}")
    db.session.commit()
    db.session.refresh(event)
    assert [row.day for row in event.days] == [*before, day]


@pytest.mark.usefixtures("with_dates")
def test_days_that_no_event_can_have_are_refused_with_a_sentence(event, base, client):
    page = bring(client, base, "schedule.xml", frab(A, day=FIRST_DAY.replace(year=2040)))
    page = client.form(page, "Add these days to the event").submit()
    assert "The days lie more than a year apart. Check the year." in page.words
    assert "The event does not have these days" in page.words
