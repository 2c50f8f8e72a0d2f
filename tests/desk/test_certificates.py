"""Certificates: who earns one, each once, withdrawn and anew, the paper and its check page."""

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pypdf
import pytest
from sqlalchemy.orm import Session, scoped_session

from eventsite.agenda.models import SpeakerRole
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail
from eventsite.core.tasks import Job
from eventsite.desk import actions, certificates, jobs, personal, queries, rendering
from eventsite.desk.certificates import Earned, Reason
from eventsite.events.models import Duty, Event
from eventsite.registration import links
from eventsite.registration import queries as registration_queries
from eventsite.registration.actions import merging
from eventsite.registration.models import PlaceMode, Registration
from tests import make
from tests.browser import Browser
from tests.desk import making_certificates as making

NOW = datetime(2027, 6, 20, 7, 12, tzinfo=UTC)
FIRST, LAST = date(2027, 6, 12), date(2027, 6, 13)
SPOKE = (SpeakerRole.SPEAKER, {"en": "Opening"})
LED = (SpeakerRole.MODERATOR, {"en": "Closing"})


@pytest.mark.parametrize(
    ("days", "online", "codes", "expected"),
    [
        ([], [], [], Earned()),
        ([LAST, FIRST], [], [], Earned((FIRST, LAST))),
        ([FIRST], [FIRST, LAST], [], Earned((FIRST,), (LAST,))),
        ([], [], ["ada", "none"], Earned(parts=(SPOKE, LED))),
    ],
)
def test_what_is_earned(
    days: list[date], online: list[date], codes: list[str], expected: Earned
) -> None:
    assert certificates.earned(days, online, codes, {"ada": [SPOKE, LED]}) == expected
    assert bool(expected) == bool(days or online or codes)


@pytest.mark.usefixtures("session")
def test_a_certificate_has_a_number_and_a_seal() -> None:
    assert certificates.number("FVW27", 12) == "FVW27/CERT/0012"
    seal = certificates.seal_of("ABCD")
    assert certificates.is_sealed("ABCD", seal)
    assert not certificates.is_sealed("ABCE", seal)


@pytest.fixture
def event(session: scoped_session[Session]) -> Event:
    with clock.freeze(NOW):
        return making.over(make.make_event("Forum"))


def issue(event: Event) -> int:
    return actions.issue_certificates(actor="user:1", event=event, progress=lambda _done, _of: None)


def fetched(key: int | None) -> Registration:
    assert key is not None
    return registration_queries.registration(key)


def test_each_gets_one_with_what_they_did(event: Event) -> None:
    first = making.came(
        event, FIRST, make.make_person("Анна", "Ada", latin_name="Anna Ada"), lang="ru"
    )
    making.check_in(event, first, LAST)
    second = making.came(event, LAST, make.make_person("Zoë", "Z"))
    make.make_registration(event)
    with clock.freeze(NOW):
        assert issue(event) == 2
        with pytest.raises(Refused) as again:
            issue(event)
    assert again.value.reason is Reason.NOBODY
    made = [queries.certificate_of(one.id) for one in (first, second)]
    assert [(m.number, m.name, m.latin, m.lang, m.facts["days"]) for m in made if m] == [
        ("FVW27/CERT/0001", "Анна Ada", "Anna Ada", "ru", ["2027-06-12", "2027-06-13"]),
        ("FVW27/CERT/0002", "Zoë Z", "", second.lang, ["2027-06-13"]),
    ]


def test_none_before_the_end_or_without_a_signatory(session: scoped_session[Session]) -> None:
    event = make.make_event("Forum", first_day=FIRST, days=2)
    for now, expected in (
        (NOW - timedelta(days=7), Reason.NOT_OVER),
        (NOW, Reason.NO_SIGNATORY),
    ):
        with clock.freeze(now), pytest.raises(Refused) as refused:
            issue(event)
        assert refused.value.reason is expected


@pytest.mark.both_databases
def test_withdrawn_stays_withdrawn_until_made_anew(event: Event) -> None:
    one = making.came(event, LAST)
    with clock.freeze(NOW):
        issue(event)
        old = queries.certificate_of(one.id)
        assert old is not None
        actions.withdraw_certificate(actor="user:1", certificate=old)
        with pytest.raises(Refused):
            issue(event)
        assert queries.certificate_of(one.id) is None
        making.check_in(event, one, FIRST)
        new = actions.renew(actor="user:1", certificate=old)
    assert (new.number, new.facts["days"]) == ("FVW27/CERT/0002", ["2027-06-12", "2027-06-13"])
    assert queries.certificate_of(one.id) == new


