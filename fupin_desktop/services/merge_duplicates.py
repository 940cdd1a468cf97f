"""Two records of one person, or of one payment, become one, and can become two again.

Nothing but an op is ever added (docs/sync.md §5).

That two are different though they look alike is noted on this computer, and they are not asked about
again here.
"""

import json
from collections.abc import Sequence
from typing import Any

from fupin_desktop.catalogue.numbers import ALIAS, LIFE
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, household_of

DIFFERENT = "different_people"  # of whatever record


def merge_people(registry: Registry, person_ids: Sequence[str]) -> Saved:
    """They are one: their yearly facts of one year, and their places in one household, become one as well."""
    people = [one for one in (registry.record("person", each) for each in person_ids) if one is not None]
    kept, *others = sorted({one.id: one for one in people}.values(), key=lambda one: one.id)
    if not others:
        raise Refused("这几条记录已经合并过了。")
    edits = [Edit("person", one.id, ALIAS, kept.id) for one in others]
    ids = [one.id for one in (kept, *others)]
    edits += _joined("person_year", registry.records("person_year", "person_id", ids), "year", kept.id)
    places = registry.records("membership", "person_id", ids)
    edits += _joined("membership", places, "household_id", kept.id)
    names = "、".join(dict.fromkeys(one.name or "（无姓名）" for one in (kept, *others)))
    return _write(registry, "person", kept.id, f"合并重复的人：{names}", edits, "merge")


def merge_measures(registry: Registry, measure_ids: Sequence[str]) -> Saved:
    """It was paid once: what was entered twice becomes one record."""
    found = [one for one in (registry.record("assistance_measure", each) for each in measure_ids) if one is not None]
    kept, *others = sorted({one.id: one for one in found}.values(), key=lambda one: one.id)
    if not others:
        raise Refused("这几笔已经合并过了。")
    edits = [Edit("assistance_measure", one.id, ALIAS, kept.id) for one in others]
    return _write(
        registry, "assistance_measure", kept.id, f"合并重复的帮扶：{kept.content or '（无内容）'}", edits, "merge"
    )


def keep_in_household(registry: Registry, membership_id: str) -> Saved:
    """A person who stands in two households belongs to this one; the other place goes to the recycle bin."""
    kept = registry.record("membership", membership_id)
    if kept is None:
        raise Refused("这条家庭成员记录已经不在了。请刷新后再看。")
    several = registry.records("membership", "person_id", [kept.person_id])
    others = [one for one in several if one.left_on is None and one.household_id != kept.household_id]
    if not others:
        raise Refused("这个人现在只在一户里，已经不用定了。")
    person = registry.record("person", kept.person_id)
    edits = [Edit("membership", one.id, LIFE, value=False) for one in others]
    return _write(registry, "person", kept.person_id, f"核定{person.name if person else '成员'}在哪一户", edits, "edit")


def note_different(registry: Registry, record_ids: Sequence[str]) -> None:
    """They are different people, or payments: do not ask again."""
    known = _different(registry)
    registry.put_setting(DIFFERENT, json.dumps(sorted({*known, _pair(record_ids)})))


def is_noted_different(registry: Registry, record_ids: Sequence[str]) -> bool:
    """Whether somebody has said so here."""
    return _pair(record_ids) in _different(registry)


def _different(registry: Registry) -> set[str]:
    return set(json.loads(registry.setting(DIFFERENT) or "[]"))


def _pair(record_ids: Sequence[str]) -> str:
    return "+".join(sorted(record_ids))


def _joined(record: str, found: Sequence[Any], key: str, person_id: str) -> list[Edit]:
    """Those that say the same thing twice become one, of one person: or whose they are would be a disagreement."""
    by_key: dict[Any, list[str]] = {}
    for one in found:
        by_key.setdefault(getattr(one, key), []).append(one.id)
    edits: list[Edit] = []
    for ids in by_key.values():
        first, *others = sorted(ids)
        if others:
            edits += [Edit(record, one, "person_id", person_id) for one in (first, *others)]
            edits += [Edit(record, one, ALIAS, first) for one in others]
    return edits


def _write(registry: Registry, record: str, record_id: str, title: str, edits: Sequence[Edit], kind: str) -> Saved:
    home = household_of(registry, record, record_id)
    household = registry.record("household", home) if home else None
    region = (household.village_code if household else None) or registry.setting("region") or ""
    group, touched = registry.write([(Deed(title=title, region=region, kind=kind), edits)], "合并")
    return Saved(group, frozenset(touched))
