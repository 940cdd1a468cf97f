"""Reading commands: list, show, history."""

from datetime import date, datetime
from typing import Annotated, Any

import typer

from fupin_desktop.cli.opening import AsJson, answer, opened
from fupin_desktop.cli.telling import entry_in_words, ledger_in_words
from fupin_desktop.domain.asking import HouseholdQuery, HouseholdRow
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.id_number import masked
from fupin_desktop.domain.written import shortened
from fupin_desktop.fields.days import CHINA, first_day, last_day
from fupin_desktop.services.ports import Registry

program = typer.Typer()
Village = Annotated[str, typer.Option("--village", metavar="村编号", help="只看这个村（村编号）。")]
Year = Annotated[int | None, typer.Option("--year", metavar="年度", min=1990, max=2100, help="年度，不写为最新。")]
OnDay = Annotated[str, typer.Option("--on", metavar="日期", help="日期，如 2018-12-31。")]


@program.command("list")
def list_records(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="什么", help="现在可列出 households（农户）。")] = "households",
    village: Village = "",
    search: Annotated[str, typer.Option(metavar="文字", help="姓名、拼音、首字母、证件尾号、电话或编号。")] = "",
    filters: Annotated[
        list[str] | None, typer.Option("--filter", metavar="名称=值", help="名称=值，如 脱贫状态=未脱贫；可多次。")
    ] = None,
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    """列出农户。"""
    if what != "households":
        raise Refused(f"不能列出「{what}」，现在可列出 households（农户）。")
    asked = _filters(filters or [], village)
    from fupin_desktop.services.check_registry import refresh

    with opened(context) as registry:
        refresh(registry)
        query = HouseholdQuery(text=search, filters=asked, year=year)
        rows = registry.household_rows(registry.household_ids(query), year)
        if village and not rows:
            check_village(registry, village)
    answer([plain_row(row) for row in rows], as_json=as_json, words=lambda: _table(rows))


@program.command("ledger")
def list_ledger(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="台账", help="台账的英文名；不写则列出有哪些。")] = "",
    village: Village = "",
    as_json: AsJson = False,
) -> None:
    """列出一种台账：项目、资金、带动主体、驻村考勤等。"""
    from fupin_desktop.services.ledgers import ledgers, named_rows

    kinds = {one.record: one for one in ledgers()}
    if record not in kinds:
        known = [{"record": one.record, "title": one.spec.title} for one in kinds.values()]
        if record:
            raise Refused(f"没有「{record}」这种台账。可列出：{'、'.join(kinds)}。")
        words = "\n".join(f"{one['record']}　{one['title']}" for one in known)
        answer(known, as_json=as_json, words=lambda: words)
        return
    with opened(context) as registry:
        if village:
            check_village(registry, village)
        rows = named_rows(registry, kinds[record], village)
    answer(rows, as_json=as_json, words=lambda: ledger_in_words(kinds[record], rows))


@program.command()
def show(
    context: typer.Context,
    household: Annotated[str, typer.Argument(metavar="农户", help="记录号、户编号或成员证件号码。")],
    year: Year = None,
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """显示一户的全部档案。"""
    from fupin_desktop.services.find_records import find_household
    from fupin_desktop.services.household_in_book import lines_about
    from fupin_desktop.services.show_dossier import plain_dossier

    with opened(context) as registry:
        household_id = find_household(registry, household)
        day = parse_day(on)
        found = registry.dossiers_as_of([household_id], day) if day else registry.dossiers([household_id], year)
        (dossier,) = list(found)
        if not dossier.years:
            raise Refused("那时候还没有这一户的年度资料。请换一个年度或日期。")
        registry.note_reading("household", household_id, "")
        book = [] if day else lines_about(registry, household_id)
    of_book = [{"title": one.title, "words": one.words, "record": one.record} | one.values for one in book]
    shown = plain_dossier(dossier) | {"book": of_book}
    answer(shown, as_json=as_json, words=lambda: _dossier_in_words(shown))


@program.command()
def history(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="记录", help="household:户编号、person:人编号，或 记录:所属:年度。")],
    field: Annotated[str, typer.Argument(metavar="栏目", help="栏目名，不写为全部。")] = "",
    as_json: AsJson = False,
) -> None:
    """一条记录每个栏目有过的每个值：谁、何时、哪台电脑、被谁看过后改掉。"""
    from fupin_desktop.services.find_records import find_record

    with opened(context) as registry:
        name, record_id = find_record(registry, record)
        check_field(name, field)
        entries = registry.history(name, [record_id], field or None)
    plain = [
        {
            "record": f"{entry.record}:{entry.id}",
            "field": entry.field,
            "value": plain_value(entry.record, entry.field, entry.value),
            "before": plain_value(entry.record, entry.field, entry.before),
            "user": entry.user,
            "at": moment(entry.at_ms),
            "device": entry.device,
            "seen_by": list(entry.seen_by),
            "current": entry.is_current,
            "title": entry.title,
            "kind": entry.kind,
            "reason": entry.reason,
            "group": entry.group,
            "commit": entry.commit,
        }
        for entry in entries
    ]
    answer(plain, as_json=as_json, words=lambda: "\n".join(map(entry_in_words, entries)) or "没有修改记录。")


