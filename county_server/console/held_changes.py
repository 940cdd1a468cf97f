"""One field that a held commit would write, in words that the staff may read."""

from dataclasses import dataclass
from typing import Any

from county_server.console import words
from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import ALIAS, LIFE, name_of
from fupin_desktop.domain.changes import Op
from fupin_desktop.fields.plain import from_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that the commit writes."""

    title: str
    label: str
    words: str
    is_open: bool


def change(op: Op, *, is_open: bool) -> Change:
    """What an op would write."""
    name = name_of(op.field)
    if name is None or name[0] not in RECORDS:
        return Change(title="", label="较新版本的栏目", words="（本程序还不认识）", is_open=True)
    record, field = name
    title, spec = RECORDS[record].title, RECORDS[record].by_name.get(field)
    if field == LIFE:
        return Change(title=title, label="", words="登记" if op.value else "放进回收站", is_open=True)
    if field == ALIAS:
        return Change(title=title, label="", words="与另一条合并", is_open=True)
    value: Any = op.value
    if spec is not None:
        try:
            value = from_plain(spec, op.value)
        except (ValueError, TypeError, ArithmeticError):
            return Change(title=title, label=spec.label, words="（读不懂的内容）", is_open=True)
    text = words.value_in_words(record, field, value, is_open=is_open)[:200]
    return Change(
        title=title,
        label=spec.label if spec else "所属",
        words=text,
        is_open=spec is None
        or value in (None, "")
        or text == words.value_in_words(record, field, value, is_open=True)[:200],
    )
