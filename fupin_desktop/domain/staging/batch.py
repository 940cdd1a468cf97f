"""The waiting room: each household, person and helper of a batch of files beside what the registry holds."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from fupin_desktop.domain.staging.reading import CellProblem, YearBasis


class State(Enum):
    """What would happen to the registry."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"  # nothing happens before a person has decided


class Source(NamedTuple):
    """Where a row came from."""

    file: str
    sheet: str
    row: int

    @property
    def in_sheet(self) -> str:
        """The sheet as people read it."""
        return f"《{self.file}》" if not self.sheet else f"《{self.file}》的「{self.sheet}」"


class Facts(NamedTuple):
    """What would be written of one record: only the fields that say something new."""

    record: str
    id: str
    values: Mapping[str, Any]
    old: Mapping[str, Any] | None  # the record as it is; None if there is none yet
    keys: Mapping[str, Any]  # owner and year, written when the record is made


class Difference(NamedTuple):
    """One field, old beside new."""

    record: str
    id: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to take a row in. `key` names it in a decision: a record's id, "new", a village, a row of a file."""

    key: str
    title: str
    facts: tuple[Facts, ...]
    id: str = ""  # of the record that it would go to

    @property
    def differences(self) -> list[Difference]:
        """Every field that would change, in the order of the catalogue's records."""
        return [
            Difference(one.record, one.id, name, (one.old or {}).get(name), value)
            for one in self.facts
            for name, value in one.values.items()
        ]


Offered = tuple[Proposal, ...] | Callable[[], tuple[Proposal, ...]]


@dataclass(slots=True)
class StagedRow:
    """One household, person, helper, unit or village of the batch, however many rows and files speak of it."""

    kind: str
    id: str  # the record's id, or the one it would get
    state: State
    title: str
    code: str
    sources: tuple[Source, ...]
    offered: Offered
    reasons: tuple[str, ...] = ()
    household_id: str | None = None  # whose dossier it belongs to
    needs: tuple[str, ...] = ()  # ids of records that other rows of the batch must bring
    waits_for: str = ""  # key of the doubtful row whose decision settles this one too
    is_known: bool = False  # whether the registry has the record already

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """The ways to take the row in: exactly one unless it is doubtful. Made when first asked for."""
        if callable(self.offered):
            self.offered = self.offered()
        return self.offered

    @property
    def key(self) -> str:
        """How the row is named when it is accepted or decided."""
        return f"{self.kind}:{self.id}"

    @property
    def differences(self) -> list[Difference]:
        """Old beside new; of a doubtful row those of its first proposal."""
        return self.proposals[0].differences if self.proposals else []


class Missing(NamedTuple):
    """A record of the registry that the files do not mention. It is reported, never removed by itself."""

    kind: str  # household, person or pairing
    id: str
    title: str
    code: str
    household_id: str
    household_code: str


class SheetRead(NamedTuple):
    """How a sheet was understood, so that a person can see whether it was understood rightly."""

    file: str
    sheet: str
    layout: str
    header_row: int  # as Excel counts
    rows: int  # with data
    columns: tuple[str, ...]  # the headers that were understood, as they stand there
    year: int | None
    year_basis: YearBasis


@dataclass(slots=True)
class Batch:
    """All that waits, all that could not be taken, and what a person should know before applying."""

    rows: list[StagedRow]
    missing: list[Missing] = field(default_factory=list[Missing])
    problems: list[CellProblem] = field(default_factory=list[CellProblem])
    notes: list[str] = field(default_factory=list[str])
    sheets: list[SheetRead] = field(default_factory=list[SheetRead])
    village_of: Mapping[str, str | None] = field(default_factory=dict[str, str | None])  # by household id

    def counts(self, kind: str) -> dict[str, int]:
        """How many rows of a kind are in each state."""
        found = Counter(row.state for row in self.rows if row.kind == kind)
        return {state.value: found[state] for state in State}
