"""Plenary: forums, workshops, Virtual Worlds Days and Think-a-Thons on the metaverse."""

from importlib import import_module
from typing import Any

from flask import Flask
from flask_login import LoginManager
from werkzeug.middleware.proxy_fix import ProxyFix

from eventsite import settings as settings_room
from eventsite.core import access, asked, db, errors, http, i18n, limits, logs, pages, queue, trace
from eventsite.core.i18n import N_
from eventsite.events import queries as event_queries
from eventsite.events import workspace
from eventsite.people import access as people_access
from eventsite.site import own

#: Modules with a `blueprint`, each a room of a feature, in the order of the ladder.
PAGES = (
    "eventsite.core.tasks.views",
    "eventsite.core.outbox.views",
    "eventsite.reference.manage",
    "eventsite.people.views",
    "eventsite.people.views.security",
    "eventsite.people.sign_in",
    "eventsite.people.sign_in.second",
    "eventsite.people.manage",
    "eventsite.people.commands",
    "eventsite.events.views",
    "eventsite.events.manage",
    "eventsite.questions.manage",
    "eventsite.registration.views",
    "eventsite.registration.manage",
    "eventsite.agenda.views",
    "eventsite.agenda.manage",
    "eventsite.calls.views",
    "eventsite.calls.manage",
    "eventsite.letters.views",
    "eventsite.letters.manage",
    "eventsite.messages.views",
    "eventsite.messages.manage",
    "eventsite.desk.manage",
    "eventsite.desk.views",
    "eventsite.calendars.views",
    "eventsite.participation.manage",
    "eventsite.api.views",
    "eventsite.exchange.views",
    "eventsite.exchange.manage",
    "eventsite.site.views",
    "eventsite.site.listing",
    "eventsite.site.event_page",
    "eventsite.site.library",
    "eventsite.site.pages",
    "eventsite.site.mine",
    "eventsite.site.manage",
    "eventsite.site.copying",
    "eventsite.site.translating",
    "eventsite.site.keeping",
)
#: Rooms that know what a feature keeps about a person (export, erase, expire).
PERSONAL = (
    "eventsite.people.personal",
    "eventsite.events.personal",
    "eventsite.questions.personal",
    "eventsite.registration.personal",
    "eventsite.agenda.personal",
    "eventsite.calls.personal",
    "eventsite.letters.personal",
    "eventsite.messages.personal",
    "eventsite.desk.personal",
    "eventsite.exchange.personal",
    "eventsite.calendars.personal",
)
#: Rooms that say what a feature wants done before an event is published (events.workspace).
WORKSPACE = (
    "eventsite.registration.workspace",
    "eventsite.agenda.workspace",
    "eventsite.calls.workspace",
)
#: Rooms that put what a feature did into words, for the event's overview (events.workspace).
TRAIL = (
    "eventsite.questions.trail",
    "eventsite.registration.trail",
    "eventsite.agenda.trail",
    "eventsite.calls.trail",
    "eventsite.letters.trail",
    "eventsite.messages.trail",
    "eventsite.desk.trail",
    "eventsite.participation.trail",
    "eventsite.exchange.trail",
)
#: Rooms that say what a feature gives to an event's full archive (core.archive), in the order in
#: which it stands there; a test finds any table with a path to an event that none of them names.
ARCHIVE = (
    "eventsite.people.archive",
    "eventsite.events.archive",
    "eventsite.questions.archive",
    "eventsite.registration.archive",
    "eventsite.agenda.archive",
    "eventsite.calls.archive",
    "eventsite.letters.archive",
    "eventsite.messages.archive",
    "eventsite.desk.archive",
    "eventsite.calendars.archive",
    "eventsite.participation.archive",
    "eventsite.exchange.archive",
)
#: Rooms that tell the texts of an event for the desk of translations (core.translated); a test
#: finds any column with texts by language of which no room says anything.
TEXTS = (
    "eventsite.events.texts",
    "eventsite.questions.texts",
    "eventsite.registration.texts",
    "eventsite.agenda.texts",
    "eventsite.calls.texts",
    "eventsite.letters.texts",
    "eventsite.messages.texts",
    "eventsite.desk.texts",
)
MAIN_MENU = (
    ("site.events", N_("Events")),
    ("calls.calls", N_("Calls")),
    ("site.library", N_("Library")),
    ("registration.my_events", N_("My events")),
)
FOOT_MENU = (
    ("site.accessibility", N_("Accessibility")),
    ("site.your_data", N_("Your data")),
    ("calendars.calendars", N_("Calendar feeds")),
    ("api.documentation", N_("For developers")),
    ("site.contact", N_("Contact")),
)
#: What is the visitor's own, on pages that only they see.
MINE = (
    ("registration.my_events", N_("My events"), "cal"),
    ("calls.my_entries", N_("My entries"), "bulb"),
    ("calendars.my_calendars", N_("My calendars"), "cal"),
    ("people.profile", N_("Profile"), "users"),
    ("site.my_data", N_("My data"), "doc"),
)
#: Likewise, for people of some event's team.
ORGANIZE = (("events.my_workspaces", N_("Organize"), "grid"),)
#: Likewise, for staff.
STAFF = (("events.staff_index", N_("Staff pages"), "gear"),)
#: The organizer's rail: endpoint, words, icon; an entry appears with its feature.
RAIL = (
    ("events.overview", N_("Overview"), "info"),
    ("agenda.builder", N_("Programme"), "grid"),
    ("agenda.live", N_("The day itself"), "clock"),
    ("agenda.people", N_("People"), "users"),
    ("registration.registrations", N_("Registrations"), "users"),
    ("calls.event_calls", N_("Calls"), "bulb"),
    ("desk.desk", N_("Check-in"), "check"),
    ("messages.messages", N_("Messages"), "list"),
    ("letters.letters", N_("Letters"), "doc"),
    ("letters.visas", N_("Visa support"), "doc"),
    ("participation.participation", N_("Participation"), "chart"),
    ("site.translations", N_("Translations"), "lang"),
    ("site.retention", N_("How long data is kept"), "clock"),
    ("events.team", N_("Team"), "users"),
    ("events.edit", N_("Settings"), "gear"),
)

