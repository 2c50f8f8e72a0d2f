"""The blueprint of everything that takes programmes in and gives them out."""

from flask import Blueprint

blueprint = Blueprint("exchange", __name__)
