"""A programme as a value: written and read, compared, numbered from version to version."""

import copy
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.agenda import changes, releases, succession, times
from eventsite.agenda.changes import Kind

NOW = datetime(2027, 1, 15, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
START = datetime(2027, 6, 8, 7, 30, tzinfo=UTC)

SESSION = releases.ReleasedSession(
    code="S1",
    uid="uid-1",
    state="scheduled",
    title={"en": "Opening"},
    abstract={"en": "Welcome."},
    kind="plenary",
    track=1,
    start=START,
    end=START + timedelta(hours=1),
    wall=datetime.fromisoformat("2027-06-08T09:30"),
    fold=0,
    zone="Europe/Zurich",
    rooms=(1,),
    online=False,
    languages=("en",),
    interpretation=("fr",),
    has_captions=False,
    has_sign_language=False,
    parts=(releases.Item({"en": "Part"}, 10),),
    speakers=(releases.Voice("P1", "speaker", {"en": "Office"}, "FJ"),),
    materials=(
        releases.Material("M1", "slides", {"en": "Slides"}, "en", "after", 2, file="F1", size=9),
        releases.Material("M2", "link", {}, "", "before", 1, url="https://example.org/"),
    ),
    ways=(releases.Way("audio", "en", 32, {"en": "Audio only"}),),
)
OTHER = replace(SESSION, code="S2", uid="uid-2", speakers=(), materials=(), ways=())
AGENDA = releases.ReleasedAgenda(
    zone="Europe/Zurich",
    days=(releases.ReleasedDay(times.Hours(date(2027, 6, 8), time(9, 30), time(17, 30)), {}),),
    rooms=(
        releases.ReleasedRoom(1, {"en": "Hall"}, 400, {}, False),
        releases.ReleasedRoom(2, {"en": "Small"}, None, {}, False),
    ),
    tracks=(releases.ReleasedTrack(1, {"en": "Trust"}, "plum"),),
    speakers=(releases.ReleasedSpeaker("P1", {"en": "Office"}, "FJ"),),
    sessions=(SESSION, OTHER),
)
PEOPLE = {"P1": releases.ReleasedPerson("Dr", "Ada", "Director", {"en": "Life."}, "photo")}


def with_session(**facts):
    return replace(AGENDA, sessions=(replace(SESSION, **facts), OTHER))


def kinds(after, before=AGENDA, people=PEOPLE):
    return [change.kind for change in changes.diff(before, after, PEOPLE, people)]


def test_what_is_written_is_read_again():
    assert releases.read(releases.dump(AGENDA)) == AGENDA


def test_older_content_is_led_up_step_by_step():
    steps = {
        1: lambda c: {**c, "schema": 2, "log": ["1"]},
        2: lambda c: {**c, "schema": 3, "log": [*c["log"], "2"]},
    }
    assert releases.upgrade({"schema": 1}, steps, 3) == {"schema": 3, "log": ["1", "2"]}


#: A programme as it was stored before sessions had materials, outcomes, topics and ways.
FIRST_SHAPE = {
    "schema": 1,
    "zone": "Europe/Zurich",
    "days": [{"day": "2027-06-08", "starts": "09:30", "ends": None, "label": {}}],
    "rooms": [{"id": 1, "names": {"en": "Hall"}, "capacity": 9, "note": {}, "online": False}],
    "tracks": [{"id": 1, "names": {"en": "Trust"}, "hue": "plum"}],
    "speakers": [{"code": "P1", "organisation": {"en": "Office"}, "country": "FJ"}],
    "sessions": [
        {
            "code": "S1",
            "uid": "uid-1",
            "sequence": 3,
            "revised": "2027-01-15T15:00:00+00:00",
            "state": "scheduled",
            "title": {"en": "Opening"},
            "abstract": {"en": "Welcome."},
            "kind": "plenary",
            "track": 1,
            "start": "2027-06-08T07:30:00+00:00",
            "end": "2027-06-08T08:30:00+00:00",
            "wall": "2027-06-08T09:30",
            "fold": 0,
            "zone": "Europe/Zurich",
            "rooms": [1],
            "online": False,
            "languages": ["en"],
            "interpretation": ["fr"],
            "captions": False,
            "sign_language": False,
            "parts": [{"title": {"en": "Part"}, "minutes": 10}],
            "speakers": [{"code": "P1", "role": "speaker"}],
        }
    ],
}


def test_the_first_stored_shape_is_read_and_stays_as_it_was():
    stored = copy.deepcopy(FIRST_SHAPE)
    read = releases.read(stored)
    assert stored == FIRST_SHAPE
    assert read.sessions == (replace(SESSION, materials=(), ways=(), sequence=3, revised=NOW),)
    assert read.speakers == (releases.ReleasedSpeaker("P1", {"en": "Office"}, "FJ", 0),)
    assert releases.read(releases.dump(read)) == read
    assert releases.dump(read)["schema"] == 3


@pytest.mark.parametrize("content", [{}, {"schema": 99}, {"schema": "1"}])
def test_unknown_content_is_an_error(content):
    with pytest.raises(ValueError, match="No programme is stored as version"):
        releases.read(content)


HOUR = timedelta(hours=1)
#: Every field of a session that a visitor sees, changed; its kind; whether calendars count it.
FIELDS = {
    "start": (
        {
            "start": START + HOUR,
            "end": START + 2 * HOUR,
            "wall": datetime.fromisoformat("2027-06-08T10:30"),
        },
        Kind.MOVED,
        1,
    ),
    "end": ({"end": START + 2 * HOUR}, Kind.LENGTH, 1),
    "wall": ({"wall": datetime.fromisoformat("2027-06-08T10:30")}, Kind.MOVED, 1),
    "fold": ({"fold": 1}, Kind.MOVED, 1),
    "zone": ({"zone": "Europe/Paris"}, Kind.MOVED, 1),
    "rooms": ({"rooms": (2,)}, Kind.ROOM, 1),
    "online": ({"online": True}, Kind.ONLINE, 1),
    "state": ({"state": "cancelled"}, Kind.CANCELLED, 1),
    "title": ({"title": {"en": "Start"}}, Kind.TITLE, 0),
    "abstract": ({"abstract": {}}, Kind.TEXT, 0),
    "kind": ({"kind": "panel"}, Kind.KIND, 0),
    "track": ({"track": None}, Kind.TRACK, 0),
    "languages": ({"languages": ("ar",)}, Kind.LANGUAGE, 0),
    "interpretation": ({"interpretation": ()}, Kind.LANGUAGE, 0),
    "has_captions": ({"has_captions": True}, Kind.LANGUAGE, 0),
    "has_sign_language": ({"has_sign_language": True}, Kind.LANGUAGE, 0),
    "parts": ({"parts": ()}, Kind.PARTS, 0),
    "speakers": ({"speakers": ()}, Kind.PEOPLE, 0),
    "presenters": ({"parts": (releases.Item({"en": "Part"}, 10, ("P1",)),)}, Kind.PARTS, 0),
    "absent": ({"speakers": (replace(SESSION.speakers[0], absent=True),)}, Kind.ABSENT, 0),
    "materials": ({"materials": ()}, Kind.MATERIALS, 0),
    "recording": ({"recording": "https://example.org/video"}, Kind.RECORDING, 0),
    "transcript": ({"transcript": "https://example.org/words"}, Kind.TRANSCRIPT, 0),
    "outcome": ({"outcome": {"en": "Agreed."}}, Kind.OUTCOME, 0),
    "clauses": ({"clauses": ("ITD-6",)}, Kind.TOPICS, 0),
    "sdgs": ({"sdgs": (4,)}, Kind.TOPICS, 0),
    "study_groups": ({"study_groups": ("SG20",)}, Kind.TOPICS, 0),
    "work_items": ({"work_items": ("Y.X",)}, Kind.TOPICS, 0),
    "late": ({"late": 10}, Kind.LATE, 0),
    "ways": ({"ways": ()}, Kind.WAYS, 0),
}


def test_the_table_knows_every_public_field():
    own = {"code", "uid", "sequence", "revised", "former"}
    inside = {"presenters", "absent"}
    assert set(FIELDS) | own == set(releases.ReleasedSession.__dataclass_fields__) | inside


@pytest.mark.parametrize("name", FIELDS)
def test_every_public_change_counts_once_and_is_numbered(name):
    changed, kind, steps = FIELDS[name]
    after = with_session(**changed)
    assert kinds(after) == [kind]
    before = replace(AGENDA, sessions=tuple(replace(s, revised=NOW) for s in AGENDA.sessions))
    first, second = succession.succeed(before, after, LATER).sessions
    if first.code != "S1":
        first, second = second, first
    assert (first.sequence, first.revised) == (steps, LATER)
    assert (second.sequence, second.revised) == (0, NOW)


@pytest.mark.parametrize(
    "after",
    [
        {"name": "Grace"},
        {"honorific": ""},
        {"role_title": "Head"},
        {"biography": {}},
        {"photo": ""},
    ],
)
def test_a_speakers_words_count(after):
    people = {"P1": replace(PEOPLE["P1"], **after)}
    assert kinds(AGENDA, people=people) == [Kind.SPEAKER]
    before = replace(AGENDA, sessions=tuple(replace(s, revised=NOW) for s in AGENDA.sessions))
    found = succession.succeed(
        before, AGENDA, LATER, people_before=PEOPLE, people_after=people, since=NOW
    )
    assert [(s.sequence, s.revised) for s in found.sessions] == [(0, LATER), (0, NOW)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"rooms": (replace(AGENDA.rooms[0], capacity=300), AGENDA.rooms[1])}, Kind.ROOM_FACTS),
        ({"rooms": AGENDA.rooms[::-1]}, Kind.ROOM_FACTS),
        ({"tracks": (replace(AGENDA.tracks[0], hue="sea"),)}, Kind.TRACK_FACTS),
        ({"speakers": (replace(AGENDA.speakers[0], country="TO"),)}, Kind.SPEAKER),
        ({"speakers": (replace(AGENDA.speakers[0], precedence=1),)}, Kind.SPEAKER),
        ({"days": ()}, Kind.DAYS),
        ({"sessions": (SESSION,)}, Kind.REMOVED),
        ({"sessions": (SESSION, OTHER, replace(OTHER, code="S3"))}, Kind.NEW),
    ],
)
def test_what_stands_around_counts_too(changed, expected):
    assert kinds(replace(AGENDA, **changed)) == [expected]


