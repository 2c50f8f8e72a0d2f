"""Longer work of the desk, by noun."""

from eventsite.desk.jobs.badges import make_badges as make_badges
