"""Whatever a registry holds, no rule breaks, and every finding leads to a field and is worded to the end."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.checks import VillageFacts, run, run_village
from fupin_desktop.domain.dossier import Dossier, Helping, HouseholdInYear, Member
from fupin_desktop.fields.spec import FieldSpec, Kind
from tests.domain.checks.check_builders import YEAR, context_for

NUMBERS = ("", "0", "x", "１４１１９９", "14119919750312001X41", "141199750312001", "1.41E+17", "999999201801010011")
DAYS = ("2018", "2018-06", "2018-06-30", "2016-02", "2019-12-31", "1900")


def any_value(rng: Random, field: FieldSpec) -> Any:
    if rng.random() < 0.4:
        return None
    match field.kind:
        case Kind.CODE:
            return rng.choice([item.code for item in code_table(field.codes).items])
        case Kind.CODES:
            codes = [item.code for item in code_table(field.codes).items]
            return tuple(rng.sample(codes, rng.randint(0, 2)))
        case Kind.FLAG:
            return rng.random() < 0.5
        case Kind.COUNT:
            return rng.choice((0, 1, 4, 1000))
        case Kind.YEAR:
            return rng.choice((2012, 2014, YEAR, 2030))
        case Kind.DECIMAL | Kind.MONEY:
            return rng.choice((Decimal(0), Decimal("0.5"), Decimal(13), Decimal("99999.99"), Decimal(-7)))
        case Kind.DAY:
            return rng.choice(DAYS)
        case Kind.TEXT | Kind.REF:
            return rng.choice((*NUMBERS, "演示"))


def any_record(rng: Random, name: str, id_: str, **keys: Any) -> Any:
    spec = RECORDS[name]
    values = {field.name: any_value(rng, field) for field in spec.fields}
    return spec.cls(id=id_, **{**values, **keys})


def any_dossier(seed: int) -> Dossier:
    rng = Random(seed)

    def maybe(name: str, **keys: Any) -> Any:
        return any_record(rng, name, f"{name}-1", **keys) if rng.random() < 0.8 else None

    years = {
        year: HouseholdInYear(
            year=year,
            facts=maybe("household_year", household_id="h1", year=year),
            income=maybe("household_income", household_id="h1", year=year),
            conditions=maybe("household_conditions", household_id="h1", year=year),
        )
        for year in (YEAR - 1, YEAR)
    }
    members = []
    for at in range(rng.randint(0, 5)):
        now = maybe("person_year", person_id=f"p{at}", year=YEAR)
        members.append(
            Member(
                person=any_record(rng, "person", f"p{at}"),
                membership=any_record(rng, "membership", f"m{at}"),
                years=(now,) if now else (),
                now=now,
            )
        )
    return Dossier(
        household=any_record(rng, "household", "h1"),
        year=YEAR,
        day=date(YEAR, 12, 31),
        years=years,
        members=tuple(members),
        helpings=tuple(
            Helping(pairing=any_record(rng, "pairing", f"pair{at}"), helper=maybe("helper"))
            for at in range(rng.randint(0, 2))
        ),
        measures=tuple(any_record(rng, "assistance_measure", f"me{at}") for at in range(rng.randint(0, 3))),
        education_aids=_several(rng, "education_aid"),
        micro_loans=_several(rng, "micro_loan", borrower_id="p0"),
        relocations=_several(rng, "relocation"),
    )


def _several(rng: Random, name: str, **keys: Any) -> tuple[Any, ...]:
    return tuple(any_record(rng, name, f"{name}{at}", **keys) for at in range(rng.randint(0, 3)))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_no_rule_breaks_on_any_mixture_of_values(seed: int):
    home, neighbour = any_dossier(seed), any_dossier(seed + 1)
    for finding in run(home, context_for(home, neighbour)):
        assert finding.field in RECORDS[finding.record].by_name
        assert "None" not in finding.message
        assert finding.message.endswith(("。", "）。"))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_no_village_rule_breaks_on_any_mixture_of_values(seed: int):
    rng = Random(seed)
    village = any_record(rng, "village", "v1")
    facts = any_record(rng, "village_year", "vy1", village_id="v1", year=YEAR)
    context = context_for(any_dossier(seed))
    for finding in run_village(VillageFacts(village, facts, {"cultivated_land": Decimal(5)}), context):
        assert finding.field in RECORDS[finding.record].by_name
        assert "None" not in finding.message
