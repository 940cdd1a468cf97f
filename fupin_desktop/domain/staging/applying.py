"""From a decided batch to edits, household by household: what will be one commit group and one undo."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.staging.batch import Batch, Facts, Proposal, StagedRow, State


class EditGroup(NamedTuple):
    """The edits of one household; of a village; or, without either, of helpers and units."""

    household_id: str | None
    village_code: str | None
    edits: tuple[Edit, ...]


Chosen = tuple[StagedRow, Proposal]


def edits(
    batch: Batch, accepted: Container[str] | None = None, decisions: Mapping[str, str] | None = None
) -> list[EditGroup]:
    """The edits of the accepted rows (all new and changed ones if none are named) and of the decided doubtful ones.

    `decisions` gives for the key of a doubtful row the key of one of its proposals.
    """
    decided = decisions or {}
    chosen = list(_chosen(batch.rows, accepted, decided))
    taken_as = {row.id: proposal.key for row, proposal in chosen if row.key in decided and proposal.key != "new"}
    households = {
        row.id: taken_as.get(row.id, row.id) if _is_other_record(row, taken_as) else row.id
        for row, _ in chosen
        if row.kind == "household"
    }
    absent = _absent(batch.rows, chosen)
    grouped: dict[tuple[str | None, str | None], dict[tuple[str, str, str], Edit]] = {}
    for row, proposal in chosen:
        if absent.intersection(row.needs):
            continue
        for facts in proposal.facts:
            if facts.values.get("household_id") in absent:
                continue
            group = grouped.setdefault(_group(batch, row, facts, households), {})
            group.update({(edit.record, edit.id, edit.field): edit for edit in _edits_of(facts, households)})
    ordered = sorted(grouped.items(), key=lambda item: item[0][0] is not None)
    return [EditGroup(*key, tuple(several.values())) for key, several in ordered if several]


def _chosen(rows: Iterable[StagedRow], accepted: Container[str] | None, decided: Mapping[str, str]) -> Iterator[Chosen]:
    for row in rows:
        if row.state in (State.NEW, State.CHANGED) and (accepted is None or row.key in accepted):
            yield row, row.proposals[0]
        elif row.state is State.DOUBTFUL and row.key in decided:
            yield row, _decided(row, decided[row.key])
        elif row.state is State.DOUBTFUL and row.waits_for in decided:
            yield row, row.proposals[0]


def _decided(row: StagedRow, key: str) -> Proposal:
    for proposal in row.proposals:
        if proposal.key == key:
            return proposal
    choices = "、".join(proposal.key for proposal in row.proposals)
    raise Refused(f"“{row.title}”没有“{key}”这个选择，可选的是：{choices}")


def _is_other_record(row: StagedRow, taken_as: Mapping[str, str]) -> bool:
    """Whether the decision was for another record and not for one of several rows or villages."""
    target = taken_as.get(row.id)
    return any(facts.id == target for proposal in row.proposals for facts in proposal.facts) if target else False


def _absent(rows: Iterable[StagedRow], chosen: Iterable[Chosen]) -> set[str]:
    """Ids that the batch gave out to records which will not be written."""
    made = {row.id for row in rows if row.state in (State.NEW, State.DOUBTFUL) and _is_new(row)}
    return made - {row.id for row, _ in chosen}


def _is_new(row: StagedRow) -> bool:
    return all(facts.old is None for proposal in row.proposals for facts in proposal.facts if facts.id == row.id)


def _group(batch: Batch, row: StagedRow, facts: Facts, households: Mapping[str, str]) -> tuple[str | None, str | None]:
    if row.kind == "village":
        return None, row.code
    household_id = row.household_id
    if facts.record == "pairing":
        household_id = facts.values.get("household_id") or (facts.old or {}).get("household_id")
    if household_id is None:
        return None, None
    target = households.get(household_id, household_id)
    said = facts.values.get("village_code") if facts.record == "household" else None
    return target, batch.village_of.get(target) or batch.village_of.get(household_id) or said


def _edits_of(facts: Facts, households: Mapping[str, str]) -> Iterator[Edit]:
    said = {**facts.keys, **facts.values} if facts.old is None else facts.values
    for name, value in said.items():
        wanted = households.get(value, value) if name == "household_id" else value
        yield Edit(facts.record, facts.id, name, wanted)
