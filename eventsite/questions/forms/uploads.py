"""A file field that keeps what was sent while the rest of its form is mended."""

from dataclasses import dataclass
from typing import Any

import wtforms
from flask import current_app
from werkzeug.datastructures import FileStorage
from wtforms.widgets import FileInput

from eventsite.core import files
from eventsite.core.errors import Refused
from eventsite.questions.actions import pending
from eventsite.questions.actions.pending import Kept
from eventsite.questions.models import Question


@dataclass(frozen=True)
class Stored:
    """A file that was saved earlier, by its code."""

    code: str
    name: str


class KeptFileField(wtforms.Field):
    """Posts the file itself, `<name>-kept` for one sent before, `<name>-gone` to take it away.

    Its data is `Kept` for a file that waits for the form, `Stored` for one saved earlier.
    """

    widget = FileInput()

    def __init__(self, label: Any, validators: Any = None, *, question: Question, **options: Any):
        super().__init__(label, validators, **options)
        self.question = question
        self.data: Kept | Stored | None = None
        self._refused = ""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Start from the saved file; what was sent before or comes now takes its place."""
        self.process_errors = []
        self.object_data = self.data = data if isinstance(data, Stored) else None
        if formdata is None:
            return
        if f"{self.name}-gone" in formdata:
            self.data = None
        elif kept := pending.find(self.question, str(formdata.get(f"{self.name}-kept", ""))):
            self.data = kept
        for sent in formdata.getlist(self.name):
            if isinstance(sent, FileStorage) and sent.filename:
                self._take(sent)

    def _take(self, sent: FileStorage) -> None:
        kinds = tuple(self.question.file_kinds) or (*files.DOCUMENTS, *files.PICTURES)
        try:
            self.data = pending.keep(self.question, files.check(sent, kinds, most(self.question)))
        except Refused as refused:
            self.data, self._refused = None, refused.sentence

    @property
    def refused(self) -> str:
        """Why the file that came cannot be taken; empty when it can."""
        return self._refused

    @property
    def given(self) -> Kept | str | None:
        """What is saved: a new file, the code of the one that is there, or nothing."""
        return self.data.code if isinstance(self.data, Stored) else self.data

    def _value(self) -> str:
        return ""


def most(question: Question) -> int:
    """The largest file in bytes: the question's own limit within the site's."""
    site: int = current_app.config["SETTINGS"].max_upload_mb
    return min(question.file_mb or site, site) * 1024 * 1024
