"""Every page of the demo content, for everybody who has some: strict HTML, axe, width."""

from collections import Counter

import pytest
from flask import Flask

from tests.e2e import by_link, crawl
from tests.e2e.conftest import DESK, PHONE, Open
from tests.e2e.visitor import Letters, Visitor, expect_no_faults, sign_in
from tests.live import Live
from tests.smtp import PostOffice

#: The short run walks in the form in which most goes wrong, the long run in all of them.
LOOKS = [
    pytest.param(PHONE, "ar", True, id="phone-ar-dark"),
    pytest.param(DESK, "en", False, id="desk-en-light", marks=pytest.mark.long),
    pytest.param(DESK, "en", True, id="desk-en-dark", marks=pytest.mark.long),
    pytest.param(DESK, "ar", False, id="desk-ar-light", marks=pytest.mark.long),
    pytest.param(DESK, "fr", False, id="desk-fr-light", marks=pytest.mark.long),
    pytest.param(PHONE, "en", False, id="phone-en-light", marks=pytest.mark.long),
    pytest.param(PHONE, "fr", True, id="phone-fr-dark", marks=pytest.mark.long),
]
#: Who owns the demo's events, and who leads a team whose entry is a draft.
ORGANIZER, TEAM_LEAD = "organizer@demo.example", "salma-al-khatib@demo.example"
#: Where each visitor begins: the pages that show most, then one from which the rest is reached.
ANYBODY = [
    "/",
    "/events/demo-forum",
    "/events/demo-forum/programme?view=grid",
    "/events/demo-think-a-thon/calls/ideas",
    "/events/demo-forum/registration",
    "/events/demo-forum/registration/sent",
    "/events/demo-forum/follow/asked",
    "/events/demo-forum/calendar",
    "/events/demo-forum/programme/files",
    "/events/demo-forum/programme/embed",
    "/events/demo-forum/programme/print",
    "/calendars",
    "/api",
    "/search?q=citiverse",
    "/sign-in/sent",
    "/time-zone",
    "/erased",
]
#: A participant whose visa letter is issued.
COMER = "fatou-moyo-6@demo.example"
COMES = ["/me", "/me/security", "/events/demo-workshop/registration/colleague"]
STAFF = [
    "/manage",
    "/manage/events/demo-forum",
    "/manage/events/demo-think-a-thon/calls",
    "/events/demo-think-a-thon/calls/ideas",
    "/staff",
    "/staff/components",
    "/manage/events/demo-forum/programme/publish",
    "/manage/events/demo-forum/preview/programme",
    "/manage/events/demo-forum/programme/imports",
    "/manage/events/demo-forum/programme/imports/1/columns",
    "/manage/events/demo-forum/programme/exports",
    "/manage/events/demo-forum/full-archive",
    "/me/calendars",
    "/me",
    "/manage/events/demo-forum/registrations",
    "/manage/events/demo-forum/questions/new",
    "/manage/events/demo-workshop/requests",
    "/manage/events/demo-forum/desk",
    "/manage/events/demo-forum/desk/walk-in",
    "/manage/events/demo-forum/desk/reports",
    "/manage/events/demo-forum/desk/sessions",
    "/manage/events/demo-forum/presence",
    "/manage/events/demo-forum/programme/sign-ups",
    "/manage/events/demo-forum/badges",
    "/manage/events/demo-forum/certificates",
    "/manage/events/demo-forum/retention",
    "/manage/events/demo-forum/retention/names?days=400",
    "/events/demo-workshop/registration/delegation",
]
LEAD = [
    "/me",
    "/me/events/demo-forum/programme",
    "/me/entries",
    "/me/data",
    "/me/profile/organisation/new",
]
#: Pages the journeys look at, machines ask for, or that come only in a passing state.
ELSEWHERE = {
    "agenda.my_sign_ups",
    "calls.entry_file",
    "desk.badge_file",
    "desk.certificate",
    "desk.certificate_check",
    "desk.offline_list",
    "desk.presence_import",
    "desk.session_list",
    "letters.batch",
    "letters.check",
    "messages.unsubscribe",
    "people.authenticator",
    "people.confirm",
    "people.second",
    "people.who",
    "registration.consent",
    "registration.entity_delegation",
    "registration.join_event",
    "registration.registrant_import",
    "registration.requests",
    "registration.ticket",
    "registration.together",
    "site.healthz",
    "site.readyz",
    "tasks.job",
}
#: Pages behind a mailed link, looked at above or in the journeys.
MAILED = {
    "calls.join",
    "events.invitation",
    "people.account",
    "people.link",
}


@pytest.mark.parametrize(("viewport", "lang", "dark"), LOOKS)
def test_every_page(
    viewport: dict[str, int],
    lang: str,
    dark: bool,
    open_page: Open,
    demo_site: Live,
    post_office: PostOffice,
    app: Flask,
) -> None:
    anybody, staff, lead, new, speaker, follower, comer = (
        Visitor(open_page(viewport, dark), demo_site.url, lang) for _ in range(7)
    )
    sign_in(staff, Letters(post_office, ORGANIZER))
    sign_in(lead, Letters(post_office, TEAM_LEAD))
    sign_in(comer, Letters(post_office, COMER))
    anybody.go("/nowhere", 404)
    seen = Counter[str]()
    letters, speakers, followers = (
        Letters(post_office, f"{who}-{viewport['width']}-{lang}-{dark:d}@example.org")
        for who in ("new", "speaker", "follower")
    )
    proposal, papers = by_link.propose(staff), by_link.with_materials(staff)
    archive = by_link.bring_archive(staff)
    speaking = by_link.invite_speaker(staff, speaker, speakers)
    following = by_link.follow_changes(follower, followers)
    for visitor, starts in (
        (anybody, ANYBODY),
        (staff, [*STAFF, proposal, papers, archive]),
        (lead, LEAD),
        (comer, COMES),
        (speaker, [speaking]),
        (follower, following),
    ):
        crawl.Crawl(visitor, app, seen).run(starts)

    staff.go("/manage/events/demo-forum/team/invitations")
    staff.send("main form[method=post]", status=422)
    staff.send("main form[method=post]", {"email": letters.address, "duties": ["agenda"]})
    new.go(letters.next_link(f"{new.home}/team-invitations/"))
    sign_in(new, letters)
    assert new.path == "/sign-in/account"
    expect_no_faults(anybody, staff, lead, new, speaker, follower, comer)
    # A mail that is shown leads to this page where its language is the visitor's.
    unseen = crawl.pages(app) - set(seen) | {"messages.unsubscribe"}
    assert unseen == ELSEWHERE | MAILED
