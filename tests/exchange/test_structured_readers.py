"""What the structured readers make of whole files: sessions, people, places, texts, times."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from eventsite.agenda.models.programme import SessionKind
from eventsite.agenda.models.speakers import SpeakerRole
from eventsite.core import look, zones
from eventsite.core.sheets.source import Limits, Unreadable
from eventsite.exchange import reading
from eventsite.exchange.reading import kinds, moments, plain, recognised, together
from eventsite.exchange.source import Format, SourceLink, SourcePart, SourceVoice
from tests.exchange.structured import FILES, FIXTURES, source_of, told, worded

AMINA = "bbbbbbbb-0000-5000-8000-000000000007"
BO = "bbbbbbbb-0000-5000-8000-000000000008"


@pytest.mark.parametrize("name", FILES)
def test_the_format_of_each_file_is_recognised_but_for_what_pretalx_shares_with_frab(
    name: str,
) -> None:
    found = reading.sniff((FIXTURES / name).read_bytes(), name.rpartition("/")[2])
    shared = {"pretalx/odd-schedule.json": Format.FRAB_JSON}
    assert found == shared.get(name, Format(name.partition("/")[0]))


@pytest.mark.parametrize("name", FILES)
def test_what_a_reader_says_is_of_the_words_that_the_programme_knows(name: str) -> None:
    source = source_of(name)
    kinds = {session.kind for session in source.sessions} - {""}
    assert kinds - {kind.value for kind in SessionKind} == set()
    roles = {voice.role for session in source.sessions for voice in session.voices}
    assert roles - {role.value for role in SpeakerRole} == set()
    assert {track.hue for track in source.tracks} - {"", *look.HUES} == set()
    assert {s.zone for s in source.sessions if s.zone and not zones.known(s.zone)} == set()
    rooms, tracks = {r.key for r in source.rooms}, {t.key for t in source.tracks}
    people = {p.key for p in source.people}
    for session in source.sessions:
        assert set(session.rooms) <= rooms
        assert {session.track} <= {"", *tracks}
        assert {voice.person for voice in session.voices} <= people
        assert {p for part in session.parts for p in part.people} <= people
        assert all(session.title.values())


def test_a_panel_of_a_schedule_xml_is_read_whole() -> None:
    source = source_of("frab-xml/forum.xml")
    assert (source.title, source.identity, source.zone) == (
        "Forum of City Twins & Friends",
        "twins25",
        "Europe/Zurich",
    )
    assert source.days == (date(2025, 5, 14), date(2025, 5, 15))
    assert [(t.key, t.hue) for t in source.tracks] == [("Cities", "sea"), ("Law", "clay")]
    panel = source.sessions[1]
    assert panel.key == "aaaaaaaa-0000-5000-8000-000000000002"
    assert worded(panel.where) == "Line 42"
    assert panel.title == {"en": "Who owns a twin?"}
    assert panel.abstract == {
        "en": "Five answers\n\nA **panel** on [rights](https://example.org/rights).\n\n- One\n"
        "- Two\n\nBring *questions*."
    }
    assert (panel.kind, panel.track, panel.rooms) == ("panel", "Law", ("Room Popov",))
    assert panel.start == datetime.fromisoformat("2025-05-14T09:30:00+02:00")
    assert (panel.minutes, panel.languages) == (75, ("de",))
    assert panel.voices == (SourceVoice(AMINA, "moderator"), SourceVoice(BO, "speaker"))
    assert panel.links == (
        SourceLink("Paper", "https://example.org/paper"),
        SourceLink("Slides", "https://forum.example.org/files/slides.pdf"),
    )
    assert [s.kind for s in source.sessions] == ["ceremony", "panel", "break", "workshop"]


def test_days_before_hours_make_a_length_and_utc_is_an_instant() -> None:
    workshop = source_of("frab-xml/forum.xml").sessions[3]
    assert workshop.minutes == 26 * 60
    assert workshop.start == datetime(2025, 5, 15, 8, tzinfo=UTC)
    assert workshop.title == {"fr": "Hands on: a twin in a day and two hours"}


def test_a_night_belongs_to_the_day_it_stands_under_and_falls_on_the_next() -> None:
    nights = [source_of(f"{name}").sessions[3] for name in ("frab-xml/odd.xml",)]
    assert [night.start for night in nights] == [datetime(2025, 7, 2, 0, 30)]  # noqa: DTZ001
    assert nights[0].zone == ""


def test_the_json_of_frab_lists_rooms_with_seats_and_says_each_text_once() -> None:
    source = source_of("frab-json/forum.json")
    assert [(room.key, room.capacity) for room in source.rooms] == [
        ("Room Popov", 420),
        ("Room H", None),
    ]
    assert source.people[0].biography == {"en": "Builds **cities**."}
    assert source.sessions[0].abstract == {"en": "Short."}
    assert source.sessions[0].kind == "keynote"
    assert source.doubts == ()


def test_the_newest_json_of_frab_has_events_in_one_list_and_texts_by_language() -> None:
    first = source_of("frab-json/newest.json").sessions[0]
    assert first.abstract == {"en": "Short.", "fr": "Bref."}
    assert first.voices == (SourceVoice("p-9", "moderator"),)
    assert first.minutes == 45


def test_pretalx_gives_tracks_types_and_rooms_by_name_in_any_of_its_apis() -> None:
    source = source_of("pretalx/talks.json")
    new, old, gone, *twice = source.sessions
    assert (new.kind, new.track, new.rooms, new.minutes) == ("panel", "Cities", ("Room A",), 45)
    assert source.tracks[0].names == {"en": "Cities", "fr": "Villes"}
    assert (old.title, old.rooms) == ({"fr": "A talk of the older API"}, ("Room B",))
    assert source.people[2].email == "gita@example.org"
    assert (gone.is_cancelled, gone.start) == (True, None)
    assert [session.key for session in twice] == ["AAAAA5", "AAAAA5-2"]
    assert "is_cancelled" in source.fields
    assert ("The whole file", "Proposals that are not accepted are left out: 1.") in [
        told(doubt) for doubt in source.doubts
    ]


def test_a_block_of_indico_is_a_session_with_items_in_order_of_time() -> None:
    block, coffee, closing = source_of("indico/timetable.json").sessions
    assert block.title == {"en": "Standards: Morning"}
    assert block.parts == (
        SourcePart({"en": "First item"}, 45, ("nia example",), "contribution:501"),
        SourcePart({"en": "Second item"}, 40, ("mo example",), "contribution:502"),
    )
    assert block.voices == (
        SourceVoice("lin example", "chair"),
        SourceVoice("nia example"),
        SourceVoice("mo example"),
    )
    assert (block.start, block.zone) == (datetime(2025, 5, 14, 9), "Europe/Zurich")  # noqa: DTZ001
    assert (coffee.kind, closing.kind) == ("break", "ceremony")


def test_contributions_of_indico_may_be_without_a_place_and_fall_back_to_authors() -> None:
    placed, waiting, _ = source_of("indico/contributions.json").sessions
    assert (placed.track, placed.kind) == ("Standards", "talk")
    assert (waiting.start, waiting.track, waiting.kind) == (None, "Ethics", "keynote")
    assert waiting.voices == (SourceVoice("oda example"),)
    assert [link.url for link in waiting.links] == ["https://indico.example.org/p.pdf"]


def test_sessionize_says_kind_track_and_language_by_its_categories() -> None:
    source = source_of("sessionize/all.json")
    coffee, talk = source.sessions
    assert (coffee.kind, coffee.rooms) == ("break", ("Room X",))
    assert (talk.kind, talk.track, talk.languages) == ("keynote", "Worlds", ("fr",))
    assert talk.abstract == {"fr": "Line one.\nLine two with *tags*."}
    assert talk.recording == "https://video.example.org/1"
    assert source.people[0].role_title == "Engineer at Example Ltd"
    assert (talk.start, talk.zone) == (datetime(2025, 5, 14, 9), "")  # noqa: DTZ001


def test_what_the_grid_of_sessionize_repeats_for_each_room_is_one_session() -> None:
    lunch, plenum = source_of("sessionize/grid.json").sessions
    assert (lunch.kind, lunch.rooms) == ("break", ("Room X", "Room Y"))
    assert (plenum.kind, plenum.track) == ("plenary", "Worlds")


def test_people_of_a_second_file_fill_the_codes_of_the_first() -> None:
    talks, speakers = source_of("pretalx/talks.json"), source_of("pretalx/speakers.json")
    for both in (together.join([talks, speakers]), together.join([speakers, talks])):
        names = {person.key: person.name for person in both.people}
        assert names == {
            "SPKR01": "Hana Example",
            "SPKR02": "Ivo Example",
            "SPKR03": "Gita Example",
        }
        told_now = [worded(doubt.what) for doubt in both.doubts]
        assert [what for what in told_now if "only the code" in what or "people only" in what] == []


def test_a_contribution_that_is_an_item_of_a_block_is_no_session_besides() -> None:
    pair = [source_of("indico/timetable.json"), source_of("indico/contributions.json")]
    for files in (pair, pair[::-1]):
        both = together.join(files)
        assert {s.key for s in both.sessions} == {
            "block:31",
            "entry:b23",
            "contribution:503",
            "contribution:504",
        }
        block = next(s for s in both.sessions if s.key == "block:31")
        assert [voice.person for voice in block.voices] == [
            "lin example",
            "nia example",
            "mo example",
        ]
        facts = [worded(doubt.what) for doubt in both.doubts]
        assert any(
            fact.startswith("The files disagree about its minutes: ") and "The first" in fact
            for fact in facts
        )
        assert (both.identity, both.title) == ("4711", "Standards of worlds")


def test_the_files_of_one_event_say_where_they_disagree_and_in_which_file() -> None:
    both = together.join([source_of("frab-xml/forum.xml"), source_of("frab-xml/assembly.xml")])
    doubts = {(told(d), d.file) for d in both.doubts}
    one, other = "2025-05-14 09:30 UTC+02:00", "2025-05-14 10:30 UTC+02:00"
    sentence = f"The files disagree about its start: {one} and {other}. The first counts."
    assert (("Line 14", sentence), 2) in doubts
    # What only shows when both stand side by side.
    assert (("Line 9", "Room “Room H” also holds “Coffee break” at this time."), 2) in doubts
    assert {file for _, file in doubts} == {1, 2}
    assert len(both.people) == 3


def test_two_different_events_are_joined_with_a_doubt() -> None:
    one = source_of("frab-xml/forum.xml")
    both = together.join([one, replace(one, identity="other", zone="Asia/Tokyo")])
    facts = [worded(doubt.what) for doubt in both.doubts]
    assert "The files name two events: “twins25” and “other”. Look at whether they fit." in facts
    assert (
        "The files state two time zones: Europe/Zurich and Asia/Tokyo. Each keeps its own." in facts
    )
    assert [s.key for s in both.sessions] == [s.key for s in one.sessions]


def test_one_file_joined_is_itself_and_none_is_an_error() -> None:
    one = source_of("frab-json/forum.json")
    assert together.join([one]) is one
    with pytest.raises(ValueError, match="nothing to join"):
        together.join([])


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain\r\ntext", "plain\ntext"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>", "1. a\n2. b\n  - c"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<a href="https://e.org/a(b)">x</a>', "[x](https://e.org/a%28b%29)"),
        ("<b>bold</b> and\n<i>so</i>", "**bold** and\n*so*"),
        ("<script>alert(1)</script>kept", "kept"),
        ("<style>p{}</style><p>kept</p>", "kept"),
        ("a < b and vector<int>", "a < b and vector\\<int>"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;<br>x", "\\<script>alert(1)\\</script>\nx"),
        ("Q&amp;A &#8211; now", "Q&A – now"),
        ("see <https://example.org/>", "see <https://example.org/>"),
        ("<!-- hidden -->shown", "shown"),
        ("<h2>Head</h2>Text<hr>", "### Head\n\nText"),
        ("nul\x00 and \ud800 half", "nul and \ufffd half"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("* a\n* b\n\n**c**", "* a\n* b\n\n**c**"),
        ("<p>open <b>never closed", "open **never closed"),
        ("<<o>script>x", "\\<script>x"),
        ("<<b>>x", "<**>x"),
    ],
)
def test_html_becomes_markdown_without_a_tag(raw: str, text: str) -> None:
    assert plain.markdown(raw) == text


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("0:30", 30), ("01:15", 75), ("1:02:30", 1590), ("45", 45), ("PT1H30M", 90), ("P1D", 1440)],
)
def test_lengths_are_read_as_the_formats_write_them(text: str, minutes: int) -> None:
    assert moments.length(text) == minutes


@pytest.mark.parametrize("text", ["", "soon", "-0:30", "1:2:3:4", "P", "1h", "９:00", "9" * 40])
def test_what_is_no_length_is_none(text: str) -> None:
    assert moments.length(text) is None


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("en", (("en",), True)),
        ("de-CH", (("de",), True)),
        ("English/French", (("en", "fr"), True)),
        ("Français, العربية", (("fr", "ar"), True)),
        ("", ((), True)),
        ("Klingon", ((), False)),
    ],
)
def test_languages_are_told_by_code_or_name(said: str, found: tuple[tuple[str, ...], bool]) -> None:
    assert recognised.languages(said) == found


@pytest.mark.parametrize(
    ("word", "title", "kind"),
    [
        ("lecture", "On cities", "talk"),
        ("podium", "", "panel"),
        ("Keynote", "", "keynote"),
        ("Workshop (90 min)", "", "workshop"),
        ("", "Lunch", "break"),
        ("Talk", "Opening ceremony", "ceremony"),
        ("", "How to break a city", ""),
        ("lightning_talk", "", "talk"),
        ("hands-on", "", "workshop"),
    ],
)
def test_kinds_are_told_by_the_tools_words(word: str, title: str, kind: str) -> None:
    assert kinds.kind_of_type(word, title) == kind


@pytest.mark.parametrize(
    ("colour", "hue"),
    [
        ("#1d7fc2", "sea"),
        ("#c0392b", "clay"),
        ("2e8b57", "moss"),
        ("#f1c40f", "gold"),
        ("#3b3bd0", "lake"),
        ("#8e44ad", "plum"),
        ("#888", ""),
        ("blue", ""),
    ],
)
def test_a_colour_becomes_the_nearest_hue(colour: str, hue: str) -> None:
    assert recognised.hue(colour) == hue


def test_a_text_that_is_too_long_is_refused_at_its_place_and_never_cut() -> None:
    with pytest.raises(Unreadable) as refused:
        source_of("frab-xml/forum.xml", Limits(text=20))
    assert worded(refused.value.what) == (
        "This text is longer than 20 characters. Make it shorter and try again."
    )
    assert refused.value.where is not None
    assert worded(refused.value.where) == "Line 6"
