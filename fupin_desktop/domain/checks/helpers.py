"""Checks of helpers and pairings (docs/checks.md, H01–H04)."""

from collections.abc import Iterator

from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.index import PersonRow, PhoneRow, number_key, phone_key
from fupin_desktop.domain.checks.missing import is_phone
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.subject import UNNAMED
from fupin_desktop.domain.checks.wording import masked_phone
from fupin_desktop.domain.dossier import Helping
from fupin_desktop.domain.names import plain_name
from fupin_desktop.fields.days import first_day, last_day
from fupin_desktop.fields.wording import day_in_words


@check(
    "H01",
    level=Level.W,
    title="贫困户没有帮扶责任人",
    source="R18",
    fields=("pairing.helper_id",),
)
def household_is_helped(case: Case) -> Iterator[Remark]:
    """A household must not be left between two helpers (reference: domain.md §3.1)."""
    if not case.dossier.helpers_now:
        ended = max((h.pairing.ended_on or "" for h in case.dossier.helpings), default="")
        since = f"原来的帮扶已于{day_in_words(ended)}结束，" if ended else ""
        yield case.remark("pairing.helper_id", f"{since}现在没有人帮扶。请确定帮扶责任人，登记结对。")


@check(
    "H02",
    level=Level.W,
    title="帮扶责任人本人是建档立卡贫困人口",
    source="R18",
    fields=("helper.id_number|helper.phone",),
    reads=("pairing", "person"),
)
def helper_is_not_poor(case: Case) -> Iterator[Remark]:
    """By number, or by name and phone where the export of helpers carries no number."""
    for helping in case.dossier.helpers_now:
        poor = _registered_as_poor(case, helping)
        if helping.helper and poor:
            yield case.remark_on(
                "helper",
                helping.helper.id,
                "id_number" if helping.helper.id_number else "phone",
                f"帮扶责任人{_name(helping)}本人登记在{poor.head_name}户"
                f"（户编号{poor.household_code or '未编'}）。贫困人口不能当帮扶责任人，请核对或另定人选。",
            )


@check(
    "H03",
    level=Level.E,
    title="结对时间颠倒，或同一人重复结对",
    source="design",
    fields=("pairing.helper_id", "pairing.started_on"),
)
def pairings_follow_one_another(case: Case) -> Iterator[Remark]:
    """End before start is impossible; the same helper twice at one time is suspicious."""
    helpings = case.dossier.helpings
    for at, helping in enumerate(helpings):
        pairing, name = helping.pairing, _name(helping)
        start, end = pairing.started_on, pairing.ended_on
        last = last_day(end) if end else None
        first = first_day(start) if start else None
        if start and end and first and last and last < first:
            yield case.remark_on(
                "pairing",
                pairing.id,
                "ended_on",
                f"与{name}的结对{day_in_words(start)}开始、{day_in_words(end)}结束，先后颠倒。请改正。",
            )
        elif any(_overlap(helping, before) for before in helpings[:at]):
            yield case.remark_on(
                "pairing",
                pairing.id,
                "started_on",
                f"与{name}在同一段时间里登记了两次结对。请删去重复的，或改正起止时间。",
                Level.W,
            )


@check(
    "H04",
    level=Level.W,
    title="帮扶责任人电话不对或与别人相同",
    source="FX",
    fields=("helper.phone",),
    reads=("pairing",),
)
def helper_can_be_called(case: Case) -> Iterator[Remark]:
    """A mobile number of his own."""
    forms = case.parameters("H04")
    for helping in case.dossier.helpers_now:
        helper = helping.helper
        if not helper or not helper.phone:
            continue
        others = [
            row
            for row in case.context.seen.helper_phones.get(phone_key(helper.phone) or "", ())
            if row.helper_id != helper.id
        ]
        if not is_phone(helper.phone, forms):
            yield case.remark_on(
                "helper",
                helper.id,
                "phone",
                f"帮扶责任人{_name(helping)}的电话“{masked_phone(helper.phone)}”不是手机号。请核对。",
            )
        elif others:
            yield case.remark_on(
                "helper",
                helper.id,
                "phone",
                f"帮扶责任人{_name(helping)}的电话与{others[0].name or UNNAMED}的相同（{masked_phone(helper.phone)}）。"
                "请核对；是同一个人的，请合并。",
            )


def _registered_as_poor(case: Case, helping: Helping) -> PersonRow | PhoneRow | None:
    helper, seen = helping.helper, case.context.seen
    if not helper:
        return None
    same = seen.persons.get(number_key(helper.id_number) or "", ())
    if same:
        return same[0]
    names = seen.phones.get(phone_key(helper.phone) or "", ())
    return next((row for row in names if plain_name(row.name) == plain_name(helper.name or "")), None)


def _overlap(one: Helping, other: Helping) -> bool:
    """Whether the same helper is paired twice at one time; an open end lasts for ever."""
    a, b = one.pairing, other.pairing
    if not a.helper_id or a.helper_id != b.helper_id:
        return False
    return (not a.ended_on or (b.started_on or "") < a.ended_on) and (
        not b.ended_on or (a.started_on or "") < b.ended_on
    )


def _name(helping: Helping) -> str:
    return (helping.helper.name if helping.helper else None) or UNNAMED
