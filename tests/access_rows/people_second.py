"""Rows of the second step of signing in."""

from tests.access_rows.people import LED_TO_SIGN_IN
from tests.access_table import Row, World, Writes, everybody, one_person, page, whoever_signed_in
from tests.access_table import write as write_row

FOLLOWED = "needs a first step or a fresh second one; tests/people/test_second_pages.py follows it"
ASKS = "gives a challenge, kept in the session alone"


def someones_passkey(_world: World) -> dict[str, object]:
    """A passkey that is nobody's here."""
    return {"passkey_id": 99}


ROWS: dict[tuple[str, str], Row] = {
    ("people.second", "GET"): page(LED_TO_SIGN_IN),
    ("people.second", "POST"): write_row(LED_TO_SIGN_IN, silent=FOLLOWED),
    ("people.confirm", "GET"): page(whoever_signed_in()),
    ("people.confirm", "POST"): write_row(whoever_signed_in(), silent=FOLLOWED),
    ("people.passkey_options", "POST"): write_row(everybody(), silent=ASKS),
    ("people.sign_in_by_passkey", "POST"): write_row(
        everybody(), silent="takes a passkey's answer; tests/people/test_passkeys.py gives one"
    ),
    ("people.security", "GET"): page(whoever_signed_in()),
    ("people.start_authenticator", "POST"): write_row(
        whoever_signed_in(), writes=Writes("second.app_started", by=None)
    ),
    ("people.authenticator", "GET"): page(whoever_signed_in()),
    ("people.authenticator", "POST"): write_row(whoever_signed_in(), silent=FOLLOWED),
    ("people.remove_authenticator", "POST"): write_row(
        whoever_signed_in(), writes=Writes("second.app_removed", by=None)
    ),
    ("people.new_passkey_options", "POST"): write_row(whoever_signed_in(), silent=ASKS),
    ("people.add_passkey", "POST"): write_row(
        whoever_signed_in(),
        silent="takes a device's answer; tests/people/test_passkeys.py gives one",
    ),
    ("people.remove_passkey", "POST"): write_row(one_person(), someones_passkey, silent=FOLLOWED),
    ("people.renew_codes", "POST"): write_row(whoever_signed_in(), silent=FOLLOWED),
}
