"""The forms of a programme, a room for each noun."""

from eventsite.agenda.forms.parts import (
    Boxes,
    VersionForm,
)
from eventsite.agenda.forms.people import (
    SpeakerForm,
)
from eventsite.agenda.forms.places import (
    HUE_LABELS,
    RoomForm,
    TrackForm,
)
from eventsite.agenda.forms.sessions import (
    EMPTY_ROWS,
    PartRow,
    PlaceForm,
    SessionForm,
    SpeakerRow,
)
from eventsite.agenda.forms.versions import (
    GoBackForm,
    PublishForm,
)

__all__ = [
    "EMPTY_ROWS",
    "HUE_LABELS",
    "Boxes",
    "GoBackForm",
    "PartRow",
    "PlaceForm",
    "PublishForm",
    "RoomForm",
    "SessionForm",
    "SpeakerForm",
    "SpeakerRow",
    "TrackForm",
    "VersionForm",
]
