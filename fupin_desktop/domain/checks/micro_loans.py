"""Checks of small loans (docs/checks.md: D01–D07)."""

from collections.abc import Iterator
from decimal import Decimal

from fupin_desktop.catalogue.assistance.micro_loan import MicroLoan
from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.dates import is_before, out_of_order
from fupin_desktop.domain.checks.meanings import extras
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import label, said, yuan
from fupin_desktop.domain.loans import OVERDUE, ends_on, months_of, owed, owed_together
from fupin_desktop.fields.days import age_on, first_day, last_day

LOAN = "micro_loan"
BASIS = "国开办发〔2014〕78号"
PARTS = ("repaid_amount", "overdue_amount", "risk_fund_paid")  # none of them can be more than what was lent


@check(
    "D01",
    level=Level.E,
    title="小额信贷超过上限",
    source="P-78（国开办发〔2014〕78号）",
    fields=(),
    reads=(LOAN,),
    refuses=True,
)
def loans_stay_below_the_cap(case: Case) -> Iterator[Remark]:
    """One loan, and what a household owes on all of them together."""
    cap = Decimal(case.parameters("D01")["cap"])
    loans = case.dossier.micro_loans
    together = owed_together(loans)
    for loan in loans:
        if loan.amount is not None and loan.amount > cap:
            yield _at(case, loan, "amount", f"{yuan(loan.amount)}超过上限{yuan(cap)}（{BASIS}）。请核对金额。")
        elif together > cap and owed(loan):
            words = f"全户没还清的贷款合计{yuan(together)}，超过上限{yuan(cap)}（{BASIS}）。请核对各笔金额和归还。"
            yield _at(case, loan, "amount", words)


@check(
    "D02",
    level=Level.E,
    title="小额信贷期限过长",
    source="P-78, P-sxfin",
    fields=(),
    reads=(LOAN,),
    refuses=True,
)
def loans_are_not_too_long(case: Case) -> Iterator[Remark]:
    """Three years; five for forest and fruit under the programme of Shanxi."""
    known, long_term = case.parameters("D02"), extras("loan_purpose", "long_term")
    for loan in case.dossier.micro_loans:
        months = months_of(loan)
        most = known["long_months" if long_term.get(loan.purpose or "") else "months"]
        if months is not None and months > most:
            words = f"期限{months}个月，最长{most}个月（{BASIS}；林果业按山西办法可到{known['long_months']}个月）。"
            yield _at(case, loan, "due_on", f"{words}请核对到期日期。")


@check(
    "D03",
    level=Level.E,
    title="小额信贷的日期颠倒或数目大于本金",
    source="domain.md §6.3",
    fields=(),
    reads=(LOAN,),
    refuses=True,
)
def loans_are_possible(case: Case) -> Iterator[Remark]:
    """Nothing is due, repaid or extended before it was lent; no part is more than the whole."""
    for loan in case.dossier.micro_loans:
        for steps in (("started_on", "due_on", "extended_to"), ("started_on", "repaid_on"), ("due_on", "overdue_on")):
            for later, earlier in out_of_order(loan, steps):
                words = f"{label(f'{LOAN}.{later}')}比{label(f'{LOAN}.{earlier}')}还早。请核对日期。"
                yield _at(case, loan, later, words)
        for name in PARTS:
            part: Decimal | None = getattr(loan, name)
            if part is not None and loan.amount is not None and part > loan.amount:
                words = f"{label(f'{LOAN}.{name}')}{yuan(part)}比贷款金额{yuan(loan.amount)}还多。请核对。"
                yield _at(case, loan, name, words)


@check("D04", level=Level.W, title="借款人年龄不合适", source="domain.md §6.3", fields=(), reads=(LOAN, "person"))
def borrowers_are_of_age(case: Case) -> Iterator[Remark]:
    """On the day of the loan, if both days are known."""
    known = case.parameters("D04")
    people = {one.person.id: one for one in (*case.dossier.members, *case.dossier.former_members)}
    for loan in case.dossier.micro_loans:
        who, day = people.get(loan.borrower_id or ""), first_day(loan.started_on) if loan.started_on else None
        age = age_on(who.born, day) if who and who.born and day else None
        if who and age is not None and not known["age_from"] <= age <= known["age_to"]:
            words = f"借款人{who.person.name or '（姓名未填）'}贷款时{age}周岁，一般要{known['age_from']}到"
            yield _at(case, loan, "borrower_id", f"{words}{known['age_to']}周岁。请核对借款人。")


@check("D05", level=Level.W, title="没有评级授信，或超过授信额度", source="P-78", fields=(), reads=(LOAN,))
def loans_follow_the_rating(case: Case) -> Iterator[Remark]:
    """Rated first, and not above the limit that the rating gave."""
    for loan in case.dossier.micro_loans:
        if loan.is_rated is False:
            yield _at(case, loan, "is_rated", "没有评级授信就发放了贷款。请核对，或补上评级。")
        elif loan.credit_limit is not None and loan.amount is not None and loan.amount > loan.credit_limit:
            words = f"贷款{yuan(loan.amount)}，授信额度只有{yuan(loan.credit_limit)}。请核对。"
            yield _at(case, loan, "credit_limit", words)


@check("D06", level=Level.W, title="贷款没有用在生产上", source="P-78", fields=(), reads=(LOAN,))
def loans_serve_production(case: Case) -> Iterator[Remark]:
    """Not for a house, a wedding, debts; not lent on to an enterprise."""
    productive = extras("loan_purpose", "productive")
    for loan in case.dossier.micro_loans:
        if loan.purpose and productive.get(loan.purpose) != "1" and owed(loan):
            words = f"贷款用途是{said(f'{LOAN}.purpose', loan.purpose)}，小额信贷只能用于发展生产（{BASIS}）。"
            yield _at(case, loan, "purpose", f"{words}请核实并纠正。")


@check("D07", level=Level.W, title="贷款过了期没有还清，状态还不是逾期", source="design", fields=(), reads=(LOAN,))
def overdue_loans_say_so(case: Case) -> Iterator[Remark]:
    """On the dossier's day."""
    today = case.day.isoformat()
    for loan in case.dossier.micro_loans:
        end = ends_on(loan)
        last = last_day(end) if end else None
        if last and is_before(last.isoformat(), today) and owed(loan) and loan.status != OVERDUE:
            words = f"{end}到期，还有{yuan(owed(loan))}没有归还，贷款状态却不是逾期。请核实：还清的登记归还，"
            yield _at(case, loan, "status", f"{words}没还的改为逾期或办展期。")


def _at(case: Case, loan: MicroLoan, field: str, message: str) -> Remark:
    return case.remark_on(LOAN, loan.id, field, message)
