"""What a person should know before applying an import: the weightiest note in full, the others one click away."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role
from fupin_desktop.ui.tables.small_window import SmallWindow
from fupin_desktop.ui.workbooks.batch_views import notes_in_order


class BatchNotes(QFrame):
    """Hidden when there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "warn")
        self._notes: list[str] = []
        self.first, self.more = label(""), button("", "quiet")
        self.more.clicked.connect(self._on_more)
        row = QHBoxLayout(self)
        row.addWidget(self.first, 1)
        row.addWidget(self.more)
        scaled(self, lambda: row.setContentsMargins(em(0.8), em(0.3), em(0.5), em(0.3)))

    @property
    def has_any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self._notes)

    def show_notes(self, notes: Sequence[str]) -> None:
        """Say them."""
        self._notes = notes_in_order(notes)
        self.first.setText(self._notes[0] if self._notes else "")
        self.more.setText(f"另有 {len(self._notes) - 1} 条说明")
        self.more.setVisible(len(self._notes) > 1)
        self.setVisible(self.has_any)

    def _on_more(self) -> None:
        window = SmallWindow(self.window(), "导入说明", "", back="知道了", width=34)
        for note in self._notes:
            window.body.addWidget(label(f"· {note}"))
        window.open()
