"""Process start to first usable window of a village of 200 households, beside a bare window with an encrypted file."""

import subprocess
import sys
from collections.abc import Iterator

from bench.measuring import Line, compared, middle, once
from bench.stores import FOLDER, registry_of

BARE = """
import hashlib, os, sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
import sqlcipher3.dbapi2 as sqlcipher
app = QApplication([])
hashlib.scrypt(b"demo", salt=b"0" * 16, n=2**15, r=8, p=1, maxmem=2**27)
connection = sqlcipher.connect(sys.argv[1])
connection.execute("PRAGMA key = \\"x'" + "00" * 32 + "'\\"")
connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
window = QMainWindow()
window.setCentralWidget(QLabel("驻村帮扶工作台"))
window.resize(1024, 768)
window.show()
window.grab()
os._exit(0)
"""
ASKED = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from fupin_desktop.app import Program
app = QApplication([])
program = Program(app, Path(sys.argv[1]) / "preferences.json")
program.start(Path(sys.argv[1]))
program.window.grab()
os._exit(0)
"""
OURS = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from fupin_desktop.app import open_window
from fupin_desktop.ui.style.dress import dress
from fupin_desktop.ui.style.text_size import TextSize
app = QApplication([])
dress(app, TextSize.STANDARD)
window = open_window(Path(sys.argv[1]), "demo", "基准")
window.show()
window.grab()
os._exit(0)
"""


def measure(persons: int) -> Iterator[Line]:
    """Nine starts of each, turn by turn."""
    del persons
    registry_of(200).close()
    bare_file = FOLDER / "bare.db"
    bare_file.unlink(missing_ok=True)
    bare: list[float] = []
    asked: list[float] = []
    ours: list[float] = []
    for _ in range(9):
        bare.append(once(lambda: _start(BARE, bare_file)))
        asked.append(once(lambda: _start(ASKED, FOLDER / "demo-200")))
        ours.append(once(lambda: _start(OURS, FOLDER / "demo-200")))
    yield compared("start to first usable window (passphrase)", middle(asked), middle(bare), "≤ 1.5", 1.5)
    yield compared("start to 首页 with the passphrase given", middle(ours), middle(bare), "≤ 1.5", 1.5)


def _start(program: str, argument: object) -> None:
    environment = {"QT_QPA_PLATFORM": "offscreen", "PATH": "", "HOME": str(FOLDER)}
    subprocess.run([sys.executable, "-c", program, str(argument)], check=True, env=environment, capture_output=True)
