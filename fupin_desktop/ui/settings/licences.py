"""The parts that travel with the program, and their licences. Data, no window."""

from pathlib import Path

PARTS = (
    ("Python", "PSF-2.0", "语言和标准库"),
    ("Qt 6、PySide6", "LGPL-3.0", "窗口；作为单独的动态库附带，可以自行替换"),
    ("SQLCipher、SQLite", "BSD-3-Clause；公有领域", "加密的登记库"),
    ("SQLAlchemy、Alembic", "MIT", "登记库的读写和升级"),
    ("sqlite-utils", "Apache-2.0", "查找和维护"),
    ("cryptography", "Apache-2.0 或 BSD-3-Clause", "加密"),
    ("ReportLab", "BSD-3-Clause", "打印"),
    ("PDFium、pypdfium2", "BSD-3-Clause、Apache-2.0", "打印预览"),
    ("Pillow", "MIT-CMU", "照片"),
    ("openpyxl、calamine、XlsxWriter", "MIT；MIT；BSD-2-Clause", "Excel 表格"),
    ("pypinyin", "MIT", "拼音"),
    ("Typer、platformdirs、filelock", "MIT；MIT；MIT", "命令行、文件夹、锁"),
)
FONTS = (
    ("思源黑体 Noto Sans SC", "NotoSansSC-OFL.txt"),
    ("花园明朝 HanaMinB", "HanaMinB-OFL.txt"),
)


def licences(resources: Path) -> list[tuple[str, str, str]]:
    """(name, licence, words) of each part; the fonts with where their text lies."""
    fonts = [(name, "SIL OFL 1.1", f"全文：{resources / 'fonts' / file}") for name, file in FONTS]
    return [*PARTS, *fonts]
