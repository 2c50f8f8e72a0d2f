"""Ways back: only to our own pages, and in the language that was spoken."""

import pytest

from eventsite.core import access
from tests.browser import Browser


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/me", "/me"),
        ("/ar/events?zone=Asia/Tokyo&page=2", "/ar/events?zone=Asia/Tokyo&page=2"),
        (None, None),
        ("", None),
        ("me", None),
        ("https://example.org/", None),
        ("//example.org", None),
        ("/\\example.org", None),
        ("/\t\\example.org", None),
        ("/\t/example.org", None),
        ("/\n\\example.org", None),
        ("/a\\b", None),
        ("/me\x00", None),
    ],
)
def test_only_a_path_of_this_site_is_led_back_to(asked: str | None, led_to: str | None) -> None:
    assert access.own_path(asked) == led_to


def test_who_has_to_sign_in_comes_back_in_the_same_language(client: Browser) -> None:
    answer = client.open("GET", "/ar/me/profile")
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/ar/sign-in?next=/ar/me/profile",
    )


def test_the_language_menu_never_leads_to_another_site(client: Browser) -> None:
    page = client.get("/ar//example.org", status=404)
    assert [href for href in hrefs(page) if href.startswith("//")] == []


def hrefs(page: object) -> list[str]:
    """Where the page's links lead."""
    return [str(tag.get("href")) for tag in page.soup.select("a[href], link[href]")]  # type: ignore[attr-defined]
