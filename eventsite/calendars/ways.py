"""The ways to follow a feed: addresses that calendar programs open, and how late each one is."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from eventsite.core.i18n import N_


@dataclass(frozen=True, slots=True)
class Ways:
    """One feed by its name and all its addresses; `url` is the plain one."""

    #: Unique on a page, for the field of the plain address.
    key: str
    name: str
    url: str
    #: What it holds, and the hue of its mark.
    description: str = ""
    hue: str = "stone"
    #: Its QR code as markup, or empty.
    qr: str = ""

    @property
    def webcal(self) -> str:
        """What Apple Calendar, Outlook and Thunderbird open as a subscription."""
        parts = urlsplit(self.url)
        return parts._replace(scheme="webcal").geturl()

    @property
    def google(self) -> str:
        """Google Calendar's page that adds a calendar by its address."""
        return f"https://calendar.google.com/calendar/r?cid={quote(self.webcal, safe='')}"

    @property
    def outlook(self) -> str:
        """Outlook on the web, for work and school accounts."""
        return _outlook("https://outlook.office.com", self)

    @property
    def outlook_com(self) -> str:
        """Outlook on the web, for private accounts."""
        return _outlook("https://outlook.live.com", self)


def _outlook(site: str, ways: Ways) -> str:
    asked = f"url={quote(ways.url, safe='')}&name={quote(ways.name, safe='')}"
    return f"{site}/calendar/0/addfromweb?{asked}"


#: Program to how late a change reaches it; users of several found these delays.
DELAYS = (
    (N_("Apple Calendar"), N_("About an hour, when its setting is “Automatically”.")),
    (N_("Google Calendar"), N_("8 to 24 hours. Nothing makes it faster.")),
    (N_("Outlook for Windows"), N_("About an hour.")),
    (N_("Outlook on the web"), N_("Some hours, sometimes a day.")),
    (
        N_("Outlook for Mac"),
        N_("It cannot follow a calendar link. Add the link in Outlook on the web instead."),
    ),
    (N_("Thunderbird"), N_("About an hour.")),
    (N_("Nextcloud"), N_("A week, unless its administrator set a shorter time.")),
)
