"""One's own calendars: what they hold, how it is numbered, their addresses, the pages under /me."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda.actions import invitations as speaker_actions
from eventsite.agenda.actions import stars, ways
from eventsite.agenda.models import Answer
from eventsite.calendars import actions, links
from eventsite.calendars.feeds import own
from eventsite.calendars.models import Part
from eventsite.core import clock, ical, invitations
from eventsite.core.db import db
from eventsite.events import actions as events
from eventsite.events.models import JoinWayKind
from eventsite.registration import actions as registration
from tests import make, vobjects
from tests.agenda import makings
from tests.browser import Browser
from tests.calendars.own_feeds import (
    NOW,
    entries,
    feed_of,
    forum,
    path_of,
    registered,
    spoken,
    standing,
)
from tests.counting import count_queries

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    """Three months before a made event."""
    with clock.freeze(NOW):
        yield


class TestWhatItHolds:
    """Each source, and what its owner may know."""

    @pytest.mark.both_databases
    def test_days_sessions_stars_and_deadlines_each_once(self, client: Browser) -> None:
        user, event = make.make_user(), forum()
        deadline = make.make_deadline(event)
        session = spoken(event, user)
        stars.star(event, user.person_id, [session.code], on=True)
        registered(event, user)
        found = entries(client, feed_of(user))
        assert set(found) == {event.days[0].uid, session.uid, deadline.uid}
        assert {str(entry["TRANSP"]) for entry in found.values()} == {"OPAQUE"}
        firsts = {str(e["DESCRIPTION"]).splitlines()[0] for e in found.values()}
        assert firsts <= {
            f"http://localhost/events/{event.slug}/programme",
            f"http://localhost/events/{event.slug}",
        }

    @pytest.mark.parametrize(
        ("part", "expected"),
        [
            (Part.REGISTRATIONS, {"Forum"}),
            (Part.SPEAKING, {"Opening"}),
            (Part.STARS, set()),
            (Part.DEADLINES, {"Posters sent in – Forum"}),
        ],
    )
    def test_only_the_parts_that_were_chosen(
        self, client: Browser, part: Part, expected: set[str]
    ) -> None:
        user, event = make.make_user(), forum()
        make.make_deadline(event)
        spoken(event, user)
        registered(event, user)
        found = entries(client, feed_of(user, parts=[part.value]))
        assert {str(entry["SUMMARY"]) for entry in found.values()} == expected

    @pytest.mark.parametrize(
        ("answer", "joins"), [(Answer.CONFIRMED, True), (Answer.INVITED, False)]
    )
    def test_ways_to_join_only_for_who_takes_part(
        self, client: Browser, answer: Answer, joins: bool
    ) -> None:
        user, event = make.make_user(), forum()
        session = spoken(event, user, answer)
        entry = entries(client, feed_of(user))[session.uid]
        expected = "https://meet.example/1" if joins else None
        assert entry.get("CONFERENCE") == expected

    def test_an_alarm_only_when_it_was_chosen(self, client: Browser) -> None:
        user, event = make.make_user(), forum()
        registered(event, user)
        silent, ringing = feed_of(user), feed_of(user, alarm=30)
        [plain] = entries(client, silent).values()
        [rings] = entries(client, ringing).values()
        assert plain.walk("VALARM") == []
        assert [a["TRIGGER"].to_ical().decode() for a in rings.walk("VALARM")] == ["-PT30M"]

    def test_nothing_of_a_draft(self, client: Browser) -> None:
        user, event = make.make_user(), forum(state="draft", published=None)
        spoken(event, user)
        assert entries(client, feed_of(user)) == {}

    def test_another_parser_reads_it(self, client: Browser) -> None:
        user, event = make.make_user(), forum()
        session = spoken(event, user)
        feed = feed_of(user, alarm=10, lang="fr")
        read = vobjects.read(client.open("GET", path_of(feed)).get_data(as_text=True))
        assert read.contents["x-wr-calname"][0].value == "Mes événements"
        assert [event.uid.value for event in read.contents["vevent"]] == [session.uid]


class TestNumbering:
    """SEQUENCE and revision only rise, in step with the public feed and with mails."""

    def test_a_place_given_up_and_taken_again(self, client: Browser) -> None:
        user, event = make.make_user(), forum()
        made, feed, uid = registered(event, user), feed_of(user), event.days[0].uid
        assert standing(entries(client, feed)[uid]) == ("CONFIRMED", 0)
        with clock.freeze(NOW + HOUR):
            registration.cancel(registration=made, actor="user:1")
        gone = entries(client, feed, NOW + 2 * HOUR)[uid]
        assert standing(gone) == ("CANCELLED", 1)
        assert gone["LAST-MODIFIED"].dt == NOW + HOUR
        with clock.freeze(NOW + 3 * HOUR):
            registered(event, user)
        back = entries(client, feed, NOW + 4 * HOUR)[uid]
        assert standing(back) == ("CONFIRMED", 2)
        assert back["LAST-MODIFIED"].dt == NOW + 3 * HOUR

    def test_who_is_taken_out_of_a_session_sees_it_cancelled(self, client: Browser) -> None:
        user, event = make.make_user(), forum()
        session = spoken(event, user)
        [speaker] = agenda_queries.speakers(event.id)
        feed = feed_of(user)
        entry = own.listed(feed, NOW)[0]
        said = ical.Message(ical.Method.REQUEST, entry.sequence)
        invitations.keep(f"event:{event.id}", f"speaker:{speaker.id}", entry, said)
        with clock.freeze(NOW + HOUR):
            speaker_actions.take_out(event, speaker, "user:1")
            makings.publish(event)
        gone = entries(client, feed, NOW + 2 * HOUR)[session.uid]
        assert standing(gone) == ("CANCELLED", 1)
        assert gone["LAST-MODIFIED"].dt == NOW + HOUR
        assert "CONFERENCE" not in gone

    def test_a_session_moved_has_the_number_of_the_public_feed(self, client: Browser) -> None:
        user, event = make.make_user(), forum()
        session = spoken(event, user)
        feed = feed_of(user)
        with clock.freeze(NOW + HOUR):
            fresh = agenda_queries.find_session(event.id, session.code)
            assert fresh is not None
            makings.place(event, fresh, "14:00", *agenda_queries.rooms(event.id))
            makings.publish(event)
        mine = entries(client, feed, NOW + HOUR)[session.uid]
        public = client.open("GET", f"/events/{event.slug}/calendar.ics").data
        theirs = {str(e["UID"]): e for e in icalendar.Calendar.from_ical(public).walk("VEVENT")}
        assert standing(mine) == standing(theirs[session.uid]) == ("CONFIRMED", 1)

    def test_a_new_address_to_join_is_a_revision_at_once(self, client: Browser) -> None:
        user, event = make.make_user(), forum()
        session = spoken(event, user)
        feed = feed_of(user)
        with clock.freeze(NOW + HOUR):
            fresh = agenda_queries.find_session(event.id, session.code)
            assert fresh is not None
            fact = ways.WayFacts(JoinWayKind.PLATFORM, "https://meet.example/2")
            ways.set_session_ways(event, fresh, [fact], "user:1", fresh.version)
        entry = entries(client, feed, NOW + 2 * HOUR)[session.uid]
        assert str(entry["CONFERENCE"]) == "https://meet.example/2"
        assert entry["LAST-MODIFIED"].dt == NOW + HOUR

    def test_a_cancelled_event_stays_thirty_days_unless_hidden(self, client: Browser) -> None:
        user, event = make.make_user(), forum()
        registered(event, user)
        feed, hiding = feed_of(user), feed_of(user, hides_cancelled=True)
        with clock.freeze(NOW + HOUR):
            events.cancel(actor="user:1", event=event, note={"en": "No hall."})
        uid = event.days[0].uid
        assert standing(entries(client, feed, NOW + HOUR)[uid]) == ("CANCELLED", 1)
        assert entries(client, hiding, NOW + HOUR) == {}
        over = datetime(2027, 7, 9, 12, tzinfo=UTC)
        assert entries(client, feed, over) == {}

    def test_a_star_taken_away_leaves_and_last_modified_goes_on(self, client: Browser) -> None:
        user, event = make.make_user(), forum()
        session = spoken(event, make.make_user())
        stars.star(event, user.person_id, [session.code], on=True)
        feed = feed_of(user)
        first = client.open("GET", path_of(feed))
        with clock.freeze(NOW + HOUR):
            stars.star(event, user.person_id, [session.code], on=False)
            asked = {"If-Modified-Since": first.headers["Last-Modified"]}
            then = client.open("GET", path_of(feed), headers=asked)
        assert then.status_code == 200
        assert b"VEVENT" not in then.data
        assert then.last_modified == NOW + HOUR


class TestAddress:
    """What the address is worth, and what HTTP says."""

    def test_two_looks_an_hour_apart_are_the_same(self, client: Browser) -> None:
        user, event = make.make_user(), forum()
        registered(event, user)
        spoken(event, user)
        feed = feed_of(user, alarm=10)
        first = client.open("GET", path_of(feed))
        with clock.freeze(NOW + HOUR):
            second = client.open("GET", path_of(feed))
            asked = {"If-None-Match": first.headers["ETag"]}
            third = client.open("GET", path_of(feed), headers=asked)
            zipped = client.open("GET", path_of(feed), headers={"Accept-Encoding": "gzip"})
            head = client.open("HEAD", path_of(feed))
        assert (first.data, first.headers["ETag"], first.last_modified) == (
            second.data,
            second.headers["ETag"],
            second.last_modified,
        )
        assert (third.status_code, third.data) == (304, b"")
        assert zipped.headers["ETag"] == first.headers["ETag"].removesuffix('"') + '-gz"'
        assert (head.status_code, head.data) == (200, b"")
        assert first.headers["Cache-Control"] == "private, max-age=300"
        assert first.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert first.headers.getlist("Set-Cookie") == []

    def test_renewed_revoked_unknown_and_erased(self, client: Browser) -> None:
        user = make.make_user()
        feed = feed_of(user)
        old = path_of(feed)
        actions.renew(feed, "user:1")
        new = path_of(feed)
        worth = {
            old: 410,
            new: 200,
            f"/calendars/{feed.code}/{'0' * 32}.ics": 404,
            f"/calendars/NOBODYS/{links.secret_of(feed)}.ics": 404,
        }
        assert {path: client.open("GET", path).status_code for path in worth} == worth
        page = client.get(old, 410)
        assert page.one("h1") is not None
        assert "This calendar link is over." in page.words
        actions.revoke(feed, "user:1", NOW)
        assert client.open("GET", new).status_code == 410
        other = feed_of(user)
        user.person.erased = NOW
        assert client.open("GET", path_of(other)).status_code == 410

    def test_when_and_by_what_it_was_fetched_once_in_five_minutes(self, client: Browser) -> None:
        user = make.make_user()
        client.sign_in(user)
        feed = feed_of(user)
        assert client.get("/me/calendars").one("section.card > p.fetched").text == "Not fetched yet"
        google = {"User-Agent": "Google-Calendar-Importer 1.0 (jane@example.org)"}
        for minutes in (0, 3, 6):
            with clock.freeze(NOW + timedelta(minutes=minutes)):
                client.open("GET", path_of(feed), headers=google)
        db.session.refresh(feed)
        assert (feed.fetched, feed.fetched_by) == (NOW + timedelta(minutes=6), "Google Calendar")
        with clock.freeze(NOW + timedelta(hours=3, minutes=6)):
            said = client.get("/me/calendars").one("section.card > p.fetched").text
        assert said == "Last fetched 3 hours ago by Google Calendar"
        actions.renew(feed, "user:1")
        with clock.freeze(NOW + timedelta(minutes=6)), count_queries() as seen:
            client.open("GET", path_of(feed), headers=google)
            client.open("GET", path_of(feed), headers=google)
        assert len([s for s in seen if s.startswith("UPDATE personal_feeds")]) == 1
