"""What an event's archive takes along of calendars: nothing, since feeds are made from the rest."""

from eventsite.core.archive import Table

TABLES: tuple[Table, ...] = ()
#: Table to the reason why it stays.
LEFT = {
    "personal_feeds": "They belong to a person, not to an event, and open with a secret address.",
    "session_invitations": "Somebody's wish to be mailed, given to this installation alone.",
    "calendar_turns": "Who was told what here is nobody's elsewhere.",
}
