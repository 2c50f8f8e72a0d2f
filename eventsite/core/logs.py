"""The structured log: one JSON object a line, with the request's reference and no secrets."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

from flask import g, has_request_context, request


class JsonLines(logging.Formatter):
    """Formats a record as one JSON line; query strings and bodies never stand in it."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            line["method"] = request.method
            line["endpoint"] = request.endpoint
            line["reference"] = g.get("reference", "")
        if record.exc_info and record.exc_info[0] is not None:
            # The message of an exception may hold what a person typed: type and place only.
            line["error"] = record.exc_info[0].__name__
            line["where"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


def set_up() -> None:
    """Write the product's log to standard error, once."""
    root = logging.getLogger()
    if any(isinstance(handler.formatter, JsonLines) for handler in root.handlers):
        return
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(JsonLines())
    root.addHandler(stream)
    root.setLevel(logging.INFO)
    for noisy in ("werkzeug", "huey", "alembic", "ortools"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
