"""Ways to join one session: the organizers' rows, what is public, which comes first."""

import pytest

from eventsite.agenda import joining, queries
from eventsite.events.models import JoinWayKind as K
from tests.agenda import makings


def test_the_lightest_way_comes_first():
    ways = [
        joining.Named(kind, kbits, "", {})
        for kind, kbits in [
            (K.TEST, 0), (K.PLATFORM, 0), (K.PLATFORM, 256), (K.AUDIO, 0), (K.CAPTIONS, 0),
            (K.TELEPHONE, 0), (K.HELP, 0), (K.AUDIO, 32),
        ]
    ]  # fmt: skip
    found = [(way.kind, way.kbits) for way in joining.lightest_first(ways)]
    assert found == [
        (K.TELEPHONE, 0), (K.CAPTIONS, 0), (K.AUDIO, 32), (K.AUDIO, 0), (K.PLATFORM, 256),
        (K.PLATFORM, 0), (K.TEST, 0), (K.HELP, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("own", "shared", "kept"),
    [
        ([], [(K.PLATFORM, "")], ["event"]),
        ([(K.PLATFORM, "")], [(K.PLATFORM, "")], ["own"]),
        ([(K.PLATFORM, "")], [(K.TELEPHONE, "")], ["event", "own"]),
        ([(K.AUDIO, "fr")], [(K.AUDIO, "ar"), (K.AUDIO, "fr")], ["own", "event"]),
        ([(K.PLATFORM, ""), (K.PLATFORM, "")], [(K.PLATFORM, "")], ["own", "own"]),
    ],
)
def test_a_sessions_own_way_takes_the_place_of_the_events(own, shared, kept):
    ways = [
        [joining.Named(kind, 0, lang, {"en": whose}) for kind, lang in ones]
        for whose, ones in (("own", own), ("event", shared))
    ]
    assert [way.label["en"] for way in joining.offered(*ways)] == kept


def test_rows_are_kept_in_order_and_published_without_addresses(client, event, base):
    talk = makings.place(event, makings.make_session(event), "10:00", online=True)
    path = f"{base}/programme/sessions/{talk.code}/ways"
    typed = {
        "rows-0-address": "https://join.example/room", "rows-0-kbits": "1500",
        "rows-1-kind": "telephone", "rows-1-address": "+41 22 730 5111", "rows-1-label-en": "Dial",
    }  # fmt: skip
    client.press(path, "Save the ways to join", **typed)
    found = [(way.kind, way.address, way.kbits) for way in queries.session_ways(talk.id)]
    assert found == [
        (K.PLATFORM, "https://join.example/room", 1500), (K.TELEPHONE, "+41 22 730 5111", 0),
    ]  # fmt: skip
    release = makings.publish(event)
    assert release.content["sessions"][0]["ways"] == [
        {"kind": "platform", "lang": "", "kbits": 1500, "label": {}},
        {"kind": "telephone", "lang": "", "kbits": 0, "label": {"en": "Dial"}},
    ]
    assert "join.example" not in str(release.content)


def test_bad_addresses_and_stale_pages_save_nothing(client, event, base):
    talk = makings.make_session(event)
    path = f"{base}/programme/sessions/{talk.code}/ways"
    typed = {"rows-0-address": "javascript:alert(1)", "rows-0-kbits": "-1"}
    page = client.form(client.get(path), "Save the ways to join").fill(**typed).submit(422)
    assert page.all(".errsum li") == [
        "Enter a web address with https://, or a telephone number like +41 22 730 5111.",
        "Enter a whole number, like 64.",
    ]
    client.post(path, {"version": "7"}, 409)
    assert queries.session_ways(talk.id) == []
