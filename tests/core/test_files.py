"""Files that are let go: their bytes go with the commit that forgets them, never before."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import files
from tests import make

Db = scoped_session[Session]


@pytest.fixture
def stored(session: Db) -> tuple[files.File, Path]:
    """A file and where its bytes lie, committed."""
    file = files.store(files.Checked("map.png", "image/png", make.PNG))
    session.commit()
    return file, files.path_of(file)


def test_bytes_go_with_the_commit(session: Db, stored: tuple[files.File, Path]) -> None:
    file, path = stored
    files.discard(file)
    assert path.exists()
    session.commit()
    assert not path.exists()


def test_a_savepoint_is_no_commit(session: Db, stored: tuple[files.File, Path]) -> None:
    file, path = stored
    files.discard(file)
    with session.begin_nested():
        make.make_person()
    session.rollback()
    assert path.exists()


def test_what_was_rolled_back_is_not_let_go_later(
    session: Db, stored: tuple[files.File, Path]
) -> None:
    file, path = stored
    files.discard(file)
    session.rollback()
    make.make_person()
    session.commit()
    assert path.exists()


def test_what_was_never_committed_leaves_no_bytes(session: Db) -> None:
    path = files.path_of(files.store(files.Checked("list.csv", "text/csv", b"Ann Lee")))
    assert path.exists()
    session.rollback()
    assert not path.exists()


def test_a_savepoint_taken_back_leaves_bytes_of_the_rest(session: Db) -> None:
    path = files.path_of(files.store(files.Checked("map.png", "image/png", make.PNG)))
    savepoint = session.begin_nested()
    make.make_person()
    savepoint.rollback()
    assert path.exists()
    session.commit()
    session.rollback()
    assert path.exists()
