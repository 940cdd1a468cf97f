"""Running the checks: over one dossier, over what a save touched, over a registry; and what could not be checked."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from fupin_desktop.catalogue.households.explanation import Explanation
from fupin_desktop.catalogue.villages.village_explanation import VillageExplanation
from fupin_desktop.domain.book import EXPLANATION, Book
from fupin_desktop.domain.checks.book_case import BookCase
from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.context import CheckContext, VillageFacts, lacking
from fupin_desktop.domain.checks.register import ALL_CHECKS, Check, Finding, Level, Remark, finding_key
from fupin_desktop.domain.checks.villages import VillageCase
from fupin_desktop.domain.checks.wording import labels
from fupin_desktop.domain.dossier import Dossier

Progress = Callable[[int], None]  # how many dossiers are done; it may raise to stop


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A rule that could not be checked in a village and year, with the labels of the columns it lacks."""

    rule: str
    village_code: str
    year: int
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything found, and what was not looked for."""

    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]


def run(dossier: Dossier, context: CheckContext, touched: Collection[str] | None = None) -> list[Finding]:
    """The findings of one household; with `touched`, only of the checks that read one of these records.

    What is suspicious and was explained is left out.

    Whoever keeps findings replaces those of `rules_reading(touched)` and leaves the others.
    """
    facts = dossier.now.facts
    if facts is not None and facts.is_valid is False:  # removed or cancelled: kept, no longer checked
        return []
    village_code, year = dossier.household.village_code or "", dossier.year
    checks = context.checkable(village_code, year)
    if touched is not None:
        checks = tuple(one for one in checks if not one.reads.isdisjoint(touched))
    case = Case(dossier, context)
    household = dossier.household
    found = (
        _finding(one, remark, household.id, household.household_code or "")
        for one in checks
        for remark in one.find(case)
    )
    return _unexplained(found, dossier.explanations)


def run_village(facts: VillageFacts, context: CheckContext) -> list[Finding]:
    """The findings of a village form, without what was explained."""
    case = VillageCase(facts, context)
    checks = context.checkable(facts.village.village_code or "", facts.year.year, of_village=True)
    found = (_finding(one, remark, "", "") for one in checks for remark in one.find(case))
    return _unexplained(found, facts.explanations)


def run_book(book: Book, context: CheckContext) -> list[Finding]:
    """The findings of a village's lists, without what was explained."""
    case = BookCase(book, context)
    checks = context.checkable(book.village.village_code or "", case.year, of_village=True, of_book=True)
    found = (_finding(one, remark, "", "") for one in checks for remark in one.find(case))
    return _unexplained(found, book.rows(EXPLANATION))


def _unexplained(found: Iterable[Finding], explanations: Iterable[Explanation | VillageExplanation]) -> list[Finding]:
    said = {(one.rule, one.about_id, one.about_field, one.said) for one in explanations}
    return [one for one in found if not (said and one.level is Level.W and finding_key(one) in said)]


def run_all(
    dossiers: Iterable[Dossier],
    context: CheckContext,
    progress: Progress | None = None,
    villages: Iterable[VillageFacts] = (),
    books: Iterable[Book] = (),
) -> Outcome:
    """The findings of all the dossiers, villages and their books, and of the persons who belong to no household."""
    findings: list[Finding] = []
    places: dict[tuple[str, int], None] = {}
    for done, dossier in enumerate(dossiers, start=1):
        places[dossier.household.village_code or "", dossier.year] = None
        findings += run(dossier, context)
        if progress is not None:
            progress(done)
    for facts in villages:
        findings += run_village(facts, context)
    for book in books:
        findings += run_book(book, context)
    findings += orphans(context)
    return Outcome(tuple(findings), tuple(one for place in places for one in unchecked(context, *place)))


def orphans(context: CheckContext) -> list[Finding]:
    """Rule S05 for the persons whom no household has."""
    return [
        Finding(
            rule="S05",
            level=ALL_CHECKS["S05"].level,
            message=f"{row.name or '（姓名未填）'}：不在任何一户名下。请加到所在的户，或办理减少。",
            household_id="",
            household_code="",
            person_id=row.person_id,
            person_name=row.name,
            record="person",
            record_id=row.person_id,
            field="name",
        )
        for row in context.seen.orphans
    ]


def unchecked(context: CheckContext, village_code: str, year: int) -> Iterator[Unchecked]:
    """The rules that hold in the year but whose columns nothing carried in the village."""
    carried = context.carried_in(village_code, year)
    for one in ALL_CHECKS.values():
        missing = () if one.of_village else lacking(one, carried)
        if missing and context.holds(one, year):
            yield Unchecked(
                one.id, village_code, year, f"“{one.title}”没有查：{year}年的数据里没有“{labels(missing)}”。"
            )


def rules_reading(touched: Collection[str]) -> frozenset[str]:
    """The rules whose outcome depends on one of these records."""
    return frozenset(one.id for one in ALL_CHECKS.values() if not one.reads.isdisjoint(touched))


def _finding(one: Check, remark: Remark, household_id: str, household_code: str) -> Finding:
    return Finding(
        rule=one.id,
        level=remark.level or one.level,
        message=remark.message,
        household_id=household_id,
        household_code=household_code,
        person_id=remark.person_id,
        person_name=remark.person_name,
        record=remark.record,
        record_id=remark.record_id,
        field=remark.field,
        title="" if one.id in ALL_CHECKS else one.title,
    )