def test_the_same_is_no_change():
    assert kinds(AGENDA) == []
    assert kinds(AGENDA, before=None) == [Kind.NEW, Kind.NEW]


def test_changes_survive_being_stored():
    for change in changes.diff(None, AGENDA, {}, PEOPLE):
        assert changes.load(change.dump()) == change


def test_what_was_taken_off_stays_as_gone_until_thirty_days_after():
    first = succession.succeed(None, AGENDA, NOW)
    without = replace(AGENDA, sessions=(OTHER,))
    second = succession.succeed(first, without, LATER)
    gone = second.find("S1")
    assert gone is not None
    assert (gone.state, gone.sequence, gone.revised) == ("gone", 1, LATER)
    said = {name: getattr(gone, name) for name in succession.WORDLESS}
    assert said == succession.WORDLESS
    assert [s.code for s in second.shown] == ["S2"]
    third = succession.succeed(second, without, LATER + HOUR)
    assert third.find("S1") == gone
    ends = datetime(2027, 6, 8, 15, 30, tzinfo=UTC) + succession.KEPT_CANCELLED
    assert succession.succeed(third, without, ends).find("S1") == gone
    assert succession.succeed(third, without, ends + HOUR).find("S1") is None


def test_what_comes_back_is_numbered_on():
    first = succession.succeed(None, AGENDA, NOW)
    second = succession.succeed(first, replace(AGENDA, sessions=(OTHER,)), LATER)
    back = succession.succeed(second, AGENDA, LATER + HOUR).find("S1")
    assert back is not None
    assert (back.state, back.sequence) == ("scheduled", 2)


