"""The forms of a programme, a room for each noun."""

from eventsite.agenda.forms.answers import (
    AnswerForm,
    AttendanceForm,
    BalanceForm,
    BookingForm,
    DetailsForm,
    SlidesForm,
)
from eventsite.agenda.forms.followers import FollowForm, WishesForm
from eventsite.agenda.forms.free import FreePlaceForm
from eventsite.agenda.forms.materials import MaterialForm, NewMaterialForm, SourceForm
from eventsite.agenda.forms.parts import (
    Boxes,
    VersionForm,
)
from eventsite.agenda.forms.people import (
    AssignForm,
    DueDatesForm,
    InviteForm,
    OrderForm,
    SpeakerForm,
    TeamAnswerForm,
)
from eventsite.agenda.forms.places import (
    HUE_LABELS,
    EditorsForm,
    RoomForm,
    TrackForm,
)
from eventsite.agenda.forms.rehearsals import RehearsalsForm
from eventsite.agenda.forms.sessions import (
    EMPTY_ROWS,
    PartRow,
    PlaceForm,
    SessionForm,
    SpeakerRow,
)
from eventsite.agenda.forms.supplies import SupplyForm
from eventsite.agenda.forms.terms import RulesForm
from eventsite.agenda.forms.versions import (
    GoBackForm,
    PublishForm,
    reason_of,
)
from eventsite.agenda.forms.ways import WaysForm

__all__ = [
    "EMPTY_ROWS",
    "HUE_LABELS",
    "AnswerForm",
    "AssignForm",
    "AttendanceForm",
    "BalanceForm",
    "BookingForm",
    "Boxes",
    "DetailsForm",
    "DueDatesForm",
    "EditorsForm",
    "FollowForm",
    "FreePlaceForm",
    "GoBackForm",
    "InviteForm",
    "MaterialForm",
    "NewMaterialForm",
    "OrderForm",
    "PartRow",
    "PlaceForm",
    "PublishForm",
    "RehearsalsForm",
    "RoomForm",
    "RulesForm",
    "SessionForm",
    "SlidesForm",
    "SourceForm",
    "SpeakerForm",
    "SpeakerRow",
    "SupplyForm",
    "TeamAnswerForm",
    "TrackForm",
    "VersionForm",
    "WaysForm",
    "WishesForm",
    "reason_of",
]
