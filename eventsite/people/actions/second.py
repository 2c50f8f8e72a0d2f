"""The second step of signing in: sets it up, takes it, removes it."""

import sqlalchemy as sa

from eventsite.core import audit, clock, sealed, text
from eventsite.core.db import changed, db, lock
from eventsite.core.errors import Refused
from eventsite.people import emails, passkeys, queries, totp
from eventsite.people.models import Authenticator, Passkey, RecoveryCode, User
from eventsite.people.rules import Reason
from eventsite.people.verbs import Verb

CODES = 10
_LETTERS = 10
MOST_PASSKEYS = 20
#: What the secrets of apps are sealed for.
_CONTEXT = "authenticator"


def start_authenticator(user: User, actor: str) -> None:
    """A new secret, which counts once a code of it was typed; Refused when an app is set up."""
    found = queries.find_authenticator(user.id)
    if found is not None and found.confirmed is not None:
        raise Refused(Reason.APP_THERE)
    if found is None:
        found = Authenticator(user_id=user.id, created=clock.now())
        db.session.add(found)
    found.secret = _sealed(user.id, totp.new_secret())
    db.session.flush()
    audit.record(actor, Verb.APP_STARTED, f"user:{user.id}")


def secret_of(found: Authenticator) -> str | None:
    """The secret in base32; None when no key of this server opens it any more."""
    try:
        return sealed.unseal(_CONTEXT, _place(found.user_id), found.secret)["secret"]
    except sealed.Unopened:
        return None


def confirm_authenticator(user: User, code: str, actor: str) -> list[str]:
    """From now on the app's codes are asked for; recovery codes when there were none."""
    found = queries.find_authenticator(user.id)
    if found is None or found.confirmed is not None:
        raise Refused(Reason.APP_THERE)
    first = not queries.has_second_factor(user.id)
    _use_step(found, code)
    found.confirmed = clock.now()
    return _added(user, actor, Verb.APP_ADDED, "app_added", first=first)


def remove_authenticator(user: User, actor: str) -> None:
    """The app's codes are worth nothing any more."""
    db.session.execute(sa.delete(Authenticator).where(Authenticator.user_id == user.id))
    _removed(user, actor, Verb.APP_REMOVED, "app_removed")


def add_passkey(
    user: User, made: passkeys.Made, name: str, transports: list[str], actor: str
) -> list[str]:
    """Keep a new passkey; recovery codes when it is the first second step."""
    known = queries.passkeys_of(user.id)
    if len(known) >= MOST_PASSKEYS:
        raise Refused(Reason.PASSKEYS_FULL)
    if queries.find_passkey(made.credential_id) is not None:
        raise Refused(Reason.PASSKEY_KNOWN)
    first = not queries.has_second_factor(user.id)
    row = Passkey(
        user_id=user.id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        name=name,
        transports=transports,
        created=clock.now(),
    )
    db.session.add(row)
    return _added(user, actor, Verb.PASSKEY_ADDED, "passkey_added", first=first)


def remove_passkey(user: User, passkey: Passkey, actor: str) -> None:
    """The passkey opens nothing any more."""
    db.session.delete(passkey)
    _removed(user, actor, Verb.PASSKEY_REMOVED, "passkey_removed")


def renew_codes(user: User, actor: str) -> list[str]:
    """Ten new recovery codes; the old ones are void."""
    if not queries.has_second_factor(user.id):
        raise Refused(Reason.NO_SECOND)
    codes = _make_codes(user)
    emails.send_security(user, "codes_renewed")
    audit.record(actor, Verb.CODES_RENEWED, f"user:{user.id}")
    return codes


def show_code(user: User, code: str) -> None:
    """Take a code of the app, once; Refused when it is wrong, old or used."""
    found = queries.find_authenticator(user.id)
    if found is None or found.confirmed is None:
        raise Refused(Reason.CODE_WRONG, "code")
    _use_step(found, code)
    _shown(user, "app")


