"""`make screens`: pictures of every screen on a demo village, for the manual and for whoever judges the design."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from fupin_desktop.app import StoreDoors, made_window
from fupin_desktop.db.registry import make_registry, open_registry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.services.check_registry import refresh
from fupin_desktop.services.demo.fill import fill_with_demo
from fupin_desktop.services.import_workbooks import stage_files
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import save
from fupin_desktop.ui.dossiers.places import TITLES
from fupin_desktop.ui.main_window import MainWindow
from fupin_desktop.ui.shell.places import PLACES
from fupin_desktop.ui.style.dress import dress
from fupin_desktop.ui.style.text_size import TextSize, use_text_size
from fupin_desktop.ui.tasks import Tasks

SAMPLE = Path(__file__).parent.parent / "tests" / "samples" / "county-export"
SETTLED_MS = 250  # nothing runs and nothing has started for so long: what is drawn is what stays


def main() -> None:
    """Draw each screen at 1024×768 in the sizes asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", nargs="*", default=["standard"], choices=[size.value for size in TextSize])
    parser.add_argument("--only", default="", help="only the screens whose name begins so")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    dress(app)
    with tempfile.TemporaryDirectory() as scratch:
        for size in asked.sizes:
            use_text_size(TextSize(size))
            mark = "" if size == "standard" else f"-{size}"
            draw(Path(scratch) / size, lambda name, mark=mark: asked.folder / f"{name}{mark}.png", asked.only)


def draw(folder: Path, file_of: Callable[[str], Path], only: str) -> None:
    """One window over a fresh demo village, page after page."""
    first_start(folder, file_of, only)
    make_registry(folder, "demo")
    registry = open_registry(folder, "demo", user="王演示")
    registry.name_device("工作队 1 号机")
    fill_with_demo(registry, households=120, seed=3)
    refresh(registry)
    stage_files(registry, sorted(SAMPLE.glob("*.xlsx")))
    ids = registry.household_ids(HouseholdQuery(filters={"problem": ("W", "E")})) or registry.household_ids(
        HouseholdQuery()
    )
    something_to_hand_over(registry, ids[0])
    registry.back_up()
    tasks = Tasks()
    window = made_window(registry, tasks)
    window.resize(1024, 768)
    window.show()

    def keep(name: str) -> None:
        if name.startswith(only):
            settle(tasks)
            window.grab().save(str(file_of(name)))

    for place in PLACES:
        if place.name != "dossier":
            window.show_place(place.name)
            keep(place.name)
    linked = registry.records("interest_link")[0].household_id
    for key in TITLES:
        window.desk.dossier_requested.emit(linked if key == "book" else ids[0], key)
        keep(f"dossier-{key}")
    window.show_place("sync", disagree(registry, ids[0]))
    keep("sync-conflicts")
    leave(window)


def something_to_hand_over(registry: Registry, household_id: str) -> None:
    """What the village has changed since the national system had it: the group and the bank."""
    for name, value in (("villager_group", "东沟组"), ("bank_name", "样板农村信用社")):
        save(registry, [Edit("household", household_id, name, value)], title="修改 基本情况")


def disagree(registry: Registry, household_id: str) -> dict[str, str]:
    """Two people write the household's address, neither having seen the other's; the wish that shows the card."""
    seen = registry.heads("household", household_id).get("address", ())
    for address in ("东沟6号院", "西沟1号院"):
        edit = Edit("household", household_id, "address", address, seen=seen)
        registry.write([(Deed(title="修改 基本情况", region=registry.setting("region") or ""), [edit])])
    return {"section": "conflicts", "household": household_id}


def first_start(folder: Path, file_of: Callable[[str], Path], only: str) -> None:
    """The first page that a new user sees."""
    from fupin_desktop.ui.first_start.first_start_window import FirstStartWindow

    if not "first-start".startswith(only):
        return
    tasks = Tasks()
    window = FirstStartWindow(StoreDoors(), tasks, folder / "none")
    window.resize(1024, 768)
    window.show()
    settle(tasks)
    window.grab().save(str(file_of("first-start")))
    window.close()
    tasks.shut_down()


def settle(tasks: Tasks) -> None:
    """Wait until what was asked for has arrived and been drawn."""
    while True:
        loop = QEventLoop()
        QTimer.singleShot(SETTLED_MS, loop.quit)
        loop.exec()
        if tasks.wait_idle():
            return


def leave(window: MainWindow | QWidget) -> None:
    """Close the window and let it finish."""
    window.close()
    loop = QEventLoop()
    QTimer.singleShot(4 * SETTLED_MS, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
