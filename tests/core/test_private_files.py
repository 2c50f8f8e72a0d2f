"""Files that hold secrets are for the site's own account alone, and a key is a key."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, scoped_session

from eventsite import backup, settings
from tests import make


def test_a_backup_is_for_its_owner_alone(session: scoped_session[Session], tmp_path: Path) -> None:
    make.make_user(password_hash="a hash")
    session.commit()
    backup.back_up(tmp_path / "site.zip")
    assert (tmp_path / "site.zip").stat().st_mode & 0o777 == 0o600


def test_the_folder_of_the_site_is_for_its_owner_alone(tmp_path: Path) -> None:
    settings.from_environment({"PLENARY_DATA_DIR": str(tmp_path / "site")})
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o700


def test_a_key_that_was_never_written_is_not_taken_for_a_key(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(settings.WrongSetting) as wrong:
        settings.from_environment({"PLENARY_DATA_DIR": str(tmp_path)})
    assert str(tmp_path / "secret_key") in str(wrong.value)


def test_a_production_site_says_who_its_mails_are_from(tmp_path: Path) -> None:
    environment = {
        "PLENARY_ENV": "production",
        "PLENARY_DATA_DIR": str(tmp_path),
        "PLENARY_SECRET_KEY": "a" * 40,
        "PLENARY_BASE_URL": "https://plenary.example.org",
        "PLENARY_MAIL_URL": "smtp://localhost",
    }
    with pytest.raises(settings.WrongSetting):
        settings.from_environment(environment)
    accepted = {**environment, "PLENARY_MAIL_FROM": "Plenary <plenary@example.org>"}
    assert settings.from_environment(accepted).mail_from == "Plenary <plenary@example.org>"
