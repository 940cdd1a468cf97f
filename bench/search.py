"""A keystroke in the search box and in the list of a county of 200 000 persons, with painting; and the query itself."""

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bench.measuring import Line, bounded, compared, middle, once, p95
from bench.stores import county
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.db.search_keys import ranges

RHYTHM = 150  # milliseconds between two keys of somebody who types well
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
    for one in typed:  # both find the pages of the file in the cache
        registry.search(one)
        _raw(registry, one)
    ours = [once(lambda one=one: registry.search(one)) for one in typed]
    raw = [once(lambda one=one: _raw(registry, one)) for one in typed]
    yield compared(f"search query, {persons} persons", middle(ours), middle(raw), "≤ 2 × raw SQL", 2)
    window = _window(registry)
    box = window.top.search
    strokes = _strokes(window, box, [box.hits.model().modelReset], typed[:60])
    yield bounded("keystroke to painted hits, p95", p95(strokes), "≤ 50 ms", 0.05, middle(raw))
    page = window.show_place("households")
    _wait([page.table.filled])
    strokes = _strokes(window, page.search, [page.table.glimpsed, page.table.filled], typed[:60])
    yield bounded("keystroke to painted list, p95", p95(strokes), "≤ 50 ms", 0.05, middle(raw))
    window.desk.tasks.shut_down()
    registry.close()


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


def _window(registry: SqlRegistry) -> Any:
    """The real window, active, with 首页 in sight and its figures read."""
    from PySide6.QtWidgets import QApplication

    from fupin_desktop.app import made_window
    from fupin_desktop.ui.style.dress import dress
    from fupin_desktop.ui.style.text_size import TextSize
    from fupin_desktop.ui.tasks import Tasks

    app = QApplication.instance() or QApplication([])
    dress(app, TextSize.STANDARD)
    window = made_window(registry, Tasks())
    window.show()
    window.activateWindow()
    window.stack.pages["home"].put_away()  # the stale checks of a whole county are another measurement
    _wait([window.desk.tasks.idle])
    return window


def _strokes(window: Any, field: Any, shown: Sequence[Any], typed: Sequence[str]) -> list[float]:
    """Seconds from a change of the text to the painted results, one after another; the first one is not counted."""
    field.setFocus()
    taken: list[float] = []
    for text in typed:
        _wait([], RHYTHM)
        begun = time.perf_counter()
        _wait(shown, doing=lambda text=text: field.setText(text))
        window.grab()
        taken.append(time.perf_counter() - begun)
    return taken[1:]


def _wait(signals: Sequence[Any], longest: int = 10_000, doing: Callable[[], Any] = lambda: None) -> None:
    """Let the window live until one of the signals is sent, at most so many milliseconds."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    for signal in signals:
        signal.connect(loop.quit)
    QTimer.singleShot(longest, loop, loop.quit)
    QTimer.singleShot(0, loop, doing)
    loop.exec()
    for signal in signals:
        signal.disconnect(loop.quit)
