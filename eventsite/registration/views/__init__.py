"""The pages of participants: registering, their own registrations, tickets and statistics."""

# Registers the periodic work where the application is put together.
from eventsite.registration import jobs as jobs
from eventsite.registration.views import colleagues as colleagues
from eventsite.registration.views import deciding as deciding
from eventsite.registration.views import delegation as delegation
from eventsite.registration.views import mails as mails
from eventsite.registration.views import own as own
from eventsite.registration.views import participants as participants
from eventsite.registration.views import registering as registering
from eventsite.registration.views import requests as requests
from eventsite.registration.views import tickets as tickets
from eventsite.registration.views.root import blueprint as blueprint
