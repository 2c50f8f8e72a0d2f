"""Public files of a programme: pages that list them, and the files."""

from eventsite.exchange.views.frame import blueprint

__all__ = ["blueprint"]
