"""What the codes mean to the checks: kinds of attribute, stages of school, groups of measures. Data of the tables."""

from collections.abc import Mapping
from functools import cache

from fupin_desktop.catalogue.codes import code_table

HEALTHY, CHRONIC, SERIOUS, DISABLED = "01", "02", "03", "04"  # C-09
ORDINARY, SKILLED, LOST, NO_LABOUR, WEAK = "01", "02", "03", "04", "05"  # C-10
ABLE = frozenset({ORDINARY, SKILLED})
UNABLE = frozenset({LOST, NO_LABOUR})
POOR, EXITED, PRE_EXIT, RETURNED, STABLE = "0", "1", "2", "3", "4"  # C-03
ILLITERATE, PRIMARY, PRESCHOOL_CHILD = "01", "02", "06"  # C-07
NOT_AT_SCHOOL = "01"  # C-08
DISABILITY_CERTIFICATE = "09"  # C-12
BY_ILLNESS, BY_DISABILITY, BY_SCHOOLING = "01", "02", "03"  # C-04
LACK_OF_LABOUR, OTHER_CAUSE = "08", "12"
DROPPED_BY_ILLNESS, DROPPED_BY_DISABILITY = "01", "02"
MALE, FEMALE = "1", "2"  # C-05

# Stages of school, lowest first; "none" is 非在校生.
STAGES = (
    "none",
    "preschool",
    "primary",
    "junior",
    "senior",
    "secondary_vocational",
    "higher_vocational",
    "university",
    "postgraduate",
)
SENIOR_OR_ABOVE = frozenset(STAGES[4:])
SECONDARY = frozenset({"senior", "secondary_vocational"})
HIGHER = frozenset({"higher_vocational", "university", "postgraduate"})
VOCATIONAL = frozenset({"secondary_vocational", "higher_vocational"})


@cache
def extras(table: str, column: str) -> Mapping[str, str]:
    """A further column of a code table, by code."""
    return {item.code: item.extra.get(column, "") for item in code_table(table).items}


def school_stages() -> Mapping[str, str]:
    """The stage of each school status."""
    return extras("school_status", "stage")


def attribute_kinds() -> Mapping[str, str]:
    """ordinary, minimum_living, five_guarantee or both, for each household attribute."""
    return extras("household_attribute", "kind")


def sex_of_relation() -> Mapping[str, str]:
    """The C-05 code that a relation to the head implies; relations of either sex are not in it."""
    codes = {"M": MALE, "F": FEMALE}
    return {code: codes[sex] for code, sex in extras("relation", "sex").items() if sex in codes}


def is_dangerous_grade(grade: str) -> bool | None:
    """Whether a house grade says dangerous (C, D) or safe (A, B); None where it says neither."""
    mark = extras("house_grade", "dangerous").get(grade, "")
    return mark == "1" if mark else None
