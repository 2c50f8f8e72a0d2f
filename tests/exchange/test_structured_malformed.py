"""Files that are broken, hostile or of another shape: a sentence with a place, and never more."""

import tracemalloc

import pytest

from eventsite.core.sheets.source import Limits, Unreadable
from eventsite.exchange import reading
from eventsite.exchange.reading import sink
from eventsite.exchange.source import Format
from tests.exchange.structured import FORMATS, listed, told, worded

LOW = Limits(bytes=3_000_000, rows=200, depth=12, text=2_000)
XML, JSON, PRETALX, INDICO, SESSIONIZE = FORMATS
BROKEN_XML = "The XML is broken here. Export the file again, or ask its sender for it."
BROKEN_JSON = "The JSON is broken here. Export the file again, or ask its sender for it."
DEFINES = (
    "The XML defines its own document type or entities here, which is not read. Take out the line "
    "that begins with <!DOCTYPE and try again."
)
NO_JSON = (
    "This is no schedule.json: it has no “schedule” with a “conference” in it. Choose the JSON "
    "export of frab or pretalx."
)
NO_UTF8 = "This is not written in UTF-8. Save the file as UTF-8."
NO_NUMBER = "This is no number that can be read. Write a plain number."
MANY_VALUES = "The JSON holds more than 20000 values. Split it into several files."
MANY_SESSIONS = "The file holds more than 200 sessions. Split it into several files."
LONG = "This text is longer than 2000 characters. Make it shorter and try again."


def wrapped(event: str, conference: str = "") -> bytes:
    """A schedule.xml around one event."""
    return (
        f"<schedule><conference>{conference}</conference><day date='2025-05-14'>"
        f"<room name='A'>{event}</room></day></schedule>"
    ).encode()


