"""Opening files: what they hold decides, not their name; whatever cannot be read gets a sentence in Chinese."""

import gc
import io
import os
import random
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest

from fupin_desktop.domain.errors import Refused
from fupin_desktop.excel import limits
from fupin_desktop.excel.file_kind import FileKind
from fupin_desktop.excel.open_workbook import open_bytes, open_workbook
from tests.excel import books

ROWS = [["姓名", "证件号码"], ["张演示", "141199197001010018"]]
SHEET1 = "xl/worksheets/sheet1.xml"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return books.xlsx(tmp_path / "人口.xlsx", {"表": ROWS})


@pytest.mark.parametrize("name", ["人口.xlsx", "人口.xls", "人口.csv", "人口"])
def test_the_name_of_a_file_does_not_decide_how_it_is_read(plain: Path, tmp_path: Path, name: str):
    renamed = plain.rename(tmp_path / f"改名{name}")
    assert open_workbook(renamed).sheets[0].rows == ROWS


@pytest.mark.parametrize("name", ["旧版.xls", "旧版.et", "旧版.xlsx"])
def test_workbooks_of_the_old_kind_and_of_wps_are_read(tmp_path: Path, name: str):
    book = open_workbook(books.xls(tmp_path / name, "表", ROWS))
    assert book.kind is FileKind.XLS
    assert book.sheets[0].rows == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_tables_keep_rare_characters_in_every_encoding(encoding: str, separator: str):
    rows = [["户编号", "人编号", "姓名", "民族"], ["814", "714", "宋平𬒈", "汉族"], ["814", "715", "卢强㛃", "汉族"]]
    data = books.csv_bytes(rows, encoding, separator=separator)
    assert open_bytes("人口.csv", data).sheets[0].rows == rows


def test_the_guard_around_long_numbers_is_taken_off():
    rows = [["户编号", "人编号", "姓名", "证件号码"], ["814", "714", "张演示", "141199197001010018"]]
    data = books.csv_bytes(rows, "gb18030", guarded=("户编号", "证件号码"))
    assert b'="141199197001010018"' in data
    assert open_bytes("人口.csv", data).sheets[0].rows == rows


def test_a_wrong_dimension_does_not_hide_rows(plain: Path):
    data = books.changed_part(
        plain.read_bytes(), SHEET1, lambda xml: xml.replace(b'<dimension ref="A1:B2"/>', b'<dimension ref="A1"/>')
    )
    assert b'ref="A1"/>' in zipfile.ZipFile(io.BytesIO(data)).read(SHEET1)
    assert open_bytes("人口.xlsx", data).sheets[0].rows == ROWS


def test_hidden_sheets_are_read_and_known_to_be_hidden(tmp_path: Path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["姓名"])
    book.create_sheet("字典").sheet_state = "hidden"
    book["字典"].append(["是"])
    book.save(tmp_path / "b.xlsx")
    assert [sheet.is_hidden for sheet in open_workbook(tmp_path / "b.xlsx").sheets] == [False, True]


