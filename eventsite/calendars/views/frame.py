"""What the pages and feeds of calendars share: their blueprint."""

from flask import Blueprint

blueprint = Blueprint("calendars", __name__)
