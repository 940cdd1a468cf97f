"""Process start to first usable window of a village of 200 households, beside a bare window with an encrypted file."""

import subprocess
import sys
from collections.abc import Iterator

from bench.measuring import Line, compared, middle, once, words
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
BEGUN = """
import os, sys
from pathlib import Path
from fupin_desktop.app import begin
program = begin(Path(sys.argv[1]))
program.window.grab()
os._exit(0)
"""
FIGURES = BEGUN.replace(
    "program.window.grab()",
    """
home = program.window.stack.pages["home"]
while not home.figures.isVisible():
    program.app.processEvents()
program.window.grab()
""",
)
ENTERED = BEGUN.replace(
    "program.window.grab()",
    """
import threading, time
asked = program.window
asked.grab()
program.app.processEvents()
for thread in threading.enumerate():
    if thread.name == "warm-up":
        thread.join()
asked.page().secret.line.setText("demo")
begun = time.perf_counter()
asked.go_on()
while program.window is asked:
    program.app.processEvents()
program.window.grab()
sys.stdout.write(str(time.perf_counter() - begun))
sys.stdout.flush()
""",
)
TIMES = 9


def measure(persons: int) -> Iterator[Line]:
    """Nine starts of each, turn by turn; with the passphrase in the environment 首页 is the first window."""
    del persons
    registry_of(200).close()
    bare_file, folder = FOLDER / "bare.db", FOLDER / "demo-200"
    bare_file.unlink(missing_ok=True)
    bare, asked, home, figures, entered = (list[float]() for _ in range(5))
    for _ in range(TIMES):
        bare.append(once(lambda: _start(BARE, bare_file)))
        asked.append(once(lambda: _start(BEGUN, folder)))
        home.append(once(lambda: _start(BEGUN, folder, FUPIN_PASSPHRASE="demo")))
        figures.append(once(lambda: _start(FIGURES, folder, FUPIN_PASSPHRASE="demo")))
        entered.append(float(_start(ENTERED, folder)))
    yield compared("start to first usable window (passphrase)", middle(asked), middle(bare), "≤ 1.5", 1.5)
    yield compared("start to 首页 with the passphrase given", middle(home), middle(bare), "≤ 1.5", 1.5)
    yield Line("  to the village's figures on it", words(middle(figures)), words(middle(bare)))
    yield Line("passphrase entered to 首页", words(middle(entered)), words(middle(bare)))


def _start(program: str, argument: object, **more: str) -> str:
    environment = {"QT_QPA_PLATFORM": "offscreen", "PATH": "", "HOME": str(FOLDER)} | more
    command = [sys.executable, "-c", program, str(argument)]
    return subprocess.run(command, check=True, env=environment, capture_output=True, text=True).stdout
