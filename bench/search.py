"""A keystroke in the search box and in the list of a county of 200 000 persons, with painting; and the query itself."""

import os
import random
from collections.abc import Iterator

from bench.measuring import Line, bounded, compared, middle, once, p95
from bench.stores import county
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.db.search_keys import ranges

RAW = """
    SELECT k.record_id, p.name, h.head_name FROM (
        SELECT DISTINCT record_id FROM search_key WHERE key >= ? AND key < ? AND record IN ('person', 'household')
        ORDER BY length(key), key LIMIT 20) k
    LEFT JOIN person p ON p.id = k.record_id LEFT JOIN membership m ON m.person_id = p.id
    LEFT JOIN household h ON h.id = m.household_id
"""


def measure(persons: int) -> Iterator[Line]:
    """The query beside raw SQL, then keystrokes in the real window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    registry = county(persons)
    typed = _things_to_type(registry)
    ours = [once(lambda one=one: registry.search(one)) for one in typed]
    raw = [once(lambda one=one: _raw(registry, one)) for one in typed]
    yield compared(f"search query, {persons} persons", middle(ours), middle(raw), "≤ 2 × raw SQL", 2)
    strokes = _keystrokes(registry, typed)
    yield bounded("keystroke to painted results, p95", p95(strokes), "≤ 50 ms", 0.05, middle(raw))


def _things_to_type(registry: SqlRegistry) -> list[str]:
    chance = random.Random(1)
    people = chance.sample(registry.records("person"), 60)
    names = [one.name for one in people if one.name]
    tails = [one.id_number[-4:] for one in people[:20] if one.id_number]
    return [*(name[:length] for name in names for length in (1, 2)), *tails, "zw", "wang", "lij", "zhangw"]


def _raw(registry: SqlRegistry, typed: str) -> None:
    low, high = ranges(typed)[0]
    with registry._engine.connect() as connection:
        connection.exec_driver_sql(RAW, (low, high)).fetchall()


def _keystrokes(registry: SqlRegistry, typed: list[str]) -> list[float]:
    """Seconds from a change of the search text to the painted results, in the real window."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from fupin_desktop.app import made_window
    from fupin_desktop.ui.style.dress import dress
    from fupin_desktop.ui.style.text_size import TextSize
    from fupin_desktop.ui.tasks import Tasks

    app = QApplication.instance() or QApplication([])
    dress(app, TextSize.STANDARD)
    tasks = Tasks()
    window = made_window(registry, tasks)
    window.show()
    box = window.top.search

    def stroke(text: str) -> None:
        loop = QEventLoop()
        box.shown.connect(loop.quit)
        QTimer.singleShot(2000, loop.quit)
        box.field.setText(text)
        loop.exec()
        box.shown.disconnect(loop.quit)
        window.grab()

    stroke(typed[0])
    return [once(lambda one=one: stroke(one)) for one in typed[:60]]
