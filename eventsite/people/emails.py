"""Words the mails about signing in and its second step."""

from eventsite.core import outbox
from eventsite.people.models import SignInLink, User


def send_link(link: SignInLink, token: str, *, known: bool, minutes: int, lang: str) -> None:
    """Mail a sign-in link; to somebody unknown with the offer to make an account."""
    template = "people/mail/sign_in" if known else "people/mail/no_account"
    outbox.send(
        template,
        to=link.email,
        lang=lang,
        subject_key=f"link:{link.id}",
        secret=True,
        token=token,
        minutes=minutes,
    )


def send_security(user: User, change: str) -> None:
    """Tell the person that the second step of signing in was changed; `change` names how."""
    if not user.email:
        return
    outbox.send(
        "people/mail/security",
        to=user.email,
        lang=user.person.lang,
        subject_key=f"user:{user.id}",
        change=change,
    )
