"""What a team may change of a paper's layout: kept in the registry's folder, and taken back to the standard one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop.services.ports import Registry


@dataclass(frozen=True, slots=True)
class LayoutSetting:
    """One thing of a layout that may be changed, with its value now."""

    key: str
    label: str
    least: float
    most: float
    value: float | bool


def layout_settings(registry: Registry, paper: str) -> list[LayoutSetting]:
    """What may be changed of a paper's layout."""
    from fupin_desktop.pdf.layout_files import SETTINGS, settings

    now = settings(paper, changed_layouts(registry))
    return [LayoutSetting(one.key, one.label, one.least, one.most, now[one.key]) for one in SETTINGS]


def save_layout(registry: Registry, paper: str, changes: Mapping[str, float | bool]) -> None:
    """Keep changed settings of a layout; Refused if they leave no room on the page."""
    from fupin_desktop.pdf.layout_files import adjust

    adjust(paper, changed_layouts(registry), changes)


def reset_layout(registry: Registry, paper: str) -> bool:
    """Back to the standard layout; whether there was anything to take back."""
    from fupin_desktop.pdf.layout_files import reset

    return reset(paper, changed_layouts(registry))


def changed_layouts(registry: Registry) -> Path:
    """The folder of the changed layouts; it need not be there."""
    return registry.folder / "layouts"
