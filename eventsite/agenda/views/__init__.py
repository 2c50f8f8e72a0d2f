"""Public pages of a programme, each equal for every visitor and made from the release alone."""

# Registers the background work where the application is put together.
from eventsite.agenda import jobs as jobs
from eventsite.agenda.views import (
    changes,
    following,
    giving,
    joining,
    materials,
    programme,
    screens,
    session,
    signups,
    slides,
    speakers,
    speaking,
    stars,
)
from eventsite.agenda.views.frame import blueprint

__all__ = [
    "blueprint",
    "changes",
    "following",
    "giving",
    "joining",
    "materials",
    "programme",
    "screens",
    "session",
    "signups",
    "slides",
    "speakers",
    "speaking",
    "stars",
]
