"""Checks what organizers type about events; each form's field names are the actions' own."""

from eventsite.events.forms.basics import BasicsForm as BasicsForm
from eventsite.events.forms.basics import InitiativeForm as InitiativeForm
from eventsite.events.forms.basics import NewEventForm as NewEventForm
from eventsite.events.forms.basics import SeriesForm as SeriesForm
from eventsite.events.forms.parts import CoverForm as CoverForm
from eventsite.events.forms.parts import DeadlineForm as DeadlineForm
from eventsite.events.forms.parts import DocumentForm as DocumentForm
from eventsite.events.forms.parts import DutiesForm as DutiesForm
from eventsite.events.forms.parts import InvitationForm as InvitationForm
from eventsite.events.forms.rows import DaysForm as DaysForm
from eventsite.events.forms.rows import PartnersForm as PartnersForm
from eventsite.events.forms.rows import WaysForm as WaysForm
