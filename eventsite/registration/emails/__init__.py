"""The mails about a registration: the letters, and the calendar entries that go with them."""

from eventsite.registration.emails.days import called_off, catch_up, count_as_told, live_url
from eventsite.registration.emails.letters import download, preview, send
from eventsite.registration.mail_kinds import Kind

__all__ = [
    "Kind",
    "called_off",
    "catch_up",
    "count_as_told",
    "download",
    "live_url",
    "preview",
    "send",
]
