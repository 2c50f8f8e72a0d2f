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


def propose(staff: Visitor) -> str:
    """A proposal for the sessions that wait for a place, once its job is done."""
    staff.go(f"{MANAGE}/programme/proposals")
    staff.send('main form[action$="/proposals"]')
    staff.go(f"{MANAGE}/programme/proposals")
    found = staff.page.locator('main a[href*="/proposals/"]').first.get_attribute("href") or ""
    address = f"{staff.url}{found}"

    def is_ready() -> bool:
        return f"{found}/accept" in staff.page.request.get(address).text()

    wait_for(is_ready, f"the proposal {found}")
    return address.removeprefix(staff.home)
