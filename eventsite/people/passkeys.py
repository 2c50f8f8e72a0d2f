"""What the site asks of a browser for passkeys (WebAuthn), and how an answer is checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

LONGEST_ANSWER = 20_000
_AT_HOME = frozenset({"localhost", "127.0.0.1", "::1"})


class Wrong(ValueError):
    """An answer is not one to what was asked here."""


@dataclass(frozen=True)
class Place:
    """The site as browsers tell it from others."""

    rp_id: str
    origin: str

    def holds(self, host: str) -> bool:
        """Whether passkeys work on pages under this host (with its port)."""
        return host == urlsplit(self.origin).netloc


@dataclass(frozen=True)
class Made:
    """A new passkey, its bytes as base64url."""

    credential_id: str
    public_key: str
    sign_count: int


def place_of(base_url: str) -> Place:
    """The place of a site; a network number is no name, so on one's own machine it is localhost."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if host in _AT_HOME:
        port = f":{parts.port}" if parts.port else ""
        return Place("localhost", f"{parts.scheme}://localhost{port}")
    return Place(host, f"{parts.scheme}://{parts.netloc}")


def ask_to_make(
    place: Place, site: str, handle: bytes, account: str, known: Sequence[str], challenge: bytes
) -> str:
    """JSON for navigator.credentials.create; `known` are the account's keys, not made twice."""
    options = webauthn.generate_registration_options(
        rp_id=place.rp_id,
        rp_name=site,
        user_id=handle,
        user_name=account,
        challenge=challenge,
        exclude_credentials=_named(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return webauthn.options_to_json(options)


def ask_to_show(place: Place, known: Sequence[str], challenge: bytes, *, alone: bool) -> str:
    """JSON for navigator.credentials.get; `alone`: the passkey is the whole sign-in."""
    need = UserVerificationRequirement
    options = webauthn.generate_authentication_options(
        rp_id=place.rp_id,
        challenge=challenge,
        allow_credentials=_named(known),
        user_verification=need.REQUIRED if alone else need.PREFERRED,
    )
    return webauthn.options_to_json(options)


def made(place: Place, answer: str, challenge: bytes) -> Made:
    """The new passkey of a right answer; raises Wrong."""
    try:
        found = webauthn.verify_registration_response(
            credential=answer[:LONGEST_ANSWER],
            expected_challenge=challenge,
            expected_rp_id=place.rp_id,
            expected_origin=place.origin,
        )
    except Exception as error:  # the parsers below raise of every kind
        raise Wrong from error
    return Made(
        bytes_to_base64url(found.credential_id),
        bytes_to_base64url(found.credential_public_key),
        found.sign_count,
    )


def named(answer: str) -> str:
    """Which passkey an answer says it is of; raises Wrong."""
    try:
        read = webauthn.helpers.parse_authentication_credential_json(answer[:LONGEST_ANSWER])
        return bytes_to_base64url(read.raw_id)
    except Exception as error:  # the parsers below raise of every kind
        raise Wrong from error


def shown(
    place: Place, answer: str, challenge: bytes, public_key: str, count: int, *, alone: bool
) -> int:
    """The new count of a right answer; raises Wrong, also when the count goes back."""
    try:
        found = webauthn.verify_authentication_response(
            credential=answer[:LONGEST_ANSWER],
            expected_challenge=challenge,
            expected_rp_id=place.rp_id,
            expected_origin=place.origin,
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=count,
            require_user_verification=alone,
        )
    except Exception as error:  # the parsers below raise of every kind
        raise Wrong from error
    return found.new_sign_count


def _named(known: Sequence[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known]
