"""What each address answers: the published, whole and nothing else, as its shape says."""

from datetime import timedelta

import pytest

from eventsite.api import paging, shapes
from eventsite.api.operations import BY_NAME, OPERATIONS, PREFIX
from eventsite.core import clock, errors, http
from eventsite.events.models import EventKind, EventState
from eventsite.registration.models import State
from tests import make
from tests.agenda import makings
from tests.api import plenty
from tests.api.plenty import ask
from tests.counting import count_queries

#: Nothing of these may ever be told.
SECRETS = (
    "join.example",
    "secret@example.org",
    "ada@example.org",
    "Not public",
    "Only drafted",
    "Nobody Any Longer",
)

#: What the list of events can be asked.
EVENTS = ("limit", "cursor", "series", "kind", "year", "from", "to", "state", "country")


def address(world, operation):
    """The address of an operation in a world."""
    return PREFIX + operation.path.format(
        slug=world.event.slug, session=world.talk.code, speaker=world.ada.code, call="ideas"
    )


def test_every_answer_has_its_shape_and_tells_no_secret(client, world):
    for operation in OPERATIONS:
        answer = client.open("GET", address(world, operation))
        assert answer.content_type == "application/json"
        assert operation.answer.model_validate_json(answer.data)
        assert [word for word in SECRETS if word in answer.text] == []


@pytest.mark.both_databases
def test_few_statements_when_new_and_one_when_kept(client, world):
    counts = {}
    for operation in OPERATIONS:
        path = address(world, operation)
        client.open("GET", path)
        http.shelf.clear()
        http.fresh.clear()
        with count_queries() as cold:
            first = client.open("GET", path)
        http.fresh.clear()
        with count_queries() as warm:
            again = client.open("GET", path)
        assert again.data == first.data
        counts[operation.name] = len(cold), len(warm)
    at_once = ("call", "calls", "deadlines", "figures", "release", "series")
    assert counts == dict.fromkeys(counts, (2, 1)) | dict.fromkeys(at_once, (1, 1))


def test_head_and_every_language_say_the_same(client, world):
    for operation in OPERATIONS:
        path = address(world, operation)
        answer, head = client.open("GET", path), client.open("HEAD", path)
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["ETag"] == answer.headers["ETag"]
        assert head.headers["Content-Length"] == str(len(answer.data))
        assert client.open("GET", f"/ar{path}").data == answer.data


def test_a_session_in_whole(client, world):
    talk = shapes.Session.model_validate(ask(client, address(world, BY_NAME["session"])))
    assert (talk.start.isoformat(), talk.local_start) == (
        "2027-06-08T10:00:00+02:00",
        "2027-06-08T10:00",
    )
    assert (talk.zone, talk.day.isoformat(), talk.minutes) == ("Europe/Zurich", "2027-06-08", 60)
    assert [(v.role, v.name, v.country) for v in talk.speakers] == [
        ("moderator", "Ada", "FJ"),
        ("speaker", None, None),
    ]
    assert talk.parts[0].presenters == [world.ada.code]
    assert talk.url == "http://localhost/events/plenty/sessions/" + world.talk.code
    assert talk.interpretation == ["ar"]


def test_materials_have_an_address_from_their_moment_on(client, world):
    path = address(world, BY_NAME["session"])
    listed = f"{PREFIX}/events/plenty/sessions"

    def addresses():
        own = [one["url"] for one in ask(client, path)["materials"]]
        assert ask(client, listed)["items"][0]["materials"][1]["url"] == own[1]
        return own

    before, start = "https://example.org/before", "https://example.org/at-start"
    with clock.freeze(plenty.START - timedelta(seconds=10)):
        assert addresses() == [before, None]
        for each in (path, listed):
            assert client.open("GET", each).headers["Cache-Control"] == "public, max-age=10"
    with clock.freeze(plenty.START):
        assert addresses() == [before, start]
        assert client.open("GET", path).headers["Cache-Control"] == "public, max-age=60"


def test_a_cancelled_session_stays_and_one_taken_off_is_gone(client, world):
    items = ask(client, f"{PREFIX}/events/plenty/sessions")["items"]
    assert [(one["title"]["en"], one["state"]) for one in items] == [
        ("Talk", "scheduled"),
        ("Off", "cancelled"),
    ]
    gone = ask(client, f"{PREFIX}/events/plenty/sessions/{world.gone.code}", 410)
    assert gone["title"] == "Gone"


