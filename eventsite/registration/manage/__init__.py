"""The organizers' pages: the list and its export, one registrant, needs, terms and places."""

from eventsite.registration.manage import behalf as behalf
from eventsite.registration.manage import doubles as doubles
from eventsite.registration.manage import exports as exports
from eventsite.registration.manage import imports as imports
from eventsite.registration.manage import invitations as invitations
from eventsite.registration.manage import links as links
from eventsite.registration.manage import needs as needs
from eventsite.registration.manage import participants as participants
from eventsite.registration.manage import places as places
from eventsite.registration.manage import registrant as registrant
from eventsite.registration.manage import registrations as registrations
from eventsite.registration.manage import requests as requests
from eventsite.registration.manage import terms as terms
from eventsite.registration.manage import together as together
from eventsite.registration.manage import viewing as viewing
from eventsite.registration.views import blueprint as blueprint
