"""Commands that look for what is wrong or waits: check, waiting, conflicts, and settling a conflict."""

from typing import Annotated, Any

import typer

from fupin_desktop.cli.looking import OnDay, Village, check_village, moment, parse_day, plain_value
from fupin_desktop.cli.opening import AsJson, answer, opened
from fupin_desktop.domain.errors import Refused

program = typer.Typer()


@program.command()
def check(
    context: typer.Context,
    village: Village = "",
    rule: Annotated[str, typer.Option(metavar="规则", help="只看这条规则，如 A02。")] = "",
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """体检：逐条规则检查档案里的矛盾和缺项。"""
    from fupin_desktop.services.check_registry import check as run_checks
    from fupin_desktop.services.check_registry import rule_title, rules

    if rule and rule not in rules() and not rule.startswith("Z"):
        raise Refused(f"没有「{rule}」这条规则。全部规则见 docs/checks.md，例如 A02。")

    with opened(context) as registry:
        if village:
            check_village(registry, village)
        outcome = run_checks(registry, village, parse_day(on))
    findings = [one for one in outcome.findings if not rule or one.rule == rule]
    plain = [
        {
            "rule": one.rule,
            "level": one.level.value,
            "title": one.title or rule_title(one.rule),
            "household": one.household_id,
            "household_code": one.household_code,
            "person": one.person_id,
            "record": one.record,
            "record_id": one.record_id,
            "field": one.field,
            "message": one.message,
        }
        for one in findings
    ]
    for unchecked in outcome.unchecked:
        if not rule or unchecked.rule == rule:
            typer.echo(f"未查 {unchecked.rule}：{unchecked.message}", err=True)
    lines = (f"{p['level']} {p['rule']}  {p['household_code']}  {p['message']}" for p in plain)
    answer(plain, as_json=as_json, words=lambda: "\n".join(lines) or "没有发现问题。")


@program.command()
def waiting(
    context: typer.Context,
    village: Village = "",
    matter: Annotated[str, typer.Option(metavar="事项", help="只看这一类；写错了会列出有哪些。")] = "",
    as_json: AsJson = False,
) -> None:
    """等着办的事：该享受没申请的资助、到期的贷款和计划、没走完的搬迁、没人帮扶的户。"""
    from fupin_desktop.domain.waiting import MATTERS
    from fupin_desktop.services.list_waiting import gather

    if matter and matter not in {one.key for one in MATTERS}:
        known = "、".join(f"{one.key}（{one.title}）" for one in MATTERS)
        raise Refused(f"没有「{matter}」这一类事项。有这些：{known}。")
    with opened(context) as registry:
        if village:
            check_village(registry, village)
        gathered = [one for one in gather(registry, village) if matter in ("", one.matter.key)]
    plain = [
        {
            "matter": one.matter.key,
            "title": one.matter.title,
            "household": one.household_id,
            "household_code": one.household_code,
            "head": one.household,
            "words": one.place.words,
            "record": one.place.record,
            "record_id": one.place.record_id,
            "field": one.place.field,
        }
        for each in gathered
        for one in each.found
    ]
    lines = (f"{p['title']}  {p['household_code']}  {p['head']}  {p['words']}" for p in plain)
    answer(plain, as_json=as_json, words=lambda: "\n".join(lines) or "没有等着办的事。")


@program.command()
def conflicts(context: typer.Context, as_json: AsJson = False) -> None:
    """各台电脑填得不一致、等人核定的栏目。"""
    from fupin_desktop.cli.telling import conflict_in_words
    from fupin_desktop.services.save_records import household_of

    with opened(context) as registry:
        plain: list[dict[str, Any]] = []
        told: list[str] = []
        for one in registry.conflicts():
            household_id = household_of(registry, one["record"], one["record_id"])
            household = registry.record("household", household_id) if household_id else None
            told.append(conflict_in_words(one, household))
            plain.append(
                {
                    "id": one["id"],
                    "kind": one["kind"],
                    "record": f"{one['record']}:{one['record_id']}",
                    "household_code": household.household_code if household else None,
                    "field": one["field"],
                    "heads": [
                        {
                            "id": head.commit,
                            "field": head.field,
                            "value": plain_value(head.record, head.field, head.value),
                            "user": head.user,
                            "device": head.device,
                            "at": moment(head.at_ms),
                        }
                        for head in one["heads"]
                    ],
                }
            )
    answer(plain, as_json=as_json, words=lambda: "\n".join(told) or "没有不一致的地方。")


@program.command()
def resolve(
    context: typer.Context,
    conflict: Annotated[str, typer.Argument(metavar="编号", help="fupin conflicts 给出的编号。")],
    take: Annotated[str, typer.Option(metavar="编号", help="采用哪一个说法（heads 里的 id）。")] = "",
    value: Annotated[str | None, typer.Option(metavar="值", help="两个都不对时，正确的值。")] = None,
    as_json: AsJson = False,
) -> None:
    """核定一处不一致；两个说法都留在修改历史里。"""
    from fupin_desktop.services.resolve_conflict import take_head, take_value

    if bool(take) == (value is not None):
        raise Refused("请用 --take 选一个说法，或用 --value 写明正确的值，二者取一。")
    with opened(context, writing=True) as registry:
        saved = take_head(registry, conflict, take) if take else take_value(registry, conflict, value or "")
    answer({"group": saved.group}, as_json=as_json, words=lambda: "已核定。")
