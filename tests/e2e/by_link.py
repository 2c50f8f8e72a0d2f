"""Pages behind mailed links, and what a job leaves: made ready through the pages themselves."""

import re

from tests.e2e.visitor import Letters, Visitor, link_of
from tests.processes import wait_for

FORUM = "/events/demo-forum"
MANAGE = f"/manage{FORUM}"
FORM = "main form[method=post]"


def invite_speaker(staff: Visitor, speaker: Visitor, letters: Letters) -> str:
    """The page of somebody who was put into a session, invited by mail, and said yes."""
    staff.go(f"{MANAGE}/people/new")
    staff.send("main form[enctype]", status=422)
    said = {"name": "Ama Owusu", "email": letters.address, "lang": staff.lang}
    staff.send("main form[enctype]", said)
    staff.go(f"{MANAGE}/people")
    names = staff.page.locator('main a[href$="/about"]', has_text="Ama Owusu")
    staff.go(f"{staff.url}{names.last.get_attribute('href')}")
    into = 'main form[action$="/sessions"]'
    session = staff.page.locator(f"{into} [name=session_code] option").nth(1)
    staff.page.locator("details:has([name=session_code]) > summary").click()
    staff.send(into, {"session_code": session.get_attribute("value")})
    staff.go(f"{MANAGE}/people/invite")
    staff.send(FORM)
    start = letters.next_link(f"{speaker.home}{FORUM}/speaking/")
    speaker.go(start)
    speaker.send('main form[action$="/answer"]')
    return start.removeprefix(speaker.home)


def follow_changes(visitor: Visitor, letters: Letters) -> list[str]:
    """The page of somebody who follows the programme, and the one that stops the mails."""
    form = 'main form[action$="/follow"]'
    visitor.go(f"{FORUM}/follow")
    visitor.send(form, status=422)
    visitor.send(form, {"email": letters.address})
    mail = letters.next()
    page = link_of(mail, f"{visitor.home}{FORUM}/follow/")
    visitor.go(page)
    visitor.send('main form[action$="/confirm"]')
    stop = re.findall(r"<(https?://[^>]+)>", str(mail["List-Unsubscribe"]))[0]
    return [page.removeprefix(visitor.home), stop.removeprefix(visitor.home)]


def with_materials(staff: Visitor) -> str:
    """The team's page of the materials of the first session of the forum, which has some."""
    staff.go(f"{FORUM}/programme")
    first = staff.page.locator('main a[href*="/sessions/"]').first.get_attribute("href") or ""
    return f"{MANAGE}/programme/sessions/{first.rpartition('/')[2]}/materials"


def bring_archive(staff: Visitor) -> str:
    """The staff page of an event's archive, made and brought back, once it is checked."""
    page = "/manage/events/demo-think-a-thon/full-archive"
    staff.go(page)
    staff.send('main form[action$="/full-archive"]')
    _wait_for(staff, page, ".zip")
    staff.go(page)
    link = staff.page.locator('main a[href$=".zip"]').first.get_attribute("href")
    content = staff.page.request.get(f"{staff.url}{link}").body()
    staff.go("/staff/archives")
    file = {"name": "archive.zip", "mimeType": "application/zip", "buffer": content}
    staff.send("main form[enctype]", {"file": file})
    staff.go("/staff/archives")
    found = staff.page.locator('main a[href*="/staff/archives/"]').first.get_attribute("href")
    address = f"{staff.url}{found}".removeprefix(staff.home)
    _wait_for(staff, address, 'name="slug"')
    return address


def propose(staff: Visitor) -> str:
    """A proposal for the sessions that wait for a place, once its job is done."""
    staff.go(f"{MANAGE}/programme/proposals")
    staff.send('main form[action$="/proposals"]')
    staff.go(f"{MANAGE}/programme/proposals")
    found = staff.page.locator('main a[href*="/proposals/"]').first.get_attribute("href") or ""
    address = f"{staff.url}{found}".removeprefix(staff.home)
    _wait_for(staff, address, f"{found}/accept")
    return address


def _wait_for(visitor: Visitor, address: str, words: str) -> None:
    """Until a job is done and a page says so."""

    def says() -> bool:
        return words in visitor.page.request.get(visitor.home + address).text()

    wait_for(says, f"{words} at {address}")
