"""The organizers' pages that take programmes in and give them out."""

from eventsite.exchange.views import blueprint

__all__ = ["blueprint"]
