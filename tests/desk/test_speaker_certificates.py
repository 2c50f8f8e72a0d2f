"""Certificates of speakers who have no registration: issued, mailed, renewed, erased."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session, scoped_session

from eventsite.agenda.actions import forgetting
from eventsite.agenda.models import Speaker, SpeakerRole
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail
from eventsite.core.tasks import Job
from eventsite.desk import actions, certificates, jobs, personal, queries
from eventsite.desk.certificates import Reason
from eventsite.desk.models import Certificate
from eventsite.events.models import Duty, Event
from eventsite.people.actions import everywhere
from tests import make
from tests.agenda import makings
from tests.browser import Browser
from tests.desk import making_certificates as making

NOW = datetime(2027, 6, 20, 7, 12, tzinfo=UTC)


@pytest.fixture
def event(session: scoped_session[Session]) -> Event:
    return make.make_event("Forum")


def speaker(event: Event, name: str, **facts: object) -> Speaker:
    """Somebody who leads a session of the table."""
    made = makings.make_speaker(event, name)
    for column, value in facts.items():
        setattr(made, column, value)
    makings.place(
        event,
        makings.make_session(event, f"Talk of {name}", speakers=[(made.id, SpeakerRole.MODERATOR)]),
    )
    return made


def issue(event: Event) -> int:
    return actions.issue_certificates(actor="user:1", event=event, progress=lambda _done, _of: None)


def certificates_of(event: Event) -> list[Certificate]:
    query = db.session.query(Certificate).filter_by(event_id=event.id)
    return query.order_by(Certificate.id).all()


@pytest.mark.both_databases
def test_speakers_get_one_whether_or_not_they_registered(event: Event) -> None:
    litia = make.make_person("Litia", "Tuiloma", email="litia@example.org")
    zoe = make.make_person("Zoë", "Zuse", email="zoe@example.org")
    speaker(event, "Litia Tuiloma", person_id=litia.id)
    alone = speaker(event, "Ada", honorific="Dr", email="ada@example.org", lang="fr")
    twice = speaker(event, "Zoë Zuse", email="ZOE@example.org")
    speaker(event, "No Address")
    makings.publish(event)
    speaker(event, "Drafted Only", email="late@example.org")
    with clock.freeze(NOW):
        making.over(event)
        own = making.came(event, NOW.date(), zoe)
        assert issue(event) == 3
        # What comes to light later makes no second one for the same person.
        making.came(event, NOW.date(), litia)
        with pytest.raises(Refused) as again:
            issue(event)
        assert again.value.reason is Reason.NOBODY
        found = certificates_of(event)
        assert [
            (m.name, m.lang, m.registration_id, m.speaker_id == alone.id, m.facts["parts"])
            for m in found
        ] == [
            ("Dr Ada", "fr", None, True, [["moderator", "Talk of Ada"]]),
            ("Litia Tuiloma", "en", None, False, [["moderator", "Talk of Litia Tuiloma"]]),
            ("Zoë Zuse", own.lang, own.id, False, [["moderator", "Talk of Zoë Zuse"]]),
        ]
        assert twice.id not in {m.speaker_id for m in found}
        # Made anew, it stands at the registration that there is now.
        new = actions.renew(actor="user:1", certificate=found[1])
        assert (new.speaker_id, new.registration_id is not None) == (None, True)
        assert found[1].withdrawn == NOW
        assert actions.renew(actor="user:1", certificate=found[0]).speaker_id == alone.id
        assert queries.certificate_counts(event.id) == (3, 3)


def test_it_is_mailed_to_the_speakers_address(event: Event) -> None:
    person = make.make_person("Litia", "Tuiloma", email="home@example.org")
    speaker(event, "Litia Tuiloma", person_id=person.id, email="work@example.org")
    speaker(event, "Ada Lovelace", honorific="Dr", email="ada@example.org")
    home = make.make_person("Zoë", "Zuse", email="zoe@example.org")
    speaker(event, "Zoë Zuse", person_id=home.id)
    makings.publish(event)
    with clock.freeze(NOW):
        making.over(event)
        issue(event)
        for number in (1, 2):
            jobs.mail_certificates(Job(number, "user:1"), event.id)
    mails = db.session.query(Mail).order_by(Mail.id).all()
    assert [(one.to_address, one.text.split("\n")[0]) for one in mails] == [
        ("ada@example.org", "Dear Dr Ada Lovelace,"),
        ("work@example.org", "Dear Litia Tuiloma,"),
        ("zoe@example.org", "Dear Zoë Zuse,"),
    ]


def test_erased_with_the_person_and_with_the_speaker(client: Browser, event: Event) -> None:
    linked = make.make_person("Litia", "Tuiloma", email="litia@example.org")
    named = make.make_person("Ada", "Lovelace", email="ada@example.org")
    speaker(event, "Litia Tuiloma", person_id=linked.id)
    speaker(event, "Ada Lovelace", email="Ada@example.org")
    zoe = speaker(event, "Zoë", email="zoe@example.org")
    makings.publish(event)
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    with clock.freeze(NOW):
        making.over(event)
        issue(event)
        jobs.mail_certificates(Job(1, "user:1"), event.id)
        told = [personal.export(one)["certificates"][0]["name"] for one in (linked, named)]
        assert told == ["Litia Tuiloma", "Ada Lovelace"]
        found = certificates_of(event)
        start = f"/manage/events/{event.slug}/certificates"
        listed = client.get(start).words
        assert [one.name in listed for one in found] == [True, True, True]
        paper = client.open("GET", f"{start}/{found[0].code}.pdf")
        assert paper.data[:5] == b"%PDF-"
        check = f"/certificates/{found[2].code}?seal={certificates.seal_of(found[2].code)}"
        genuine = client.get(check).words
        assert ("Zoë" in genuine, "Talk of Zoë" in genuine) == (True, True)
        everywhere.erase(linked)
        everywhere.erase(named)
        db.session.refresh(zoe, ["photo"])
        forgetting.forget(zoe, NOW)
        assert "The person had their data erased" in client.get(check).words
    assert [(one.name, one.blanked) for one in found] == [("", NOW)] * 3
    assert {one.to_address for one in db.session.query(Mail)} == {"erased"}
    with clock.freeze(NOW), pytest.raises(Refused):
        issue(event)
