"""Putting households into the recycle bin with all that is theirs, and taking them out: one action each."""

from collections.abc import Sequence

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved

NAMED = 3  # so many heads are named in the title of the action


def recycle_households(registry: Registry, household_ids: Sequence[str]) -> Saved:
    """Put households into the recycle bin; nothing of them is lost."""
    return _set_life(registry, household_ids, "移入回收站", is_alive=False)


def restore_households(registry: Registry, household_ids: Sequence[str]) -> Saved:
    """Take households out of the recycle bin, as they were."""
    return _set_life(registry, household_ids, "从回收站恢复", is_alive=True)


def recycled_households(registry: Registry) -> list[str]:
    """The ids of what was put away by hand. What an undo took back was never there: redo brings it, not the bin."""
    ids = [one.id for one in registry.records("household", deleted=True)]
    put_away = [entry for entry in registry.history("household", ids, LIFE) if entry.value is False]
    by_hand = {entry.id for entry in put_away if entry.kind != "undo"}
    return [one for one in ids if one in by_hand]


def _set_life(registry: Registry, household_ids: Sequence[str], doing: str, *, is_alive: bool) -> Saved:
    homes = registry.records("household", "id", household_ids, deleted=is_alive)
    by_village: dict[str, list[Edit]] = {}
    for home in homes:
        village = home.village_code or registry.setting("region") or ""
        by_village.setdefault(village, []).append(Edit("household", home.id, LIFE, is_alive))
    heads = "、".join(f"{home.head_name or '（无户主）'}户" for home in homes[:NAMED])
    title = f"{doing} {heads}{'等' if len(homes) > NAMED else ''}"
    deeds = [(Deed(title=title, region=village), edits) for village, edits in by_village.items()]
    group, touched = registry.write(deeds, doing)
    return Saved(group, frozenset(touched))
