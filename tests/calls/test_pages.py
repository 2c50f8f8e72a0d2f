"""The pages of calls as people walk through them, without script."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.calls import queries
from eventsite.calls.models import Call, State, Submission, Team
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.events.models import Duty
from tests import make
from tests.browser import Browser

OPEN = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with clock.freeze(OPEN):
        yield


def pages_of(entry: Submission) -> str:
    return f"/me/teams/{db.session.get_one(Team, entry.team_id).code}"


def test_from_the_call_to_the_decision(
    client: Browser, another_client: Any, session: scoped_session[Session]
) -> None:
    event = make.make_event()
    call = make.make_call(event)
    theme = str(call.themes[0].id)
    sera, owner = make.make_user(), make.make_team_member(event, [Duty.CALLS])
    client.sign_in(sera)
    start = client.get(client.get(f"/events/{event.slug}/calls/{call.slug}").link("Start an entry"))
    form = client.form(start, "Start").fill(name="Lagoon").submit()
    assert form.h1 == "Your entry"
    checked = client.form(form, "Save and check").fill(title="Tide").submit()
    assert checked.all("#errors a") == [
        "Choose the language in which the entry is written.",
        "Choose what kind of entry this is.",
        "Choose a theme.",
        "Write a summary.",
        "Write the entry, or add it as a file.",
        "Choose at least one goal.",
        "Say where you used AI tools, or that you used none.",
    ]
    files = (
        client.form(client.get(checked.link("Back to the entry")), "Save and go on to files")
        .fill(lang="fr", kind="project", summary="Court.", sdgs=["11"], ai_statement="Non.")
        .fill(theme_id=theme)
        .submit()
    )
    added = client.form(files, "Add the file").fill(file=(io.BytesIO(b"%PDF-1.7"), "plan.pdf"))
    last = client.get(added.submit().link("Go on: check and send"))
    sent = client.form(last, "Send the entry").submit()
    assert sent.all(".pill") == ["Submitted"]
    boss = another_client().sign_in(owner)
    listed = boss.get(f"/manage/events/{event.slug}/calls/{call.slug}/entries")
    ask = boss.form(listed, "Accept…").fill(entry=[listed.one("tbody input")["value"]]).submit()
    done = boss.form(ask, "Accept and tell the teams").fill(note="Well done.").submit()
    assert done.all(".section-head .pill") == ["Accepted"]
    assert "Well done." in client.get(sent.path).words
    assert [m.template for m in session.scalars(sa.select(Mail).order_by(Mail.id))] == [
        "calls/mail/submitted",
        "calls/mail/accepted",
    ]


def test_an_invited_person_joins(
    client: Browser, another_client: Any, session: scoped_session[Session]
) -> None:
    lead, guest = make.make_user(), make.make_user()
    entry = make.make_entry(make.make_call(), lead.person)
    page = client.sign_in(lead).get(pages_of(entry))
    client.form(page, "Send the invitation").fill(email=guest.email).submit()
    text = session.scalars(sa.select(Mail.text)).one()
    path = next(w for w in text.split() if "/me/invites/" in w).removeprefix("http://localhost")
    other = another_client().sign_in(guest)
    joined = other.form(other.get(path), "Join the team").submit()
    assert joined.h1 == "Lagoon"
    assert [m.person_id for m in queries.members(entry.team_id)] == [
        lead.person_id,
        guest.person_id,
    ]
    other.get(path, 410)


def test_what_was_typed_is_kept_beside_the_error(client: Browser) -> None:
    user = make.make_user()
    entry = make.make_entry(make.make_call(), user.person)
    page = client.sign_in(user).get(f"{pages_of(entry)}/entry")
    long = "word " * 1_500
    back = client.form(page, "Save the draft").fill(title="<b>Hi</b>", summary=long).submit(422)
    assert back.one("#title")["value"] == "<b>Hi</b>"
    assert back.all(".errsum a") == ["Shorten this to 6000 characters; it has 7499."]


def test_ten_megabytes_of_text_are_not_kept(client: Browser) -> None:
    user = make.make_user()
    entry = make.make_entry(make.make_call(), user.person)
    client.sign_in(user)
    fields = {"version": "1", "body": "x" * 10 * 1024 * 1024}
    back = client.post(f"{pages_of(entry)}/entry", fields, 422)
    assert back.all(".errsum a") == ["Shorten this to 30000 characters; it has 10485760."]
    form = "multipart/form-data"
    client.post(f"{pages_of(entry)}/entry", fields, 413, content_type=form)


@pytest.mark.parametrize("version", ["", "x", "99999999999999999999"])
def test_a_bent_version_changes_nothing(client: Browser, version: str) -> None:
    user = make.make_user()
    entry = make.make_entry(make.make_call(), user.person, title="Tide")
    client.sign_in(user)
    answer = client.open(
        "POST", f"{pages_of(entry)}/entry", data={"version": version, "title": "Bent"}
    )
    assert answer.status_code in {409, 422}
    db.session.expire_all()
    assert db.session.get_one(Submission, entry.id).title == "Tide"


def test_a_stale_draft_shows_both_texts(client: Browser) -> None:
    user = make.make_user()
    entry = make.make_entry(make.make_call(), user.person, title="Hers")
    page = client.sign_in(user).get(f"{pages_of(entry)}/entry")
    first, second = (client.form(page, "Save the draft") for _ in range(2))
    first.fill(title="Saved first").submit()
    both = second.fill(title="Saved second").submit(409)
    assert ("Saved first" in both.words, "Saved second" in both.words) == (True, True)


def test_hostile_text_is_text(client: Browser) -> None:
    event, user = make.make_event(), make.make_user()
    owner = make.make_team_member(event)
    bad = "<script>alert(1)</script>[x](javascript:alert(1))"
    entry = make.make_entry(make.make_call(event), user.person, title=bad, body=bad, summary=bad)
    page = client.sign_in(user).get(f"{pages_of(entry)}/submission")
    entry.state, entry.submitted = State.SUBMITTED, OPEN
    call = db.session.get_one(Call, entry.call_id)
    organizers = f"/manage/events/{event.slug}/calls/{call.slug}/entries/{entry.code}"
    for shown in (page, client.sign_in(owner).get(organizers)):
        scripts = shown.soup.select("main script, a[href^=javascript]")
        assert scripts == []


def test_organizers_read_no_draft(client: Browser) -> None:
    event = make.make_event()
    call = make.make_call(event)
    draft = make.make_entry(call, title="Secret plan")
    base = f"/manage/events/{event.slug}/calls/{call.slug}/entries"
    client.sign_in(make.make_team_member(event))
    for path in (base, f"{base}/{draft.code}", f"{base}.csv"):
        assert "Secret plan" not in client.open("GET", path).get_data(as_text=True)


def test_the_csv_runs_no_formula(client: Browser) -> None:
    event = make.make_event()
    call = make.make_call(event)
    make.make_entry(call, state=State.SUBMITTED, title="=1+1")
    client.sign_in(make.make_team_member(event))
    answer = client.open("GET", f"/manage/events/{event.slug}/calls/{call.slug}/entries.csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert [(row["title"], row["state"], row["theme"]) for row in rows] == [
        ("'=1+1", "submitted", "Cities that listen")
    ]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["One", "Two"]),
        ("?text=two", ["Two"]),
        ("?country=fj", ["One"]),
        ("?state=accepted", ["Two"]),
        ("?state=nonsense&theme=x", ["One", "Two"]),
        ("?text=%25", []),
    ],
)
def test_the_list_is_narrowed(client: Browser, query: str, titles: list[str]) -> None:
    event = make.make_event()
    call = make.make_call(event)
    make.make_entry(call, make.make_person(country="FJ"), state=State.SUBMITTED, title="One")
    make.make_entry(call, make.make_person(country="KE"), state=State.ACCEPTED, title="Two")
    client.sign_in(make.make_team_member(event))
    page = client.get(f"/manage/events/{event.slug}/calls/{call.slug}/entries{query}")
    assert page.all("tbody th a") == titles


def test_organizers_make_a_call(client: Browser) -> None:
    event = make.make_event()
    client.sign_in(make.make_team_member(event, [Duty.CALLS]))
    page = client.get(f"/manage/events/{event.slug}/calls/new")
    wrong = {"opens_day": "2027-04-02", "opens_time": "09:00", "closes_day": "2027-04-01"}
    right = {"closes_day": "2027-04-30", "closes_time": "23:59", "team_sizes": ["1", "3"]}
    form = client.form(page, "Save").fill(**{"title-en": "Idées & ideas", "kind": "ideas"})
    form.fill(**wrong, closes_time="23:59", entry_kinds=["project"], **{"themes-0-names-en": "A"})
    back = form.submit(422)
    assert back.all(".errsum a") == [
        "Choose dates in order: the call opens, closes for teams, then closes."
    ]
    saved = client.form(back, "Save").fill(**right).submit()
    made = queries.find_call(event.id, "idees-ideas")
    assert made is not None
    assert made.closes == datetime(2027, 4, 30, 21, 59, tzinfo=UTC)
    assert [theme.names for theme in made.themes] == [{"en": "A"}]
    assert saved.one("#closes_time option[selected]")["value"] == "23:59"
    public = f"/events/{event.slug}/calls/{made.slug}"
    client.get(public, 404)
    client.form(saved, "Publish the call").submit()
    db.session.rollback()
    assert client.get(public).all("ol.line b") == [
        "2027-04-02 09:00 (UTC+2)",
        "2027-04-30 23:59 (UTC+2)",
    ]


def test_an_entry_is_not_sent_late(client: Browser) -> None:
    user = make.make_user()
    call = make.make_call()
    entry = make.make_entry(call, user.person)
    last = client.sign_in(user).get(f"{pages_of(entry)}/submission")
    with clock.freeze(call.closes + timedelta(minutes=16)):
        late = client.form(last, "Send the entry").submit(422)
    assert late.all("main .flash p") == ["This call is closed."]
