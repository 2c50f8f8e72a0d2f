"""Actions on events: what they refuse, what calendars and ETags see of them, on both databases."""

import io
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy.orm import Session, scoped_session
from werkzeug.datastructures import FileStorage

from eventsite.core import clock, files
from eventsite.core.errors import Refused, Stale
from eventsite.events import actions, days, queries, rules, states
from eventsite.events.days import Hours
from eventsite.events.models import Event, EventKind, EventState, Mode
from tests import make

pytestmark = pytest.mark.both_databases
Database = scoped_session[Session]
NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
D = [date(2027, 6, 8) + timedelta(days=n) for n in range(5)]
NINE, FIVE = time(9), time(17)


class Hold(StrEnum):
    REGISTERED = "Somebody is registered."


def draft(**fields: object) -> Event:
    values: dict[str, object] = {
        "actor": "test", "owner": None, "title": {"en": "Forum 2027"}, "kind": EventKind.FORUM,
        "summary": {"en": "One question."}, "days": [Hours(D[0], NINE, FIVE)],
    }  # fmt: skip
    return actions.create_event(**{**values, **fields})  # type: ignore[arg-type]


def published(**fields: object) -> Event:
    event = draft(**fields)
    actions.publish(actor="test", event=event)
    return event


def reason_of(error: pytest.ExceptionInfo[Refused]) -> tuple[StrEnum, str | None]:
    return error.value.reason, error.value.field


def test_a_new_event_is_a_draft_of_its_creator(session: Database) -> None:
    user = make.make_user()
    event = draft(owner=user, title={"fr": "Forum", "en": "Forum 2027"})
    member = queries.find_member(event.id, user.id)
    assert (event.state, event.slug, event.text_langs) == (
        EventState.DRAFT,
        "forum-2027",
        ["en", "fr"],
    )
    assert (event.first_day, event.last_day) == (D[0], D[0])
    assert member is not None
    assert member.duties == ["owner"]


def test_slugs_of_equal_titles_count_on(session: Database) -> None:
    assert [draft().slug for _ in range(3)] == ["forum-2027", "forum-2027-2", "forum-2027-3"]
    assert draft(title={"en": "New"}).slug == "new-2"


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"slug": "taken"}, rules.Reason.SLUG_TAKEN, "slug"),
        ({"slug": "new"}, rules.Reason.SLUG_TAKEN, "slug"),
        ({"slug": "A slug/../x"}, rules.Reason.SLUG_SHAPE, "slug"),
        ({"title": {}}, rules.Reason.TITLE, "title"),
        ({"hue": "red"}, rules.Reason.HUE, "hue"),
        ({"zone": "Mars/Base"}, days.Wrong.ZONE, "zone"),
        ({"days": [Hours(D[0]), Hours(D[0])]}, days.Wrong.TWICE, "day"),
    ],
)
def test_what_cannot_be_made(
    session: Database, fields: dict[str, object], reason: StrEnum, field: str
) -> None:
    draft(slug="taken")
    with pytest.raises(Refused) as refused:
        draft(**fields)
    assert reason_of(refused) == (reason, field)


def test_a_change_moves_the_event_and_its_series(session: Database) -> None:
    series = make.make_series()
    event = published(series_id=series.id)
    with clock.freeze(NOW):
        actions.update_event(
            actor="test", event=event, version=event.version, title={"en": "Forum", "ar": "منتدى"}
        )
    assert (event.revised, series.revised, event.text_langs) == (NOW, NOW, ["en", "ar"])


def test_a_change_of_a_series_moves_its_events(session: Database) -> None:
    series = make.make_series()
    event = published(series_id=series.id)
    with clock.freeze(NOW):
        actions.update_series(actor="test", series=series, title={"en": "Renamed"})
    session.refresh(event)
    assert event.revised == NOW


def test_who_saves_too_late_gets_both_texts(session: Database) -> None:
    event = draft()
    version = event.version
    actions.update_event(actor="test", event=event, version=version, title={"en": "Mine"})
    with pytest.raises(Stale) as stale:
        actions.update_event(actor="test", event=event, version=version, title={"en": "Theirs"})
    assert (stale.value.mine, stale.value.theirs) == (
        {"title": "en: Theirs"},
        {"title": "en: Mine"},
    )


def test_the_address_is_fixed_once_public(session: Database) -> None:
    event = published()
    with pytest.raises(Refused) as refused:
        actions.update_event(actor="test", event=event, slug="other")
    assert reason_of(refused) == (rules.Reason.SLUG_FIXED, "slug")


def sequences(event: Event) -> dict[date, tuple[int, bool]]:
    return {row.day: (row.sequence, row.cancelled is not None) for row in event.days}


