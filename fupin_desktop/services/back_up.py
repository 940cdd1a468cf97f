"""Backing up on purpose: to the registry's own folder, or to a stick that is remembered for the next time."""

from collections.abc import Sequence
from pathlib import Path

from fupin_desktop.services.ports import BackupInfo, Registry

OTHER_PLACE = "backup_folder"


def back_up(registry: Registry, folder: Path | None = None) -> BackupInfo:
    """Write a backup and prove that it opens; a folder elsewhere is remembered."""
    made = registry.back_up(folder)
    if folder is not None:
        registry.put_setting(OTHER_PLACE, str(folder))
    return made


def backups(registry: Registry) -> Sequence[BackupInfo]:
    """The backups in the registry's own folder and, if it is there now, on the remembered stick."""
    other = registry.setting(OTHER_PLACE)
    elsewhere = registry.backups(Path(other)) if other and Path(other).is_dir() else ()
    return sorted([*registry.backups(), *elsewhere], key=lambda one: one.made_at_ms, reverse=True)
