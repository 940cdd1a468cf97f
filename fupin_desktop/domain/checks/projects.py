"""Checks of a village's projects (docs/checks.md: K01–K04)."""

from collections.abc import Iterator

from fupin_desktop.domain.checks.book_case import BookCase
from fupin_desktop.domain.checks.dates import out_of_order
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import label
from fupin_desktop.domain.funds import PROJECT

STEPS = ("started_on", "completed_on", "accepted_on")


@check(
    "K01",
    level=Level.E,
    title="项目的开工、竣工、验收日期颠倒",
    source="domain.md §6.6",
    fields=(),
    reads=(PROJECT,),
    of_book=True,
    refuses=True,
)
def project_steps_follow_one_another(case: BookCase) -> Iterator[Remark]:
    """Begun, completed, accepted."""
    for one in case.book.rows(PROJECT):
        for later, earlier in out_of_order(one, STEPS):
            words = f"“{label(f'{PROJECT}.{later}')}”比“{label(f'{PROJECT}.{earlier}')}”还早。请核对日期。"
            yield case.remark(one, later, f"{one.name}：{words}")


@check(
    "K02",
    level=Level.E,
    title="没有竣工就验收",
    source="domain.md §6.6",
    fields=(),
    reads=(PROJECT,),
    of_book=True,
    refuses=True,
)
def only_what_is_completed_is_accepted(case: BookCase) -> Iterator[Remark]:
    """An accepted project has a day of completion."""
    for one in case.book.rows(PROJECT):
        if one.accepted_on and not one.completed_on:
            yield case.remark(one, "completed_on", f"{one.name}：已验收，竣工日期没有填。请先填竣工日期。")


@check(
    "K03",
    level=Level.E,
    title="受益的建档户多于受益户",
    source="design",
    fields=(),
    reads=(PROJECT,),
    of_book=True,
    refuses=True,
)
def poor_beneficiaries_are_among_the_beneficiaries(case: BookCase) -> Iterator[Remark]:
    """The part is not larger than the whole."""
    for one in case.book.rows(PROJECT):
        poor, all_of_them = one.beneficiary_poor_households, one.beneficiary_households
        if poor is not None and all_of_them is not None and poor > all_of_them:
            words = f"{one.name}：受益户{all_of_them}户，其中建档户{poor}户。请核对。"
            yield case.remark(one, "beneficiary_poor_households", words)


@check(
    "K04",
    level=Level.W,
    title="已验收的项目进度不是100%",
    source="design",
    fields=(),
    reads=(PROJECT,),
    of_book=True,
)
def what_is_accepted_is_whole(case: BookCase) -> Iterator[Remark]:
    """The progress of an accepted project."""
    for one in case.book.rows(PROJECT):
        if one.accepted_on and one.progress is not None and one.progress < 100:
            yield case.remark(one, "progress", f"{one.name}：已验收，进度还是{one.progress}%。请核对。")
