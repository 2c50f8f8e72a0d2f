"""The application for any WSGI server: `granian --interface wsgi wsgi:app`, `gunicorn wsgi:app`."""

from eventsite import create_app

app = create_app(commands=False)
