"""The blueprint that the pages of questions hang on."""

from flask import Blueprint

blueprint = Blueprint("questions", __name__)