def test_erasing_a_person_counts_into_the_next_sequence():
    first = succession.succeed(None, AGENDA, NOW)
    erased = {"P1": releases.ReleasedPerson(redacted=LATER)}
    after = succession.succeed(
        first, AGENDA, LATER, people_before=erased, people_after=erased, since=NOW
    )
    assert [s.sequence for s in after.sessions] == [1, 0]
    further = succession.succeed(
        after, AGENDA, LATER, people_before=erased, people_after=erased, since=LATER
    )
    assert [s.sequence for s in further.sessions] == [1, 0]


@given(st.lists(st.sampled_from([*FIELDS, "", "off"]), max_size=8))
def test_sequence_and_revision_never_go_back(steps):
    before, now = succession.succeed(None, AGENDA, NOW), NOW
    for step in steps:
        now += timedelta(minutes=1)
        draft = AGENDA
        if step == "off":
            draft = replace(AGENDA, sessions=(OTHER,))
        elif step:
            draft = with_session(**FIELDS[step][0])
        after = succession.succeed(before, draft, now)
        old, new = before.find("S1"), after.find("S1")
        assert old is not None
        assert new is not None
        assert new.sequence in (old.sequence, old.sequence + 1)
        assert new.revised in (old.revised, now)
        plain = {"sequence": 0, "revised": NOW}
        assert (replace(new, **plain) == replace(old, **plain)) == (new.revised == old.revised)
        before = after


def test_fingerprint_tells_drafts_apart():
    same = changes.fingerprint(AGENDA, PEOPLE, 1)
    assert changes.fingerprint(releases.read(releases.dump(AGENDA)), PEOPLE, 1) == same
    others = {
        changes.fingerprint(with_session(title={"en": "X"}), PEOPLE, 1),
        changes.fingerprint(AGENDA, {}, 1),
        changes.fingerprint(AGENDA, PEOPLE, 2),
    }
    assert len(others - {same}) == 3


@pytest.mark.parametrize(
    ("versions", "leads_to"),
    [
        ([(1, None, False)], 0),
        ([(2, None, False), (1, None, False)], 1),
        ([(3, None, False), (2, None, True), (1, None, False)], 1),
        ([(3, 2, False), (2, None, True), (1, None, False)], 0),
        ([(4, 3, False), (3, None, True), (2, None, False), (1, None, False)], 1),
        ([(4, None, False), (3, 2, False), (2, None, True), (1, None, False)], 3),
    ],
)
def test_going_back_leads_to_what_visitors_last_saw(versions, leads_to):
    assert succession.earlier(succession.Standing(*one) for one in versions) == leads_to
