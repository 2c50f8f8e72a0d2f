"""Forms of what comes in and goes out, a room for each noun."""

from eventsite.exchange.forms.frames import FrameForm

__all__ = ["FrameForm"]
