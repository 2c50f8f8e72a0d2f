"""Escaping, folding, quoting: what goes in comes out, and no text begins a line of its own."""

import re
import unicodedata
from datetime import timedelta

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from eventsite.core.ical import fold

ARABIC = "الاجتماع الافتتاحي، العوالمُ الافتراضية؛ قاعة "
CHINESE = "虚拟世界与城市元宇宙论坛,开幕式;主会场"
FAMILY = "👩\u200d👩\u200d👧\u200d👦"
EMOJI = FAMILY + "🏳️\u200d🌈👍🏽é\u0301"
LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"

words = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=list(ARABIC + CHINESE + EMOJI + ' \\;,:"^n\n\r\t'), max_size=300),
)


def unfold(written: bytes) -> bytes:
    return written.replace(b"\r\n ", b"")


def said(text: str) -> str:
    """What a reader should see: one kind of line end, no control characters."""
    plain = re.sub("\r\n|[\r\n\v\f\x85\u2028\u2029]", "\n", text)
    return "".join(
        mark for mark in plain if mark in "\t\n" or unicodedata.category(mark) not in ("Cc", "Cs")
    )


@settings(derandomize=True, max_examples=400)
@given(words)
@example((ARABIC * 120)[:5000])
@example((CHINESE * 300)[:5000])
@example((EMOJI * 500)[:5000])
@example("a" * 5000)
@example("\\" * 5000)
@example(LINE_ENDS * 20)
def test_any_text_survives_an_independent_parser(text: str) -> None:
    written = fold.text_line("SUMMARY", text, "ar")
    block = b"BEGIN:VEVENT\r\nUID:1\r\n" + written + b"END:VEVENT\r\n"
    parsed = icalendar.Event.from_ical(block)
    assert str(parsed["SUMMARY"]) == said(text)
    assert sorted(parsed) == ["SUMMARY", "UID"]
    assert parsed["SUMMARY"].params["LANGUAGE"] == "ar"


@settings(derandomize=True, max_examples=400)
@given(words)
@example((ARABIC * 120)[:5000])
@example((EMOJI * 500)[:5000])
@example("\u0301" * 3000)
@example("\u200d" * 3000)
def test_no_piece_passes_75_octets_or_cuts_a_character(text: str) -> None:
    content = f"DESCRIPTION:{fold.escape(text)}".encode()
    written = fold.fold(content)
    assert unfold(written) == content + b"\r\n"
    pieces = written.split(b"\r\n")
    assert pieces.pop() == b""
    assert max(map(len, pieces)) <= 75
    assert [piece.decode() for piece in pieces] == written.decode().split("\r\n")[:-1]
    assert [piece for piece in pieces[1:] if piece[:1] != b" "] == []


def test_fold_keeps_what_the_reader_sees_as_one_together() -> None:
    for padding in range(80):
        content = ("SUMMARY:" + "x" * padding + FAMILY * 9).encode()
        pieces = fold.fold(content).decode().split("\r\n ")
        assert [piece for piece in pieces if piece.startswith(("\u200d", "\ufe0f"))] == []
        assert [piece for piece in pieces if piece.endswith("\u200d")] == []
    for padding in range(80):
        content = ("SUMMARY:" + "x" * padding + "e\u0301" * 90).encode()
        pieces = fold.fold(content).decode().split("\r\n ")
        assert [piece for piece in pieces if piece.startswith("\u0301")] == []


@pytest.mark.parametrize(
    ("length", "pieces"),
    [(74, [74]), (75, [75]), (76, [75, 2]), (149, [75, 75]), (150, [75, 75, 2])],
)
def test_fold_at_the_limit(length: int, pieces: list[int]) -> None:
    written = fold.fold(b"x" * length)
    assert [len(piece) for piece in written.split(b"\r\n")[:-1]] == pieces


def test_a_wide_character_moves_whole_to_the_next_piece() -> None:
    assert fold.fold(b"x" * 73 + "界界".encode()) == b"x" * 73 + "\r\n 界界\r\n".encode()


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain", "plain"),
        ("a,b;c\\d", "a\\,b\\;c\\\\d"),
        ("one\ntwo\r\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("a\u2028b\u2029c\x85d\ve\ff", "a\\nb\\nc\\nd\\ne\\nf"),
        ("\x00a\x07b\x1cc\x7fd\x9fe", "abcde"),
        ("tab\tstays", "tab\tstays"),
        ("\\n is not a line", "\\\\n is not a line"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("X:1\r\nEND:VEVENT\r\nBEGIN:VALARM", "X:1\\nEND:VEVENT\\nBEGIN:VALARM"),
        ("", ""),
    ],
)
def test_escape(text: str, escaped: str) -> None:
    assert fold.escape(text) == escaped


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Main hall", "Main hall"),
        ("Hall: A", '"Hall: A"'),
        ("A;B,C", '"A;B,C"'),
        ('the "big" one', "the ^'big^' one"),
        ("2^3", "2^^3"),
        ("C:\\,", '"C:/,"'),
        ("one\r\nX-EVIL:1", '"one^nX-EVIL:1"'),
    ],
)
def test_parameter(value: str, written: str) -> None:
    assert fold.parameter(value) == written


@settings(derandomize=True, max_examples=200)
@given(words)
def test_any_parameter_survives_an_independent_parser(text: str) -> None:
    params = {"VALUE": "URI", "LABEL": fold.parameter(f"-{text}-")}
    block = fold.line("CONFERENCE", "https://example.org/", params)
    line = icalendar.parser.Contentline.from_ical(unfold(block).decode().removesuffix("\r\n"))
    _name, found, value = line.parts()
    assert found["LABEL"] == f"-{said(text)}-".replace("\\", "/")
    assert value == "https://example.org/"


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a?b=1,2;c&d=%20#e", "https://example.org/a?b=1,2;c&d=%20#e"),
        ("https://example.org/a b\r\nX:1", "https://example.org/a%20b%0D%0AX:1"),
        ("https://example.org/événement", "https://example.org/%C3%A9v%C3%A9nement"),
        ('tel:+41,"1"', "tel:+41,%221%22"),
    ],
)
def test_uri(address: str, written: str) -> None:
    assert fold.uri(address) == written


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(hours=1), "PT1H"),
        (timedelta(minutes=15), "PT15M"),
        (timedelta(minutes=-90), "-PT1H30M"),
        (timedelta(days=1), "P1D"),
        (timedelta(days=-1, hours=-2), "-P1DT2H"),
        (timedelta(seconds=61), "PT1M1S"),
        (timedelta(), "PT0S"),
    ],
)
def test_duration(length: timedelta, written: str) -> None:
    assert fold.duration(length) == written
    assert icalendar.vDuration.from_ical(written) == length


@pytest.mark.parametrize("tag", ["en_GB", "", "en\r\nX:1", "a b", "-en", "en:", "abcdefghi"])
def test_what_is_no_language_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match="language tag"):
        fold.language(tag)


@pytest.mark.parametrize("tag", ["en", "ar", "zh-Hans", "pt-BR", "es-419"])
def test_language_stands_as_it_came(tag: str) -> None:
    assert fold.language(tag) == tag
