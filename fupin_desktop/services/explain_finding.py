"""Explaining what a check found suspicious, where it is true all the same, and taking an explanation back."""

from typing import Any

from fupin_desktop.catalogue.households.explanation import Explanation
from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.checks import Finding, Level
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import new_id
from fupin_desktop.services.check_registry import findings_of, refresh, rule_title
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, save

RECORD = "explanation"


def keys_of(finding: Finding, today: str) -> dict[str, Any]:
    """What an explanation of a finding holds beside its text. Refused where nothing is to be explained."""
    if finding.level is not Level.W or not finding.household_id:
        raise Refused("只有「可疑」的可以写说明。错误和缺项要改正、补上。")
    return {
        "household_id": finding.household_id,
        "rule": finding.rule,
        "about_record": finding.record,
        "about_id": finding.record_id,
        "about_field": finding.field,
        "said": finding.message,
        "explained_on": today,
    }


def explain(registry: Registry, household_id: str, rule: str, text: str, about_id: str = "") -> tuple[str, Saved]:
    """Explain what a rule finds suspicious in a household; `about_id` where it finds it at several records."""
    refresh(registry)
    found = [one for one in findings_of(registry, household_id) if one.rule == rule and about_id in ("", one.record_id)]
    if not found:
        raise Refused(f"规则 {rule} 在这一户没有发现问题，不用说明。")
    if len(found) > 1:
        places = "、".join(f"{one.record_id}（{one.message}）" for one in found)
        raise Refused(f"规则 {rule} 在这一户有 {len(found)} 处，请用 --about 指明是哪一条记录：{places}")
    record_id = new_id()
    values = keys_of(found[0], registry.today().isoformat()) | {"text": text.strip() or None}
    edits = [Edit(RECORD, record_id, name, value) for name, value in values.items()]
    return record_id, save(registry, edits, title=title_of(found[0]))


def title_of(finding: Finding) -> str:
    """How the saving of an explanation is called in undo and history."""
    return f"说明情况：{finding.title or rule_title(finding.rule)}"


def finding_of(explanation: Explanation) -> Finding:
    """What was explained, as the check said it then."""
    return Finding(
        rule=explanation.rule or "",
        level=Level.W,
        message=explanation.said or "",
        household_id=explanation.household_id or "",
        household_code="",
        person_id="",
        person_name="",
        record=explanation.about_record or "",
        record_id=explanation.about_id or "",
        field=explanation.about_field or "",
    )


def withdraw(registry: Registry, explanation: Explanation) -> Saved:
    """Take an explanation back: the check speaks again."""
    edits = [Edit(RECORD, explanation.id, LIFE, value=False)]
    return save(registry, edits, title=f"撤回说明：{rule_title(explanation.rule or '')}")
