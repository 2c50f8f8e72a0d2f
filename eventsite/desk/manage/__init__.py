"""The pages of the door, for the event's desk staff."""

from eventsite.desk.manage import badges as badges
from eventsite.desk.manage import certificates as certificates
from eventsite.desk.manage import checkins as checkins
from eventsite.desk.manage import offline as offline
from eventsite.desk.manage import presence as presence
from eventsite.desk.manage import reports as reports
from eventsite.desk.manage import session_offline as session_offline
from eventsite.desk.manage import sessions as sessions
from eventsite.desk.manage import walkins as walkins
from eventsite.desk.manage.root import blueprint as blueprint