@pytest.mark.both_databases
def test_two_registrations_made_one_leave_one_certificate(event: Event) -> None:
    make.make_terms(event)
    one, other, alone = (making.came(event, LAST) for _ in range(3))
    with clock.freeze(NOW):
        issue(event)
        merging.merge(kept=one, given_up=other, fields=(), actor="user:1")
        twin = make.make_registration(event, mode=PlaceMode.IN_PERSON)
        merging.merge(kept=twin, given_up=alone, fields=(), actor="user:1")
    held = [queries.certificate_of(each.id) for each in (one, other, twin, alone)]
    assert [each and each.number for each in held] == [
        "FVW27/CERT/0001", None, "FVW27/CERT/0003", None,
    ]  # fmt: skip


def test_the_paper_says_all_on_one_page(event: Event) -> None:
    with clock.freeze(NOW):
        row = making.certificate(event, make.make_person("Zoë", "Żółć"))
    parts = [["speaker", f"A session on many things, number {n}"] for n in range(40)]
    row.facts = {**row.facts, "parts": parts, "online": ["2027-06-12"]}
    content = rendering.certificate_pdf(row, "forum", "sea", b"")
    assert content == rendering.certificate_pdf(row, "forum", "sea", b"")
    reader = pypdf.PdfReader(io.BytesIO(content))
    said = " ".join("".join(page.extract_text() for page in reader.pages).split())
    wanted = ["Zoë Żółć", "Forum", row.number, "Thank you.", "number 39", "Grace Hopper"]
    assert {word: word in said for word in wanted} == dict.fromkeys(wanted, True)
    assert len(reader.pages) == 1


def check(client: Browser, code: str) -> str:
    return client.get(f"/certificates/{code}?seal={certificates.seal_of(code)}").words


def test_the_check_page(client: Browser, event: Event) -> None:
    with clock.freeze(NOW):
        row = making.certificate(event, make.make_person("Ada", "Lovelace"))
    assert client.open("GET", f"/certificates/{row.code}?seal=0").status_code == 404
    good = check(client, row.code)
    assert ("This certificate is genuine." in good, "Ada Lovelace" in good) == (True, True)
    personal.erase(fetched(row.registration_id).person, NOW)
    bare = check(client, row.code)
    assert ("The certificate is genuine." in bare, "Ada Lovelace" in bare) == (True, False)
    actions.withdraw_certificate(actor="user:1", certificate=row)
    assert "counts no more" in check(client, row.code)


def said_of(job: Job) -> Mapping[str, Any]:
    return {name: job.said[name] for name in ("done", "total")}


def test_jobs_issue_and_mail_each_once(event: Event) -> None:
    for name in ("Ada", "Zoë"):
        making.came(event, LAST, make.make_person(name, email=f"{name[0]}@example.org"))
    making.came(event, LAST, make.make_person("Silent", email=""))
    with clock.freeze(NOW):
        issuing, mailing, again = Job(1, "user:1"), Job(2, "user:1"), Job(3, "user:1")
        jobs.issue_certificates(issuing, event.id)
        jobs.mail_certificates(mailing, event.id)
        jobs.mail_certificates(again, event.id)
    assert [said_of(job)["total"] for job in (issuing, mailing, again)] == [3, 2, 0]
    mails = db.session.query(Mail).order_by(Mail.id).all()
    assert [one.to_address for one in mails] == ["a@example.org", "z@example.org"]
    assert queries.certificate_counts(event.id) == (3, 1)


def test_the_holder_fetches_it_and_nobody_else(client: Browser, event: Event) -> None:
    with clock.freeze(NOW):
        row = making.certificate(event)
        found = fetched(row.registration_id)
        own = f"/registrations/{found.code}/{links.key_of(found)}/certificate"
        page = client.get(own)
        assert row.number in page.words
        assert client.open("GET", f"{own}.pdf").data[:5] == b"%PDF-"
        stranger = own.replace(links.key_of(found), "x")
        assert client.open("GET", stranger).status_code == 404
        assert "Certificate of attendance" in client.get(own.removesuffix("/certificate")).words


def test_the_organizers_page(client: Browser, event: Event) -> None:
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    start = f"/manage/events/{event.slug}/certificates"
    with clock.freeze(NOW):
        row = making.certificate(event)
        assert row.number in client.get(start).words
        client.post(f"{start}/words", {"words-fr": "Merci"})
        assert queries.certificate_words(event.id).words["fr"] == "Merci"
        client.post(f"{start}/{row.code}/renew")
        assert "FVW27/CERT/0002" in client.get(start).words
        assert client.open("GET", f"{start}/{row.code}.pdf").data[:5] == b"%PDF-"
