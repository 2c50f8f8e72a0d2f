"""Public feeds as bytes, and the pages that say how to follow one."""

from eventsite.calendars.views import feeds as feeds
from eventsite.calendars.views import pages as pages
from eventsite.calendars.views.frame import blueprint as blueprint
