"""Reading the words of a PDF while windows are open: PDFium is not made for threads, and the preview draws in one."""

from pathlib import Path

from pypdfium2 import PdfDocument

from fupin_desktop.services.pdf_pictures import _one_at_a_time


def words_in(pdf: bytes | Path) -> list[str]:
    """The text of each page."""
    with _one_at_a_time:
        document = PdfDocument(pdf)
        try:
            return [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()
