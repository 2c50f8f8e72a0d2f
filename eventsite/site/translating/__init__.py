"""The desk of translations: an event's texts side by side with their source, in every language."""

from eventsite.site.translating import pages
from eventsite.site.views import blueprint

__all__ = ["blueprint", "pages"]
