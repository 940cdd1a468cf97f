"""The lists: promises, what was done, what came of it, visits, and projects. Data and words; no widget."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from fupin_desktop.fields.wording import day_in_words
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.list_column import ListColumn, field_column, words_of
from fupin_desktop.ui.dossiers.list_kind import ListKind, NextStep
from fupin_desktop.ui.dossiers.offers import measure_choices, member_choices, plan_choices
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.dossiers.project_kinds import PROJECT_KINDS
from fupin_desktop.ui.dossiers.year_words import due_words

Today = Callable[[], date]


def list_kinds(today: Today) -> dict[str, ListKind]:
    """The lists by the name of their section; `today` says which day it is."""
    kinds = (_plans(today), MEASURES, EFFECTS, _visits(today), *PROJECT_KINDS)
    return {places.SECTION_OF[kind.record]: kind for kind in kinds}


def _plans(today: Today) -> ListKind:
    return ListKind(
        record="assistance_plan",
        new="新增计划",
        empty="还没有帮扶计划。点上面的按钮，把承诺帮他办的事和期限记下来，到期会在首页提醒。",
        records=lambda shown: shown.newest.plans[::-1],
        columns=(
            field_column("assistance_plan", "year", 4),
            field_column("assistance_plan", "category", 7),
            field_column("assistance_plan", "content", 12, stretch=1),
            ListColumn(
                label="办理", width=9, text=lambda row: _due(row, today)[0], role=lambda row: _due(row, today)[1]
            ),
        ),
        name_into="responsible",
        thread=_after_plan,
        next_step=NextStep("据此记一项措施", places.MEASURES, "plan_id"),
        has_end=True,
    )


def around_measure(shown: OpenDossier, measure: Any) -> str:
    """The promise that a measure kept, and what came of it."""
    plan = next((one for one in shown.newest.plans if one.id == measure.plan_id), None)
    lines = [f"为了：{plan.year or ''} 年计划「{plan.content or ''}」"] if plan else []
    return "\n".join([*lines, *_effect_lines(shown, measure)])


MEASURES = ListKind(
    record="assistance_measure",
    new="新增措施",
    empty="还没有帮扶措施。做了一件实事就记一条：时间、内容、金额、谁做的。",
    records=lambda shown: shown.newest.measures[::-1],
    columns=(
        field_column("assistance_measure", "done_on", 6.5),
        field_column("assistance_measure", "category", 7),
        field_column("assistance_measure", "content", 12, stretch=1),
        field_column("assistance_measure", "amount", 7, is_number=True),
    ),
    offers=lambda shown: {
        "plan_id": plan_choices(shown.newest.plans),
        "person_id": member_choices(shown.newest),
    },
    name_into="provider",
    thread=around_measure,
    next_step=NextStep("记这项措施的成效", places.EFFECTS, "measure_id"),
)

EFFECTS = ListKind(
    record="assistance_effect",
    new="新增成效",
    empty="还没有帮扶成效。措施见效后记一条，请户主签字。",
    records=lambda shown: shown.newest.effects[::-1],
    columns=(
        field_column("assistance_effect", "noted_on", 6.5),
        field_column("assistance_effect", "description", 14, stretch=1),
        field_column("assistance_effect", "income_gain", 7, is_number=True),
        field_column("assistance_effect", "is_signed", 4, label="签字"),
    ),
    offers=lambda shown: {"measure_id": measure_choices(shown.newest.measures)},
)


def _visits(today: Today) -> ListKind:
    return ListKind(
        record="visit",
        new="记一次走访",
        empty="还没有走访记录。每次入户后记一条，群众提的诉求也写下来。",
        records=lambda shown: shown.newest.visits[::-1],
        columns=(
            field_column("visit", "visited_on", 6.5),
            field_column("visit", "visitor", 5, label="走访人"),
            field_column("visit", "content", 12, stretch=2),
            field_column("visit", "needs", 8, stretch=1),
        ),
        starting=partial(_new_visit, today),
        name_into="visitor",
    )


def _new_visit(today: Today, shown: OpenDossier) -> dict[str, Any]:
    helper = next((one.helper for one in shown.newest.helpers_now if one.helper), None)
    return {
        "visited_on": today().isoformat(),
        "helper_id": helper.id if helper else None,
        "visitor": helper.name if helper else None,
    }


def _due(plan: Any, today: Today) -> tuple[str, str]:
    return due_words(plan.ends_on, plan.done_on, today())


def _after_plan(shown: OpenDossier, plan: Any) -> str:
    lines = []
    for measure in shown.newest.measures:
        if measure.plan_id == plan.id:
            lines += [_measure_line(measure), *_effect_lines(shown, measure)]
    return "\n".join(["这项承诺之后：", *lines]) if lines else "这项承诺还没有对应的措施。"


def _measure_line(measure: Any) -> str:
    amount = words_of("assistance_measure", "amount", measure.amount)
    return f"· {_day(measure.done_on)} {measure.content or ''}" + (f"，{amount} 元" if amount else "")


def _effect_lines(shown: OpenDossier, measure: Any) -> list[str]:
    effects = [one for one in shown.newest.effects if one.measure_id == measure.id]
    return [f"　成效 {_day(one.noted_on)} {one.description or ''}" for one in effects]


def _day(value: str | None) -> str:
    return day_in_words(value) if value else "日期未填"
