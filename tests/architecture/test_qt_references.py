"""PySide6 6.12 drops a reference to None with every call and kills processes on Python 3.11: this would notice it."""

import subprocess
import sys

import pytest

PROBE = """
import sys
from PySide6.QtCore import QModelIndex, QObject, QStringListModel, Signal, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

CALLS = 1000
application = QApplication(sys.argv)


class Sender(QObject):
    sent = Signal(object)
    flag = Signal(bool)


class Receiver(QObject):
    @Slot(object)
    def take(self, value):
        pass


class Model(QStringListModel):
    def data(self, index, role):
        return None


label, line, sender, receiver = QLabel(), QLineEdit(), Sender(), Receiver()
items, model = QStandardItemModel(), Model(["x"])
sender.sent.connect(receiver.take)
index = model.index(0)
calls = {
    "setText": lambda: label.setText("x"),
    "setEnabled": lambda: label.setEnabled(True),
    "property": lambda: label.property("nothing"),
    "emit": lambda: sender.sent.emit(None),
    "emit a flag": lambda: sender.flag.emit(True),
    "appendRow": lambda: items.appendRow(QStandardItem("x")),
    "clear": lambda: items.clear(),
    "virtual data": lambda: model.data(index, 0),
    "line": lambda: line.setText("x"),
    "connect": lambda: (sender.flag.connect(receiver.take), sender.flag.disconnect(receiver.take)),
}
lost = []
for name, call in calls.items():
    for thing in (None, True):
        call()
        before = sys.getrefcount(thing)
        for _ in range(CALLS):
            call()
        if sys.getrefcount(thing) - before < -CALLS / 2:
            lost.append(f"{name} loses {thing}")
sys.exit(", ".join(lost) or 0)
"""


@pytest.mark.gui
def test_no_call_into_qt_loses_a_reference() -> None:
    told = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr or f"ended with {told.returncode}"
