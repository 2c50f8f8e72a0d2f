"""Which sites may show a programme: what is an origin, and what the header then says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.agenda import framing

ORIGINS = [
    ("https://www.example.org", "https://www.example.org"),
    (" https://www.example.org/ ", "https://www.example.org"),
    ("HTTPS://Www.Example.ORG", "https://www.example.org"),
    ("https://example.org:443", "https://example.org"),
    ("https://example.org:8443/", "https://example.org:8443"),
    ("https://bücher.example", "https://xn--bcher-kva.example"),
    ("https://مثال.example", "https://xn--mgbh0fb.example"),
    ("https://example.org.", "https://example.org"),
]
NONE = [
    "",
    "example.org",
    "http://example.org",
    "//example.org",
    "https://",
    "https://example",
    "https://localhost",
    "https://127.0.0.1",
    "https://[::1]",
    "https://*.example.org",
    "https://example.org/page",
    "https://example.org?x=1",
    "https://example.org#x",
    "https://user@example.org",
    "https://user:pass@example.org",
    "https://example.org; script-src *",
    "https://example.org 'self'",
    "https://example.org,https://b.example",
    "https://example.org\r\nX-Evil: 1",
    "https://example.org:0",
    "https://example.org:99999",
    "https://-example.org",
    "https://exa_mple.org",
    "https://" + "a" * 64 + ".org",
    "https://" + "a." * 130 + "org",
    "*",
    "'self'",
    "data:",
    "javascript:alert(1)",
]


@pytest.mark.parametrize(("typed", "origin"), ORIGINS)
def test_an_origin_in_its_one_form(typed: str, origin: str) -> None:
    assert framing.origin_of(typed) == origin
    assert framing.origin_of(origin) == origin


@pytest.mark.parametrize("typed", NONE)
def test_what_is_no_origin(typed: str) -> None:
    with pytest.raises(framing.NotAnOrigin):
        framing.origin_of(typed)


def test_lines_give_each_origin_once() -> None:
    lines = "https://b.example\n\n https://a.example/ \r\nhttps://B.example:443"
    assert framing.origins_of(lines) == ["https://b.example", "https://a.example"]


@pytest.mark.parametrize(
    ("hosts", "header"),
    [
        (None, "'none'"),
        ([], "'none'"),
        (["https://a.example", "https://b.example"], "https://a.example https://b.example"),
        (["*"], "*"),
    ],
)
def test_the_header(hosts: list[str] | None, header: str) -> None:
    assert framing.sources(hosts) == header


@settings(max_examples=60, derandomize=True)
@given(st.text(max_size=40).map(lambda said: f"https://{said}") | st.text(max_size=40))
def test_nothing_but_an_origin_reaches_the_header(typed: str) -> None:
    try:
        origin = framing.origin_of(typed)
    except framing.NotAnOrigin:
        return
    assert origin.startswith("https://")
    assert set(origin) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-:/")
    assert origin.count("/") == 2
