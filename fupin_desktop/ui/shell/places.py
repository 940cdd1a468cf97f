"""The places of the window: what stands on the rail, and which page stands behind each name."""

from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QWidget

from fupin_desktop.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Place:
    """One page: made when it is first shown."""

    name: str
    title: str
    icon: str
    module: str  # below fupin_desktop.ui
    page: str
    rail: str = ""  # the rail entry that is lit while the page shows; "": its own


PLACES = (
    Place("home", "首页", "home", "home.home_page", "HomePage"),
    Place("households", "农户", "households", "households.households_page", "HouseholdsPage"),
    Place("dossier", "档案", "dossier", "dossiers.dossier_page", "DossierPage", rail="households"),
    Place("import", "导入", "import", "workbooks.waiting_room", "WaitingRoom", rail="households"),
    Place("handover", "交账包", "paper", "handing_over.hand_over_page", "HandOverPage", rail="households"),
    Place("village", "村情", "village", "villages.village_page", "VillagePage"),
    Place("assessment", "考核", "check", "villages.assessment_page", "AssessmentPage", rail="village"),
    Place("assistance", "帮扶", "helper", "assistance.assistance_page", "AssistancePage"),
    Place("projects", "项目资金", "funds", "ledgers.projects_page", "ProjectsPage"),
    Place("procedures", "程序公示", "notice", "procedures.procedures_page", "ProceduresPage"),
    Place("checks", "体检", "check", "checks.checks_page", "ChecksPage"),
    Place("printing", "打印", "printing", "printing.printing_page", "PrintingPage"),
    Place("sync", "同步", "sync", "syncing.sync_page", "SyncPage"),
    Place("settings", "设置", "settings", "settings.settings_page", "SettingsPage"),
)
BY_NAME = {place.name: place for place in PLACES}
ON_RAIL = tuple(place for place in PLACES if not place.rail)


def make_page(name: str, desk: Desk) -> QWidget:
    """The page of a place."""
    place = BY_NAME[name]
    page: type[QWidget] = getattr(import_module(f"fupin_desktop.ui.{place.module}"), place.page)
    return page(desk)  # type: ignore[call-arg]  # every page takes the desk