#: The staff's rail, likewise.
STAFF_MENU = (
    ("events.staff_index", N_("Overview"), "info"),
    ("events.my_workspaces", N_("All events"), "cal"),
    ("events.all_series", N_("Series"), "list"),
    ("events.all_initiatives", N_("Initiatives"), "bulb"),
    ("people.organisations", N_("Organisations"), "users"),
    ("people.proposals", N_("Proposed organisations"), "users"),
    ("reference.country_groups", N_("Country groups"), "grid"),
    ("outbox.mails", N_("Mails"), "doc"),
    ("exchange.take_in_archive", N_("Event archives"), "down"),
    ("site.components", N_("Parts of pages"), "grid"),
)


def create_app(settings: settings_room.Settings | None = None, commands: bool = True) -> Flask:
    """The application; raises WrongSetting naming a setting that cannot be used.

    Without `commands` it leaves out what only the console and migrations need.
    """
    settings = settings or settings_room.from_environment()
    root = settings_room.ROOT
    app = Flask(
        "eventsite", static_folder=str(root / "static"), template_folder=str(root / "templates")
    )
    app.request_class = asked.Request
    logs.set_up()
    app.config.update(_configuration(settings))
    app.extensions["menus"] = {
        "main": MAIN_MENU,
        "foot": FOOT_MENU,
        "rail": RAIL,
        "staff": STAFF_MENU,
        "mine": MINE,
        "organize": ORGANIZE,
        "for_staff": STAFF,
    }
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, n, n, n, n)  # type: ignore[method-assign]
    i18n.init_app(app)
    app.extensions["login"] = LoginManager(app, add_context_processor=False)
    people_access.init_app(app, event_queries.owns_an_event)
    # Hooks after a request run last-registered first: commit, notes, wake, headers.
    http.init_app(app)
    pages.init_app(app)
    workspace.init_app(app)
    own.init_app(app)
    errors.init_app(app)
    access.init_app(app)
    limits.init_app(app, settings.limits_url)
    queue.init_app(app)
    trace.init_app(app)
    db.init_app(app, settings.database_url, errors.page)
    _register(app)
    if commands:
        # A slow leaf: the web server needs neither Alembic nor the console's commands.
        from eventsite import cli  # noqa: PLC0415

        cli.init_app(app)
    return app


def _configuration(settings: settings_room.Settings) -> dict[str, Any]:
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": (settings.max_upload_mb + 1) * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "SESSION_COOKIE_NAME": "plenary",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.production,
        "PERMANENT_SESSION_LIFETIME": 14 * 24 * 3600,
        "TRAP_HTTP_EXCEPTIONS": False,
    }


def _register(app: Flask) -> None:
    # A feature's rooms add their routes to one blueprint, registered once all are imported.
    rooms = [import_module(name).blueprint for name in PAGES]
    for blueprint in dict.fromkeys(rooms):
        app.register_blueprint(blueprint)
    for name in PERSONAL:
        app.extensions.setdefault("personal", []).append(import_module(name))
    app.extensions["workspace"] = [import_module(name) for name in WORKSPACE]
    app.extensions["trail"] = [import_module(name) for name in TRAIL]
    app.extensions["archive"] = [import_module(name) for name in ARCHIVE]
    app.extensions["texts"] = [import_module(name) for name in TEXTS]
