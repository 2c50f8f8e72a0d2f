"""What an event's archive takes along of letters; of visas nothing."""

from eventsite.core import text
from eventsite.core.archive import Table
from eventsite.letters.actions.issuing import CODE
from eventsite.letters.models import Letter, LetterSerial, LetterSettings, LetterText

TABLES = (
    Table(model=LetterSettings, by="event_id"),
    Table(model=LetterText, by="event_id"),
    Table(model=LetterSerial, by="event_id"),
    Table(
        model=Letter,
        by="event_id",
        fresh={"code": lambda: text.new_code(CODE)},
        actors=("made_by",),
    ),
)
#: Table to the reason why it stays.
LEFT = {
    "visa_requests": "Facts of passports are sealed with the server's key, are read by one duty"
    " alone and are erased soon after the event.",
    "sealed_letters": "They hold facts of passports, sealed with the server's key.",
    "letter_batches": "Files for a week; every letter in them goes along by itself.",
}
