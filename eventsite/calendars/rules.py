"""What a person may do with feeds of their own, and why not."""

from enum import StrEnum

from eventsite.core.i18n import N_

#: More would be a slip: each can hold everything.
MOST_FEEDS = 20


class Reason(StrEnum):
    """What the person reads."""

    TOO_MANY = N_("You have %(most)d calendars. Revoke one that you do not use, then make another.")
    REVOKED = N_("This calendar is revoked. Make a new one.")
    NO_SESSION = N_("This session is not in the published programme any more.")
    NO_ADDRESS = N_("We have no address to mail to. Enter one in your profile.")
    MAILS_OFF = N_("You chose to get no calendar entries by mail. Change it in your profile first.")