def test_days_of_a_public_event_keep_their_identity(session: Database) -> None:
    event = published(days=[Hours(D[0], NINE, FIVE), Hours(D[1], NINE, FIVE)])
    actions.update_event(actor="test", event=event, title={"en": "No day changes"})
    first = {row.day: row.uid for row in event.days}
    assert sequences(event) == {D[0]: (0, False), D[1]: (0, False)}
    actions.set_days(
        actor="test", event=event, days=[Hours(D[0], NINE, FIVE), Hours(D[1], time(10), FIVE)]
    )
    assert sequences(event) == {D[0]: (0, False), D[1]: (1, False)}
    actions.set_days(actor="test", event=event, days=[Hours(D[0], NINE, FIVE)])
    assert sequences(event) == {D[0]: (0, False), D[1]: (2, True)}
    assert event.last_day == D[0]
    actions.set_days(
        actor="test", event=event, days=[Hours(D[1], NINE, FIVE), Hours(D[0], NINE, FIVE)]
    )
    assert sequences(event) == {D[0]: (0, False), D[1]: (3, False)}
    assert {row.day: row.uid for row in event.days} == first


def test_zone_confirmation_and_calling_off_change_every_entry(session: Database) -> None:
    event = published()
    hours = [Hours(D[0], NINE, FIVE)]
    actions.set_days(actor="test", event=event, days=hours, zone="Asia/Riyadh")
    assert sequences(event) == {D[0]: (1, False)}
    actions.set_days(actor="test", event=event, days=hours, dates_confirmed=False)
    assert sequences(event) == {D[0]: (2, False)}
    actions.cancel(actor="test", event=event, note={"en": "Too few."})
    assert sequences(event) == {D[0]: (3, False)}
    (entry,) = days.entries(event)
    assert entry.status == days.Status.CANCELLED


def test_days_of_a_draft_leave_nothing_behind(session: Database) -> None:
    event = draft(days=[Hours(D[0]), Hours(D[1])])
    actions.set_days(actor="test", event=event, days=[Hours(D[1], NINE, FIVE)])
    session.expire(event)
    assert sequences(event) == {D[1]: (0, False)}


def test_publishing_waits_for_what_is_needed(session: Database) -> None:
    event = draft(summary={})
    with pytest.raises(Refused) as refused:
        actions.publish(actor="test", event=event)
    assert reason_of(refused)[0] == states.Reason.TO_DO
    actions.update_event(actor="test", event=event, summary={"en": "Now."})
    actions.publish(actor="test", event=event)
    assert event.state == EventState.PUBLISHED


def test_a_hold_keeps_an_event_public(session: Database) -> None:
    event = published()
    with pytest.raises(Refused) as refused:
        actions.unpublish(actor="test", event=event, holds=[Hold.REGISTERED])
    assert reason_of(refused)[0] == Hold.REGISTERED
    actions.unpublish(actor="test", event=event)
    assert event.state == EventState.DRAFT


def test_an_archived_event_takes_no_change(session: Database) -> None:
    event = published(days=[Hours(date(2023, 3, 7), NINE, FIVE)])
    actions.archive(actor="test", event=event)
    changes = [
        lambda: actions.update_event(actor="test", event=event, hue="plum"),
        lambda: actions.set_days(actor="test", event=event, days=[]),
        lambda: actions.set_join_ways(actor="test", event=event, ways=[]),
        lambda: actions.set_co_organizers(actor="test", event=event, partners=[]),
        lambda: actions.remove_cover(actor="test", event=event),
        lambda: actions.set_deadline(actor="test", event=event, kind="visa", at=NOW),
    ]
    for change in changes:
        with pytest.raises(Refused) as refused:
            change()
        assert reason_of(refused)[0] == states.Reason.READ_ONLY


def test_one_deadline_of_a_kind_is_one_row(session: Database) -> None:
    event = published()
    row = actions.set_deadline(actor="test", event=event, kind="visa", at=NOW)
    again = actions.set_deadline(actor="test", event=event, kind="visa", at=NOW)
    assert (again.id, again.sequence) == (row.id, 0)
    later = actions.set_deadline(
        actor="test", event=event, kind="visa", at=NOW + timedelta(hours=1)
    )
    assert (later.id, later.uid, later.sequence) == (row.id, row.uid, 1)
    actions.set_deadline(actor="test", event=event, kind="visa", at=NOW, label_key="group")
    assert len(queries.deadlines(event.id)) == 2
    with pytest.raises(Refused) as refused:
        actions.set_deadline(actor="test", event=event, kind="lunch", at=NOW)
    assert reason_of(refused) == (rules.Reason.DEADLINE_SHAPE, "kind")


