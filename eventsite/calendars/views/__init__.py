"""Public feeds as bytes, and the pages that say how to follow one."""

# Registers the background work where the application is put together.
from eventsite.calendars import jobs as jobs
from eventsite.calendars.views import asking as asking
from eventsite.calendars.views import feeds as feeds
from eventsite.calendars.views import own as own
from eventsite.calendars.views import pages as pages
from eventsite.calendars.views.frame import blueprint as blueprint
