"""The organizers' pages that take programmes in and give them out."""

from eventsite.exchange.manage import archives, exports, imports, preview
from eventsite.exchange.views import blueprint

__all__ = ["archives", "blueprint", "exports", "imports", "preview"]
