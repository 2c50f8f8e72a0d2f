"""Public files of a programme: the page that lists them, the files, paper and frame."""

from eventsite.exchange.views import giving, showing
from eventsite.exchange.views.frame import blueprint

__all__ = ["blueprint", "giving", "showing"]
