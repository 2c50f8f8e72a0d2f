"""Names of time zones as calendars and tables write them, turned into IANA names."""

import re

from eventsite.core import zones
from eventsite.exchange.reading.windows_zones import WINDOWS

_WINDOWS = {name.casefold(): zone for name, zone in WINDOWS.items()}
_FIXED = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?00)?$", re.IGNORECASE)


def iana_of(name: str) -> str:
    """The IANA name of a zone, or empty where the name tells none.

    Knows IANA names with a prefix ("/mozilla.org/20050126_1/Europe/Zurich"), Windows names
    ("W. Europe Standard Time"), UTC and whole hours east or west of it ("UTC+2").
    """
    plain = name.strip().strip('"').strip()[:200]
    if zones.known(plain):
        return plain
    if plain.upper() in {"Z", "UTC", "GMT"}:
        return "UTC"
    if zone := _WINDOWS.get(plain.casefold()):
        return zone
    if found := _FIXED.fullmatch(plain):
        # POSIX has it the other way round: Etc/GMT-2 is two hours east.
        hours = int(found[2])
        zone = f"Etc/GMT{'-' if found[1] == '+' else '+'}{hours}" if hours else "UTC"
        return zone if zones.known(zone) else ""
    parts = plain.split("/")
    for at in range(len(parts)):
        if zones.known(candidate := "/".join(parts[at:]).replace(" ", "_")) and "/" in candidate:
            return candidate
    return ""
