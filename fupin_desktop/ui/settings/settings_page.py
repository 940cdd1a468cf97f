"""设置: one card under the other; what is dangerous asks first."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.first_start.doors import Doors
from fupin_desktop.ui.settings.about_section import AboutSection
from fupin_desktop.ui.settings.backup_section import BackupSection
from fupin_desktop.ui.settings.contacts_section import ContactsSection
from fupin_desktop.ui.settings.readings_section import ReadingsSection
from fupin_desktop.ui.settings.secrets_section import SecretsSection
from fupin_desktop.ui.settings.section import Section
from fupin_desktop.ui.settings.text_size_section import TextSizeSection
from fupin_desktop.ui.settings.user_section import UserSection
from fupin_desktop.ui.settings.year_section import YearSection
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label


class SettingsPage(QScrollArea):
    """The sections by name: text_size, user, secrets, backup, years, contacts, readings, about.

    Signals:
        user_changed: somebody else is signed in.
        text_size_chosen: another text size is in use (TextSize).
        backup_written: there is a new backup.
        restore_requested: the person wants to go back to a backup (Path).
    """

    user_changed = Signal()
    text_size_chosen = Signal(object)
    backup_written = Signal()
    restore_requested = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text_size, self.user = TextSizeSection(desk), UserSection(desk)
        self.secrets, self.backup = SecretsSection(desk), BackupSection(desk)
        self.sections: dict[str, Section] = {
            "text_size": self.text_size,
            "user": self.user,
            "backup": self.backup,
            "years": YearSection(desk),
            "contacts": ContactsSection(desk),
            "secrets": self.secrets,
            "readings": ReadingsSection(desk),
            "about": AboutSection(desk),
        }
        page = QWidget()
        page.setProperty("role", "page")
        self._column = QVBoxLayout(page)
        self._column.addWidget(label("设置", "title"))
        for section in self.sections.values():
            self._column.addWidget(section)
        self._column.addStretch()
        self.setWidget(page)
        self.user.user_changed.connect(self.user_changed)
        self.text_size.text_size_chosen.connect(self.text_size_chosen)
        self.backup.backup_written.connect(self.backup_written)
        self.backup.restore_requested.connect(self.restore_requested)
        self.use_doors(None)
        scaled(self, self._measure)

    def use_doors(self, doors: Doors | None) -> None:
        """What changes keys and restores backups; nothing of it is offered without."""
        self.secrets.use_doors(doors)
        self.backup.use_doors(doors is not None)

    def receive(self, wish: Mapping[str, str]) -> None:
        """Open at a section: {"section": name}."""
        section = self.sections.get(wish.get("section", ""))
        if section is not None:
            QTimer.singleShot(0, self, lambda: self._scroll_to(section))
        if section is self.user:
            self.user.open()

    def _scroll_to(self, section: Section) -> None:
        self.verticalScrollBar().setValue(section.y() - em(1))

    def _measure(self) -> None:
        self._column.setContentsMargins(em(1.6), em(1.2), em(1.6), em(1.6))
        self._column.setSpacing(em(1))

    def showEvent(self, event: QShowEvent) -> None:
        """Read everything anew."""
        super().showEvent(event)
        for section in self.sections.values():
            section.look()
