"""The blueprint of the door."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__)
