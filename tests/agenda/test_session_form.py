"""The form of a session: order by numbers, presenters, what came out, lists of the world."""

import pytest

from eventsite.agenda import queries
from eventsite.agenda.models import SpeakerRole
from tests.agenda.makings import make_session, make_speaker


@pytest.fixture
def people(event):
    return [make_speaker(event, name) for name in ("Ada", "Bo", "Cy")]


@pytest.fixture
def panel(event, people):
    speaker = SpeakerRole.SPEAKER
    return make_session(
        event,
        speakers=[(one.id, speaker) for one in people],
        parts=[({"en": "First"}, 10), ({"en": "Second"}, 20, [people[0].id])],
    )


def saved(event, session):
    return queries.find_session(event.id, session.code)


def form(client, base, session):
    path = f"{base}/programme/sessions/{session.code}"
    return client.form(client.get(path), "Save the session")


def test_people_and_items_stand_in_the_order_of_their_numbers(client, event, base, panel, people):
    shown = form(client, base, panel)
    shown.fill(**{"speakers-2-order": "5", "parts-1-order": "1", "parts-2-title-en": "Third"})
    shown.fill(**{"parts-2-presenters": [str(people[2].id)], "parts-2-minutes": "5"})
    shown.submit()
    now = saved(event, panel)
    assert [one.speaker.name for one in now.speakers] == ["Cy", "Ada", "Bo"]
    found = [(p.title["en"], [one.speaker.name for one in p.presenters]) for p in now.parts]
    assert found == [("Second", ["Ada"]), ("First", []), ("Third", ["Cy"])]


def test_results_and_topics_are_kept_and_shown_again(client, event, base, panel):
    shown = form(client, base, panel)
    shown.fill(recording="https://example.org/film", transcript="https://example.org/words")
    shown.fill(**{"outcome-en": "We **agreed**.", "sdgs": ["4", "9"], "study_groups": ["SG20"]})
    shown.fill(clauses=["ITD-6"], work_items=["ITU-T Y.4240"]).submit()
    now = saved(event, panel)
    assert (now.recording, now.transcript, now.outcome, now.sdgs, now.study_groups) == (
        "https://example.org/film",
        "https://example.org/words",
        {"en": "We **agreed**."},
        [4, 9],
        ["SG20"],
    )
    assert (now.clauses, now.work_items) == (["ITD-6"], ["ITU-T Y.4240"])
    version = now.version
    form(client, base, panel).submit()
    assert saved(event, panel).sdgs == [4, 9]
    assert saved(event, panel).version == version + 1


BAD = {
    "script address": (
        {"recording": "javascript:alert(1).x"},
        "Enter a web address that begins with https://, like https://example.org.",
    ),
    "unknown clause": ({"clauses": "NO-1"}, "Choose one of the answers in the list."),
    "unknown goal": ({"sdgs": "18"}, "Choose one of the answers in the list."),
    "stranger presents": (
        {"parts-0-title-en": "Item", "parts-0-presenters": "99999"},
        "Choose one of the answers in the list.",
    ),
    "too long": (
        {"parts-0-title-en": "Item", "parts-0-minutes": "65"},
        (
            "The items take 65 minutes together, but the session has 60."
            " Shorten the items or make the session longer."
        ),
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_answers_have_a_sentence_and_save_nothing(client, event, base, name):
    session = make_session(event)
    changed, sentence = BAD[name]
    fields = {"title-en": "Other", "kind": "talk", "minutes": "60", "version": "1", **changed}
    page = client.post(f"{base}/programme/sessions/{session.code}", fields, 422)
    assert page.all(".errsum li") == [sentence]
    assert saved(event, session).title == {"en": "Opening"}


@pytest.mark.parametrize(
    ("written_in", "floor", "ticked"),
    [
        (["en", "fr"], ["ar", "zh", "en", "fr"], ["en"]),
        (["en"], ["fr", "es"], ["fr"]),
        (["fr"], [], []),
    ],
)
def test_a_new_session_is_spoken_in_the_events_main_language(
    client, event, base, session, written_in, floor, ticked
):
    event.text_langs, event.languages = written_in, floor
    session.commit()
    page = client.get(f"{base}/programme/sessions/new")
    shown = client.form(page, "Save the session")
    assert [value for name, value in shown.values if name == "languages"] == ticked
