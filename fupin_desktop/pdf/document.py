"""A PDF file with the fonts and the forms that its pages share. It knows no paper."""

from collections.abc import Callable, Hashable
from typing import BinaryIO, NamedTuple

from fupin_desktop.pdf.font_use import FontUse
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.pdf_file import PdfFile

_EDGE = 2  # points around a form, so that rules on its edge are not halved


class PromisedForm(NamedTuple):
    """A form that pages may place before it is known what it will show."""

    name: str
    number: int


class Document:
    """Pages are written as they are finished; fonts and forms are shared by all of them."""

    def __init__(self, stream: BinaryIO, size: tuple[float, float]) -> None:
        self.fonts = FontUse()
        self._file = PdfFile(stream)
        self._size = size
        self._forms: dict[Hashable, str] = {}
        self._places: list[str] = []
        self._fonts_at = self._file.reserve()
        self._forms_at = self._file.reserve()
        self._page_resources = self._file.put(f"<< /Font {self._fonts_at} 0 R /XObject {self._forms_at} 0 R >>")

    @property
    def page_count(self) -> int:
        """How many pages were written."""
        return self._file.page_count

    def form(self, key: Hashable, draw: Callable[[Ink], None], wide: float, high: float) -> str:
        """The name of the form of that key, drawn when first asked for, downwards from its upper left corner."""
        name = self._forms.get(key)
        if name is None:
            ink = Ink(self.fonts)
            draw(ink)
            name = self._forms[key] = self._put_form(ink, wide, high)
        return name

    def promised_form(self) -> PromisedForm:
        """A form to be drawn at the end: the number of all pages, say."""
        number = self._file.reserve()
        return PromisedForm(self._named(number), number)

    def keep_promise(self, promised: PromisedForm, ink: Ink, wide: float, high: float) -> None:
        """Writes a promised form."""
        self._write_form(promised.number, ink, wide, high)

    def add_page(self, ink: Ink) -> None:
        """Writes a finished page."""
        self._file.page(ink.content(), self._size, self._page_resources)

    def close(self, title: str, made_on: str) -> None:
        """Writes the fonts and the end of the file."""
        self.fonts.write(self._file, self._fonts_at)
        self._file.put(f"<< {' '.join(self._places)} >>", self._forms_at)
        self._file.close(title, made_on)

    def _put_form(self, ink: Ink, wide: float, high: float) -> str:
        number = self._file.reserve()
        self._write_form(number, ink, wide, high)
        return self._named(number)

    def _named(self, number: int) -> str:
        name = f"X{number}"
        self._places.append(f"/{name} {number} 0 R")
        return name

    def _write_form(self, number: int, ink: Ink, wide: float, high: float) -> None:
        box = f"[{-_EDGE} {-high - _EDGE:.2f} {wide + _EDGE:.2f} {_EDGE}]"
        entries = f"/Type /XObject /Subtype /Form /BBox {box} /Resources << /Font {self._fonts_at} 0 R >>"
        self._file.put_stream(ink.content(), entries, number)