def test_of_an_event_that_is_called_off_every_session_is_cancelled(client, world):
    ask(client, f"{PREFIX}/events/plenty/sessions")
    world.event.state = EventState.CANCELLED
    items = ask(client, f"{PREFIX}/events/plenty/sessions")["items"]
    assert {one["state"] for one in items} == {"cancelled"}


def test_an_erased_person_leaves_a_blank(client, world):
    path = f"{PREFIX}/events/plenty/speakers/{world.erased.code}"
    blank = shapes.Speaker.model_validate(ask(client, path))
    assert (blank.name, blank.role_title, blank.biography, blank.photo_url) == (
        None,
        None,
        {},
        None,
    )
    assert blank.sessions == [world.talk.code]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("day=2027-06-08", ["Talk", "Off"]),
        ("day=2027-06-09", []),
        ("language=ar", ["Talk"]),
        ("language=fr", []),
        ("track=0", []),
        ("limit=1", ["Talk"]),
    ],
)
def test_sessions_are_narrowed(client, world, query, titles):
    items = ask(client, f"{PREFIX}/events/plenty/sessions?{query}")["items"]
    assert [one["title"]["en"] for one in items] == titles


def test_sessions_of_a_room_and_of_a_track(client, world):
    base = f"{PREFIX}/events/plenty"
    rooms = {one["name"]["en"]: one["id"] for one in ask(client, f"{base}/rooms")["items"]}
    track = ask(client, f"{base}/tracks")["items"][0]["id"]
    for query, titles in ((f"room={rooms['Room B']}", ["Off"]), (f"track={track}", ["Talk"])):
        items = ask(client, f"{base}/sessions?{query}")["items"]
        assert [one["title"]["en"] for one in items] == titles


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Past", "Forum", "Off"]),
        ("state=upcoming", ["Forum", "Off"]),
        ("state=past", ["Past"]),
        ("year=2027", ["Forum"]),
        ("from=2027-06-09", ["Forum"]),
        ("from=2027-06-10", []),
        ("to=2027-06-07", ["Past"]),
        ("country=CH", ["Past", "Forum", "Off"]),
        ("country=FR", []),
        ("kind=forum", ["Past", "Forum", "Off"]),
        ("kind=workshop", []),
        ("series=none", []),
    ],
)
def test_events_are_narrowed(client, world, query, titles):
    with clock.freeze(plenty.START):
        items = ask(client, f"{PREFIX}/events?{query}")["items"]
    assert [one["title"]["en"] for one in items] == titles


def test_an_event_in_whole(client, world):
    found = shapes.Event.model_validate(ask(client, f"{PREFIX}/events/plenty"))
    assert (found.release, found.outcome) == (2, {"en": "It was agreed."})
    assert found.days[0].starts is not None
    assert found.days[0].starts.isoformat() == "2027-06-08T09:30:00+02:00"
    assert (found.days[0].local_ends, len(found.days)) == ("2027-06-08T17:30", 2)
    series = ask(client, f"{PREFIX}/events?series={found.series}")["items"]
    assert [one["slug"] for one in series] == ["plenty"]


def test_hours_of_a_save_the_date_are_not_told(client, world):
    world.event.dates_confirmed = False
    found = ask(client, f"{PREFIX}/events/plenty")
    assert [(day["starts"], day["local_ends"]) for day in found["days"]] == [(None, None)] * 2


def test_before_the_first_version_lists_are_empty(client, session):
    event = make.make_event()
    makings.make_room(event)
    base = f"{PREFIX}/events/{event.slug}"
    for name in ("sessions", "speakers", "rooms", "tracks"):
        assert ask(client, f"{base}/{name}") == {"next": None, "release": None, "items": []}
    detail = ask(client, f"{base}/release", 404)["detail"]
    assert detail == "This event has no published programme yet."


def test_figures_are_those_of_the_page(client, session):
    event = make.make_event()
    path = f"{PREFIX}/events/{event.slug}/figures"
    for number in range(11):
        make.make_registration(event, state=State.CONFIRMED, country=("FJ", "CH")[number % 2])
        if number == 8:
            assert ask(client, path) == {"registered_at_least": None, "countries": None}
    assert ask(client, path) == {"registered_at_least": 10, "countries": 2}
    make.make_registration(event, state=State.CONFIRMED, country="KE")
    assert ask(client, path) == {"registered_at_least": 10, "countries": 2}


