"""The lists of what came through projects: 教育资助, 小额信贷, 易地搬迁. Data and words; no widget."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue.assistance.education_aid import EducationAid
from fupin_desktop.catalogue.assistance.micro_loan import MicroLoan
from fupin_desktop.domain.loans import OVERDUE, SETTLED, owed, subsidy_by_year
from fupin_desktop.fields.plain import decimal_text
from fupin_desktop.ui.dossiers.list_column import ListColumn, field_column
from fupin_desktop.ui.dossiers.list_kind import ListKind
from fupin_desktop.ui.dossiers.offers import measure_choices, member_choices
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier

_STEPS = (
    ("moved_in_on", "已入住"),
    ("key_handed_on", "已交钥匙"),
    ("accepted_on", "已验收"),
    ("completed_on", "已竣工"),
    ("started_on", "已开工"),
    ("agreement_on", "已签协议"),
)


def _aid_state(aid: EducationAid) -> tuple[str, str]:
    if aid.refused_reason:
        return "没有批准", "hint"
    if aid.paid_on:
        return "已发放", "good"
    if aid.approved_on:
        return "批了，没到账", "warn"
    return ("等审批", "warn") if aid.applied_on else ("还没申请", "warn")


def _new_aid(shown: OpenDossier) -> Mapping[str, Any]:
    """The school year in view and the account; the student and the aid, where one is due and not applied for."""
    values: dict[str, Any] = {"school_year": shown.year, "bank_account": shown.newest.household.bank_account}
    due = next(iter(shown.entitled), None)
    if due is None:
        return values
    status = due.member.now.school_status if due.member.now else None
    of_student = {"person_id": due.member.person.id, "school_status": status}
    return values | of_student | {"aid_type": due.aid_type, "amount": due.amount}


def _loan_state(loan: MicroLoan) -> tuple[str, str]:
    if loan.status == SETTLED:
        return "结清", "good"
    return f"欠 {decimal_text(owed(loan))} 元", "danger" if loan.status == OVERDUE else "hint"


def subsidy_words(_shown: OpenDossier, loan: MicroLoan) -> str:
    """What the budget pays of the interest, year by year."""
    years = subsidy_by_year(loan)
    if not years:
        return ""
    told = "，".join(f"{year} 年 {decimal_text(sum_)} 元" for year, sum_ in years.items())
    paid = f"；已贴 {decimal_text(loan.subsidy_paid)} 元" if loan.subsidy_paid is not None else ""
    return f"应贴息（按日、按原借款额算）：{told}，合计 {decimal_text(sum(years.values(), Decimal(0)))} 元{paid}。"


def _move_state(move: Any) -> tuple[str, str]:
    done = next((words for name, words in _STEPS if getattr(move, name)), "还没开始")
    return done, "good" if move.moved_in_on else "warn"


PROJECT_KINDS = (
    ListKind(
        record="education_aid",
        new="登记资助",
        empty="还没有教育资助。家里有学生的，看看该享受哪些，申请一项记一项。",
        records=lambda shown: shown.newest.education_aids[::-1],
        columns=(
            field_column("education_aid", "school_year", 4),
            field_column("education_aid", "aid_type", 9, stretch=1),
            field_column("education_aid", "school_name", 9, stretch=1, is_minor=True),
            field_column("education_aid", "amount", 6, is_number=True),
            ListColumn(label="办理", width=7, text=lambda row: _aid_state(row)[0], role=lambda row: _aid_state(row)[1]),
        ),
        starting=_new_aid,
        offers=lambda shown: {"person_id": member_choices(shown.newest)},
    ),
    ListKind(
        record="micro_loan",
        new="登记贷款",
        empty="还没有小额信贷。评级授信、合同、到期和归还都记在这里，快到期会提醒。",
        records=lambda shown: shown.newest.micro_loans[::-1],
        columns=(
            field_column("micro_loan", "started_on", 6.5),
            field_column("micro_loan", "bank", 9, stretch=1, is_minor=True),
            field_column("micro_loan", "amount", 7, is_number=True),
            field_column("micro_loan", "due_on", 6.5),
            ListColumn(
                label="归还", width=8, text=lambda row: _loan_state(row)[0], role=lambda row: _loan_state(row)[1]
            ),
        ),
        offers=lambda shown: {"borrower_id": member_choices(shown.newest)},
        thread=subsidy_words,
    ),
    ListKind(
        record="relocation",
        new="登记搬迁",
        empty="没有易地搬迁。列入搬迁计划的户，从签协议到拆旧房，走一步记一步。",
        records=lambda shown: shown.newest.relocations[::-1],
        columns=(
            field_column("relocation", "plan_year", 4, label="年度"),
            field_column("relocation", "move_in_place", 12, stretch=1),
            field_column("relocation", "persons", 4, is_number=True, label="人口"),
            field_column("relocation", "house_area", 6, is_number=True, label="面积"),
            ListColumn(
                label="走到哪一步", width=7, text=lambda row: _move_state(row)[0], role=lambda row: _move_state(row)[1]
            ),
        ),
        starting=lambda shown: {"plan_year": shown.year, "persons": len(shown.newest.members) or None},
        offers=lambda shown: {"follow_up_id": measure_choices(shown.newest.measures)},
    ),
)
