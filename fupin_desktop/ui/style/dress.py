"""Dressing the application once at its start: Fusion, our palette, typeface and sheet."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from fupin_desktop.ui.style import typeface
from fupin_desktop.ui.style.colours import palette
from fupin_desktop.ui.style.text_size import TextSize, use_text_size


def dress(app: QApplication, size: TextSize = TextSize.STANDARD) -> None:
    """Give the application its look."""
    _speak_chinese(app)
    app.setStyle("Fusion")
    app.setPalette(palette())
    typeface.load()
    use_text_size(size)


def _speak_chinese(app: QApplication) -> None:
    """Qt's own words (复制, 粘贴, 取消) in Chinese, whatever the machine's language is."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
