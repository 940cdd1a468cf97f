"""What one sheet of a workbook said: typed columns, and the cells that could not be taken. Knows no file format."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.written import shortened
from fupin_desktop.fields.spec import FieldSpec
from fupin_desktop.fields.wording import worded


class CellProblem(NamedTuple):
    """One cell that goes back to those who sent the file; `value` is as it stands in their own file, shortened."""

    file: str
    sheet: str
    row: int  # as Excel counts, from 1
    column: str  # the header as it stands there
    value: str
    reason: str
    place: int = -1  # the column's number from 0; -1 if the whole row is meant
    is_taken: bool = False  # taken as it stands though it cannot be right: the checks will keep asking


class Heading(NamedTuple):
    """Where a field stands in its sheet, and under which words."""

    place: int
    text: str


class YearBasis(Enum):
    """How the data year of a sheet is known; the better ground comes first."""

    COLUMN = "column"
    TITLE = "title"  # or in the name of the file
    EXPORT_DAY = "export day"
    GIVEN = "given"
    BESIDE = "beside"  # from another sheet of the batch
    NEWEST = "newest"  # of the registry
    NONE = "none"


@dataclass(slots=True)
class Reading:
    """One sheet as columns of typed values by "record.field"; None is a blank cell."""

    file: str
    sheet: str
    layout: str  # name of the layout that it follows
    entity: str  # what one row is about: household, person, helper or village
    rows: list[int]  # each row's number in the file
    columns: dict[str, list[Any]]
    headings: dict[str, Heading]
    year: int | None = None
    year_basis: YearBasis = YearBasis.NONE
    header_row: int = 0  # where the header stands, as Excel counts; its last row if it has several
    problems: list[CellProblem] = field(default_factory=list[CellProblem])
    notes: list[str] = field(default_factory=list[str])

    @property
    def title(self) -> str:
        """How the sheet is named to people."""
        return f"《{self.file}》" if not self.sheet else f"《{self.file}》的「{self.sheet}」"

    def column(self, path: str) -> list[Any]:
        """The values of a field in every row; blanks if the sheet has no such column."""
        return self.columns.get(path) or [None] * len(self.rows)

    def of_record(self, record: str) -> dict[str, list[Any]]:
        """The columns of one record, by field name."""
        start = record + "."
        return {path[len(start) :]: values for path, values in self.columns.items() if path.startswith(start)}

    def problem(self, index: int, path: str, value: object, reason: str) -> CellProblem:
        """A problem at the cell of a row and a field, with the cell as it stands."""
        heading = self.headings.get(path, Heading(-1, ""))
        shown = shortened(str(value).upper() if isinstance(value, bool) else str(value))
        return CellProblem(self.file, self.sheet, self.rows[index], heading.text, shown, reason, heading.place)

    def objection(self, index: int, path: str, value: Any, reason: str) -> CellProblem:
        """A problem with a value that was understood: it is shown in words."""
        record, _, name = path.partition(".")
        return self.problem(index, path, in_words(RECORDS[record].by_name[name], value), reason)


def in_words(spec: FieldSpec, value: Any) -> str:
    """A value as people read it."""
    return worded(spec, value, lambda table, code: code_table(table).label(code))
