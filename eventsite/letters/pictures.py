"""Pictures of signatures, as every writer of letters can take them."""

import io

from PIL import Image, UnidentifiedImageError

#: The longer side, in pixels: enough for paper.
_MOST = 1200


def as_png(content: bytes) -> bytes:
    """The picture as PNG without anything beside it; ValueError when it cannot be read."""
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as found:
            if max(found.size) > 4 * _MOST:
                raise ValueError("The picture is too large.")
            found.load()
            found.thumbnail((_MOST, _MOST))
            out = io.BytesIO()
            found.convert("RGBA").save(out, "PNG")
    except (OSError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise ValueError("The picture cannot be read.") from error
    return out.getvalue()
