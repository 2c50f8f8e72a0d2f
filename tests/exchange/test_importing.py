"""A programme brought on pages: read, matched, looked at, taken in as one step, brought again."""

import dataclasses
import io
import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from eventsite.agenda import actions as agenda_actions
from eventsite.agenda import queries as agenda_queries
from eventsite.agenda.models import Speaker
from eventsite.core import clock, tasks
from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.core.outbox import models as mails
from eventsite.core.sheets.source import Unreadable
from eventsite.exchange import jobs, personal, queries, stored
from eventsite.exchange.actions import applying, bringing, ending
from eventsite.exchange.models import ImportFile, ImportState, ProgrammeImport
from eventsite.exchange.source import Format
from tests import make
from tests.agenda import makings
from tests.agenda.conftest import base, event
from tests.counting import count_queries
from tests.make import FIRST_DAY

__all__ = ["base", "event"]

ACTOR = makings.ACTOR
TABLE = (
    "Id,Title,Date,Start,End,Room,Track,Speakers,What we think\n"
    "1,Opening,{day},09:00,09:30,Hall,Trust,Litia Tuiloma (University),nice\n"
    "2,Panel on trust,{day},09:30,10:30,Hall,Trust,Ana Silva; Bo Li,good\n"
    "3,Closing,{day},17:00,17:30,Room B,,,\n"
)


def table(text=TABLE):
    return text.format(day=FIRST_DAY.isoformat()).encode()


