"""Longer work of the desk, by noun."""

from eventsite.desk.jobs.badges import make_badges as make_badges
from eventsite.desk.jobs.certificates import issue_certificates as issue_certificates
from eventsite.desk.jobs.certificates import mail_certificates as mail_certificates
from eventsite.desk.jobs.certificates import pdf_of as pdf_of
from eventsite.desk.jobs.presence import forget_presence as forget_presence
