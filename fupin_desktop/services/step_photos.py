"""Photos of what was posted or signed at a step of a procedure, kept in the dossier and pointing to the step."""

from pathlib import Path

from fupin_desktop.catalogue.assistance.attachment import Attachment
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import coded_id
from fupin_desktop.domain.procedures import CASE, STEP
from fupin_desktop.services.attach_files import attach
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.procedures import known
from fupin_desktop.services.save_records import Saved

POSTED, PAPER = "A05", "A04"  # attachment_kind: a photo of what is posted, a signed paper


def attach_photo(registry: Registry, case_id: str, step: str, file: Path) -> Saved:
    """Keep a photo with a recorded step of a household's procedure. Refused where there is no household or no step."""
    case = registry.record(CASE, case_id)
    found = known(registry).get(case.procedure or "") if case is not None else None
    own = found.step(step) if found else None
    step_id = coded_id(STEP, f"{case_id}/{step}")
    if case is None or found is None or own is None or registry.record(STEP, step_id) is None:
        raise Refused("这一步还没有记。先记下这一步，再附照片。")
    dossier = registry.dossier(case.household_id, case.year) if case.household_id else None
    if dossier is None:
        raise Refused("全村的程序不在哪一户的档案里，照片请和纸质材料一起存村里。")
    title = f"{case.year}年{found.title}：{own.title}"
    kind = POSTED if own.days else PAPER
    return attach(registry, dossier, file, kind=kind, title=title, owner_record=STEP, owner_id=step_id)


def photos_of(registry: Registry, case_id: str, step: str) -> list[Attachment]:
    """The photos of a step."""
    return registry.records("attachment", "owner_id", [coded_id(STEP, f"{case_id}/{step}")])
