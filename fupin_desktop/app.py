"""The composition root of the window: the only place where windows and the store meet. Imports are late on purpose."""

import base64
import logging
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.paths import default_data_dir
from fupin_desktop.ui import messages
from fupin_desktop.ui.shell.logbook import start_log
from fupin_desktop.ui.shell.preferences import Preferences, preferences_file, read_preferences, write_preferences
from fupin_desktop.ui.shell.tidying import tidy_on_main_thread
from fupin_desktop.ui.style.dress import dress
from fupin_desktop.ui.style.text_size import TextSize
from fupin_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from fupin_desktop.services.ports import Registry
    from fupin_desktop.ui.first_start.first_start_window import FirstStartWindow
    from fupin_desktop.ui.main_window import MainWindow

PASSPHRASE = "FUPIN_PASSPHRASE"
NEEDED = (  # by the window and what opens its file
    "fupin_desktop.ui.main_window",
    "fupin_desktop.ui.home.home_page",
    "fupin_desktop.ui.first_start.opening",
    "fupin_desktop.db.registry",
)
log = logging.getLogger("fupin")


def main(folder: Path | None = None) -> int:
    """Open the window over a registry: the one in `folder`, else the last one, else the usual place."""
    program = begin(folder)
    return program.app.exec()


def begin(folder: Path | None = None) -> "Program":
    """The program with its first window in sight, before anything is pressed in it."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    tidy_on_main_thread(app)
    program = Program(app, preferences_file())
    program.start(folder)
    return program


def open_window(folder: Path, passphrase: str, user: str = "") -> "MainWindow":
    """The window over a registry that is opened with its passphrase; for tests, measurements and screenshots."""
    registry = _opened_meanwhile(folder, passphrase)
    registry.user = user or registry.user
    return made_window(registry, Tasks())


def made_window(registry: "Registry", tasks: Tasks) -> "MainWindow":
    """The window over an open registry, 首页 in sight; closing it lets go of the registry."""
    from fupin_desktop.services.usual_year import usual_year
    from fupin_desktop.ui.desk import Desk
    from fupin_desktop.ui.main_window import MainWindow

    app = QApplication.instance()
    assert app is not None
    tidy_on_main_thread(app)
    region = registry.setting("region") or ""
    village = region if len(region) == 12 else ""
    desk = Desk(registry, tasks, usual_year(registry, village), village)
    window = MainWindow(desk, StoreDoors())

    def let_go() -> None:
        tasks.shut_down()
        registry.close()

    window.closed.connect(let_go)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # and with it every timer of its pages
    window.show_place("home")
    return window


class StoreDoors:
    """The doors of ui/first_start/doors.py."""

    def has_registry(self, folder: Path) -> bool:
        """Whether a registry lies in the folder."""
        return (folder / "registry.db").exists()

    def make(self, folder: Path, passphrase: str) -> str:
        """A new registry; returns its recovery code."""
        from fupin_desktop.db.registry import make_registry

        return make_registry(folder, passphrase)

    def open(self, folder: Path, passphrase: str) -> "Registry":
        """Open for writing."""
        from fupin_desktop.db.registry import open_registry

        return open_registry(folder, passphrase)

    def restore(self, folder: Path, backup: Path, passphrase: str) -> None:
        """Put a backup in the place of the registry."""
        from fupin_desktop.db.registry import restore_registry

        restore_registry(folder, backup, passphrase)

    def reset_passphrase(self, folder: Path, recovery_code: str, passphrase: str) -> None:
        """A new passphrase by the recovery code."""
        from fupin_desktop.db.registry_file import reset_passphrase

        reset_passphrase(folder, recovery_code, passphrase)

    def change_passphrase(self, folder: Path, old: str, new: str) -> None:
        """A new passphrase by the old one; the recovery code stays valid."""
        from fupin_desktop.db import keys
        from fupin_desktop.db.registry_file import KEYS_NAME

        file = folder / KEYS_NAME
        keys.write_keys(file, keys.unlock(file, old), new, None)

    def new_recovery_code(self, folder: Path, passphrase: str) -> str:
        """A new recovery code; the old one opens nothing any more."""
        from fupin_desktop.db import keys
        from fupin_desktop.db.registry_file import KEYS_NAME

        file, code = folder / KEYS_NAME, keys.new_recovery_code()
        keys.write_keys(file, keys.unlock(file, passphrase), passphrase, code)
        return code


class Program(QObject):
    """One run of the program: which window is open, and what this computer remembers."""

    def __init__(self, app: QApplication, file: Path) -> None:
        super().__init__(app)
        self.app = app
        self._file = file
        self.preferences: Preferences = read_preferences(file)
        self.window: MainWindow | FirstStartWindow | None = None
        dress(app, _size(self.preferences.text_size))
        start_log()
        sys.excepthook = self._on_bug
        threading.excepthook = lambda found: log.error("bug in a thread", exc_info=found.exc_value)

    def start(self, folder: Path | None) -> None:
        """Open at once if the passphrase stands in the environment, else ask for it."""
        chosen = folder if folder and folder != default_data_dir() else None
        where = chosen or Path(self.preferences.folder or default_data_dir())
        given = os.environ.get(PASSPHRASE)
        if given is None or not StoreDoors().has_registry(where):
            self._ask(where)
            return
        try:
            self._show(_opened_meanwhile(where, given))
        except (Refused, Unavailable) as error:
            self._ask(where, problem=str(error))

    def _ask(self, folder: Path, *, problem: str = "", backup: Path | None = None) -> None:
        from fupin_desktop.ui.first_start.first_start_window import FirstStartWindow

        window = FirstStartWindow(StoreDoors(), Tasks(), folder, backup)
        window.opened.connect(self._show)
        window.text_size_chosen.connect(self._on_text_size_chosen)
        window.page().show_problem(problem)
        self._change_to(window)
        QTimer.singleShot(0, self, _warm_up)

    @Slot(object)
    def _show(self, registry: "Registry") -> None:
        window = made_window(registry, Tasks())
        window.text_size_chosen.connect(self._on_text_size_chosen)
        window.closed.connect(partial(self._on_closed, window))
        self.preferences.folder = str(registry.folder)
        window.restoreGeometry(QByteArray(base64.b64decode(self.preferences.geometry)))
        self._change_to(window)

    def _change_to(self, window: "MainWindow | FirstStartWindow") -> None:
        """One window at a time; the new one is there before the old one goes, or the program would end."""
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()

    @Slot(object)
    def _on_text_size_chosen(self, size: TextSize) -> None:
        self.preferences.text_size = size.value
        write_preferences(self._file, self.preferences)

    def _on_closed(self, window: "MainWindow") -> None:
        folder = window.desk.registry.folder
        self.preferences.geometry = base64.b64encode(bytes(window.saveGeometry().data())).decode()
        write_preferences(self._file, self.preferences)
        self.window = None
        if window.backup_wanted is not None:
            self._ask(folder, backup=window.backup_wanted)

    def _on_bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A bug met on the main thread: written down, and confessed once at a time."""
        log.error("bug", exc_info=(kind, error, trace))
        is_shown = self.window is not None and any(box.isVisible() for box in self.window.findChildren(QMessageBox))
        if self.window is not None and not is_shown:
            messages.confess(self.window, error)


def _warm_up() -> None:
    """Import what the window will need while the person still types the passphrase."""

    def load() -> None:
        for name in ("cryptography.hazmat.primitives.ciphers.aead", *NEEDED):
            import_module(name)

    threading.Thread(target=load, name="warm-up", daemon=True).start()


def _opened_meanwhile(folder: Path, passphrase: str) -> "Registry":
    """Stretch the passphrase on another thread while this one imports what opens the file and what shows it."""
    with ThreadPoolExecutor(1) as stretcher:
        stretching = stretcher.submit(_unlocked, folder, passphrase)
        for name in NEEDED:
            import_module(name)
        key = stretching.result()
    from fupin_desktop.db.registry import open_registry
    from fupin_desktop.services.sign_in import sign_in_again

    return sign_in_again(open_registry(folder, passphrase, key=key))


def _unlocked(folder: Path, passphrase: str) -> bytes | None:
    """The key; None where opening will say what is wrong, or first finish a restore that brings other keys."""
    from fupin_desktop.db import keys

    try:
        return keys.unlock(folder / "keys.json", passphrase)
    except (Refused, Unavailable):
        return None


def _size(kept: str) -> TextSize:
    return next((size for size in TextSize if size.value == kept), TextSize.STANDARD)