def test_a_call_closes_with_its_minute(client, session):
    call = make.make_call(make.make_event())
    for passed, state in ((59, "open"), (60, "grace"), (16 * 60, "closed")):
        with clock.freeze(call.closes + timedelta(seconds=passed)):
            assert ask(client, f"{PREFIX}/calls")["items"][0]["state"] == state


def test_unpublished_things_are_not_there(client, world):
    draft = make.make_call(world.event, published=None, slug="hidden")
    for path in (
        "/events/plenty-draft",
        *(f"/events/plenty-draft/{name}" for name in ("sessions", "deadlines", "figures")),
        f"/events/plenty/calls/{draft.slug}",
        "/events/plenty/sessions/NOTHING",
        "/events/plenty/speakers/NOTHING",
        "/nothing",
    ):
        problem = shapes.Problem.model_validate(ask(client, f"{PREFIX}{path}", 404))
        assert (problem.status, problem.title) == (404, "Not Found")
    assert [one["slug"] for one in ask(client, f"{PREFIX}/calls")["items"]] == ["ideas"]


@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        ("limit=0", "limit", "Give “limit” as a whole number from 1 to 100."),
        ("limit=1_0", "limit", "Give “limit” as a whole number from 1 to 100."),
        ("from=0", "from", "Give “from” as a day, like 2027-06-08."),
        ("to=2027-02-30", "to", "Give “to” as a day, like 2027-06-08."),
        ("state=", "state", "Give “state” as one of: upcoming, past."),
        (
            "kind=ball",
            "kind",
            "Give “kind” as one of: " + ", ".join(EventKind) + ".",
        ),
        ("cursor=abc", "cursor", "Take “cursor” from the “next” address of the part before."),
        (
            f"cursor={paging.encode((0, 'a'))}",
            "cursor",
            "Take “cursor” from the “next” address of the part before.",
        ),
        ("limit=1&limit=1", "limit", "Give “limit” once."),
        (
            "lang=fr",
            "lang",
            "There is no parameter “lang” here. There are: " + ", ".join(EVENTS) + ".",
        ),
    ],
)
def test_a_wrong_parameter_is_named(client, session, query, parameter, detail):
    answer = client.open("GET", f"{PREFIX}/events?{query}")
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    problem = shapes.Problem.model_validate_json(answer.data)
    assert (problem.parameter, problem.detail) == (parameter, detail)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_address_without_parameters_says_so(client, world):
    problem = ask(client, f"{PREFIX}/library?limit=1", 422)
    assert problem["detail"] == "This address has no parameters. Ask it without any."


def test_nothing_can_be_changed(client, session):
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = client.open(method, f"{PREFIX}/events")
        assert (answer.status_code, answer.content_type) == (405, "application/problem+json")
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_scripts_of_other_sites_may_read_and_ask_first(client, session):
    answer = client.open("GET", f"{PREFIX}/events")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Expose-Headers"] == "ETag, Link"
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    first = client.open("OPTIONS", f"{PREFIX}/events", headers=asked)
    assert first.status_code == 200
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Access-Control-Allow-Headers"] == "If-None-Match, If-Modified-Since"
    page = client.open("GET", "/api")
    assert "Access-Control-Allow-Origin" not in page.headers


def test_pages_beside_the_interface_stay_pages(client, session):
    assert client.open("GET", "/api/").mimetype == "text/html"
    assert client.open("GET", "/apis").mimetype == "text/html"
    failed = client.open("GET", "/api/v2/events")
    assert (failed.status_code, failed.mimetype) == (404, "application/problem+json")


@pytest.mark.parametrize(("status", "length"), [(500, 10), (503, 10), (404, 0)])
def test_a_failure_names_its_number_in_the_log(app, status, length):
    with app.test_request_context(f"{PREFIX}/series"):
        problem = shapes.Problem.model_validate_json(errors.page(status).data)
    assert (problem.status, len(problem.reference or "")) == (status, length)


def test_a_change_changes_the_etag(client, world):
    marks = set()
    for title in ("Forum", "Another forum"):
        world.event.title = {"en": title}
        marks.add(client.open("GET", f"{PREFIX}/events").headers["ETag"])
    makings.make_room(world.event, "Room C")
    makings.publish(world.event)
    marks.add(client.open("GET", f"{PREFIX}/events").headers["ETag"])
    assert len(marks) == 3
