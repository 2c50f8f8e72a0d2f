"""An event's own words in the mails about its registrations."""

import sqlalchemy as sa
from sqlalchemy.orm import Session, scoped_session

from eventsite.core.outbox import Mail
from eventsite.events.models import Duty
from eventsite.people.models import Person
from eventsite.registration import actions
from eventsite.registration.mail_kinds import LABELS, Kind
from eventsite.registration.models import PlaceMode, Registration
from tests import make
from tests.browser import Browser


def test_every_kind_of_mail_has_a_name() -> None:
    assert set(LABELS) == set(Kind)


def test_own_words_are_written_shown_tested_and_mailed(
    client: Browser, session: scoped_session[Session]
) -> None:
    event = make.make_event("Forum")
    make.make_terms(event, capacity_online=9)
    client.sign_in(make.make_team_member(event, [Duty.COMMUNICATION]))
    listed = client.get(f"/manage/events/{event.slug}/mails")
    page = client.get(listed.link("Registered"))
    wrong = client.form(page, "Save the text").fill(**{"body-en": "Dear {nome}"}).submit(422)
    assert wrong.all("#errors li") == ["“{nome}” is no placeholder. Use those in the list."]
    form = client.form(wrong, "Save the text")
    saved = form.fill(**{"body-en": "Bring a coat to {place}."}).submit()
    assert "You are registered: Forum" in saved.words
    assert "Bring a coat to Geneva, Switzerland and online." in saved.words
    client.form(saved, "Send me a test").submit()
    assert session.scalars(sa.select(Registration)).all() == []
    people = session.scalar(sa.select(sa.func.count()).select_from(Person))
    for kind in Kind:
        client.get(f"/manage/events/{event.slug}/mails/{kind.value}?lang=ar")
    assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == people
    actions.register(
        event_id=event.id,
        answers=actions.Answers(mode=PlaceMode.ONLINE, lang="fr"),
        person=make.make_user().person,
        actor="user:1",
    )
    texts = session.scalars(sa.select(Mail.text).order_by(Mail.id)).all()
    # The test, and the mail to somebody who reads French: nothing is written in it.
    assert ["Bring a coat to Geneva" in text for text in texts] == [True, True]
    stale = {"body-en": "Late.", "version": "0"}
    client.post(f"/manage/events/{event.slug}/mails/confirmed", stale, status=409)