def plain_row(row: HouseholdRow) -> dict[str, Any]:
    """A list row as JSON can hold it."""
    names = HouseholdRow.__dataclass_fields__
    shown = {name: getattr(row, name) for name in names}
    per_head = row.net_income_per_capita
    return shown | {"net_income_per_capita": None if per_head is None else f"{per_head:.2f}"}


def plain_value(record: str, field: str, value: Any) -> Any:
    """A typed value as JSON can hold it."""
    from fupin_desktop.catalogue import RECORDS
    from fupin_desktop.fields.plain import to_plain

    spec = RECORDS[record].by_name.get(field)
    return to_plain(spec, value) if spec else value


def moment(at_ms: int) -> str:
    """A time as ISO text in China's zone."""
    return datetime.fromtimestamp(at_ms / 1000, CHINA).isoformat(timespec="seconds")


def parse_day(text: str) -> date | None:
    """A day typed on the command line: a year or month means its last day."""
    if not text:
        return None
    if first_day(text) is None:
        raise Refused(f"「{text}」不是日期，请写成 2018-12-31 的样子。")
    return last_day(text)


def check_village(registry: Registry, village: str) -> None:
    """Refuse a village that the registry has not: an empty answer would look like a village without households."""
    if not registry.records("village", "village_code", [village]):
        raise Refused(f"登记库里没有「{shortened(village)}」这个村。请核对 12 位村编号。")


def check_field(record: str, field: str) -> None:
    """Refuse a field that the record has not."""
    from fupin_desktop.catalogue import RECORDS

    if field and field not in RECORDS[record].by_name:
        names = "、".join(f"{spec.label}（{name}）" for name, spec in RECORDS[record].by_name.items())
        raise Refused(f"{RECORDS[record].title}没有「{field}」这个栏目。可用：{names}。")


def _filters(given: list[str], village: str) -> dict[str, tuple[str, ...]]:
    from fupin_desktop.services.filters import parse_filter

    found: dict[str, tuple[str, ...]] = {"village_code": (village,)} if village else {}
    for text in given:
        name, values = parse_filter(text)
        found[name] = (*found.get(name, ()), *values)
    return found


def _table(rows: list[HouseholdRow]) -> str:
    lines = (
        f"{row.household_code or '未编号':<16} {row.head_name:<8} {row.members or 0}人  {masked(row.head_id_number)}"
        for row in rows
    )
    return "\n".join([*lines, f"共 {len(rows)} 户"])


def _dossier_in_words(shown: dict[str, Any]) -> str:
    household = shown["household"]
    per_head = shown["figures"].get("net_income_per_capita", "未填")
    lines = [
        f"{shown['head_name']}户  {household['household_code'] or '未编号'}  {shown['year']} 年",
        f"家庭人口 {shown['member_count'] or '未填'}；人均纯收入 {per_head} 元",
    ]
    for member in shown["members"]:
        person, membership = member["person"], member["membership"]
        relation = membership.get("relation_to_head_label", "")
        lines.append(f"  {person['name']}  {relation}  {masked(person['id_number'])}")
    lines += [f"  帮扶责任人 {one['helper']['name']}" for one in shown["helpers"] if one["helper"]]
    lines += [f"  {one['title']}：{one['words']}" for one in shown["book"]]
    return "\n".join(lines)