BILLION = (
    b'<?xml version="1.0"?>\n<!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a;" * 10) for n in range(10))
    + b"]>\n<schedule>&a9;</schedule>"
)
REFUSED: list[tuple[str, Format, bytes, str, str]] = [
    ("xml truncated", XML, b"<schedule><conference>\n<title>A", "Line 2", BROKEN_XML),
    ("xml empty", XML, b"", "Line 1", BROKEN_XML),
    ("xml tags crossed", XML, b"<schedule>\n\n<a><b></a></b></schedule>", "Line 3", BROKEN_XML),
    ("xml NUL", XML, wrapped("<event><title>\0</title></event>"), "Line 1", BROKEN_XML),
    ("xml wrong charset", XML, b"<schedule>\n\xe9\xff</schedule>", "Line 2", BROKEN_XML),
    (
        "xml unknown charset",
        XML,
        b"<?xml version='1.0' encoding='klingon'?><schedule/>",
        "Line 1",
        "The XML is written in an unknown character set. Save it as UTF-8.",
    ),
    ("xml billion laughs", XML, BILLION, "Line 2", DEFINES),
    (
        "xml external entity",
        XML,
        b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule>&x;</schedule>',
        "Line 1",
        DEFINES,
    ),
    (
        "xml external document type",
        XML,
        b'<!DOCTYPE s SYSTEM "http://127.0.0.1:1/x.dtd">\n<schedule/>',
        "Line 1",
        DEFINES,
    ),
    (
        "xml parameter entity",
        XML,
        b'\n<!DOCTYPE s [\n<!ENTITY % p SYSTEM "http://127.0.0.1:1/">\n%p;]><schedule/>',
        "Line 1",
        DEFINES,
    ),
    ("xml undefined entity", XML, b"<schedule>\n&nbsp;</schedule>", "Line 2", BROKEN_XML),
    (
        "xml deep",
        XML,
        b"<schedule>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</schedule>",
        "Line 1",
        "The XML is nested more than 12 levels deep here, which is not read.",
    ),
    (
        "xml 100,000 elements",
        XML,
        b"<schedule>\n" + b"<a/>" * 100_000 + b"</schedule>",
        "Line 2",
        "The XML holds more than 12000 elements. Split it into several files.",
    ),
    ("xml too many sessions", XML, wrapped("<event id='1'/>" * 201), "Line 1", MANY_SESSIONS),
    ("xml long text", XML, wrapped(f"<event><title>{'x' * 2001}</title></event>"), "Line 1", LONG),
    (
        "xml of another kind",
        XML,
        b"<?xml version='1.0'?>\n<rss></rss>",
        "Line 2",
        (
            "This is no schedule.xml: it does not begin with <schedule>. Choose the XML export of "
            "frab or pretalx."
        ),
    ),
    ("json truncated", JSON, b'{"schedule":\n {"conference": {', "Line 2, column 18", BROKEN_JSON),
    ("json empty", JSON, b"", "Line 1, column 1", BROKEN_JSON),
    ("json two values", JSON, b"{}\n{}", "Line 2, column 1", BROKEN_JSON),
    ("json open string", JSON, b'{"schedule": "abc', "Line 1, column 14", BROKEN_JSON),
    ("json control character", JSON, b'{"a": "\x01"}', "Line 1, column 8", BROKEN_JSON),
    ("json without a comma", JSON, b'{"a": 1 "b": 2}', "Line 1, column 9", BROKEN_JSON),
    ("json charset", JSON, '{"a":\n "\xe9"}'.encode("latin-1"), "Line 2, column 3", NO_UTF8),
    ("json half UTF-16", JSON, b"\xff\xfe{\0}", "Line 1, column 2", NO_UTF8),
    ("json UTF-16 without a mark", JSON, "{}".encode("utf-16-le"), "Line 1, column 2", BROKEN_JSON),
    ("json NaN", JSON, b'{"a": NaN}', "Line 1, column 7", NO_NUMBER),
    ("json Infinity", JSON, b'{"a": -Infinity}', "Line 1, column 7", NO_NUMBER),
    ("json huge number", JSON, b'{"a": ' + b"9" * 5_000 + b"}", "Line 1, column 7", NO_NUMBER),
    (
        "json deep",
        JSON,
        b"[" * 1_000_000,
        "Line 1, column 13",
        "The JSON is nested more than 12 levels deep here, which is not read.",
    ),
    (
        "json deep objects",
        INDICO,
        b'{"a":' * 200_000,
        "Line 1, column 61",
        "The JSON is nested more than 12 levels deep here, which is not read.",
    ),
    (
        "json 100,000 values",
        SESSIONIZE,
        b"[" + b"{},\n" * 100_000,
        "Line 10000, column 3",
        MANY_VALUES,
    ),
    ("json too many sessions", JSON, listed([{"id": 1}] * 201), "Session 201, “”", MANY_SESSIONS),
    (
        "json long text",
        JSON,
        listed([{"title": "x" * 2_001}]),
        "Session 1, “" + "x" * 59 + "…”",
        LONG,
    ),
    ("json list for an object", JSON, b"[]", "The whole file", NO_JSON),
    ("json without a schedule", JSON, b'{"schedule": []}', "The whole file", NO_JSON),
    (
        "pretalx number",
        PRETALX,
        b"7",
        "The whole file",
        (
            "This is no export of pretalx that can be "
            "read. Choose schedule.json, or the sessions or speakers as JSON."
        ),
    ),
    (
        "indico text",
        INDICO,
        b'"x"',
        "The whole file",
        (
            "This is no export of Indico that can be "
            "read. Choose export/timetable, or export/event with detail=contributions or "
            "detail=sessions, as JSON."
        ),
    ),
    (
        "sessionize null",
        SESSIONIZE,
        b"null",
        "The whole file",
        ("This is no JSON of Sessionize that can be read. Choose the view All of its API."),
    ),
    (
        "too large",
        JSON,
        b" " * 3_000_001,
        "",
        ("The file is larger than 2 MB. Split it into several files."),
    ),
]
HOSTILE = "\u202e<b>evil</b>\0\ud800" + "\u0301" * 40
DOUBTED: list[tuple[str, Format, bytes, str, str]] = [
    (
        "days are a text",
        JSON,
        b'{"schedule": {"conference": {"days": "x"}}}',
        "At “schedule.conference.days”",
        "A list should stand here. What stands here is left out.",
    ),
    (
        "rooms are a list",
        JSON,
        b'{"schedule": {"conference": {"days": [{"rooms": [1]}]}}}',
        "At “schedule.conference.days[0].rooms”",
        "A group of named values should stand here. What stands here is left out.",
    ),
    (
        "title is a list",
        JSON,
        listed([{"id": 1, "title": ["x"]}]),
        "At “schedule.conference.days[0].rooms[“A”][0].title”",
        "A text should stand here. What stands here is left out.",
    ),
    (
        "seats are a text",
        JSON,
        listed([], rooms=[{"name": "A", "capacity": "many"}]),
        "At “schedule.conference.rooms[0].capacity”",
        "A number should stand here. What stands here is left out.",
    ),
    (
        "zone of nobody",
        JSON,
        listed([], time_zone_name="Mars/Olympus"),
        "At “schedule.conference.time_zone_name”",
        ("Nobody knows the time zone “Mars/Olympus”. Choose the zone that the times are meant in."),
    ),
    (
        "year 9999",
        JSON,
        listed([{"id": 1, "title": "T", "date": "9999-12-31T23:59:00Z", "duration": "99:59"}]),
        "Session 1, “T”",
        "It has no time that can be read. It is taken in without a place.",
    ),
    (
        "length of weeks",
        XML,
        wrapped(
            "<event id='1'><start>10:00</start><duration>99:00:00"
            "</duration><title>T</title></event>"
        ),
        "Line 1",
        "It does not say how long it lasts. Look at its length.",
    ),
    (
        "no events",
        XML,
        b"<schedule/>",
        "Line 1",
        "The file holds no events. Look whether the programme was published before.",
    ),
    (
        "bad link",
        PRETALX,
        b'[{"code": "A", "title": "T", "resources": [{"resource": "javascript:alert(1)"}]}]',
        "Session 1, “T”",
        "A link that is no web address is left out: “javascript:alert(1)”.",
    ),
    (
        "time is a text",
        INDICO,
        b'{"results": [{"contributions": [{"id": 1, "title": "T", "startDate": "soon"}]}]}',
        "At “results[0].contributions[0].startDate”",
        "A group of named values should stand here. What stands here is left out.",
    ),
    (
        "time of nobody",
        SESSIONIZE,
        b'{"sessions": [{"id": 1, "title": "T", "startsAt": "soon"}]}',
        "At “sessions[0].startsAt”",
        "No time can be read here. It is taken in without a place.",
    ),
]


