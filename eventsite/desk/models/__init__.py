"""What the database knows of the door."""

from eventsite.desk.models.badges import BadgePrint as BadgePrint
from eventsite.desk.models.certificates import Certificate as Certificate
from eventsite.desk.models.certificates import CertificateTerms as CertificateTerms
from eventsite.desk.models.checkins import CheckIn as CheckIn
from eventsite.desk.models.checkins import Source as Source
from eventsite.desk.models.presence import OnlinePresence as OnlinePresence
from eventsite.desk.models.presence import PresenceImport as PresenceImport
from eventsite.desk.models.presence import PresenceTerms as PresenceTerms
from eventsite.desk.models.reports import DeskReport as DeskReport
from eventsite.desk.models.sessions import SessionCheckIn as SessionCheckIn
