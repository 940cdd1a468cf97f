"""What one printing needs beside the paper: dossiers, the village's name, contacts, layouts. It prints nothing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from fupin_desktop.catalogue.regions import region_path
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.change_layouts import changed_layouts
from fupin_desktop.services.keep_contacts import contacts
from fupin_desktop.services.ports import Registry

if TYPE_CHECKING:
    from fupin_desktop.pdf.papers import PrintJob


def print_job(
    registry: Registry,
    paper: str,
    household_ids: Sequence[str],
    profile: str,
    *,
    year: int | None = None,
    on: date | None = None,
) -> "PrintJob":
    """A paper for these households, as things stand, in a year, or as they were known on a day."""
    from fupin_desktop.pdf.papers import PrintJob

    dossiers = _known_then(registry, household_ids, on) if on else registry.dossiers(household_ids, year)
    first, rest = _title_from(dossiers)
    return PrintJob(
        paper=paper,
        dossiers=rest,
        count=len(household_ids),
        profile=profile,
        made_on=registry.today(),
        as_of=on,
        contacts=contacts(registry),
        layout_overrides=changed_layouts(registry),
        village_title=first,
    )


def _known_then(registry: Registry, household_ids: Sequence[str], on: date) -> Iterator[Dossier]:
    """The dossiers as of a day, without the households of which nothing is known for it: no blank paper is dated."""
    return (dossier for dossier in registry.dossiers_as_of(household_ids, on) if dossier.years)


def _title_from(dossiers: Iterator[Dossier]) -> tuple[str, Iterable[Dossier]]:
    """How the village is called on titles, from the first dossier, which is put back."""
    first = next(dossiers, None)
    if first is None:
        raise Refused("选中的农户已不在登记库里，或那一天还没有资料。请刷新列表或换一个日期再试。")
    village, code = first.village, first.household.village_code or ""
    path = region_path(code)
    names = (
        path.province,
        path.city,
        (village.county_name if village else None) or path.county,
        (village.township_name if village else None) or path.township,
        (village.name if village else None) or path.village,
    )

    def again() -> Iterator[Dossier]:
        yield first
        yield from dossiers

    return "".join(name for name in names if name), again()
