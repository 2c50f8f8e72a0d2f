"""Public pages of a programme, each equal for every visitor and made from the release alone."""

from eventsite.agenda.views import programme, session, speakers
from eventsite.agenda.views.frame import blueprint

__all__ = ["blueprint", "programme", "session", "speakers"]
