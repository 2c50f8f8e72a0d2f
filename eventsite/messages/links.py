"""The address by which one person stops an event's messages, without an account."""

from eventsite.core import i18n, text
from eventsite.registration.models import Registration


def key_of(registration: Registration) -> str:
    """What opens the page; void once the registration's generation rises."""
    return text.sign("messages", registration.code, registration.generation)


def opens(registration: Registration, key: str) -> bool:
    """Whether the key is the registration's present one."""
    return text.same(key, key_of(registration))


def stop_url(registration: Registration) -> str:
    """The page, absolute; mail programs post to it without asking (RFC 8058)."""
    return i18n.url_in(
        registration.lang,
        "messages.unsubscribe",
        code=registration.code,
        key=key_of(registration),
    )
