"""Which sites may show a programme in a frame of theirs: origins, and what the header says."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from eventsite.core.i18n import N_

#: Every site may.
EVERYBODY = "*"
MOST_HOSTS = 20
#: A name of RFC 1123, at least two labels, the last one not a number.
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?!\d+$){_LABEL}")
_DEFAULT_PORT = 443

NOT_AN_ORIGIN = N_(
    "“%(typed)s” is not the address of a site. "
    "Enter it with https:// and without a path, like https://www.example.org."
)
NO_SITE = N_("Enter at least one site, like https://www.example.org, or choose another answer.")
TOO_MANY = N_("Enter at most 20 sites.")


class NotAnOrigin(ValueError):
    """The text is not `https://host` or `https://host:port`; the message is the text."""


def origin_of(typed: str) -> str:
    """`https://host[:port]` in lower case and punycode; raises NotAnOrigin.

    A slash at the end is left out. Names of one word, numbers and stars are no sites: the rule is
    written into a header, where nothing but an origin may stand.
    """
    text = typed.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        raise NotAnOrigin(text) from None
    bare = not (parts.query or parts.fragment or parts.username is not None or parts.password)
    printable = text.isprintable() and not re.search(r"[\s\\;,'\"<>*?#]", text)
    if parts.scheme.lower() != "https" or parts.path not in ("", "/") or not (bare and printable):
        raise NotAnOrigin(text)
    if not _HOST.fullmatch(host) or len(host) > 253 or port == 0:
        raise NotAnOrigin(text)
    return f"https://{host}" if port in (None, _DEFAULT_PORT) else f"https://{host}:{port}"


def origins_of(lines: str) -> list[str]:
    """One origin for each line that says something, each once; raises NotAnOrigin."""
    return list(dict.fromkeys(origin_of(line) for line in lines.splitlines() if line.strip()))


def sources(hosts: Sequence[str] | None) -> str:
    """The value of `frame-ancestors` (CSP level 3 §6.4.2): nobody unless the team said so."""
    if not hosts:
        return "'none'"
    return EVERYBODY if EVERYBODY in hosts else " ".join(_safe(hosts))


def _safe(hosts: Iterable[str]) -> list[str]:
    """What is stored is checked once more before it stands in a header."""
    return [origin_of(host) for host in hosts]
