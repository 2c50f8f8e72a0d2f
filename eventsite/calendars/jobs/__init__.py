"""Background work: mailed calendar entries follow what changed."""

from eventsite.calendars.jobs import telling as telling
