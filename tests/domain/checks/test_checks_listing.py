"""docs/checks.md is the list of the rules as they are. Renew it: python tests/domain/checks/test_checks_listing.py"""

from pathlib import Path

from fupin_desktop.domain.checks import ALL_CHECKS
from fupin_desktop.domain.checks.listing import GROUPS, listing
from fupin_desktop.domain.policy import shipped_policy

PAGE = Path(__file__).resolve().parents[3] / "docs" / "checks.md"


def test_the_page_is_up_to_date():
    assert PAGE.read_text("utf-8") == listing()


def test_every_rule_is_on_the_page():
    page = PAGE.read_text("utf-8")
    assert all(f"| {rule} |" in page for rule in ALL_CHECKS)
    assert {rule[0] for rule in ALL_CHECKS} == set(GROUPS)


def test_every_threshold_belongs_to_a_rule_or_to_one_that_is_still_to_come():
    to_come = {"P02", "W06"}  # need the term of a loan and the wage of a month, which no form here has
    assert set(shipped_policy().rule_ids()) - set(ALL_CHECKS) <= to_come


if __name__ == "__main__":
    PAGE.write_text(listing(), "utf-8")
