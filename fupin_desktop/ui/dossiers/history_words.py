"""What was written, in words: which field, from what to what, by whom, when. Values not open to all stay masked."""

from datetime import datetime

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import ALIAS, LIFE
from fupin_desktop.domain.asking import HistoryEntry
from fupin_desktop.fields.days import CHINA
from fupin_desktop.fields.spec import Kind
from fupin_desktop.fields.wording import with_unit
from fupin_desktop.ui.dossiers.list_column import label_of
from fupin_desktop.ui.tables.masking import masked

KINDS = {"import": "导入", "undo": "撤销", "addendum": "补记", "merge": "合并", "demo": "演示"}


def moment_words(at_ms: int) -> str:
    """「2018年7月3日 14:20」."""
    at = datetime.fromtimestamp(at_ms / 1000, CHINA)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def value_words(record: str, field: str, value: object) -> str:
    """A value as history may show it."""
    spec = RECORDS[record].by_name.get(field)
    if value is None:
        return "空"
    if spec is None or spec.kind is Kind.REF:
        return "（已指定）"
    return masked(spec, with_unit(spec, value, label_of)) or "空"


def change_words(entry: HistoryEntry) -> str:
    """「危房级别：空 → C级」; a record put into the recycle bin or taken out of it."""
    if entry.field == LIFE:
        return f"{RECORDS[entry.record].title}：{'登记' if entry.value else '放入回收站'}"
    if entry.field == ALIAS:
        return f"{RECORDS[entry.record].title}：与另一条合并"
    spec = RECORDS[entry.record].by_name.get(entry.field)
    label = spec.label if spec else entry.field
    now = value_words(entry.record, entry.field, entry.value)
    if entry.before is None:
        return f"{label}：{now}"
    return f"{label}：{value_words(entry.record, entry.field, entry.before)} → {now}"


def entry_words(entry: HistoryEntry) -> str:
    """A value of the field in focus: what, when, who, on which device, why."""
    kind = KINDS.get(entry.kind, "")
    lines = [
        value_words(entry.record, entry.field, entry.value) + ("（现在）" if entry.is_current else ""),
        f"{moment_words(entry.at_ms)}　{entry.user}{f'　{kind}' if kind else ''}",
        f"设备 {entry.device}",
    ]
    return "\n".join([*lines, *([f"原因：{entry.reason}"] if entry.reason else [])])
