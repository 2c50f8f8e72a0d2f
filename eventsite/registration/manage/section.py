"""What the organizers' pages of registering share: their place in the rail, their answers."""

from werkzeug.wrappers import Response

Answer = str | Response | tuple[str, int]
SECTION = "registration.registrations"
