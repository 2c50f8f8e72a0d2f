"""Words the mails about signing in."""

from eventsite.core import outbox
from eventsite.people.models import SignInLink


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