def frab(*events, acronym="demo", day=FIRST_DAY):
    """A schedule with (guid, title, start, room) each."""
    lines = "".join(
        f'<event guid="{guid}" id="{n}"><date>{day}T{at}:00+02:00</date><start>{at}</start>'
        f"<duration>00:30</duration><room>{room}</room><title>{title}</title></event>"
        for n, (guid, title, at, room) in enumerate(events, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><schedule><conference><acronym>{acronym}</acronym>'
        f'<title>Demo</title></conference><day index="1" date="{day}" start="{day}T08:00:00+02:00"'
        f' end="{day}T20:00:00+02:00"><room name="Hall">{lines}</room></day></schedule>'
    ).encode()


def bring(client, base, name, content, button="Read the files", **more):
    return client.press(
        f"{base}/programme/imports", button, files=[(io.BytesIO(content), name)], **more
    )


def titles(event):
    found = agenda_queries.sessions(event.id)
    return {s.title["en"]: s.starts and f"{s.starts:%H:%M}" for s in found}


def brought(event, content, name="schedule.xml", actor=ACTOR):
    return bringing.bring(event, [bringing.Brought(name, content)], actor)


def take(event, row, actor=ACTOR):
    return applying.order(event, row, agenda_queries.revision(event.id), actor)


A, B, C = (("g-a", "Opening", "09:00", "Hall"), ("g-b", "Panel", "10:00", "Hall"),
           ("g-c", "Closing", "17:00", "Hall"))  # fmt: skip


def test_a_table_from_upload_to_undo(event, base, client):
    page = bring(client, base, "plan.csv", table())
    assert page.h1 == "Columns of the table"
    chosen = page.soup.select("select option[selected]")
    assert "title" in [option["value"] for option in chosen]
    page = client.form(page, "Read the table").submit()
    assert "Would be added 9" in page.words  # two rooms, a track, three people… and sessions
    assert titles(event) == {}
    closing = page.soup.find("span", string=lambda s: s and "Closing" in s).find_parent("tr")
    form = client.form(page, "Take in what is ticked")
    form.values = [
        pair for pair in form.values if pair[1] != closing.select_one("[type=checkbox]")["value"]
    ]
    page = form.submit()
    assert "One undo on the grid takes its sessions, rooms and tracks back." in page.words
    assert titles(event) == {"Opening": "09:00", "Panel on trust": "09:30"}
    mine = f"user:{client_user(event)}"
    assert agenda_queries.history(event, mine).undo == "Undo: import of 5 rows"
    agenda_actions.undo(event, mine)
    db.session.commit()
    assert titles(event) == {}
    assert agenda_queries.rooms(event.id) == []
    assert len(agenda_queries.speakers(event.id)) == 3
    assert "was taken back" in client.get(f"{base}/programme/imports/1").words
    assert "Taken back" in client.get(f"{base}/programme/imports").words
    assert db.session.scalars(sa.select(mails.Mail.id)).all() == []


def client_user(event):
    """Whoever brought the newest import."""
    return int(queries.imports(event.id)[0][0].created_by.partition(":")[2])


def test_the_same_source_again_updates_and_asks_about_conflicts(event, base, client):
    page = bring(client, base, "schedule.xml", frab(A, B, C))
    client.form(page, "Take in all that is new or changed").submit()
    assert titles(event) == {"Opening": "09:00", "Panel": "10:00", "Closing": "17:00"}
    by_title = {s.title["en"]: s for s in agenda_queries.sessions(event.id)}
    makings.place(event, by_title["Panel"], "11:00", agenda_queries.rooms(event.id)[0])
    db.session.commit()
    moved = (("g-a", "Great opening", "09:30", "Hall"), ("g-b", "Panel", "12:00", "Hall"))
    page = bring(client, base, "schedule.xml", frab(*moved))
    kinds = [row.select_one(".pill").get_text() for row in page.soup.select("tbody tr")]
    assert sorted(kinds) == ["Changed", "Changed here and in the file", "No longer in the file"]
    assert "Changed here since" in page.words
    ticked = [
        box["value"].partition(":")[2] for box in page.soup.select("input[name=take][checked]")
    ]
    assert sorted(ticked) == ["time", "title"]
    form = client.form(page, "Take in what is ticked")
    gone = page.soup.select_one("select[name=take] option[value$=':cancel']")["value"]
    form.values = [pair for pair in form.values if pair != ("take", "")] + [("take", gone)]
    form.submit()
    assert titles(event) == {"Great opening": "09:30", "Panel": "11:00", "Closing": "17:00"}
    states = {s.title["en"]: s.state.value for s in agenda_queries.sessions(event.id)}
    assert states["Closing"] == "cancelled"
    codes = {s.code for s in agenda_queries.sessions(event.id)}
    assert codes == {s.code for s in by_title.values()}


def test_what_changed_meanwhile_is_refused_by_name_and_ticks_stay(event, base, client):
    row = brought(event, frab(A, B))
    take(event, row)
    page = bring(
        client, base, "schedule.xml", frab((*A[:2], "09:30", "Hall"), (*B[:2], "10:30", "Hall"), C)
    )
    by_title = {s.title["en"]: s for s in agenda_queries.sessions(event.id)}
    makings.place(event, by_title["Opening"], "08:00", *agenda_queries.rooms(event.id))
    db.session.commit()
    form = client.form(page, "Take in what is ticked")
    closing = next(v for v in form.values if v[0] == "take" and v[1].endswith(":add"))
    form.values.remove(closing)
    page = form.submit(status=409)
    assert "“Opening”" in page.words
    assert "“Panel”" not in page.words.partition("Rows")[0]
    assert titles(event) == {"Opening": "08:00", "Panel": "10:00"}
    unticked = [box["value"] for box in page.soup.select("input[name=take]:not([checked])")]
    assert closing[1] in unticked
    client.form(page, "Take in what is ticked").submit()
    assert titles(event) == {"Opening": "09:30", "Panel": "10:30"}


def test_pages_keep_their_ticks(event, base, client):
    events = [(f"g{n}", f"Talk {n:03}", "09:00", "Hall") for n in range(120)]
    page = bring(client, base, "schedule.xml", frab(*events))
    assert "Page 1 of 3" in page.words
    form = client.form(page, "Next page")
    dropped = [v for v in form.values if v[0] == "take"][1:]
    form.values = [v for v in form.values if v not in dropped]
    page = form.submit()
    assert "Page 2 of 3" in page.words
    page = client.form(page, "Previous page").submit()
    assert len(page.soup.select("input[name=take][checked]")) == 1
    client.form(page, "Take in what is ticked").submit()
    assert len(titles(event)) == 120 - len(dropped)


def test_floating_times_are_meant_where_the_person_says(event, base, client):
    text = table()
    page = client.form(bring(client, base, "plan.csv", text), "Read the table").submit()
    assert "times without a time zone" in page.words
    form = client.form(page, "Read the times so").fill(zone="Asia/Tokyo")
    page = form.submit()
    client.form(page, "Take in all that is new or changed").submit()
    assert titles(event)["Opening"] == "02:00"


def test_a_file_that_nobody_can_read_says_why(event, base, client):
    for name, content, said in [
        ("x.pdf", b"%PDF-1.7 something", "PDF"),
        ("x.xml", b"<schedule><day></schedule>", "line"),
    ]:
        page = bring_status(client, base, name, content, 422)
        assert said.lower() in page.words.lower()
    assert queries.imports(event.id) == []
    page = client.post(f"{base}/programme/imports", {}, status=422)
    assert "Choose a file." in page.words


def bring_status(client, base, name, content, status):
    page = client.get(f"{base}/programme/imports")
    form = client.form(page, "Read the files").fill(files=[(io.BytesIO(content), name)])
    return form.submit(status)


def test_a_template_comes_back_as_nothing_and_names_its_columns(event, base, client):
    for kind in ("csv", "xlsx"):
        answer = client.open("GET", f"{base}/programme/imports/template.{kind}")
        assert answer.headers["Content-Disposition"].endswith(f'programme.{kind}"')
        matching = bringing.reading.matching(Format(kind), answer.data, bringing.limits_now())
        assert {column.field for column in matching.columns} >= {"id", "title:fr", "start", "room"}
        assert "" not in {column.field for column in matching.columns}
    client.get(f"{base}/programme/imports/template.exe", status=404)


@pytest.mark.both_databases
def test_one_step_few_statements_and_nothing_half(event, session, monkeypatch):
    monkeypatch.setattr(bringing, "INLINE_ROWS", 1_000)
    events = [(f"g{n}", f"Talk {n}", f"{9 + n % 9:02}:00", f"Room {n % 7}") for n in range(250)]
    row = brought(event, frab(*events))
    db.session.commit()
    revision = agenda_queries.revision(event.id)
    with count_queries() as asked:
        take(event, row)
        db.session.commit()
    assert len(asked) <= 60, asked
    assert agenda_queries.revision(event.id) == revision + 1
    assert len(titles(event)) == 250
    again = brought(event, frab(*((*e[:2], "10:00", "Room 1") for e in events)))
    db.session.commit()
    with count_queries() as asked:
        take(event, again)
        db.session.commit()
    assert len(asked) <= 60, asked
    for turn in (agenda_actions.undo, agenda_actions.redo, agenda_actions.undo):
        with count_queries() as asked:
            turn(event, ACTOR)
            db.session.commit()
        assert len(asked) <= 60, asked
    assert set(titles(event).values()) == {f"{hour:02}:00" for hour in range(9, 18)}
    agenda_actions.redo(event, ACTOR)
    db.session.commit()
    rows = db.session.scalars(sa.select(AuditRow.after).where(AuditRow.verb == "exchange.imported"))
    assert [after["import"] for after in rows] == [1, 2]
    third = brought(event, frab(*events))
    db.session.commit()
    broken = ValueError("in the middle")

    def fail(done, _total):
        if done:
            raise broken

    with pytest.raises(ValueError, match="in the middle"):
        applying.apply(event, third, agenda_queries.revision(event.id), ACTOR, fail)
    db.session.rollback()
    assert set(titles(event).values()) == {"10:00"}


def test_large_ones_go_to_a_job_that_can_be_cancelled(event, monkeypatch):
    monkeypatch.setattr(applying, "INLINE", 1)
    monkeypatch.setattr(bringing, "INLINE", 10)
    row = brought(event, frab(A, B, C))
    assert row.state == ImportState.READING
    db.session.commit()
    job = tasks.Job(row.task_id, ACTOR)
    result = jobs.read(job, row.id)
    assert result["href"] == f"/manage/events/{event.slug}/programme/imports/1"
    assert job.said["done"] == 1
    db.session.commit()
    number = take(event, row)
    db.session.commit()
    stopped = tasks.Job(number, ACTOR, stop_asked=True)
    revision = agenda_queries.revision(event.id)
    with pytest.raises(tasks.Cancelled):
        jobs.apply(stopped, row.id, revision)
    db.session.rollback()
    assert titles(event) == {}
    jobs.apply(tasks.Job(number, ACTOR), row.id, revision)
    assert titles(event) == {"Opening": "09:00", "Panel": "10:00", "Closing": "17:00"}
    with pytest.raises(tasks.NotRun):
        jobs.apply(tasks.Job(number, ACTOR), row.id, revision)


def test_a_job_that_is_overtaken_takes_nothing(event, monkeypatch, client, base):
    take(event, brought(event, frab(A)))
    monkeypatch.setattr(applying, "INLINE", 0)
    row = brought(event, frab(("g-a", "Great opening", "09:00", "Hall")))
    number = take(event, row)
    db.session.commit()
    revision = agenda_queries.revision(event.id)
    (session,) = agenda_queries.sessions(event.id)
    facts = agenda_actions.SessionFacts({"en": "By hand"}, minutes=30)
    agenda_actions.edit_session(event, session, facts, ACTOR, session.version)
    db.session.commit()
    with pytest.raises(tasks.NotRun, match="Great opening"):
        jobs.apply(tasks.Job(number, ACTOR), row.id, revision)
    db.session.rollback()
    task = db.session.scalars(sa.select(tasks.TaskRow)).one()
    task.state = tasks.TaskState.FAILED
    db.session.commit()
    page = client.get(f"{base}/programme/imports/2")
    assert "came to nothing" in page.words


def test_what_a_job_cannot_read_is_said_on_its_page(event, base, client, monkeypatch):
    monkeypatch.setattr(bringing, "INLINE", 1)
    row = brought(event, b"<schedule><day></schedule>")
    jobs.read(tasks.Job(row.task_id, ACTOR), row.id)
    db.session.commit()
    page = client.get(f"{base}/programme/imports/1")
    assert row.state == ImportState.FAILED
    assert "line" in page.words.lower()


def test_two_files_of_one_event_are_one_import(event):
    one, other = frab(A), frab(C)
    files = [bringing.Brought("a.xml", one), bringing.Brought("b.xml", other)]
    take(event, bringing.bring(event, files, ACTOR))
    assert titles(event) == {"Opening": "09:00", "Closing": "17:00"}


def test_after_an_undo_the_same_comes_in_as_if_new(event):
    take(event, brought(event, frab(A)))
    take(event, brought(event, frab((*A[:2], "10:00", "Hall"))))
    agenda_actions.undo(event, ACTOR)
    assert titles(event) == {"Opening": "09:00"}
    row = brought(event, frab((*A[:2], "10:00", "Hall")))
    found = bringing.plan_of(event, row)
    assert found.counts["changed"] == 1
    take(event, row)
    assert titles(event) == {"Opening": "10:00"}


def test_what_was_brought_goes_after_30_days_or_with_a_person(event):
    row = brought(event, table(), "plan.csv")
    bringing.match_columns(event, row, {}, ACTOR)
    take(event, row)
    person = make.make_person(first_name="Litia", family_name="Tuiloma")
    exported = personal.export(person)["brought_programmes"]
    assert [one["organisation"] for one in exported] == ["University"]
    assert personal.export(make.make_person())["brought_programmes"] == []
    assert ending.expire(row.created + timedelta(days=29)) == 0
    personal.erase(person, clock.now())
    assert (row.source, [one.file_id for one in row.files]) == (None, [None])
    assert ending.expire(row.created + timedelta(days=31)) == 0
    assert row.state == ImportState.APPLIED
    # The names stay where they stand: in the programme, which erases them itself.
    assert (
        db.session.scalars(sa.select(Speaker.name).order_by(Speaker.name)).all()[0] == "Ana Silva"
    )


def test_discarding_deletes_the_files(event, base, client):
    page = bring(client, base, "schedule.xml", frab(A))
    page = client.form(page, "Delete the files").submit()
    assert "Discarded" in page.words
    row = db.session.scalars(sa.select(ProgrammeImport)).one()
    assert (row.source, db.session.scalars(sa.select(ImportFile.file_id)).all()) == (None, [None])
    client.post(f"{base}/programme/imports/1/apply", {"revision": 0}, status=422)
    client.post(f"{base}/programme/imports/1", {}, status=422)


def test_limits_of_the_settings_are_named(event, monkeypatch):
    limits = bringing.limits_now()
    monkeypatch.setattr(bringing, "limits_now", lambda: dataclasses.replace(limits, rows=1))
    with pytest.raises(Unreadable, match="1"):
        brought(event, frab(A, B))


def test_a_kept_source_reads_back(event):
    row = brought(event, frab(A, B, C))
    kept = json.loads(json.dumps(row.source))
    assert stored.dump(stored.read(kept)) == row.source
    with pytest.raises(ValueError, match="not known"):
        stored.read({**kept, "version": 99})
