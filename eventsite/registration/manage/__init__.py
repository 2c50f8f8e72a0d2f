"""The organizers' pages: the list and its export, one registrant, needs, terms and places."""

from eventsite.registration.manage import needs as needs
from eventsite.registration.manage import registrant as registrant
from eventsite.registration.manage import registrations as registrations
from eventsite.registration.manage import terms as terms
from eventsite.registration.views import blueprint as blueprint
