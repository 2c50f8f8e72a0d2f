"""How long an event keeps what is about people: the reviewed table, the daily work, its page."""

from eventsite.site.keeping import jobs, pages
from eventsite.site.views import blueprint

__all__ = ["blueprint", "jobs", "pages"]
