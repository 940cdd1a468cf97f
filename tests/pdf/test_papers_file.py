"""The file is one that every reader opens: fonts embedded, references whole, nothing from the machine in it."""

import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader

from fupin_desktop.paths import resources
from fupin_desktop.pdf.papers import PAPERS
from tests.pdf import builders
from tests.pdf.printing import printed


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A card with characters from every face."""
    target = tmp_path / "card.pdf"
    printed(target, "help_card", [builders.a_dossier(people=(builders.a_member(0, name="张𠀀"),))])
    return target


def test_every_font_is_embedded_and_can_be_turned_back_into_text(card: Path) -> None:
    fonts = PdfReader(card, strict=True).pages[0]["/Resources"]["/Font"]
    names = set()
    for font in fonts.values():
        below = font["/DescendantFonts"][0]
        names.add(font["/BaseFont"].split("+")[1])
        assert below["/FontDescriptor"]["/FontFile2"].get_data()[:4] == b"\x00\x01\x00\x00"
        assert b"beginbfchar" in font["/ToUnicode"].get_data()
    assert names == {"NotoSansSC-Regular", "NotoSansSC-Bold", "HanaMinB"}
    assert b"Helvetica" not in card.read_bytes()


def test_characters_beyond_the_first_plane_are_written_as_the_format_wants_them(card: Path) -> None:
    fonts = PdfReader(card).pages[0]["/Resources"]["/Font"]
    maps = b"".join(font["/ToUnicode"].get_data() for font in fonts.values())
    assert b"<D840DC00>" in maps  # U+20000 in UTF-16
    assert b"<20000>" not in maps


def test_no_block_of_the_character_map_is_longer_than_the_format_allows(card: Path) -> None:
    fonts = PdfReader(card).pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        counts = re.findall(rb"(\d+) beginbfchar", font["/ToUnicode"].get_data())
        assert counts
        assert max(map(int, counts)) <= 100


@pytest.mark.parametrize("paper", list(PAPERS))
def test_every_object_stands_where_the_table_at_the_end_says(tmp_path: Path, paper: str) -> None:
    target = tmp_path / "paper.pdf"
    printed(target, paper, builders.many(5))
    data = target.read_bytes()
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    rows = re.findall(rb"(\d{10}) 00000 n ", data[start:])
    assert len(rows) > 10
    for number, offset in enumerate(rows, 1):
        assert data[int(offset) :].startswith(b"%d 0 obj" % number)


@pytest.mark.parametrize("paper", list(PAPERS))
def test_a_second_reader_draws_every_page(tmp_path: Path, paper: str) -> None:
    target = tmp_path / "paper.pdf"
    pages = printed(target, paper, builders.many(3)).pages
    document = pypdfium2.PdfDocument(target)
    assert len(document) == pages
    for page in document:
        assert page.render(scale=1, grayscale=True).to_pil().getextrema()[0] < 128
    document.close()


def test_the_title_is_told_and_nothing_of_the_machine_is(card: Path) -> None:
    reader = PdfReader(card)
    assert reader.metadata is not None
    assert reader.metadata.title == "精准扶贫帮扶联系卡"
    assert set(reader.metadata) == {"/Title", "/CreationDate", "/ModDate"}
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_the_fonts_are_not_read_before_something_is_printed() -> None:
    import subprocess
    import sys

    code = "import sys; import fupin_desktop.pdf.papers; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("mark", "font"), [("䶮", "NotoSansSC-Regular"), ("𬒈", "NotoSansSC-Regular"), ("𠀀", "HanaMinB")]
)
def test_a_character_looks_on_the_page_as_its_font_draws_it(tmp_path: Path, mark: str, font: str) -> None:
    target = tmp_path / "card.pdf"
    printed(target, "help_card", [builders.a_dossier(people=(builders.a_member(0, name=f"彧{mark}丁"),))])
    drawn, wanted = _on_page(target), _by_font(font, mark)
    alike = sum(a == b for a, b in zip(drawn.tobytes(), wanted.tobytes(), strict=True))
    assert alike / (_SIDE * _SIDE) > 0.85


_SIDE = 48


def _on_page(path: Path) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    text = page.get_textpage()
    before = text.search("彧").get_next()  # pdfium on Linux does not search beyond the first plane
    assert before is not None
    left, bottom, right, top = text.get_charbox(before[0] + 1)
    scale = 12
    image = page.render(scale=scale, grayscale=True).to_pil()
    high = page.get_height()
    document.close()
    box = (left - 0.5, high - top - 0.5, right + 0.5, high - bottom + 0.5)
    return _trimmed(image.crop(tuple(round(side * scale) for side in box)))


def _by_font(font: str, mark: str) -> Image.Image:
    image = Image.new("L", (300, 300), 255)
    drawing = ImageFont.truetype(str(resources() / "fonts" / f"{font}.ttf"), 120)
    ImageDraw.Draw(image).text((60, 60), mark, font=drawing, fill=0)
    return _trimmed(image)


def _trimmed(image: Image.Image) -> Image.Image:
    """The ink alone, in one size, black on white."""
    box = image.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    return image.crop(box).resize((_SIDE, _SIDE)).point(lambda grey: 255 if grey > 128 else 0)
