"""Why something about people and their accounts is refused."""

from datetime import datetime, timedelta
from enum import StrEnum

from eventsite.core.i18n import N_
from eventsite.people import passwords
from eventsite.people.models import SignInLink

#: After opening a link a person has this long to say who they are.
TIME_TO_CHOOSE = timedelta(minutes=15)
#: So long after signing in by link a password may be set without the old one.
FRESH = timedelta(minutes=30)
#: So long a first step waits for the second one.
TIME_FOR_SECOND = timedelta(minutes=15)
#: So long after the second step it may be changed without another one.
SECOND_FRESH = timedelta(minutes=10)
#: So long a browser may take over a passkey.
TIME_FOR_PASSKEY = timedelta(minutes=5)
#: More links in an hour are not mailed to one address, whoever asks.
MOST_LINKS_AN_HOUR = 8


class Reason(StrEnum):
    """What the person reads."""

    LINK_GONE = N_("This link was used before or is too old. Ask for a new one.")
    WRONG_PASSWORD = N_(
        "This address and this password do not belong together. Try again, or ask for a link."
    )
    OLD_PASSWORD_WRONG = N_("This is not your present password. Type it again.")
    SHORT_PASSWORD = N_("Choose a password of %(least)d characters or more.")
    PASSWORD_IS_ADDRESS = N_("Choose a password that is not your email address or name.")
    CODE_WRONG = N_("This code is wrong, too old or used. Type the code that your app shows now.")
    RECOVERY_WRONG = N_("This recovery code is wrong or used. Type another one of your list.")
    PASSKEY_WRONG = N_("This passkey was not accepted. Try again, or sign in another way.")
    PASSKEY_KNOWN = N_("This passkey is in your list already.")
    PASSKEYS_FULL = N_("You have many passkeys. Remove one before you add another.")
    APP_THERE = N_("An app is set up already. Remove it before you set up another one.")
    NO_SECOND = N_("Set up an app or a passkey first. Recovery codes come with it.")
    NOT_YOU = N_("Choose one of the people in the list.")
    TWIN = N_("The directory has an entity of this name and country already. Change that one.")
    NOT_QUEUED = N_("Somebody has decided about this proposal already.")
    NOT_LISTED = N_("Only an entity of the directory can be taken out of it.")
    MERGE_SELF = N_("Choose another entity than the one itself.")
    MERGE_STATE = N_("Only an entity of the directory can take another one in. Choose another.")
    FOCAL_POINT_TWICE = N_("This person is a focal point or deputy of this entity already.")
    NOBODY = N_("Nobody with this address is known. Ask them to sign in once.")
    WHICH = N_("Several people share this address. Choose one of them.")
    SME_DAYS = N_("Choose a last day that is not before the first day.")
    NOT_APPLIED = N_("The directory has changed since this preview. Look at it again.")


def can_be_used(link: SignInLink, now: datetime) -> bool:
    """Whether pressing the button would sign somebody in."""
    return link.used is None and now < link.expires


def waits_for_choice(link: SignInLink, now: datetime) -> bool:
    """Whether the link was opened a short while ago and nobody was signed in by it yet."""
    return link.spent is None and link.used is not None and now < link.used + TIME_TO_CHOOSE


def weak_password(password: str, email: str, name: str) -> Reason | None:
    """Why a new password is not taken. Length counts, not kinds of characters."""
    if len(password) < passwords.SHORTEST:
        return Reason.SHORT_PASSWORD
    plain = "".join(password.lower().split())
    if plain in {email.lower(), "".join(name.lower().split())}:
        return Reason.PASSWORD_IS_ADDRESS
    return None
