"""A programme brought and taken back, and a calendar of one's own whose link is renewed."""

from urllib.error import HTTPError
from urllib.request import urlopen

from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, Open
from tests.e2e.visitor import Letters, Visitor, expect_no_faults, sign_in
from tests.live import Live
from tests.smtp import PostOffice

BUILDER = "/manage/events/demo-forum/programme"
TITLE = "Twins of a whole harbour"


def test_an_import_is_looked_at_taken_in_and_undone(
    open_page: Open, demo_site: Live, post_office: PostOffice
) -> None:
    organizer = Visitor(open_page(DESK), demo_site.url)
    sign_in(organizer, Letters(post_office, "organizer@demo.example"))
    organizer.go(BUILDER)
    day = organizer.page.locator("form[data-undo-form] [name=back]").first.input_value()
    rows = [f"x1,{TITLE},{day},13:00", f"x2,,{day},14:00", "x3,Another year,2035-05-04,15:00"]
    table = "\n".join(["Number,Name of it,When,From", *rows])
    file = {"name": "harbour.csv", "mimeType": "text/csv", "buffer": table.encode()}

    organizer.go(f"{BUILDER}/imports")
    organizer.send("main form[enctype]", {"files": file})
    columns = {"c-0-0": "id", "c-0-1": "title", "c-0-2": "date", "c-0-3": "start"}
    organizer.send('main form[action$="/columns"]', columns)
    expect(organizer.page.locator("tbody tr", has_text=TITLE)).to_have_count(1)
    expect(organizer.page.locator('main form[action$="/days"]')).to_have_count(1)
    with organizer.page.expect_navigation():
        organizer.page.locator('main button[value="ticked"]').click()
    organizer.look()

    organizer.follow(f'[href$="{BUILDER}"]')
    organizer.page.locator("#builder[data-ready]").wait_for()
    shown = organizer.page.locator(f'main [data-s]:has(h3:has-text("{TITLE}"))')
    expect(shown).not_to_have_count(0)
    organizer.page.locator("#undo").click()
    expect(shown).to_have_count(0)
    organizer.look()
    expect_no_faults(organizer)


def test_a_calendar_of_ones_own_and_its_renewed_link(
    open_page: Open, demo_site: Live, post_office: PostOffice
) -> None:
    visitor = Visitor(open_page(PHONE), demo_site.url, "ar")
    sign_in(visitor, Letters(post_office, "salma-al-khatib@demo.example"))
    visitor.go("/me/calendars")
    visitor.send('main form[action$="/me/calendars"]')
    old = address_of(visitor)
    assert status_of(old) == 200
    link = visitor.page.locator('main a[href*="/me/calendars/"]').last
    visitor.go(f"{visitor.url}{link.get_attribute('href')}")
    visitor.send('main form[action$="/address"]')
    new = address_of(visitor)
    assert (status_of(old), status_of(new)) == (410, 200)
    expect_no_faults(visitor)


def address_of(visitor: Visitor) -> str:
    """The plain link of the newest of one's own calendars."""
    links = visitor.page.locator(f'main a[href^="{visitor.url}"][href*="/calendars/"]')
    found = links.and_(visitor.page.locator('[href$=".ics"]')).last.get_attribute("href")
    return str(found)


def status_of(address: str) -> int:
    """How a calendar program is answered."""
    try:
        with urlopen(address, timeout=30) as answer:
            return int(answer.status)
    except HTTPError as answer:
        return answer.code
