"""Materials of sessions: what is taken, when it opens, what a version shows, what stays."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from werkzeug.datastructures import FileStorage

from eventsite.agenda import actions, links, materials, queries, releases
from eventsite.agenda.materials import Reason
from eventsite.agenda.models import MaterialKind, MaterialVersion, Publish, SpeakerRole
from eventsite.core import files
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from tests import make
from tests.agenda import makings
from tests.agenda.makings import ACTOR

DUE = date(2027, 5, 1)
START = datetime(2027, 6, 8, 7, 30, tzinfo=UTC)
END = START + timedelta(hours=1)
SLIDES, LINK = MaterialKind.SLIDES, MaterialKind.LINK
FACTS = actions.MaterialFacts({"en": "Slides of the day"}, publish=Publish.BEFORE)
WEB = actions.Source(url="https://example.org/paper")


def pdf(text: bytes = b"one", name: str = "slides.pdf") -> actions.Source:
    return actions.Source(FileStorage(io.BytesIO(b"%PDF-" + text), name))


@pytest.mark.parametrize(
    ("kind", "has_file", "url", "due", "is_new", "expected"),
    [
        (SLIDES, True, "", None, False, None),
        (SLIDES, False, "https://x.org", None, False, None),
        (LINK, False, "https://x.org", None, False, None),
        (SLIDES, True, "https://x.org", None, False, Reason.ONE_OF_BOTH),
        (LINK, True, "", None, False, Reason.FILE_FOR_LINK),
        (SLIDES, False, "", DUE, False, Reason.NOTHING),
        (SLIDES, False, "", DUE, True, None),
        (SLIDES, False, "", None, True, Reason.NOTHING_AWAITED),
    ],
)
def test_where_a_material_comes_from(kind, has_file, url, due, is_new, expected):
    assert materials.why_bad_source(kind, has_file, url, due, is_new) == expected


def released(publish: str) -> releases.Material:
    return releases.Material("M", "slides", {}, "", publish, 1, file="F")


@pytest.mark.parametrize(
    ("publish", "open_at"),
    [
        ("before", [True, True, True]),
        ("at-start", [False, True, True]),
        ("after", [False, False, True]),
        ("never", [False, False, False]),
    ],
)
def test_when_visitors_may_have_it(publish, open_at, session_value):
    instants = (START - timedelta(seconds=1), START, END)
    found = [materials.is_open(released(publish), session_value, at) for at in instants]
    assert found == open_at


@pytest.fixture
def session_value():
    one = released("at-start")
    return releases.ReleasedSession(
        "S", "u", "scheduled", {}, {}, "talk", None, START, END, START.replace(tzinfo=None), 0,
        "UTC", (), False, (), (), False, False, materials=(one, replace(one, publish="after")),
    )  # fmt: skip


def test_the_moments_of_a_session(session_value):
    assert materials.moments(session_value) == [START, END]
    assert materials.phase([START, END], START - timedelta(seconds=1)) == (0, START)
    assert materials.phase([START, END], START) == (1, END)
    assert materials.phase([START, END], END) == (2, None)


@pytest.fixture
def event(session):
    return make.make_event()


@pytest.fixture
def talk(event):
    ada = makings.make_speaker(event, "Ada")
    made = makings.make_session(event, speakers=[(ada.id, SpeakerRole.SPEAKER)])
    return makings.place(event, made, "10:00")


def find(event, talk):
    return queries.find_session(event.id, talk.code)


def add(event, talk, source=WEB, facts=FACTS):
    return actions.add_material(event, talk, facts, source, ACTOR)


def shown(event):
    return queries.draft(event).agenda.sessions[0].materials


def test_a_file_with_versions_is_published_by_its_newest(event, talk):
    material = add(event, talk, pdf())
    actions.renew_material(event, talk, material, pdf(b"two"), ACTOR)
    kept = queries.find_material(talk.id, material.code).versions
    assert [one.number for one in kept] == [1, 2]
    (seen,) = shown(event)
    assert (seen.number, seen.file, seen.size, seen.url) == (2, kept[1].file.code, 8, "")
    assert (seen.media_type, seen.publish) == ("application/pdf", "before")


def test_what_is_awaited_or_for_the_team_is_not_published(event, talk):
    add(event, talk, actions.Source(), replace(FACTS, due=DUE))
    add(event, talk, WEB, replace(FACTS, publish=Publish.NEVER))
    assert shown(event) == ()
    add(event, talk)
    assert [one.url for one in shown(event)] == ["https://example.org/paper"]


def test_publishing_counts_it_and_keeps_it_from_being_deleted(event, talk):
    makings.publish(event)
    material = add(event, talk, pdf())
    release = makings.publish(event)
    assert [change["kind"] for change in release.diff] == ["materials"]
    db.session.refresh(material)
    assert not actions.remove_material(event, talk, material, ACTOR)
    assert (material.publish, shown(event)) == (Publish.NEVER, ())


def test_one_never_published_is_deleted_with_its_files(event, talk):
    material = add(event, talk, pdf())
    assert actions.remove_material(
        event, talk, queries.find_material(talk.id, material.code), ACTOR
    )
    assert queries.materials(talk.id) == []
    assert db.session.query(files.File).count() == 0


@pytest.mark.parametrize(
    ("source", "facts", "reason"),
    [
        (actions.Source(), FACTS, Reason.NOTHING_AWAITED),
        (WEB, replace(FACTS, title={}), Reason.TITLE),
        (WEB, replace(FACTS, speaker_id=999), Reason.FOREIGN_SPEAKER),
        (pdf(name="run.exe"), FACTS, files.Reason.KIND),
        (actions.Source(FileStorage(io.BytesIO(b"MZ"), "a.pdf")), FACTS, files.Reason.CONTENT),
    ],
)
def test_what_is_refused_leaves_nothing(event, talk, source, facts, reason):
    with pytest.raises(Refused) as refused:
        add(event, talk, source, facts)
    assert refused.value.reason == reason
    db.session.rollback()


def test_a_stale_change_is_refused(event, talk):
    material = add(event, talk)
    with pytest.raises(Stale):
        actions.edit_material(event, talk, material, FACTS, ACTOR, material.version - 1)
    more = replace(FACTS, lang="fr", publish=Publish.AT_START)
    actions.edit_material(event, talk, material, more, ACTOR, material.version)
    assert (material.lang, shown(event)[0].publish) == ("fr", "at-start")


def test_a_speaker_gives_slides_in_versions(event, talk):
    ada = queries.speakers_of(talk.id)[0]
    first = actions.give(event, talk, ada, upload=pdf().upload)
    second = actions.give(event, talk, ada, upload=pdf(b"two").upload)
    assert (first.code, first.speaker_id, first.publish) == (second.code, ada.id, Publish.AFTER)
    authors = db.session.query(MaterialVersion.author).all()
    assert [row[0] for row in authors] == [f"speaker:{ada.id}"] * 2
    assert shown(event)[0].speaker == ada.code
    with pytest.raises(Refused) as refused:
        actions.give(event, talk, makings.make_speaker(event, "Eve"), upload=pdf().upload)
    assert refused.value.reason == Reason.NOT_IN_SESSION


def test_a_speaker_with_a_photo_and_an_organisation_gives_slides(event, base, client):
    """Whoever owns a material is read with it, without losing what was read of them before."""
    speaker = makings.make_speaker(event, organisation_id=make.make_organisation().id)
    speaker.photo = makings.make_photo()
    talk = makings.make_session(event, speakers=[(speaker.id, SpeakerRole.SPEAKER)])
    makings.place(event, talk, "10:00")
    actions.give(event, talk, speaker, url="https://example.org/slides")
    db.session.flush()
    for page in ("programme", "programme/publish", "preview/programme", "programme/sessions"):
        client.get(f"{base}/{page}")
    assert makings.publish(event).content["sessions"][0]["materials"][0]["speaker"] == speaker.code


def test_a_speaker_with_a_photo_and_an_organisation_sees_their_slides(event, base, client):
    speaker, talk = makings.make_asked(event, organisation_id=make.make_organisation().id)
    speaker.photo = makings.make_photo()
    actions.give(event, talk, speaker, url="https://example.org/slides")
    db.session.flush()
    own = f"/events/{event.slug}/speaking/{speaker.code}/{links.secret_of(speaker)}"
    for path in (own, f"{own}/slides", f"{own}/details"):
        client.get(path)
    at = f"{base}/programme/sessions/{talk.code}"
    for path in (at, f"{at}/materials", f"{at}/briefing", f"{at}/places", f"{at}/ways"):
        client.get(path)
    client.post(f"{own}/slides", {"session_code": talk.code, "url": "https://example.org/two"})
    client.post(f"{at}/delete", {"version": str(queries.find_session(event.id, talk.code).version)})
