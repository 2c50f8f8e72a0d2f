"""Staff pages of the directory: entities, proposals, CSV."""

from eventsite.people.manage import csv, organisations, proposals
from eventsite.people.views import blueprint

__all__ = ["blueprint", "csv", "organisations", "proposals"]
