"""Pages of a PDF as pictures, for previews and thumbnails. PDFium is not made for threads: one page at a time."""

import io
import threading
from typing import Any

from fupin_desktop.domain.errors import Refused

_one_at_a_time = threading.Lock()


def page_count(data: bytes) -> int:
    """How many pages a PDF has; Refused if it does not open."""
    with _one_at_a_time:
        document = _opened(data)
        try:
            return len(document)
        finally:
            document.close()


def page_picture(data: bytes, page: int, *, scale: float) -> bytes:
    """A page as PNG; `scale` 1 is 72 dots an inch. Refused if the PDF does not open."""
    with _one_at_a_time:
        document = _opened(data)
        try:
            picture: Any = document[page].render(scale=scale).to_pil()
        finally:
            document.close()
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PNG", compress_level=1)
    return out.getvalue()


def _opened(data: bytes) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError:
        raise Refused("这份 PDF 打不开，可能有密码或已损坏。请重新扫描后再添加。") from None
