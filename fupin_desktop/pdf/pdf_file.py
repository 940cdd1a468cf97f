"""A PDF file written as it grows: objects go to the disk one by one, so that memory does not grow with the pages.

It knows the syntax of the format (ISO 32000-1) and nothing of what stands on a page. reportlab's canvas keeps every
page until the end and always names Helvetica, which is not embedded; docs/papers.md says more.
"""

import hashlib
import zlib
from array import array
from typing import BinaryIO

_HEADER = b"%PDF-1.6\n%\xe5\x90\x95\xe6\xa2\x81\n"  # bytes above 127 tell copying programs that it is binary
CATALOG, PAGES, INFO = 1, 2, 3


class PdfFile:
    """Numbers, writes and finds again the objects of one file."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.blake2b(digest_size=16)
        self._offsets = array("Q", [0, 0, 0, 0])
        self._pages = array("L")
        self._at = 0
        self._write(_HEADER)

    @property
    def page_count(self) -> int:
        """How many pages were written."""
        return len(self._pages)

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self._offsets.append(0)
        return len(self._offsets) - 1

    def put(self, body: str, number: int | None = None) -> int:
        """Writes an object; returns its number."""
        return self._put(body.encode("latin-1"), number)

    def put_stream(self, data: bytes, entries: str = "", number: int | None = None) -> int:
        """Writes a stream, packed; `entries` are what its dictionary says beside length and filter."""
        packed = zlib.compress(data, 6)
        head = f"<< {entries} /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode("latin-1")
        return self._put(head + packed + b"\nendstream", number)

    def page(self, content: bytes, size: tuple[float, float], resources: int) -> None:
        """Writes a finished page."""
        stream = self.put_stream(content)
        wide, high = (f"{side:.2f}" for side in size)
        self._pages.append(
            self.put(
                f"<< /Type /Page /Parent {PAGES} 0 R /MediaBox [0 0 {wide} {high}] "
                f"/Resources {resources} 0 R /Contents {stream} 0 R >>"
            )
        )

    def close(self, title: str, made_on: str) -> None:
        """Writes what must come last. The same content gives the same bytes: no clock is read."""
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        self.put(f"<< /Type /Pages /Count {len(self._pages)} /Kids [{kids}] >>", PAGES)
        self.put(
            f"<< /Type /Catalog /Pages {PAGES} 0 R /Lang (zh-CN) "
            "/ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >> >>",
            CATALOG,
        )
        day = made_on.replace("-", "")
        self.put(f"<< /Title {text_string(title)} /CreationDate (D:{day}) /ModDate (D:{day}) >>", INFO)
        self._write_trailer()

    def _write_trailer(self) -> None:
        start, mark = self._at, self._digest.hexdigest()
        rows = "".join(f"{offset:010d} 00000 n \n" for offset in self._offsets[1:])
        self._write(f"xref\n0 {len(self._offsets)}\n0000000000 65535 f \n{rows}".encode("ascii"))
        self._write(
            f"trailer\n<< /Size {len(self._offsets)} /Root {CATALOG} 0 R /Info {INFO} 0 R /ID [<{mark}> <{mark}>] >>\n"
            f"startxref\n{start}\n%%EOF\n".encode("ascii")
        )

    def _put(self, body: bytes, number: int | None) -> int:
        number = self.reserve() if number is None else number
        self._offsets[number] = self._at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return number

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._digest.update(data)
        self._at += len(data)


def text_string(text: str) -> str:
    """Text as the format writes it outside of pages."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