def show_recovery(user: User, code: str) -> None:
    """Take a recovery code, once; the person is told by mail."""
    mine = RecoveryCode.user_id == user.id
    right = RecoveryCode.code_hash == _hash(user, code)
    use = sa.update(RecoveryCode).where(mine, right, RecoveryCode.used.is_(None))
    if not changed(use.values(used=clock.now())):
        raise Refused(Reason.RECOVERY_WRONG, "recovery")
    emails.send_security(user, "recovery_used")
    _shown(user, "recovery")


def show_passkey(
    place: passkeys.Place, answer: str, challenge: bytes | None, *, user: User | None
) -> User:
    """Take a passkey, after a first step of `user` or alone, then with the person verified."""
    try:
        found = queries.find_passkey(passkeys.named(answer))
        if found is None or challenge is None or (user is not None and found.user_id != user.id):
            raise Refused(Reason.PASSKEY_WRONG, "credential")
        found = lock(Passkey, found.id)
        key, count = found.public_key, found.sign_count
        found.sign_count = passkeys.shown(place, answer, challenge, key, count, alone=user is None)
    except passkeys.Wrong as wrong:
        raise Refused(Reason.PASSKEY_WRONG, "credential") from wrong
    owner = db.session.get_one(User, found.user_id)
    if not owner.is_active:
        raise Refused(Reason.PASSKEY_WRONG, "credential")
    found.last_used = clock.now()
    if user is None:
        owner.last_sign_in = clock.now()
    _shown(owner, "passkey")
    return owner


def reset(user: User, actor: str) -> None:
    """Nothing is asked for beside the first step any more; every session ends."""
    forget(user)
    _rotate(user)
    emails.send_security(user, "reset")
    audit.record(actor, Verb.SECOND_RESET, f"user:{user.id}")


def forget(user: User) -> None:
    """Delete all that makes the second step."""
    for model in (Passkey, Authenticator, RecoveryCode):
        db.session.execute(sa.delete(model).where(model.user_id == user.id))
    db.session.flush()


def handle_of(user: User) -> bytes:
    """The account as its passkeys know it; it names nobody."""
    return bytes.fromhex(text.sign("passkey", user.id))


def _use_step(found: Authenticator, code: str) -> None:
    secret = secret_of(found)
    step = secret and totp.step_of(secret, totp.digits(code), clock.now(), found.last_step)
    if not secret or not step:
        raise Refused(Reason.CODE_WRONG, "code")
    if not sealed.is_present(found.secret):
        found.secret = _sealed(found.user_id, secret)
    # Of two presses at once one finds the step taken.
    later = sa.or_(Authenticator.last_step.is_(None), Authenticator.last_step < step)
    use = sa.update(Authenticator).where(Authenticator.id == found.id, later)
    if not changed(use.values(last_step=step)):
        raise Refused(Reason.CODE_WRONG, "code")


def _added(user: User, actor: str, verb: Verb, told: str, *, first: bool) -> list[str]:
    db.session.flush()
    codes = _make_codes(user) if first else []
    _rotate(user)
    emails.send_security(user, told)
    audit.record(actor, verb, f"user:{user.id}")
    return codes


def _removed(user: User, actor: str, verb: Verb, told: str) -> None:
    db.session.flush()
    if not queries.has_second_factor(user.id):
        forget(user)
    _rotate(user)
    emails.send_security(user, told)
    audit.record(actor, verb, f"user:{user.id}")


def _rotate(user: User) -> None:
    user.session_token = text.new_secret()
    db.session.flush()


def _shown(user: User, way: str) -> None:
    db.session.flush()
    audit.record(f"user:{user.id}", Verb.SECOND_SHOWN, f"user:{user.id}", after={"way": way})


def _make_codes(user: User) -> list[str]:
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = [text.new_code(_LETTERS) for _ in range(CODES)]
    db.session.add_all(RecoveryCode(user_id=user.id, code_hash=_hash(user, c)) for c in codes)
    db.session.flush()
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _hash(user: User, code: str) -> str:
    return text.sign("recovery", user.id, totp.digits(code).upper())


def _sealed(user_id: int, secret: str) -> str:
    return sealed.seal(_CONTEXT, _place(user_id), {"secret": secret})


def _place(user_id: int) -> str:
    return f"user:{user_id}"
