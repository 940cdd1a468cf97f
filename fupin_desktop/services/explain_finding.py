"""Explaining what a check found suspicious, where it is true all the same, and taking an explanation back."""

from typing import Any

from fupin_desktop.catalogue.households.explanation import Explanation
from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.catalogue.villages.village_explanation import VillageExplanation
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.checks import Finding, Level
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import new_id
from fupin_desktop.services.check_registry import findings_of, refresh, rule_title
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, save

OF_HOUSEHOLD, OF_VILLAGE = "explanation", "village_explanation"
Note = Explanation | VillageExplanation


def record_of(finding: Finding) -> str:
    """In which record a finding is explained: beside its household, or in the village's book."""
    return OF_HOUSEHOLD if finding.household_id else OF_VILLAGE


def keys_of(finding: Finding, today: str, village_id: str = "") -> dict[str, Any]:
    """What an explanation of a finding holds beside its text. Refused where nothing is to be explained."""
    if finding.level is not Level.W or not (finding.household_id or village_id):
        raise Refused("只有「可疑」的可以写说明。错误和缺项要改正、补上。")
    owner = {"household_id": finding.household_id} if finding.household_id else {"village_id": village_id}
    return owner | {
        "rule": finding.rule,
        "about_record": finding.record,
        "about_id": finding.record_id,
        "about_field": finding.field,
        "said": finding.message,
        "explained_on": today,
    }


def explain(registry: Registry, owner_id: str, rule: str, text: str, about_id: str = "") -> tuple[str, Saved]:
    """Explain what a rule finds suspicious in a household or a village; `about_id` where it finds it several times.

    Gives "record:id" of the explanation.
    """
    refresh(registry)
    found = [one for one in findings_of(registry, owner_id) if one.rule == rule and about_id in ("", one.record_id)]
    where = "这一户" if registry.record("household", owner_id) else "本村"
    if not found:
        raise Refused(f"规则 {rule} 在{where}没有发现问题，不用说明。")
    if len(found) > 1:
        places = "、".join(f"{one.record_id}（{one.message}）" for one in found)
        raise Refused(f"规则 {rule} 在{where}有 {len(found)} 处，请用 --about 指明是哪一条记录：{places}")
    record, record_id = record_of(found[0]), new_id()
    values = keys_of(found[0], registry.today().isoformat(), owner_id) | {"text": text.strip() or None}
    edits = [Edit(record, record_id, name, value) for name, value in values.items()]
    return f"{record}:{record_id}", save(registry, edits, title=title_of(found[0]))


def title_of(finding: Finding) -> str:
    """How the saving of an explanation is called in undo and history."""
    return f"说明情况：{finding.title or rule_title(finding.rule)}"


def finding_of(explanation: Note) -> Finding:
    """What was explained, as the check said it then."""
    return Finding(
        rule=explanation.rule or "",
        level=Level.W,
        message=explanation.said or "",
        household_id=getattr(explanation, "household_id", None) or "",
        household_code="",
        person_id="",
        person_name="",
        record=explanation.about_record or "",
        record_id=explanation.about_id or "",
        field=explanation.about_field or "",
    )


def withdraw(registry: Registry, explanation: Note) -> Saved:
    """Take an explanation back: the check speaks again."""
    record = OF_HOUSEHOLD if isinstance(explanation, Explanation) else OF_VILLAGE
    edits = [Edit(record, explanation.id, LIFE, value=False)]
    return save(registry, edits, title=f"撤回说明：{rule_title(explanation.rule or '')}")