def test_a_removed_deadline_stays_for_calendars_and_comes_back(session: Database) -> None:
    event = published()
    row = actions.set_deadline(actor="test", event=event, kind="visa", at=NOW)
    with clock.freeze(NOW):
        actions.remove_deadline(actor="test", event=event, deadline=row)
    assert (row.cancelled, row.revised, row.sequence) == (NOW, NOW, 1)
    assert (queries.deadlines(event.id), queries.parts(event.id).deadlines) == ([], 0)
    again = actions.set_deadline(actor="test", event=event, kind="visa", at=NOW)
    assert (again.id, again.cancelled, again.sequence) == (row.id, None, 2)


def test_a_deadline_nobody_saw_leaves_nothing(session: Database) -> None:
    event = draft()
    row = actions.set_deadline(actor="test", event=event, kind="visa", at=NOW)
    actions.remove_deadline(actor="test", event=event, deadline=row)
    assert queries.find_deadline(event.id, "visa", removed=True) is None


@pytest.mark.parametrize(
    ("fields", "moves"),
    [
        ({"venue": {"en": "Hall 2"}}, 1),
        ({"city": {"en": "Riga"}, "country": "LV"}, 1),
        ({"mode": Mode.ONLINE}, 1),
        ({"summary": {"en": "Another question."}}, 0),
    ],
)
def test_another_place_counts_the_sequence_up(
    session: Database, fields: dict[str, Any], moves: int
) -> None:
    event = published()
    before = event.days[0].sequence
    with clock.freeze(NOW):
        actions.update_event(actor="test", event=event, **fields)
    assert (event.days[0].sequence - before, event.moves) == (moves, moves)
    assert event.moved == (NOW if moves else None)


def test_a_draft_moves_unseen(session: Database) -> None:
    event = draft()
    actions.update_event(actor="test", event=event, city={"en": "Riga"})
    assert (event.days[0].sequence, event.moves) == (0, 0)


def test_a_series_knows_that_an_event_left_it(session: Database) -> None:
    series = make.make_series()
    event = published(series_id=series.id)
    with clock.freeze(NOW):
        actions.update_event(actor="test", event=event, series_id=None)
    assert series.revised == NOW


def upload(content: bytes, name: str) -> FileStorage:
    return FileStorage(io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"<svg onload=alert(1)>", "x.svg", files.Reason.KIND),
        (b"<script>alert(1)</script>", "x.png", files.Reason.CONTENT),
        (make.PNG + b"\0" * (300 * 1024), "x.png", files.Reason.SIZE),
        (b"", "x.png", files.Reason.EMPTY),
    ],
)
def test_a_cover_that_is_none(
    session: Database, content: bytes, name: str, reason: StrEnum
) -> None:
    event = draft()
    with pytest.raises(Refused) as refused:
        actions.set_cover(
            actor="test", event=event, alt={"en": "A hall"}, upload=upload(content, name)
        )
    assert reason_of(refused) == (reason, "file")


def test_a_cover_is_described(session: Database) -> None:
    event = draft()
    with pytest.raises(Refused) as refused:
        actions.set_cover(actor="test", event=event, alt={}, upload=upload(make.PNG, "x.png"))
    assert reason_of(refused) == (rules.Reason.DESCRIBE, "alt")


def test_a_document_is_a_file_or_a_link(session: Database) -> None:
    event = draft()
    for both in (
        {"upload": upload(b"%PDF-1.7", "x.pdf"), "url": "https://example.org"},
        {"upload": None, "url": ""},
    ):
        with pytest.raises(Refused) as refused:
            actions.add_document(actor="test", event=event, title={"en": "C"}, **both)
        assert reason_of(refused) == (rules.Reason.ONE_SOURCE, "file")


def test_lists_know_what_comes_and_what_was(session: Database) -> None:
    zone = "Etc/GMT+12"  # the last place where a day ends
    past = published(title={"en": "Past"}, days=[Hours(D[0])], zone=zone)
    today = published(title={"en": "Today"}, days=[Hours(D[1], NINE, FIVE)], zone=zone)
    soon = published(title={"en": "Soon"}, days=[Hours(D[3])])
    someday = published(title={"en": "Someday"}, days=[], dates_confirmed=False)
    hidden = draft(title={"en": "Draft"})
    off = published(title={"en": "Off"}, days=[Hours(D[4])])
    actions.cancel(actor="test", event=off, note={"en": "Too few."})
    now = datetime(2027, 6, 10, 11, 59, tzinfo=UTC)  # still the 9th there
    assert [line.slug for line in queries.coming(now)] == [
        e.slug for e in (today, soon, off, someday)
    ]
    assert [line.slug for line in queries.past(now)] == [past.slug]
    assert queries.coming(now)[0].starts == NINE
    assert hidden.slug not in {line.slug for line in queries.coming(now)}
    later = now + timedelta(minutes=1)
    assert [line.slug for line in queries.past(later)] == [today.slug, past.slug]
