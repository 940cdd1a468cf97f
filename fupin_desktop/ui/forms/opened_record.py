"""A record as a form opened it: what stood there and what had been seen of it. Frozen; knows no widget."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.changes import OpId
from fupin_desktop.services.ports import Registry


@dataclass(frozen=True, slots=True)
class OpenedRecord:
    """`value` is None for a record that does not exist yet; then `keys` are written with it."""

    record: str
    id: str
    value: Any | None = None
    seen: Mapping[str, tuple[OpId, ...]] = field(default_factory=dict[str, tuple[OpId, ...]])
    keys: Mapping[str, Any] = field(default_factory=dict[str, Any])
    disputed: frozenset[str] = frozenset()  # fields with more than one value, until somebody decides

    @property
    def baseline(self) -> Any:
        """The record, or a blank one."""
        if self.value is not None:
            return self.value
        spec = RECORDS[self.record]
        return spec.cls(id=self.id, **{name: self.keys[name] for name in self.keys if name in _fields(self.record)})


def open_record(registry: Registry, record: str, record_id: str, keys: Mapping[str, Any] | None = None) -> OpenedRecord:
    """Read a record for a form.

    The heads are read before the value: whoever writes in between makes a disagreement that is shown, never a
    value that is lost.
    """
    seen = registry.heads(record, record_id)
    is_doubtful = any(len(heads) > 1 for heads in seen.values())
    disputed = registry.disputed(record, record_id) if is_doubtful else frozenset[str]()
    return OpenedRecord(record, record_id, registry.record(record, record_id), seen, keys or {}, disputed)


def _fields(record: str) -> set[str]:
    spec = RECORDS[record]
    return {*spec.by_name, *spec.key}
