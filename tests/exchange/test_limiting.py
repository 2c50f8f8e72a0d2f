"""The limits of imports come from the settings, which are named when they are wrong."""

from pathlib import Path

import pytest

from eventsite import settings
from eventsite.core.sheets.source import Limits
from eventsite.exchange import limiting

NAMES = ("MB", "ROWS", "DEPTH", "EXPANDED_MB")


def test_without_settings_the_limits_are_those_of_the_contract(tmp_path: Path) -> None:
    plain = settings.from_environment({"PLENARY_DATA_DIR": str(tmp_path)})
    assert limiting.limits_of(plain) == Limits()


def test_settings_become_limits(tmp_path: Path) -> None:
    given = {f"PLENARY_IMPORT_MAX_{name}": str(n) for n, name in enumerate(NAMES, 20)}
    low = settings.from_environment({"PLENARY_DATA_DIR": str(tmp_path), **given})
    expected = Limits(bytes=20 * 2**20, rows=21, depth=22, expanded=23 * 2**20)
    assert limiting.limits_of(low) == expected


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["0", "-1", "many", "1e9", "99999999"])
def test_a_wrong_limit_is_named(tmp_path: Path, name: str, value: str) -> None:
    setting = f"PLENARY_IMPORT_MAX_{name}"
    with pytest.raises(settings.WrongSetting, match=setting):
        settings.from_environment({"PLENARY_DATA_DIR": str(tmp_path), setting: value})
