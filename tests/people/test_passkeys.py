"""Passkeys through the real pages, with a device made of software."""

import base64
import hashlib
import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import cbor2
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.orm import Session, scoped_session

from eventsite.core import clock
from eventsite.people import actions, passkeys
from eventsite.people.models import Passkey, User
from tests import make
from tests.browser import Browser, Page

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
HERE = "http://localhost"
Db = scoped_session[Session]
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(raw: bytes) -> str:
    """As base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Device:
    """An authenticator with one ES256 key."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.count = 0

    def make(self, asked: dict[str, Any], origin: str = HERE) -> str:
        """Answer navigator.credentials.create."""
        point = self.key.public_key().public_numbers()
        x, y = (n.to_bytes(32, "big") for n in (point.x, point.y))
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        held = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cose
        told = self._told(PRESENT | VERIFIED | ATTESTED) + held
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told})
        client = self._client("webauthn.create", asked, origin)
        parts = {"clientDataJSON": b64(client), "attestationObject": b64(attested)}
        return self._answer({**parts, "transports": ["internal", "made up"]})

    def show(self, asked: dict[str, Any], origin: str = HERE, verified: bool = True) -> str:
        """Answer navigator.credentials.get."""
        self.count += 1
        told = self._told(PRESENT | (VERIFIED if verified else 0))
        client = self._client("webauthn.get", asked, origin)
        signed = self.key.sign(told + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": told, "signature": signed}
        return self._answer({name: b64(raw) for name, raw in parts.items()})

    def _told(self, flags: int) -> bytes:
        rp = hashlib.sha256(b"localhost").digest()
        return rp + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, asked: dict[str, Any], origin: str) -> bytes:
        said = {"type": kind, "challenge": asked["challenge"], "origin": origin}
        return json.dumps(said).encode()

    def _answer(self, response: dict[str, Any]) -> str:
        name = b64(self.id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def asked_for(client: Browser, path: str) -> dict[str, Any]:
    """What the site asks a device for."""
    asked: dict[str, Any] = json.loads(client.open("POST", path).get_data(as_text=True))
    return asked


def add(client: Browser, user: User) -> Device:
    """A device with a passkey of the user, who is signed in."""
    device = Device()
    client.sign_in(user)
    answer = device.make(asked_for(client, "/me/security/passkeys/options"))
    page = client.post("/me/security/passkeys", {"name": "My phone", "credential": answer})
    assert page.h1 == "Recovery codes"
    return device


def alone(client: Browser, answer: str, status: int | None = 200) -> Page:
    """Sign in by nothing else."""
    return client.post("/sign-in/passkey", {"credential": answer}, status)


def ask_alone(client: Browser) -> dict[str, Any]:
    """What the sign-in page asks for."""
    return asked_for(client, "/sign-in/passkey/options?alone=1")


def test_a_passkey_signs_in_alone(session: Db, client: Browser) -> None:
    user = make.make_user()
    device = add(client, user)
    kept = session.scalars(sa.select(Passkey)).one()
    assert (kept.name, kept.transports, kept.last_used) == ("My phone", ["internal"], None)
    client.sign_out()
    asked = ask_alone(client)
    assert (asked["rpId"], asked["userVerification"]) == ("localhost", "required")
    assert asked["allowCredentials"] == []
    assert alone(client, device.show(asked)).path.startswith("/me")
    assert "My phone" in client.get("/me/security").words
    session.expire_all()
    assert kept.sign_count == 1
    assert kept.last_used is not None


def test_a_passkey_is_the_second_step(client: Browser) -> None:
    user = make.make_user()
    device = add(client, user)
    client.sign_out()
    client.post(actions.sign_in_link(user.email).removeprefix(HERE))
    asked = asked_for(client, "/sign-in/passkey/options")
    assert [each["id"] for each in asked["allowCredentials"]] == [b64(device.id)]
    # The first step was taken: the device need not know who holds it.
    answer = {"credential": device.show(asked, verified=False)}
    assert client.post("/sign-in/second", answer).path.startswith("/me")
    client.press("/me/security", "Remove : My phone")
    assert "My phone" not in client.get("/me/security").all("bdi")


def test_what_is_not_taken(session: Db, client: Browser) -> None:
    device = add(client, make.make_user())
    client.sign_out()
    elsewhere = device.show(ask_alone(client), origin="http://evil.example")
    assert alone(client, elsewhere, 422).h1 == "You are not signed in"
    alone(client, device.show({"challenge": b64(bytes(32))}), 422)
    ask_alone(client)
    alone(client, device.show({"challenge": b64(bytes(32))}), 422)
    alone(client, device.show(ask_alone(client), verified=False), 422)
    alone(client, Device().show(ask_alone(client)), 422)
    for broken in ("", "{}", "[]", "null", "\x00", '{"id": 1}', "9" * 30_000):
        ask_alone(client)
        alone(client, broken, 422)
    assert client.get("/me/security").h1 == "Sign in"


def test_an_answer_works_once(client: Browser) -> None:
    user = make.make_user()
    device = add(client, user)
    client.sign_out()
    answer = device.show(ask_alone(client))
    with client.raw.session_transaction() as cookie:
        kept = dict(cookie)
    alone(client, answer)
    client.sign_out()
    alone(client, answer, 422)
    # Nor when the cookie is brought back as it was, and the device counts nothing.
    device.count += 5
    again = device.show({"challenge": json_challenge(answer)})
    with client.raw.session_transaction() as cookie:
        cookie.update(kept)
    alone(client, again, 422)


def json_challenge(answer: str) -> str:
    """The challenge of an answer."""
    told = json.loads(answer)["response"]["clientDataJSON"]
    challenge: str = json.loads(base64.urlsafe_b64decode(told + "=="))["challenge"]
    return challenge


def test_a_count_that_goes_back_is_a_copy(client: Browser) -> None:
    device = add(client, make.make_user())
    client.sign_out()
    device.count = 7
    alone(client, device.show(ask_alone(client)))
    client.sign_out()
    device.count = 6
    alone(client, device.show(ask_alone(client)), 422)


def test_a_challenge_ends(client: Browser) -> None:
    user = make.make_user()
    device = add(client, user)
    client.sign_out()
    with clock.freeze(NOON):
        answer = device.show(ask_alone(client))
    with clock.freeze(NOON + timedelta(minutes=5)):
        alone(client, answer, 422)


def test_somebody_elses_passkey_is_no_second_step(session: Db, client: Browser) -> None:
    mine, theirs = make.make_user(), make.make_user()
    add(client, mine)
    device = add(client.sign_out(), theirs)
    client.sign_out()
    client.post(actions.sign_in_link(mine.email).removeprefix(HERE))
    answer = device.show(asked_for(client, "/sign-in/passkey/options"))
    assert client.post("/sign-in/second", {"credential": answer}, 422).h1 == "Second step"
    add(client.sign_out(), make.make_user())
    found = session.scalars(sa.select(Passkey).where(Passkey.user_id == mine.id)).one()
    client.post(f"/me/security/passkeys/{found.id}/remove", status=404)


@pytest.mark.parametrize(
    ("base", "rp_id", "origin"),
    [
        ("http://127.0.0.1:5000", "localhost", "http://localhost:5000"),
        ("http://localhost", "localhost", "http://localhost"),
        ("https://events.example.org", "events.example.org", "https://events.example.org"),
    ],
)
def test_the_place(base: str, rp_id: str, origin: str) -> None:
    assert passkeys.place_of(base) == passkeys.Place(rp_id, origin)


def test_the_page_says_where_passkeys_cannot_work(client: Browser) -> None:
    at_home = client.get("/sign-in", base_url="http://127.0.0.1")
    assert "Passkeys work only at this address: http://localhost." in at_home.words
    assert "camera=()" in at_home.response.headers["Permissions-Policy"]
    allowed = "publickey-credentials-get=(self), publickey-credentials-create=(self)"
    assert allowed in at_home.response.headers["Permissions-Policy"]
