"""Numbers of letters, such as `VWD26/INV/0012`: event, kind, and a serial without gaps."""

import re

from eventsite.letters.kinds import CODES, Kind

#: Digits of a serial; a longer one is written whole.
DIGITS = 4
_PREFIX = re.compile(r"[A-Z0-9][A-Z0-9-]{1,11}")


def number(prefix: str, kind: Kind, serial: int) -> str:
    """The number as printed; `serial` counts from 1 within the event and the kind."""
    return f"{prefix}/{CODES[kind]}/{serial:0{DIGITS}d}"


def is_prefix(text: str) -> bool:
    """Whether a text can stand first in a number: 2 to 12 capital letters, digits and hyphens."""
    return _PREFIX.fullmatch(text) is not None


def prefix_of(slug: str, year: int | None) -> str:
    """What an event's letters are numbered by at first: `forum-on-virtual-worlds`, 2027: FOVW27."""
    words = [word for word in slug.upper().split("-") if word and not word.isdigit()]
    letters = words[0][:6] if len(words) == 1 else "".join(word[0] for word in words)[:8]
    return f"{letters or 'EV'}{year % 100:02d}" if year else f"{letters}EV"
