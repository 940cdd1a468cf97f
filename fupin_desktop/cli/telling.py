"""A moment and a change in words, as the command line tells them: labels, never field names; secrets stay masked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.asking import HistoryEntry
from fupin_desktop.domain.id_number import masked
from fupin_desktop.fields.days import CHINA

if TYPE_CHECKING:
    from fupin_desktop.services.ledgers import Ledger

BLANK = "空白"
KINDS = {"import": "导入", "undo": "撤销", "addendum": "补记", "merge": "合并", "demo": "演示"}


def moment_in_words(at_ms: int) -> str:
    """「2018年7月3日 14:20」."""
    at = datetime.fromtimestamp(at_ms / 1000, CHINA)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def entry_in_words(entry: HistoryEntry) -> str:
    """One value of a field: what it was and became; below it when, who, on which computer, in doing what, and why."""
    kind = KINDS.get(entry.kind, "")
    said = [moment_in_words(entry.at_ms), f"{entry.user}（电脑 {entry.device}）"]
    said += [f"{kind}：{entry.title}" if kind and not entry.title.startswith(kind) else entry.title]
    said += [f"原因：{entry.reason}"] if entry.reason else []
    said += [f"{'、'.join(entry.seen_by)} 看过后改掉"] if entry.seen_by and not entry.is_current else []
    return f"{_change(entry)}{'（现在）' if entry.is_current else ''}\n    {'　'.join(said)}"


def ledger_in_words(ledger: "Ledger", rows: Sequence[Mapping[str, Any]]) -> str:
    """A line a record: the columns of its list; what is sensitive stays masked."""
    from fupin_desktop.fields.spec import Privacy

    lines = [f"{ledger.spec.title} {len(rows)} 条"]
    for row in rows:
        found = [(name, _in_a_word(row, name)) for name in ledger.columns]
        said = [text if ledger.spec.by_name[name].privacy is Privacy.OPEN else masked(text) for name, text in found]
        lines.append("　".join(text for text in said if text))
    return "\n".join(lines) if rows else ledger.empty


def _in_a_word(row: Mapping[str, Any], field: str) -> str:
    value = row.get(f"{field}_label") or row.get(f"{field}_name") or row.get(field)
    return "" if value is None else str(value)


def _change(entry: HistoryEntry) -> str:
    from fupin_desktop.catalogue import RECORDS
    from fupin_desktop.catalogue.numbers import ALIAS, LIFE

    record = RECORDS[entry.record]
    if entry.field == LIFE:
        return f"{record.title}：{'登记' if entry.value else '放入回收站'}"
    if entry.field == ALIAS:
        return f"{record.title}：与另一条合并"
    spec = record.by_name.get(entry.field)
    label = spec.label if spec else "其他内容"
    return f"{label}：{value_in_words(entry, entry.before)} → {value_in_words(entry, entry.value)}"


def value_in_words(entry: HistoryEntry, value: object) -> str:
    """A value of the entry's field with its label and unit; 空白 for none."""
    from fupin_desktop.catalogue import RECORDS
    from fupin_desktop.catalogue.codes import code_table
    from fupin_desktop.fields.spec import Kind, Privacy
    from fupin_desktop.fields.wording import with_unit

    spec = RECORDS[entry.record].by_name.get(entry.field)
    if value is None or value == "":
        return BLANK
    if spec is None or spec.kind is Kind.REF:
        return "已指定"
    shown = with_unit(spec, value, lambda table, code: code_table(table).label(code))
    is_secret = spec.privacy in (Privacy.IDENTITY, Privacy.CONTACT, Privacy.ACCOUNT)
    return masked(shown) if is_secret else shown or BLANK


def conflict_in_words(conflict: Mapping[str, Any], household: Any | None) -> str:
    """A disagreement: whose and about what; below it each opinion, whose it is, and how to take it."""
    from fupin_desktop.catalogue import RECORDS

    title = "" if conflict["record"] == "household" else f"　{RECORDS[conflict['record']].title}"
    whose = f"{household.head_name or household.household_code or '（无户主）'}户" if household else "（不知是哪户的）"
    opinions: dict[str, list[HistoryEntry]] = {}
    for head in conflict["heads"]:
        opinions.setdefault(head.commit, []).append(head)
    lines = [f"{conflict['id']}  {whose}{title}"]
    for commit, heads in opinions.items():
        said = "；".join(_opinion(head) for head in heads)
        who = f"{moment_in_words(heads[0].at_ms)} {heads[0].user}（电脑 {heads[0].device}）"
        lines.append(f"    {said}　{who}　采用：--take {commit[:8]}")
    return "\n".join(lines)


def _opinion(head: HistoryEntry) -> str:
    from fupin_desktop.catalogue import RECORDS
    from fupin_desktop.catalogue.numbers import LIFE

    if head.field == LIFE:
        return "保留" if head.value else "放入回收站"
    spec = RECORDS[head.record].by_name.get(head.field)
    return f"{spec.label if spec else '其他内容'}：{value_in_words(head, head.value)}"
