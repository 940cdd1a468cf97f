"""Cases of the rules for aids, loans and relocations: one that trips each, and a near one that does not. Data."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from fupin_desktop.catalogue.assistance.education_aid import EducationAid
from fupin_desktop.catalogue.assistance.micro_loan import MicroLoan
from fupin_desktop.catalogue.assistance.relocation import Relocation
from fupin_desktop.domain.dossier import Dossier
from tests.domain.checks.check_builders import a_dossier

OUT = partial(a_dossier, facts={"poverty_status": "1", "exit_year": 2018}, income={"wage_income": 20000})


class Pair(NamedTuple):
    """Makers of scenes: the first dossier is checked, the others live in the same registry."""

    fires: Callable[[], Any]
    silent: Callable[[], Any]


def aided(*aids: dict[str, Any]) -> Dossier:
    """The default family with these aids of its pupil."""
    usual = {"household_id": "h1", "person_id": "pupil", "aid_type": "01", "school_year": 2018}
    told = (EducationAid(id=f"aid-{n}", **{**usual, **aid}) for n, aid in enumerate(aids))
    return replace(a_dossier(), education_aids=tuple(told))


def lent(*loans: dict[str, Any]) -> Dossier:
    """The default family with these loans of its head, each in order unless it says otherwise."""
    home = a_dossier()
    usual = {
        "household_id": "h1",
        "borrower_id": home.members[0].person.id,
        "is_rated": True,
        "amount": Decimal(30000),
        "started_on": "2017-06-01",
        "due_on": "2020-06-01",
        "purpose": "02",
        "status": "01",
    }
    return replace(
        home, micro_loans=tuple(MicroLoan(id=f"loan-{n}", **{**usual, **loan}) for n, loan in enumerate(loans))
    )


def moved(home: Dossier | None = None, **traits: Any) -> Dossier:
    """The default family, four persons moved in 2018."""
    usual: dict[str, Any] = {
        "household_id": "h1",
        "plan_year": 2017,
        "persons": 4,
        "house_area": Decimal(100),
        "agreement_on": "2017-04",
        "completed_on": "2018-05-01",
        "moved_in_on": "2018-08",
        "self_raised": Decimal(10000),
    }
    return replace(home or a_dossier(), relocations=(Relocation(id="move-1", **{**usual, **traits}),))


PROJECTS = {
    "J01": Pair(lambda: aided({"school_status": "04"}), lambda: aided({"school_status": "13"})),
    "J02": Pair(
        lambda: aided({"applied_on": "2018-09-20", "approved_on": "2018-09-19"}),
        lambda: aided({"applied_on": "2018-09-20", "approved_on": "2018-09", "paid_on": "2018-09-20"}),
    ),
    "J03": Pair(
        lambda: aided({"aid_type": "02", "school_year": 2017}, {"aid_type": "02"}),
        lambda: aided({"school_year": 2017}, {}, {"aid_type": "02", "refused_reason": "三本"}, {"aid_type": "02"}),
    ),
    "J04": Pair(lambda: aided({"amount": Decimal(3001)}), lambda: aided({"amount": Decimal(3000)})),
    "D01": Pair(
        lambda: lent({}, {"amount": Decimal(20001)}),
        lambda: lent({"status": "05"}, {"repaid_amount": Decimal(10000)}, {}),
    ),
    "D02": Pair(
        lambda: lent({"due_on": "2020-06-02"}),
        lambda: lent({}, {"amount": Decimal(20000), "purpose": "03", "due_on": "2022-06-01"}),
    ),
    "D03": Pair(
        lambda: lent({"repaid_amount": Decimal(30001)}),
        lambda: lent({"repaid_amount": Decimal(30000), "repaid_on": "2017-06"}),
    ),
    "D04": Pair(lambda: lent({"started_on": "1992-06-01"}), lambda: lent({})),
    "D05": Pair(lambda: lent({"credit_limit": Decimal(29999)}), lambda: lent({"credit_limit": Decimal(30000)})),
    "D06": Pair(lambda: lent({"purpose": "92"}), lambda: lent({"purpose": "92", "status": "05"})),
    "D07": Pair(lambda: lent({"due_on": "2018-12-30"}), lambda: lent({"due_on": "2018-12"})),
    "Y01": Pair(lambda: moved(house_area=Decimal("100.01")), moved),
    "Y02": Pair(lambda: moved(key_handed_on="2018-04"), lambda: moved(key_handed_on="2018-05")),
    "Y03": Pair(lambda: moved(self_raised=Decimal(10001)), moved),
    "Y04": Pair(lambda: moved(OUT()), lambda: moved(OUT(), follow_up="扶贫车间")),
}
