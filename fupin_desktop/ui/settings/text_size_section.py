"""字号: three sizes side by side."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.settings.section import Section
from fupin_desktop.ui.style.metrics import scale
from fupin_desktop.ui.style.roles import button
from fupin_desktop.ui.style.text_size import ORDER, TextSize, text_size, use_text_size


class TextSizeSection(Section):
    """One chip a size.

    Signals:
        text_size_chosen: another size is in use (TextSize).
    """

    text_size_chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "字号", "随时可以按 Ctrl 和 ＋ 放大，按 Ctrl 和 － 缩小。")
        group = QButtonGroup(self)
        self.sizes: dict[TextSize, QPushButton] = {}
        for size in ORDER:
            chip = button(size.label, "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _=False, size=size: self._on_chosen(size))
            group.addButton(chip)
            self.sizes[size] = chip
        self.add_row(*self.sizes.values())
        scale.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Light the size in use."""
        self.sizes[text_size()].setChecked(True)

    def _on_chosen(self, size: TextSize) -> None:
        use_text_size(size)
        self.text_size_chosen.emit(size)
