"""Our own typeface, so that every machine shows every name: Noto Sans SC, and HanaMinB for the rare characters."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from fupin_desktop.paths import resources

FAMILIES = ("Noto Sans SC", "HanaMinB")
FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "HanaMinB.ttf")


@cache
def load() -> None:
    """Make the typeface known to Qt, once a process."""
    for name in FILES:
        QFontDatabase.addApplicationFont(str(resources() / "fonts" / name))


def typeface(points: float) -> QFont:
    """The typeface at a size."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSizeF(points)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font