@pytest.mark.parametrize(
    ("form", "data", "where", "what"),
    [row[1:] for row in REFUSED],
    ids=[row[0] for row in REFUSED],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    form: Format, data: bytes, where: str, what: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        reading.read(form, data, LOW)
    place = refused.value.where
    assert (worded(place) if place else "", worded(refused.value.what)) == (where, what)


@pytest.mark.parametrize(
    ("form", "data", "where", "what"),
    [row[1:] for row in DOUBTED],
    ids=[row[0] for row in DOUBTED],
)
def test_what_is_odd_is_doubted_at_its_place(
    form: Format, data: bytes, where: str, what: str
) -> None:
    assert [told(d) for d in reading.read(form, data, LOW).doubts].count((where, what)) == 1


def test_hostile_names_come_without_what_hides_or_breaks() -> None:
    data = listed([{"id": HOSTILE, "title": HOSTILE, "persons": [{"name": HOSTILE}]}])
    source = reading.read(JSON, data, LOW)
    texts = [
        source.sessions[0].key,
        source.sessions[0].title["en"],
        source.people[0].name,
        source.people[0].key,
    ]
    for text in texts:
        text.encode()
        assert not set(text) & set("\u202e\0<>")
    assert all(told(doubt)[0].isprintable() for doubt in source.doubts)


def test_a_key_that_stands_twice_counts_once_and_marks_of_charsets_are_read() -> None:
    text = '{"schedule": {}, "schedule": {"conference": {"title": "Été", "days": []}}}'
    for charset in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert reading.read(JSON, text.encode(charset), LOW).title == "Été"


def test_doubts_without_number_are_counted_and_not_kept() -> None:
    events = "".join(f"<event id='{n}'/>" for n in range(1_000))
    source = reading.read(XML, wrapped(events).replace(b"><", b">\n<"), Limits())
    assert len(source.doubts) == sink.MOST + 1
    assert worded(source.doubts[-1].what).startswith("There are ")


@pytest.mark.parametrize(
    ("form", "data"),
    [
        (XML, BILLION),
        (XML, b"<schedule>" + b"<a/>" * 500_000),
        (JSON, b"[" * 2_000_000),
        (JSON, b"[" + b"[[]]," * 500_000),
        (PRETALX, b'[{"title":"' + b'\\"' * 1_200_000),
    ],
    ids=["laughs", "elements", "depth", "lists", "quotes"],
)
def test_a_bomb_costs_little_memory(form: Format, data: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            reading.read(form, data, LOW)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8 * len(data) + 12_000_000
