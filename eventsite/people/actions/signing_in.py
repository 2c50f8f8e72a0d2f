"""Makes accounts, makes and uses sign-in links, keeps passwords, ends sessions."""

from datetime import timedelta

import sqlalchemy as sa

from eventsite.core import access as core_access
from eventsite.core import audit, clock, i18n, text
from eventsite.core.db import changed, db, lock
from eventsite.core.errors import Refused
from eventsite.people import emails, queries, rules
from eventsite.people.actions import persons
from eventsite.people.models import Person, SignInLink, User
from eventsite.people.rules import Reason
from eventsite.people.verbs import Verb

ANONYMOUS = "anonymous"
#: As the column holds; whoever comes from a longer address lands on their own events.
_LONGEST_BACK = 500


def make_user(person: Person, is_staff: bool = False, actor: str = "command") -> User:
    """The person's account, made when there is none; `is_staff` makes staff and never unmakes."""
    user = queries.find_user(person)
    if user is None:
        user = User(
            person=person,
            email=person.email,
            session_token=text.new_secret(),
            is_staff=is_staff,
            created=clock.now(),
        )
        db.session.add(user)
        db.session.flush()
        audit.record(actor, Verb.USER_MADE, f"user:{user.id}", after={"is_staff": is_staff})
    elif is_staff and not user.is_staff:
        user.is_staff = True
        db.session.flush()
        audit.record(
            actor, Verb.STAFF_MADE, f"user:{user.id}", {"is_staff": False}, {"is_staff": True}
        )
    return user


def sign_in_link(email: str, back: str = "", minutes: int = 30, lang: str = "en") -> str:
    """The absolute address of a new link that signs in once; only its hash is kept."""
    _, token = _new_link(email, back, minutes)
    return i18n.url_in(lang, "people.link", token=token)


def ask_for_link(email: str, back: str, lang: str, minutes: int = 30) -> None:
    """Mail a link to whoever reads that address: to sign in, or to make an account.

    The same work and no word about which it is. A flooded address gets none for a while.
    """
    known = bool(queries.persons_with_email(email))
    recent = queries.links_since(email, clock.now() - timedelta(hours=1))
    link, token = _new_link(email, back, minutes)
    if recent < rules.MOST_LINKS_AN_HOUR:
        emails.send_link(link, token, known=known, minutes=minutes, lang=lang)
    audit.record(ANONYMOUS, Verb.LINK_ASKED, f"link:{link.id}")


def _new_link(email: str, back: str, minutes: int) -> tuple[SignInLink, str]:
    token, now = text.new_secret(), clock.now()
    back = core_access.own_path(back) or ""
    link = SignInLink(
        token_hash=text.hash_secret(token),
        email=email.strip().lower(),
        back=back if len(back) <= _LONGEST_BACK else "",
        created=now,
        expires=now + timedelta(minutes=minutes),
    )
    db.session.add(link)
    db.session.flush()
    return link, token


def open_link(token: str) -> tuple[SignInLink, User | None]:
    """Use a link up: of two presses at once one wins, the other is Refused.

    The user is None while a choice is left: several people share the address, or nobody has it.
    """
    now = clock.now()
    used = changed(
        sa.update(SignInLink)
        .where(
            SignInLink.token_hash == text.hash_secret(token),
            SignInLink.used.is_(None),
            SignInLink.expires > now,
        )
        .values(used=now)
    )
    link = queries.find_link(token)
    if not used or link is None:
        raise Refused(Reason.LINK_GONE)
    db.session.refresh(link)
    people = queries.persons_with_email(link.email)
    if len(people) == 1:
        return link, _spend(link, people[0])
    audit.record(ANONYMOUS, Verb.LINK_OPENED, f"link:{link.id}")
    return link, None


def sign_in_as(link: SignInLink, person_code: str) -> User:
    """Sign in as one of the people behind an opened link's address; Refused for anyone else."""
    link = _waiting(link)
    for person in queries.persons_with_email(link.email):
        if person.code == person_code:
            return _spend(link, person)
    raise Refused(Reason.NOT_YOU, "person")


def create_account(link: SignInLink, *, first_name: str, family_name: str, lang: str) -> User:
    """Make the person and the account that an opened link's address had not; Refused when late."""
    link = _waiting(link)
    if queries.persons_with_email(link.email):
        raise Refused(Reason.LINK_GONE)
    person = persons.create_person(
        actor=ANONYMOUS,
        first_name=first_name,
        family_name=family_name,
        email=link.email,
        lang=lang,
    )
    return _spend(link, person)


def _waiting(link: SignInLink) -> SignInLink:
    """The link, locked, so that it leads to one person only."""
    link = lock(SignInLink, link.id)
    if not rules.waits_for_choice(link, clock.now()):
        raise Refused(Reason.LINK_GONE)
    return link


def _spend(link: SignInLink, person: Person) -> User:
    link.spent = clock.now()
    user = make_user(person, actor=ANONYMOUS)
    signed_in(user, "link")
    return user


def signed_in(user: User, way: str) -> None:
    """Note that somebody came in by `link` or `password`."""
    user.last_sign_in = clock.now()
    db.session.flush()
    audit.record(f"user:{user.id}", Verb.SIGNED_IN, f"user:{user.id}", after={"way": way})


def end_sessions(user: User, actor: str) -> None:
    """Every session of the account ends, on all devices."""
    user.session_token = text.new_secret()
    db.session.flush()
    audit.record(actor, Verb.SIGNED_OUT_EVERYWHERE, f"user:{user.id}")


def set_password_hash(user: User, password_hash: str, actor: str) -> None:
    """Keep a new password's hash, made with no transaction held; other sessions end."""
    had = user.password_hash is not None
    user.password_hash = password_hash
    user.session_token = text.new_secret()
    db.session.flush()
    audit.record(actor, Verb.PASSWORD_SET, f"user:{user.id}", {"password": had}, {"password": True})


def remove_password(user: User, actor: str) -> None:
    """From now on by link only; other sessions end."""
    if user.password_hash is None:
        return
    user.password_hash = None
    user.session_token = text.new_secret()
    db.session.flush()
    audit.record(
        actor, Verb.PASSWORD_REMOVED, f"user:{user.id}", {"password": True}, {"password": False}
    )
