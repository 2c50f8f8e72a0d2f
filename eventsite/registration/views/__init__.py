"""The pages of participants: registering, their own registrations, tickets and statistics."""

from eventsite.registration.views import own as own
from eventsite.registration.views import registering as registering
from eventsite.registration.views import tickets as tickets
from eventsite.registration.views.root import blueprint as blueprint
