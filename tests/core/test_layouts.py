"""The layouts and the error pages, rendered and parsed strictly."""

from types import SimpleNamespace

import pytest
from jinja2 import Environment

from eventsite.core import look, pages, text
from tests.core import drawn

ERRORS = sorted(path.stem for path in (drawn.TEMPLATES / "errors").glob("[0-9]*.html"))


@pytest.fixture(scope="module")
def env() -> Environment:
    return drawn.environment()


def test_the_rail_shows_counts_and_where_one_is(env: Environment):
    soup = drawn.page(
        env,
        "layouts/workspace.html",
        rail=[
            look.RailEntry("/a", "Overview", "info"),
            look.RailEntry("/b", "Mail", "doc", 3, True),
        ],
        rail_title=text.Said("منتدى", "ar", "rtl"),
        rail_note="16–18 March 2027",
    )
    assert drawn.faults(soup) == []
    rail = drawn.one(soup, "nav.rail")
    assert [drawn.words(link) for link in rail.select("a")] == ["Overview", "Mail 3"]
    assert drawn.words(drawn.one(rail, "[aria-current=page]")) == "Mail 3"
    assert drawn.one(rail, ".rail-title [lang=ar]")["dir"] == "rtl"


def test_a_public_page_is_the_same_for_everybody(env: Environment):
    both = [pages.InLanguage(lang, f"https://events.example/{lang}") for lang in ("en", "ar")]
    address = pages.PageAddress(both[0].url, both[0].locale, both)
    soup = drawn.page(env, "layouts/public.html", page_address=address)
    assert drawn.faults(soup) == []
    assert soup.select(".flash, form, [name=csrf_token]") == []
    assert drawn.words(drawn.one(soup, ".end > a.btn")) == "My events"
    assert [link["hreflang"] for link in soup.select("link[rel=alternate]")] == ["en", "ar"]
    assert drawn.one(soup, "link[rel=canonical]")["href"] == "https://events.example/en"
    assert drawn.one(soup, "meta[property='og:locale:alternate']")["content"] == "ar_AR"
    assert soup.select("meta[name=robots]") == []
    assert drawn.words(drawn.one(soup, ".top nav [aria-current=page]")) == "Events"
    assert len(soup.select("link[rel=stylesheet], link[rel=icon], script")) == 5


def test_a_personal_page_shows_flashes_and_the_way_out(env: Environment):
    ada = SimpleNamespace(person=SimpleNamespace(name="Ada"))
    soup = drawn.page(env, "layouts/personal.html", signed_in_user=ada, mine=list)
    assert drawn.faults(soup) == []
    assert [drawn.words(flash) for flash in soup.select(".flash p")] == ["Saved.", "Moved."]
    assert drawn.one(soup, ".flash form")["action"] == "/undo"
    assert drawn.one(soup, ".end form")["action"] == "/sign-out"
    assert soup.select("link[rel=alternate]") == []


def test_a_page_below_a_menu_entry_marks_it(env: Environment):
    soup = drawn.page(
        env, "layouts/public.html", section="calls.index", request=SimpleNamespace(endpoint="x")
    )
    assert drawn.words(drawn.one(soup, ".top nav [aria-current=true]")) == "Calls"


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_page_says_what_to_do_and_quotes_a_number(env: Environment, status: str):
    soup = drawn.page(env, f"errors/{status}.html", reference="AB12CD", status=int(status))
    assert drawn.faults(soup) == []
    assert len(soup.select("main h1")) == 1
    assert len(soup.select("main p")) >= 3
    assert drawn.words(drawn.one(soup, "main .mono")) == "AB12CD"
    assert len(soup.select("main a.btn-main")) == 1


def test_there_is_a_page_for_each_status_we_answer():
    assert ERRORS == ["403", "404", "409", "410", "413", "422", "429", "500", "503"]


def test_a_stale_write_shows_both_texts(env: Environment):
    soup = drawn.page(
        env, "errors/409.html", reference="A", mine={"Title": "<Mine>"}, theirs="Theirs, saved"
    )
    assert [drawn.words(tag) for tag in soup.select(".typed")] == ["<Mine>", "Theirs, saved"]


def test_a_refusal_is_said_in_its_own_words(env: Environment):
    soup = drawn.page(env, "errors/422.html", reference="A", sentence="The event is full.")
    assert drawn.words(soup.select("main p")[0]) == "The event is full."
