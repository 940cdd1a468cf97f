"""Old beside new: which drafts are new, changed, the same or doubtful. It reads the registry once for each record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.id_number import identity
from fupin_desktop.domain.names import plain_name
from fupin_desktop.domain.staging.agreement import agrees
from fupin_desktop.domain.staging.batch import Facts, Offered, Proposal, StagedRow, State
from fupin_desktop.domain.staging.draft import Ask, Draft
from fupin_desktop.domain.staging.known import Known, Values
from fupin_desktop.domain.staging.proposals import Claim, Way, Ways
from fupin_desktop.fields.spec import Scope

Present = Mapping[str, Mapping[str, Values]]  # record -> id -> values


def weigh(drafts: Sequence[Draft], known: Known, ask: Ask) -> list[StagedRow]:
    """A staged row for each draft, in their order."""
    ways = Ways(known, ask, known.current("pairing", _possible_pairings(drafts, known)))
    several = [[] if _is_simply_new(draft) else ways.of(draft) for draft in drafts]
    present = _present(several, known)
    rows = [
        _weighed(draft, found, present, known) if found else _row(draft, State.NEW, partial(_as_new, ways, draft))
        for draft, found in zip(drafts, several, strict=True)
    ]
    undecided = {row.id: row.key for row in rows if row.kind == "household" and _is_undecided(row)}
    for draft, row in zip(drafts, rows, strict=True):
        if draft.household and draft.household.id in undecided:
            _wait(row, undecided[draft.household.id])
    return rows


def _is_simply_new(draft: Draft) -> bool:
    return not (draft.is_known or draft.reasons or draft.candidates or draft.villages or draft.variants)


def _as_new(ways: Ways, draft: Draft) -> tuple[Proposal, ...]:
    return tuple(
        Proposal(way.key, draft.title, tuple(map(_made, filter(_says, way.claims))), way.id) for way in ways.of(draft)
    )


def _made(claim: Claim) -> Facts:
    return Facts(claim.record, claim.id, claim.values, None, claim.keys)


def _says(claim: Claim) -> bool:
    return bool(claim.values)


def _weighed(draft: Draft, ways: list[Way], present: Present, known: Known) -> StagedRow:
    is_older = known.is_older(draft.year)
    reasons = list(draft.reasons)
    proposals: list[Proposal] = []
    for way in ways:
        facts = [one for claim in way.claims if (one := _compared(claim, present, is_older))]
        if facts and draft.kind == "person":
            facts, said = _second_thoughts(facts, is_older, known)
            reasons += said
        title = way.title or (_title(facts) if len(ways) > 1 else draft.title)
        proposals.append(Proposal(way.key, title, tuple(facts), way.id))
    if draft.variants:
        several = len({(one.file, one.sheet) for one in draft.sources}) > 1
        told = (f"{one.in_sheet if several else ''}第{one.row}行" for one in draft.sources)
        places = "、".join(dict.fromkeys(told))
        reasons.append(f"同一编号在文件里有几行，内容不同（{places}）")
    if reasons:
        return _row(draft, State.DOUBTFUL, tuple(proposals), tuple(dict.fromkeys(reasons)))
    if not draft.is_known:
        return _row(draft, State.NEW, tuple(proposals))
    return _row(draft, State.CHANGED if proposals[0].facts else State.SAME, tuple(proposals))


def _row(draft: Draft, state: State, offered: Offered, reasons: tuple[str, ...] = ()) -> StagedRow:
    household = draft if draft.kind == "household" else draft.household
    return StagedRow(
        kind=draft.kind,
        id=draft.id,
        state=state,
        title=draft.title,
        code=draft.code,
        sources=tuple(draft.sources),
        offered=offered,
        reasons=reasons,
        household_id=household.id if household else None,
        needs=tuple(other.id for other in (draft.household, draft.unit) if other and not other.is_known),
        is_known=draft.is_known,
    )


def _compared(claim: Claim, present: Present, is_older: bool) -> Facts | None:
    """What a claim says that is new, if anything; an older year's file only fills blanks of what lasts."""
    record, record_id, values, _ = claim
    old = present.get(record, {}).get(record_id)
    if old is None:
        return _made(claim) if values else None
    if values.items() <= old.items() and not old.get("left_on"):
        return None  # as nearly always when an export comes again
    spec = RECORDS[record]
    only_fills = is_older and spec.scope is Scope.LASTING
    said = {
        name: value
        for name, value in values.items()
        if (before := old.get(name)) != value
        and not (only_fills and before is not None)
        and not agrees(spec.by_name[name], before, value)
    }
    return Facts(record, record_id, said, old, {}) if said or old.get("left_on") else None


def _second_thoughts(facts: list[Facts], is_older: bool, known: Known) -> tuple[list[Facts], list[str]]:
    """What a person's differences give reason to doubt: a move, a return, another person under the same code."""
    reasons: list[str] = []
    kept: list[Facts] = []
    for one in facts:
        old = one.old or {}
        if one.record == "person" and _is_somebody_else(one):
            reasons.append("编号相同，姓名和证件号码都不同")
        if one.record == "membership" and old.get("left_on"):
            if is_older:
                continue
            reasons.append(f"登记库里已于 {old['left_on']} 减少，文件里又有这个人")
            kept.append(one._replace(values={**one.values, "left_on": None, "leave_reason": None}))
            continue
        if one.record == "membership" and old and "household_id" in one.values:
            code = known.code_of("household", old.get("household_id") or "")
            reasons.append(f"登记库里在另一户{f'（户编号 {code}）' if code else ''}，文件里转到了这一户")
        kept.append(one)
    return kept, reasons


def _is_somebody_else(one: Facts) -> bool:
    if not one.old or "name" not in one.values or "id_number" not in one.values:
        return False
    old = one.old
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


def _is_undecided(row: StagedRow) -> bool:
    """Whether it is open which household the row will be, and so where its members belong."""
    return row.state is State.DOUBTFUL and all(facts.old is None for facts in row.proposals[-1].facts)


def _wait(row: StagedRow, household: str) -> None:
    """A member waits with the household; if nothing else is doubtful, one decision settles both."""
    if not row.reasons:
        row.waits_for = household
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
