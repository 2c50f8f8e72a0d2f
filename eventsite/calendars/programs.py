"""Which calendar program asks, in a short word; its own words are never kept."""

#: What stands in a User-Agent, in small letters, and the name people know; the first one counts.
_PROGRAMS = (
    ("google-calendar", "Google Calendar"),
    ("googlebot", "Google Calendar"),
    ("apple-calendar", "Apple Calendar"),
    ("dataaccessd", "Apple Calendar"),
    ("calendaragent", "Apple Calendar"),
    ("remindd", "Apple Calendar"),
    ("microsoft outlook", "Outlook"),
    ("microsoft office", "Outlook"),
    ("outlook", "Outlook"),
    ("exchange", "Outlook"),
    ("thunderbird", "Thunderbird"),
    ("lightning", "Thunderbird"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("davx5", "DAVx5"),
    ("icsx5", "ICSx5"),
    ("icsdroid", "ICSx5"),
    ("evolution", "Evolution"),
    ("gnome", "GNOME Calendar"),
    ("akonadi", "KOrganizer"),
    ("korganizer", "KOrganizer"),
    ("vdirsyncer", "vdirsyncer"),
    ("fantastical", "Fantastical"),
    ("proton", "Proton Calendar"),
    ("mozilla/", ""),
)


def named(user_agent: str) -> str:
    """The program's name; empty for a browser and for one that nobody knows."""
    said = user_agent.lower()
    return next((name for mark, name in _PROGRAMS if mark in said), "")
