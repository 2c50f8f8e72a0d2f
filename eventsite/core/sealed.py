"""Texts encrypted at rest: AES-GCM under a key of the server's secret, bound to one row's place.

A sealed text reads `1.<key id>.<base64>`. The key id says under which of the server's secrets it
was sealed, so a new secret can be set while the former ones still open what is there
(PLENARY_FORMER_SECRET_KEYS). A text moved to another row, or changed by one bit, does not open.
"""

import base64
import json
import secrets
from collections.abc import Iterator, Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

_FORMAT = "1"
_NONCE = 12
_KEY = 32
_ID = 6


class Unopened(Exception):
    """A sealed text that no key of this server opens in this place."""


def seal(context: str, place: str, facts: Mapping[str, str]) -> str:
    """`facts` under the present key; `context` names the purpose, `place` the row (`visa:12`)."""
    secret = next(_secrets())
    nonce = secrets.token_bytes(_NONCE)
    written = json.dumps(dict(facts), ensure_ascii=False, sort_keys=True).encode()
    closed = AESGCM(_key(secret, context)).encrypt(nonce, written, _bound(context, place))
    return f"{_FORMAT}.{key_id(secret)}.{base64.urlsafe_b64encode(nonce + closed).decode()}"


def unseal(context: str, place: str, sealed: str) -> dict[str, str]:
    """What was sealed; raises Unopened when it was not sealed here, or not for this place."""
    form, _, rest = sealed.partition(".")
    named, _, body = rest.partition(".")
    secret = next((one for one in _secrets() if key_id(one) == named), None)
    if form != _FORMAT or secret is None:
        raise Unopened
    try:
        content = base64.urlsafe_b64decode(body.encode())
        cipher = AESGCM(_key(secret, context))
        plain = cipher.decrypt(content[:_NONCE], content[_NONCE:], _bound(context, place))
    except (InvalidTag, ValueError) as error:
        raise Unopened from error
    opened: dict[str, str] = json.loads(plain)
    return opened


def is_present(sealed: str) -> bool:
    """Whether a sealed text stands under the present secret; others are sealed anew."""
    return sealed.split(".")[1:2] == [key_id(next(_secrets()))]


def key_id(secret: str) -> str:
    """Names a secret without telling anything of it."""
    return _derived(secret, b"eventsite sealed id", _ID).hex()


def _secrets() -> Iterator[str]:
    yield current_app.config["SECRET_KEY"]
    yield from current_app.config["SETTINGS"].former_keys


def _key(secret: str, context: str) -> bytes:
    return _derived(secret, b"eventsite sealed key\x00" + context.encode(), _KEY)


def _derived(secret: str, about: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=None, info=about).derive(secret.encode())


def _bound(context: str, place: str) -> bytes:
    return f"{context}\x1f{place}".encode()
