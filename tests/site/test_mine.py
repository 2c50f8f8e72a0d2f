"""My data: see, download, erase."""

import io
import json
import zipfile

from eventsite.core import files
from eventsite.core.db import db
from eventsite.people.actions import everywhere
from tests import make
from tests.agenda import makings as agenda_makings
from tests.browser import Browser
from tests.questions import makings as question_makings


def test_it_shows_and_gives_what_is_kept(client: Browser) -> None:
    user = make.make_user(make.make_person("Ada", "Lovelace"))
    client.sign_in(user)
    assert "Lovelace" in client.get("/me/data").words
    given = json.loads(client.get("/me/data.json").text)
    assert given["data"]["people"]["person"]["family_name"] == "Lovelace"


def test_it_gives_everything_with_the_files_that_were_sent(client: Browser) -> None:
    event = make.make_event()
    user = make.make_user(make.make_person("Ada", "Lovelace"))
    mine = make.make_registration(event, user.person)
    mine.answer_set_id = question_makings.make_file_answered(event)
    photo = files.store(files.Checked("me.png", "image/png", b"\x89PNG"))
    speaker = agenda_makings.make_speaker(event, "Ada Lovelace")
    speaker.person_id, speaker.photo_file_id = user.person_id, photo.id
    theirs = files.store(files.Checked("other.png", "image/png", b"\x89PNG"))
    agenda_makings.make_speaker(event, "Grace Hopper").photo_file_id = theirs.id
    db.session.commit()
    plan = question_makings.file_of(mine.answer_set_id)
    client.sign_in(user)
    answer = client.open("GET", "/me/data.zip")
    assert answer.headers["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == [
            "my-data.json",
            "my-data.csv",
            f"files/{plan}-plan.pdf",
            f"files/{photo.code}-me.png",
        ]
        assert archive.read(f"files/{plan}-plan.pdf") == b"%PDF-1.7"
        assert json.loads(archive.read("my-data.json"))["data"].keys() == {
            room.__name__.split(".")[1] for room in everywhere.rooms()
        }
        assert archive.read("my-data.csv").decode("utf-8-sig").splitlines()[0] == (
            "Part of the site,What,Kept as"
        )


def test_it_erases_only_after_the_box_is_ticked(client: Browser) -> None:
    user = make.make_user(make.make_person("Ada", "Lovelace"))
    client.sign_in(user)
    page = client.get("/me/data/erasure")
    assert client.form(page, "Erase me").submit(422).h1 == "Erase me"
    assert user.person.family_name == "Lovelace"
    done = client.form(page, "Erase me").fill(sure=True).submit()
    assert done.h1 == "You are erased"
    db.session.refresh(user.person)
    assert (user.person.family_name, user.person.erased is not None) == ("", True)
