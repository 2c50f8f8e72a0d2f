"""The addresses under /api: answers for programs, and the page that explains them."""

from eventsite.api.views import documentation, events, programme, work
from eventsite.api.views.frame import blueprint

__all__ = ["blueprint", "documentation", "events", "programme", "work"]
