"""Code tables (reference: domain.md §1.8): what each code means, in which years, and which code a foreign label means.

Data from resources/codes, nothing of records. Files from outside are matched by label, because provinces and
private programs numbered the same labels differently; codes are what we store.
"""

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from types import MappingProxyType

from fupin_desktop.paths import resources

_BRACKETS = frozenset("()[]{}<>〈〉《》「」『』【】〔〕〖〗“”‘’\"'")
_JOINTS = frozenset(",;、/+&|。·及和与")  # between the labels of a joined value (reference: domain.md §10.6)
_OPEN = 9999
_COLUMNS = frozenset({"code", "label", "aliases", "valid_from", "valid_to", "local"})


@lru_cache(maxsize=4096)  # an export repeats the same few labels in every row
def plain_label(text: str) -> str:
    """A label as it is compared: half-width, small letters, no blanks, unseen marks, brackets or quotes."""
    shown = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        mark for mark in shown if not mark.isspace() and mark not in _BRACKETS and unicodedata.category(mark) != "Cf"
    )


@dataclass(frozen=True, slots=True)
class CodeItem:
    """One code; `extra` holds the columns that only its table has."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    valid_from: int | None = None  # first data year, None if always
    valid_to: int | None = None  # last data year, None if still
    is_local: bool = False  # ours: no code of the national system was found
    extra: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)

    def valid_in(self, year: int) -> bool:
        """Whether the forms of that data year offer it."""
        return (self.valid_from or 0) <= year <= (self.valid_to or _OPEN)


@dataclass(frozen=True)
class CodeTable:
    """The items of one table, in the order in which they are offered."""

    name: str
    title: str
    number: str  # C-01 … as resources/codes/INDEX.csv has it; empty for the tables beyond the national ones
    items: tuple[CodeItem, ...]
    is_label_only: bool = False  # others number these labels differently: a foreign code is not believed

    def item(self, code: str, year: int | None = None) -> CodeItem | None:
        """The item of a code; of several vintages the one of the year, else the newest."""
        return _chosen(self._by_code.get(code, ()), year)

    def knows(self, code: str) -> bool:
        """Whether the code is in the table."""
        return code in self._by_code

    def label(self, code: str, year: int | None = None) -> str:
        """What a person reads; an unknown code is shown, not hidden."""
        item = self.item(code, year)
        return item.label if item else f"{code}（未知代码）"

    def choices(self, year: int | None = None) -> tuple[CodeItem, ...]:
        """What may be chosen in that data year; every item if no year is given."""
        return tuple(item for item in self.items if year is None or item.valid_in(year))

    def find(self, text: str, year: int | None = None) -> str | None:
        """The code that a label, an alias or, failing these, a code stands for.

        The year chooses between items of one name; it does not forbid an older or newer name.
        """
        plain = plain_label(text)
        item = _chosen(self._by_name.get(plain) or self._by_foreign_code.get(plain, ()), year)
        return item.code if item else None

    def find_many(self, text: str, year: int | None = None) -> tuple[str, ...] | None:
        """The codes of a joined value ("大病残疾", "长期慢性病,残疾"); None if any part is not understood."""
        whole = self.find(text, year)
        if whole is not None:
            return (whole,)
        found = self._codes_along(plain_label(text), year)
        if found is None:
            found = [self.find(part, year) for part in _parts(text)]
        codes = tuple(dict.fromkeys(code for code in found if code is not None))
        return None if None in found else codes

    def _codes_along(self, plain: str, year: int | None) -> list[str | None] | None:
        """The codes of the names that follow one another in a plain text, longest name first."""
        found: list[str | None] = []
        at = 0
        while at < len(plain):
            name = next((name for name in self._names_by_length if plain.startswith(name, at)), "")
            if name:
                found.append(self.find(name, year))
            elif plain[at] not in _JOINTS:
                return None
            at += len(name) or 1
        return found

    @cached_property
    def _by_code(self) -> dict[str, tuple[CodeItem, ...]]:
        return _grouped((item.code, item) for item in self.items)

    @cached_property
    def _by_name(self) -> dict[str, tuple[CodeItem, ...]]:
        return _grouped((plain_label(name), item) for item in self.items for name in (item.label, *item.aliases))

    @cached_property
    def _by_foreign_code(self) -> dict[str, tuple[CodeItem, ...]]:
        return {} if self.is_label_only else _grouped((plain_label(item.code), item) for item in self.items)

    @cached_property
    def _names_by_length(self) -> tuple[str, ...]:
        return tuple(sorted(self._by_name, key=len, reverse=True))


@cache
def code_table(name: str) -> CodeTable:
    """The table of that name, read when first asked for."""
    entry = _index()[name]
    with (resources() / "codes" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        items = tuple(_item(row) for row in csv.DictReader(lines))
    return CodeTable(name, entry["title_zh"], entry["number"], items, entry["label_only"] == "1")


def table_names() -> tuple[str, ...]:
    """Every table there is, in the order of the index."""
    return tuple(_index())


@cache
def _index() -> dict[str, dict[str, str]]:
    with (resources() / "codes" / "INDEX.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {row["table"]: row for row in csv.DictReader(lines)}


def _item(row: dict[str, str]) -> CodeItem:
    return CodeItem(
        code=row["code"],
        label=row["label"],
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        valid_from=int(row["valid_from"]) if row["valid_from"] else None,
        valid_to=int(row["valid_to"]) if row["valid_to"] else None,
        is_local=row["local"] == "1",
        extra=MappingProxyType({key: value for key, value in row.items() if key not in _COLUMNS}),
    )


def _chosen(items: tuple[CodeItem, ...], year: int | None) -> CodeItem | None:
    """Of several items that share a name or a code, the one valid in the year, else the newest."""
    return max(
        items,
        key=lambda item: (year is not None and item.valid_in(year), item.valid_to or _OPEN),
        default=None,
    )


def _grouped(pairs: Iterable[tuple[str, CodeItem]]) -> dict[str, tuple[CodeItem, ...]]:
    groups: dict[str, tuple[CodeItem, ...]] = {}
    for key, item in pairs:
        groups[key] = (*groups.get(key, ()), item)
    return groups


def _parts(text: str) -> list[str]:
    """The pieces between the joints."""
    joined = "".join("," if mark in _JOINTS else mark for mark in plain_label(text))
    return [part for part in joined.split(",") if part]
