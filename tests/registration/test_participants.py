"""The list of participants: its order, whom it names, its files in every language."""

import io

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.core import i18n
from eventsite.core.db import db
from eventsite.events.models import Duty, Event
from eventsite.people.models import Category
from eventsite.registration import actions, participants
from eventsite.registration.models import ConsentKind, Registration
from eventsite.registration.participants import Participant
from tests import make
from tests.browser import Browser
from tests.counting import count_queries

PEOPLE = st.builds(
    Participant,
    first_name=st.sampled_from(["Ana", "Éva", "王", "محمد", ""]),
    family_name=st.sampled_from(["Bula", "de Souza", "Zhang"]),
    entity=st.sampled_from(["", "Telco", "Ministry"]),
    category=st.sampled_from(Category),
    entity_country=st.sampled_from(["", "FJ", "PS", "AQ", "CI"]),
    country=st.sampled_from(["", "FJ", "FR"]),
)


@settings(derandomize=True, max_examples=50)
@given(people=st.lists(PEOPLE, max_size=12), lang=st.sampled_from(list(i18n.LANGUAGES)))
def test_everybody_stands_once_and_parts_in_order(people: list[Participant], lang: str) -> None:
    ordered = participants.ordered(people, lang)
    found = participants.parts(ordered, lang)
    said = [one for part in found for group in part.groups for one in group.people]
    assert said == ordered == participants.ordered(reversed(people), lang)
    headings = list(participants.PARTS.values())
    places = [headings.index(part.heading) for part in found]
    assert places == sorted(set(places))
    for part in found:
        assert len({group.heading for group in part.groups}) == len(part.groups)


def test_states_stand_in_the_readers_order_and_palestine_by_itself() -> None:
    def from_state(code: str) -> Participant:
        return Participant("A", "B", category=Category.MEMBER_STATE, entity_country=code)

    people = [from_state(code) for code in ("PS", "DE", "AT", "AQ", "CI")]

    def said(lang: str) -> list[tuple[str, list[str]]]:
        found = participants.parts(participants.ordered(people, lang), lang)
        return [(part.heading, [group.heading for group in part.groups]) for part in found]

    assert said("fr") == [
        ("Member States", ["Allemagne", "Autriche", "Côte d’Ivoire"]),
        ("State of Palestine (Resolution 99)", [""]),
        ("Other participants", [""]),
    ]
    assert said("en")[0][1] == ["Austria", "Côte d’Ivoire", "Germany"]


def test_absent_states_are_those_nobody_represents() -> None:
    people = [Participant("A", "B", country="FJ"), Participant("C", "D", country="AQ")]
    absent, present = participants.represented(people, None)
    assert (present, len(absent), "FJ" in {one.code for one in absent}) == (1, 193, False)


def forum() -> tuple[Event, Registration]:
    """A minister who chose to be named, and somebody who did not."""
    event = make.make_event()
    make.make_terms(event, has_participants_list=True)
    ministry = make.make_organisation(
        "Ministry of the sea", category=Category.MEMBER_STATE, country="FJ"
    )
    ana = make.make_person("Ana", "Bula", honorific="Ms")
    named = make.make_registration(
        event, ana, organisation=ministry, country="FJ", job_title="Minister", publish_in_list=True
    )
    wang = make.make_person("小明", "王", latin_name="Wang Xiaoming")
    make.make_registration(event, wang, country="CN")
    db.session.commit()
    return event, named


def test_the_public_list_names_who_chose_it_until_they_withdraw(client: Browser) -> None:
    event, named = forum()
    path = f"/events/{event.slug}/participants"
    with count_queries() as seen:
        page = client.get(path)
    assert page.all("main li") == ["Ana Bula · Ministry of the sea"]
    assert ("Minister<" in page.text, "Wang" in page.text, len(seen)) == (False, False, 2)
    actions.withdraw(registration=named, kind=ConsentKind.LISTED, actor="person:1")
    db.session.commit()
    assert client.get(path).all("main li") == []
    assert client.get(f"/events/{make.make_event().slug}/participants", 404).status == 404


def test_the_team_gets_everybody_for_official_use(client: Browser) -> None:
    event, _ = forum()
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    path = f"/manage/events/{event.slug}/participants"
    assert client.get(path).all("main tbody tr td:last-child") == ["1", "1", "2"]
    made = docx.Document(io.BytesIO(client.open("GET", f"{path}.docx?lang=fr").data))
    lines = [paragraph.text for paragraph in made.paragraphs]
    assert "Ms Ana Bula\nMinister\nMinistry of the sea" in lines
    assert "小明 王 (Wang Xiaoming)\nChine" in lines
    assert (made.core_properties.language, "Fidji" in lines) == ("fr", True)
    for lang in ("ar", "zh"):
        answer = client.open("GET", f"{path}.pdf?lang={lang}&who=public")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.data.startswith(b"%PDF-")
