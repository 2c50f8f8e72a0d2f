"""Codes of an app as tables: the standard's own, the steps beside, and no code twice."""

import base64
from datetime import UTC, datetime

import pytest

from eventsite.people import totp
from eventsite.settings import WrongSetting, from_environment

#: RFC 6238, appendix B (SHA-1), the last six of its eight digits.
SECRET = base64.b32encode(b"12345678901234567890").decode()
VECTORS = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}


@pytest.mark.parametrize(("second", "code"), VECTORS.items())
def test_the_standards_codes(second: int, code: str) -> None:
    now = datetime.fromtimestamp(second, UTC)
    assert totp.step_of(SECRET, code, now, None) == second // 30


@pytest.mark.parametrize(
    ("late", "last", "right"),
    [
        (0, None, True),
        (30, None, True),
        (-30, None, True),
        (60, None, False),
        (-60, None, False),
        (0, -1, True),
        (0, 0, False),
        (30, 0, False),
        (0, 1, False),
    ],
)
def test_one_step_beside_and_never_twice(late: int, last: int | None, right: bool) -> None:
    """`late` seconds after the middle of the code's step; `last` taken so many steps after it."""
    step = 1111111109 // 30
    now = datetime.fromtimestamp(step * 30 + 15 + late, UTC)
    taken = None if last is None else step + last
    assert totp.step_of(SECRET, "081804", now, taken) == (step if right else None)


@pytest.mark.parametrize("code", ["", "287083", "28708", "2870822", "٢٨٧٠٨٢", "\x00"])
def test_wrong_codes(code: str) -> None:
    assert totp.step_of(SECRET, code, datetime.fromtimestamp(59, UTC), None) is None


def test_typed_with_blanks() -> None:
    assert totp.digits(" 287 082 ") == "287082"
    assert totp.groups("ABCDEFGHIJ") == "ABCD EFGH IJ"


@pytest.mark.parametrize(
    ("said", "meant"),
    [("", set()), ("staff", {"staff"}), ("staff,owners", {"staff", "owners"})],
)
def test_the_setting(tmp_path: object, said: str, meant: set[str]) -> None:
    env = {"PLENARY_DATA_DIR": str(tmp_path), "PLENARY_REQUIRE_SECOND_FACTOR": said}
    assert from_environment(env).require_second_factor == meant
    with pytest.raises(WrongSetting):
        from_environment({**env, "PLENARY_REQUIRE_SECOND_FACTOR": "everybody"})
