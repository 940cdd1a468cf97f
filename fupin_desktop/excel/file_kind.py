"""What kind of file it is, by its first bytes and never by its name. Each other kind gets a sentence of advice."""

from enum import Enum

from fupin_desktop.domain.errors import Refused


class FileKind(Enum):
    """The kinds of file that hold sheets."""

    XLSX = "xlsx"
    XLS = "xls"  # also .et of older WPS
    ODS = "ods"
    TEXT = "csv"


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_SAVE_AS = "请用 Excel 或 WPS 打开后「另存为」Excel 工作簿（.xlsx），再导入。"
_OTHERS = (
    (b"%PDF", f"是 PDF 文件，不是表格。请向来源单位要 Excel 文件；{_SAVE_AS}"),
    (b"\x89PNG", "是图片，不是表格。请导入 Excel 文件。"),
    (b"\xff\xd8\xff", "是图片，不是表格。请导入 Excel 文件。"),
    (b"Rar!", "是压缩包，请先解压，再导入里面的表格。"),
    (b"7z\xbc\xaf", "是压缩包，请先解压，再导入里面的表格。"),
)
_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<head")


def kind_of(name: str, data: bytes) -> FileKind:
    """The kind of a file's content; Refused with what to do if it holds no sheets."""
    if not data.strip(b"\x00 \r\n\t"):
        raise Refused(f"《{name}》是空文件，没有内容。请重新导出或重新复制这个文件。")
    for start, advice in _OTHERS:
        if data.startswith(start):
            raise Refused(f"《{name}》{advice}")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Refused(f"《{name}》有打开密码，读不了。请在 Excel 或 WPS 里去掉密码另存一份，再导入。")
        return FileKind.XLS
    if data.startswith(_ZIP):
        return FileKind.ODS if _ODS in data[:200] else FileKind.XLSX
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        raise Refused(f"《{name}》其实是网页或 XML，只是名字像表格。{_SAVE_AS}")
    return FileKind.TEXT
