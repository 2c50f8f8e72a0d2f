"""Office files without the moment at which they were written: equal facts give equal bytes."""

import io
import re
import zipfile
from datetime import UTC, datetime

#: When every member says it was changed; ZIP knows no earlier day.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(</dcterms:)")


def packed(written: bytes, at: datetime) -> bytes:
    """The same XLSX or DOCX with `at` as its moment; members keep their order."""
    moment = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written)) as there,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in there.namelist():
            content = there.read(name)
            if name == _CORE:
                content = _STAMP.sub(rb"\g<1>" + moment + rb"\2", content)
            made.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
