"""What the page reads to show a household: its dossier in a year, what the checks found, what was half typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from fupin_desktop.domain.checks.register import Finding
from fupin_desktop.domain.dossier import Dossier, Member
from fupin_desktop.domain.entitlement import Entitled, entitled
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import village_id
from fupin_desktop.services.ports import Registry

WHOLE = 9999  # seen in this year, no plan for next year and no visit of this January is left out


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """One household, open. `newest` is its dossier as of today, `dossier` the one of the year in view."""

    dossier: Dossier
    newest: Dossier
    sealed: frozenset[int] = frozenset()
    findings: tuple[Finding, ...] = ()
    drafts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    entitled: tuple[Entitled, ...] = ()  # aids of the year in view that nobody has applied for

    @property
    def id(self) -> str:
        """The household."""
        return self.newest.household.id

    @property
    def year(self) -> int:
        """The year in view."""
        return self.dossier.year

    @property
    def years(self) -> tuple[int, ...]:
        """The years of which something is recorded, and the one in view."""
        return tuple(sorted({*self.newest.years, self.year}))

    @property
    def is_newest(self) -> bool:
        """Whether members and helpers are seen as they are today."""
        return self.year >= max(self.newest.years, default=self.year)

    @property
    def is_sealed(self) -> bool:
        """Whether the year in view is sealed."""
        return self.year in self.sealed

    @property
    def head(self) -> str:
        """「李演示户」."""
        return f"{self.newest.head_name or '（无户主）'}户"

    def with_findings(self, findings: Iterable[Finding]) -> "OpenDossier":
        """The same, as the checks see it now."""
        return replace(self, findings=tuple(findings))

    @property
    def record_ids(self) -> frozenset[str]:
        """Every record that is shown of the household."""
        return frozenset(record_ids(self.newest))


def read_dossier(registry: Registry, household_id: str, year: int) -> OpenDossier:
    """Read a household in a year; Refused if it is no longer there."""
    from fupin_desktop.services.check_context import policy_of
    from fupin_desktop.services.check_registry import findings_of

    whole = next(iter(registry.dossiers([household_id], WHOLE)), None)
    if whole is None:
        raise Refused("这一户已不在登记库里，可能已并户或放入回收站。可在「操作」里撤销，或到回收站恢复。")
    newest = seen_in(whole, max(whole.years, default=year))
    seen = newest if newest.year == year else next(iter(registry.dossiers([household_id], year)))
    drafts = {key: one for key, one in registry.drafts().items() if one.get("household") == household_id}
    return OpenDossier(
        dossier=seen,
        newest=newest,
        sealed=_sealed(registry, newest.household.village_code or ""),
        findings=tuple(findings_of(registry, household_id)),
        drafts=drafts,
        entitled=tuple(entitled(seen, policy_of(registry))),
    )


def seen_in(whole: Dossier, year: int) -> Dossier:
    """The dossier in its newest year, with every promise, measure and visit, be they of a later year."""
    members = (tuple(_of_year(one, year) for one in some) for some in (whole.members, whole.former_members))
    here, gone = members
    return replace(whole, year=year, day=min(whole.day, date(year, 12, 31)), members=here, former_members=gone)


def _of_year(member: Member, year: int) -> Member:
    return replace(member, now=next((one for one in member.years if one.year == year), None))


def record_ids(dossier: Dossier) -> list[str]:
    """The ids of all its records, of every year."""
    ids = [dossier.household.id]
    for one in dossier.years.values():
        ids += [part.id for part in (one.facts, one.income, one.conditions, *one.items) if part]
    for member in (*dossier.members, *dossier.former_members):
        ids += [member.person.id, member.membership.id, *(year.id for year in member.years)]
    for helping in dossier.helpings:
        ids += [part.id for part in (helping.pairing, helping.helper, helping.unit) if part]
    several = (dossier.plans, dossier.measures, dossier.effects, dossier.visits, dossier.attachments)
    projects = (dossier.education_aids, dossier.micro_loans, dossier.relocations, dossier.explanations)
    return ids + [one.id for records in (*several, *projects) for one in records]


def _sealed(registry: Registry, village_code: str) -> frozenset[int]:
    of_village = registry.records("village_year", "village_id", [village_id(village_code)])
    return frozenset(one.year for one in of_village if one.sealed_on)
