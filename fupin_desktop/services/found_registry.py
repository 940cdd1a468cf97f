"""The first facts of a new registry: which village it is about."""

from fupin_desktop.catalogue.regions import region, region_path
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import village_id
from fupin_desktop.domain.written import shortened
from fupin_desktop.services.ports import Registry


def check_village_code(code: str) -> None:
    """Refuse what cannot be a village's code, before anything is made for it."""
    if len(code) != 12 or not code.isascii() or not code.isdigit():
        raise Refused(f"村编号应为 12 位数字，现在是「{shortened(code)}」。")


def found_village(registry: Registry, code: str, name: str = "") -> bool:
    """Register the village; returns whether its code stands in the region table (if not, it is kept and marked)."""
    check_village_code(code)
    path = region_path(code)
    values = {
        "village_code": code,
        "name": name or path.village or None,
        "township_name": path.township or None,
        "county_name": path.county or None,
    }
    record_id = village_id(code)
    edits = [Edit("village", record_id, field, value) for field, value in values.items() if value]
    registry.write([(Deed(title=f"登记村 {values['name'] or code}", region=code, kind="found"), edits)])
    registry.put_setting("region", code)
    return region(code) is not None
