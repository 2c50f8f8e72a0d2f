"""The HTML form of a mail: its words and no others, links, lists, and nothing read as markup."""

import bs4
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.core.outbox.page import page_of

CASES = [
    ("Dear Ada,\n\nCome.\n", "<p>Dear Ada,</p>\n<p>Come.</p>"),
    ("One\ntwo\n", "<p>One<br>two</p>"),
    ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
    ('<b>& "x"</b>', "<p>&lt;b&gt;&amp; &quot;x&quot;&lt;/b&gt;</p>"),
    (
        "See https://a.example/x?y=1&z=2.",
        (
            '<p>See <a dir="ltr" style="color:#0b5a60" href="https://a.example/x?y=1&amp;z=2">'
            "https://a.example/x?y=1&amp;z=2</a>.</p>"
        ),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_text_becomes_plain_blocks(text: str, expected: str) -> None:
    page = page_of(text, "en", "Hello")
    assert page.partition('#ffffff">\n')[2] == f"{expected}\n</body>\n</html>\n"


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_it_speaks_the_language_of_the_mail(lang: str, direction: str) -> None:
    start = f'<!doctype html>\n<html lang="{lang}" dir="{direction}">\n'
    assert page_of("x", lang, "<T>").startswith(f"{start}<head>")
    assert "<title>&lt;T&gt;</title>" in page_of("x", lang, "<T>")


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=80))
def test_no_word_is_added_lost_or_read_as_markup(text: str) -> None:
    soup = bs4.BeautifulSoup(page_of(f"x {text}\n\n{text} x", "en", "T"), "html.parser")
    assert soup.body is not None
    assert {tag.name for tag in soup.body.find_all(True)} <= {"p", "br", "ul", "li", "a"}
    said = "".join(soup.body.get_text().split())
    assert said == "".join(f"x {text} {text} x".split())
