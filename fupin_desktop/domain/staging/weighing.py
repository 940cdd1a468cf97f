"""Old beside new: which drafts are new, changed, the same or doubtful. It reads the registry once for each record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.id_number import identity
from fupin_desktop.domain.names import plain_name
from fupin_desktop.domain.staging.agreement import agrees
from fupin_desktop.domain.staging.batch import Facts, Proposal, StagedRow, State
from fupin_desktop.domain.staging.draft import Ask, Draft
from fupin_desktop.domain.staging.known import Known, Values
from fupin_desktop.domain.staging.proposals import Claim, Way, Ways
from fupin_desktop.fields.spec import Scope

Present = Mapping[str, Mapping[str, Values]]  # record -> id -> values


def weigh(drafts: Sequence[Draft], known: Known, ask: Ask) -> list[StagedRow]:
    """A staged row for each draft, in their order."""
    pairings = known.current("pairing", _possible_pairings(drafts, known))
    ways_of = Ways(known, ask, pairings)
    all_ways = [ways_of.of(draft) for draft in drafts]
    present = _present(all_ways, known)
    doubtful: dict[str, str] = {}  # households nobody has decided on yet, by id
    rows: list[StagedRow] = []
    for draft, ways in zip(drafts, all_ways, strict=True):
        row = _weighed(draft, ways, present, known)
        if row.kind == "household" and row.state is State.DOUBTFUL and not draft.is_known:
            doubtful[row.id] = row.key
        rows.append(row)
    for draft, row in zip(drafts, rows, strict=True):
        _wait_for_household(draft, row, doubtful)
    return rows


def _weighed(draft: Draft, ways: list[Way], present: Present, known: Known) -> StagedRow:
    is_dated = None not in (draft.year, known.newest_year) and (draft.year or 0) < (known.newest_year or 0)
    reasons = list(draft.reasons)
    proposals: list[Proposal] = []
    for way in ways:
        facts = [_compared(claim, present, is_dated) for claim in way.claims]
        if draft.kind == "person":
            facts, said = _second_thoughts(draft, facts, is_dated, known)
            reasons += said
        proposals.append(
            Proposal(way.key, way.title or _title(facts) or draft.title, tuple(one for one in facts if one.values))
        )
    if draft.variants:
        places = "、".join(dict.fromkeys(f"第{one.row}行" for one in draft.sources))
        reasons.append(f"同一编号在文件里有几行，内容不同（{places}）")
    return StagedRow(
        kind=draft.kind,
        id=draft.id,
        state=_state(draft, proposals, reasons),
        title=draft.title,
        code=draft.code,
        sources=tuple(draft.sources),
        proposals=tuple(proposals),
        reasons=tuple(dict.fromkeys(reasons)),
        household_id=draft.id if draft.kind == "household" else draft.household.id if draft.household else None,
        needs=tuple(_needs(draft)),
    )


def _state(draft: Draft, proposals: list[Proposal], reasons: list[str]) -> State:
    if reasons:
        return State.DOUBTFUL
    if not draft.is_known:
        return State.NEW
    return State.CHANGED if proposals[0].facts else State.SAME


def _compared(claim: Claim, present: Present, is_dated: bool) -> Facts:
    """The fields of a claim that say something new; an older year's file only fills blanks of what lasts."""
    record, record_id, values, keys = claim
    old = present.get(record, {}).get(record_id)
    if old is None:
        return Facts(record, record_id, values, None, keys)
    spec = RECORDS[record]
    only_fills = is_dated and spec.scope is Scope.LASTING
    said = {
        name: value
        for name, value in values.items()
        if (before := old.get(name)) != value
        and not (only_fills and before is not None)
        and not agrees(spec.by_name[name], before, value)
    }
    return Facts(record, record_id, said, old, {})


def _second_thoughts(
    draft: Draft, facts: list[Facts], is_dated: bool, known: Known
) -> tuple[list[Facts], list[str]]:
    """What a person's differences give reason to doubt: a move, a return, another person under the same code."""
    reasons: list[str] = []
    kept: list[Facts] = []
    for one in facts:
        if one.record == "person" and one.old and _is_somebody_else(one):
            reasons.append("编号相同，姓名和证件号码都不同")
        if one.record == "membership" and one.old:
            if one.old.get("left_on"):
                if is_dated:
                    continue
                reasons.append(f"登记簿里已于 {one.old['left_on']} 减少，文件里又有这个人")
                one = one._replace(values={**one.values, "left_on": None, "leave_reason": None})
            elif "household_id" in one.values:
                reasons.append("登记簿里在另一户，文件里转到了这一户")
        kept.append(one)
    if draft.household is None and draft.id not in known.memberships:
        reasons.append("没有户编号，不知道属于哪一户")
    if is_dated and not draft.is_known and draft.household and draft.household.is_known:
        reasons.append(f"这是 {draft.year} 年的名册，登记簿里更新的年度没有这个人")
    return kept, reasons


def _is_somebody_else(one: Facts) -> bool:
    old = one.old or {}
    numbers = identity(old.get("id_number")), identity(one.values.get("id_number"))
    names = plain_name(old.get("name") or ""), plain_name(one.values.get("name") or "")
    return None not in numbers and numbers[0] != numbers[1] and "" not in names and names[0] != names[1]


def _present(all_ways: Iterable[list[Way]], known: Known) -> Present:
    wanted: dict[str, list[str]] = defaultdict(list)
    for ways in all_ways:
        for way in ways:
            for claim in way.claims if way.is_known else ():
                wanted[claim.record].append(claim.id)
    return {record: known.current(record, ids) for record, ids in wanted.items()}


def _possible_pairings(drafts: Iterable[Draft], known: Known) -> list[str]:
    return [
        pairing_id
        for draft in drafts
        for tie in draft.ties
        for target in (draft.id, *draft.candidates)
        for pairing_id in known.pairings.get((tie.household.id, target), ())
    ]


def _needs(draft: Draft) -> Iterable[str]:
    """The new records without which this one's references would hang in the air."""
    if draft.household and not draft.household.is_known:
        yield draft.household.id
    if draft.unit and not draft.unit.is_known:
        yield draft.unit.id


def _wait_for_household(draft: Draft, row: StagedRow, doubtful: Mapping[str, str]) -> None:
    if draft.household is None or draft.household.id not in doubtful:
        return
    if not row.reasons:
        row.waits_for = doubtful[draft.household.id]
    row.state = State.DOUBTFUL
    row.reasons += ("所在户还没有确定",)


def _title(facts: Iterable[Facts]) -> str:
    """The known record that a way leads to, in its own words."""
    for one in facts:
        old: Mapping[str, Any] = one.old or {}
        name = old.get("name") or old.get("head_name")
        if name:
            return str(name)
    return ""
