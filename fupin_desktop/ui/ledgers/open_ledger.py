"""What a list needs in order to be shown: its rows, names and choices, what was found in it, what was half typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.domain.checks import Finding
from fupin_desktop.domain.identity import village_id
from fupin_desktop.fields.spec import Kind
from fupin_desktop.services.check_registry import findings_of
from fupin_desktop.services.ledgers import OF_VILLAGE, Ledger, choices_for, names_of, ordered, rows_of
from fupin_desktop.services.ports import Registry
from fupin_desktop.ui.forms.choices import Choice, numbered
from fupin_desktop.ui.forms.placement import placement


@dataclass(frozen=True, slots=True)
class OpenLedger:
    """One list of one village ("": of every village)."""

    ledger: Ledger
    village_code: str
    rows: Sequence[Any]
    recycled: Sequence[Any]
    names: Mapping[str, str]
    choices: Mapping[str, list[Choice]]  # by field
    findings: Sequence[Finding]
    drafts: Mapping[str, Mapping[str, Any]]

    @property
    def keys(self) -> Mapping[str, Any]:
        """What is written with a new record."""
        return {OF_VILLAGE: village_id(self.village_code)} if self.ledger.spec.owner == OF_VILLAGE else {}


def open_ledger(registry: Registry, ledger: Ledger, village_code: str) -> OpenLedger:
    """Read a list; runs away from the window."""
    spec, chosen = ledger.spec, placement(ledger.record).chosen
    rows = ordered(ledger, rows_of(registry, ledger.record, village_code))
    shown = [spec.by_name[name] for name in ledger.columns]
    choices = {
        one.name: numbered(choices_for(registry, one.target, village_code))
        for one in spec.fields
        if one.kind is Kind.REF and one.name in chosen
    }
    return OpenLedger(
        ledger,
        village_code,
        rows,
        rows_of(registry, ledger.record, village_code, deleted=True),
        names_of(registry, shown, rows),
        choices,
        findings_of(registry, village_id(village_code)) if village_code else (),
        {key: one for key, one in registry.drafts().items() if one.get("section") == section_of(ledger)},
    )


def section_of(ledger: Ledger) -> str:
    """Where a draft belongs."""
    return f"ledger:{ledger.record}"
