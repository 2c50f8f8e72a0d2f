"""The form of somebody in a programme finds the directory's entry and the person who is meant."""

import pytest

from eventsite.agenda import queries, rules
from eventsite.agenda.models import Speaker
from eventsite.events.models import Event
from tests import make
from tests.agenda.makings import make_speaker
from tests.browser import Browser, Form

ADDRESS = "shared@example.org"


def form_of(client: Browser, base: str, code: str = "new") -> Form:
    return client.form(client.get(f"{base}/people/{code}"), "Save the person")


def only(event: Event) -> Speaker:
    (speaker,) = queries.speakers(event.id)
    return speaker


def test_an_exact_name_brings_the_entry_with_its_names(
    client: Browser, event: Event, base: str
) -> None:
    entry = make.make_organisation(
        "Academy of Sciences", names={"en": "Academy of Sciences", "fr": "Académie des sciences"}
    )
    form_of(client, base).fill(name="Ada", organisation_text="academie des sciences").submit()
    speaker = only(event)
    assert (speaker.organisation_id, speaker.organisation_text) == (entry.id, "")
    again = form_of(client, base, speaker.code)
    again.fill(role_title="Professor").submit()
    assert only(event).organisation_id == entry.id


def test_a_part_of_a_name_asks_which(client: Browser, event: Event, base: str) -> None:
    entry = make.make_organisation("Academy of Sciences", country="CH")
    form = form_of(client, base).fill(name="Ada", organisation_text="Academy")
    page = form.submit(422)
    assert rules.Reason.WHICH_ORGANISATION.value in page.one(".err").text
    assert page.all("#organisation_choice label") == [
        "Academy of Sciences (Switzerland)",
        "Leave it as written",
    ]
    client.form(page, "Save the person").fill(organisation_choice=entry.code).submit()
    assert only(event).organisation_id == entry.id


def test_what_the_directory_does_not_know_stays_as_written(
    client: Browser, event: Event, base: str
) -> None:
    make.make_organisation("Academy of Sciences")
    form_of(client, base).fill(name="Ada", organisation_text="Studio 9").submit()
    assert (only(event).organisation_id, only(event).organisation_text) == (None, "Studio 9")
    form = form_of(client, base, only(event).code).fill(organisation_text="Academy")
    page = form.submit(422)
    client.form(page, "Save the person").fill(organisation_choice="as-written").submit()
    assert (only(event).organisation_id, only(event).organisation_text) == (None, "Academy")


def test_one_of_several_persons_of_an_address_is_meant_by_name(
    client: Browser, event: Event, base: str
) -> None:
    make.make_person("Bo", "Example", email=ADDRESS)
    ada = make.make_person("Ada", "Éxample", email=ADDRESS)
    form_of(client, base).fill(name="ada example", person_email=ADDRESS).submit()
    speaker = only(event)
    assert speaker.person_id == ada.id
    page = client.get(f"{base}/people/{speaker.code}")
    assert "Linked with Ada Éxample, who uses this site." in page.all("form p")
    client.form(page, "Save the person").fill(unlink=True).submit()
    assert only(event).person_id is None


@pytest.mark.parametrize(
    ("name", "address"), [("Ada Example", "nobody@example.org"), ("Bo Other", ADDRESS)]
)
def test_nobody_learns_who_uses_the_site(
    client: Browser, event: Event, base: str, name: str, address: str
) -> None:
    make.make_person("Ada", "Example", email=ADDRESS)
    page = form_of(client, base).fill(name=name, person_email=address).submit(422)
    assert rules.Reason.NOBODY_SO.value in page.one(".err").text
    assert queries.speakers(event.id) == []


def test_a_session_offers_people_with_the_names_of_the_directory(
    client: Browser, event: Event, base: str
) -> None:
    entry = make.make_organisation("Academy of Sciences")
    make_speaker(event, "Ada", organisation_id=entry.id)
    page = client.get(f"{base}/programme/sessions/new")
    assert page.all("#speakers-0-speaker_id option")[1] == "Ada, Academy of Sciences"