def ole(*streams: str) -> bytes:
    """The beginning of an OLE container whose directory names these streams."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in streams)
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + names.ljust(1024, b"\0")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空文件"),
        (b"\0" * 4096, "空文件"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "是 PDF 文件"),
        (b"\x89PNG\r\n\x1a\n", "是图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "网页或 XML"),
        (random.Random(3).randbytes(4096), "不是表格文件"),
        (ole("EncryptedPackage", "EncryptionInfo"), "有打开密码"),
        (ole("WordDocument"), "打不开"),
        (b'\xb5\xa5,"\xd0\xd5\xc3\xfb' + b"x" * 40_000, "读不通的行"),
    ],
)
def test_whatever_is_no_workbook_is_refused_in_a_sentence_that_says_what_to_do(data: bytes, sentence: str):
    with pytest.raises(Refused, match=sentence) as refused:
        open_bytes("某表.xlsx", data)
    assert str(refused.value).startswith("《某表.xlsx》")
    assert "请" in str(refused.value)


def test_a_half_copied_workbook_and_a_renamed_text_document_are_refused(plain: Path):
    with pytest.raises(Refused, match="没有复制完整"):
        open_bytes("半截.xlsx", plain.read_bytes()[:-300])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(Refused, match="打不开"):
        open_bytes("文档.xlsx", stream.getvalue())


def test_a_packed_workbook_with_a_password_is_refused(plain: Path):
    data = bytearray(plain.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    with pytest.raises(Refused, match="有打开密码"):
        open_bytes("密.xlsx", bytes(data))


def test_missing_files_and_folders_are_named(tmp_path: Path):
    with pytest.raises(Refused, match="找不到文件"):
        open_workbook(tmp_path / "没有.xlsx")
    with pytest.raises(Refused, match="是文件夹"):
        open_workbook(tmp_path)


def far_cell(plain: Path, ref: bytes) -> bytes:
    row = ref.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cell = b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (row, ref)
    return books.changed_part(plain.read_bytes(), SHEET1, lambda xml: xml.replace(b"</sheetData>", cell))


@pytest.mark.parametrize("ref", [b"XFD1048576", b"A1048576", b"ALL3", b"IW3", b"BZ490000"])
def test_a_cell_in_a_far_corner_is_refused_before_it_can_take_all_memory(plain: Path, ref: bytes):
    with pytest.raises(Refused, match="没有读取"):
        open_bytes("角.xlsx", far_cell(plain, ref))


def test_a_cell_that_stands_far_below_its_own_row_is_found_too(plain: Path):
    cell = b'<row r="3"><c r="A999999"><v>1</v></c></row></sheetData>'
    data = books.changed_part(plain.read_bytes(), SHEET1, lambda xml: xml.replace(b"</sheetData>", cell))
    with pytest.raises(Refused, match="999999 行"):
        open_bytes("角.xlsx", data)


def test_a_long_narrow_sheet_is_welcome(plain: Path):
    book = open_bytes("长.xlsx", far_cell(plain, b"B200000"))
    assert len(book.sheets[0].rows) == 200_000


def test_a_file_that_unpacks_without_end_is_refused(plain: Path):
    bomb = books.changed_part(plain.read_bytes(), SHEET1, lambda xml: xml + b" " * (80 << 20))
    assert len(bomb) < 200_000
    with pytest.raises(Refused, match="展开后有"):
        open_bytes("炸弹.xlsx", bomb)


@pytest.mark.parametrize("is_thorough", [False, True])
def test_a_file_that_lies_about_its_unpacked_size_is_refused(
    plain: Path, monkeypatch: pytest.MonkeyPatch, is_thorough: bool
):
    monkeypatch.setattr(limits, "MOST_UNPACKED", 4 << 20)
    content = plain.read_bytes()
    sheet = zipfile.ZipFile(io.BytesIO(content)).read(SHEET1)
    bomb = bytearray(books.changed_part(content, SHEET1, lambda xml: xml + b" " * (8 << 20)))
    central = bomb.rindex(SHEET1.encode()) - 46
    struct.pack_into("<I", bomb, central + 24, len(sheet))
    if is_thorough:  # even the checksum is that of the harmless beginning
        struct.pack_into("<I", bomb, central + 16, zlib.crc32(sheet))
    with pytest.raises(Refused, match="《炸弹"):
        open_bytes("炸弹.xlsx", bytes(bomb))


@pytest.fixture
def old(tmp_path: Path) -> bytearray:
    return bytearray(books.xls(tmp_path / "旧.xls", "表", ROWS).read_bytes())


def refused_as_broken(data: bytes) -> bool:
    with pytest.raises(Refused, match=r"《旧.xls》打不开，可能不是表格或已损坏"):
        open_bytes("旧.xls", bytes(data))
    return True


@pytest.mark.parametrize("bounds", [(0, 0xFF000004, 0, 28), (0x8C0000, 4, 0, 28), (0, 4, 0, 0xFF00)])
def test_an_old_workbook_that_claims_an_endless_sheet_is_refused(old: bytearray, bounds: tuple[int, ...]):
    struct.pack_into("<IIHH", old, old.index(b"\x00\x02\x0e\x00") + 4, *bounds)
    assert refused_as_broken(old)


def test_an_old_workbook_with_a_cell_far_to_the_right_is_refused(old: bytearray):
    struct.pack_into("<H", old, old.index(b"\xfd\x00\x0a\x00") + 6, 0xFFF0)
    assert refused_as_broken(old)


def test_an_old_workbook_with_a_password_is_refused_as_such(old: bytearray):
    page = old.index(b"\x42\x00\x02\x00")
    old[page] = 0x2F
    with pytest.raises(Refused, match="有打开密码"):
        open_bytes("旧.xls", bytes(old))


def test_an_old_workbook_that_claims_endless_texts_is_refused(old: bytearray):
    strings = old.index(b"\xfc\x00", old.index(b"\x85\x00"))
    struct.pack_into("<I", old, strings + 8, 0xFFFFFF00)
    assert refused_as_broken(old)


def test_an_old_workbook_whose_sectors_lead_in_a_circle_is_refused(old: bytearray):
    table = (struct.unpack_from("<I", old, 76)[0] + 1) * 512
    struct.pack_into("<I", old, table + 4, 0)
    assert refused_as_broken(old)


def test_an_old_workbook_that_makes_the_reader_panic_is_refused(old: bytearray):
    sheet = old.index(b"\x85\x00\x0a\x00") + 4  # where the sheet's records begin in the stream
    struct.pack_into("<I", old, sheet, 0xFFFF)
    assert refused_as_broken(old)


@pytest.mark.parametrize("seed", range(150))
def test_no_damage_to_an_old_workbook_does_more_than_have_it_refused(old: bytearray, seed: int):
    chance = random.Random(seed)
    for _ in range(chance.choice([1, 3, 30])):
        old[chance.randrange(len(old))] = chance.choice([0, 255, chance.randrange(256)])
    with suppress(Refused):
        open_bytes("旧.xls", bytes(old[: chance.choice([len(old), chance.randrange(len(old))])]))


@pytest.mark.parametrize("seed", range(150))
def test_no_damage_to_a_new_workbook_does_more_than_have_it_refused(plain: Path, seed: int):
    chance = random.Random(seed)
    data = plain.read_bytes()
    part = chance.choice(zipfile.ZipFile(io.BytesIO(data)).namelist())

    def damaged(xml: bytes) -> bytes:
        spoilt = bytearray(xml)
        for _ in range(chance.choice([1, 3, 30])):
            spoilt[chance.randrange(len(spoilt))] = chance.choice(b'<>"/=&;0123456789ABZ \xff-')
        return bytes(spoilt)

    with suppress(Refused):
        open_bytes("新.xlsx", books.changed_part(data, part, damaged))


def test_one_endless_text_is_refused(tmp_path: Path):
    path = books.xlsx(tmp_path / "长文.xlsx", {"表": [["x" * 32_000]]})
    data = books.changed_part(
        path.read_bytes(), "xl/sharedStrings.xml", lambda xml: xml.replace(b"<t>x", b"<t>" + b"x" * 40_000)
    )
    with pytest.raises(Refused, match="长得不正常"):
        open_bytes("长文.xlsx", data)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "大.xlsx"
    path.touch()
    os.truncate(path, limits.MOST_BYTES + 1)
    with pytest.raises(Refused, match="超过 100 MB"):
        open_workbook(path)


def ods(body: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        package.writestr(
            "content.xml",
            '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
            ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="表">{body}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()


CELL = '<table:table-cell office:value-type="string"><text:p>姓名</text:p></table:table-cell>'
BLANK = '<table:table-cell table:number-columns-repeated="16000"/>'


def row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def test_open_document_sheets_are_read_with_blanks_to_the_end_of_the_page():
    book = open_bytes("表.ods", ods(row(CELL * 3 + BLANK) + row("<table:table-cell/>", 1_048_550)))
    assert book.kind is FileKind.ODS
    assert book.sheets[0].rows == [["姓名"] * 3]


@pytest.mark.parametrize(
    "rows",
    [
        row(CELL, 1_000_000),
        row(BLANK + CELL),
        row("<table:table-cell/>", 1_000_000) + row(CELL),
        row(CELL.replace("table-cell ", 'table-cell table:number-columns-repeated="16000" ', 1)),
    ],
)
def test_open_document_sheets_that_repeat_without_end_are_refused(rows: str):
    with pytest.raises(Refused, match="没有读取"):
        open_bytes("表.ods", ods(rows))


@pytest.mark.usefixtures("_automatic_collection")
def test_reading_a_workbook_leaves_the_garbage_collector_as_it_was(plain: Path):

    open_workbook(plain)
    assert gc.isenabled()
