"""What a scanner or a hand put into the desk's one field: a ticket's address, a code, or a name."""

import re
from dataclasses import dataclass

#: The path of a ticket's address; its host and language do not matter, the seal does.
_TICKET = re.compile(r"/tickets/([0-9A-Za-z]{4,16})/([0-9A-Za-z_-]{8,64})/?\s*\Z")


@dataclass(frozen=True)
class Typed:
    """The ticket of an address, or `words` to search for; the other is empty."""

    code: str = ""
    seal: str = ""
    words: str = ""


def read(typed: str) -> Typed:
    """What the text is; anything that is no ticket's address is searched for as it stands."""
    found = _TICKET.search(typed)
    if found:
        return Typed(code=found[1], seal=found[2])
    return Typed(words=" ".join(typed.split())[:200])
