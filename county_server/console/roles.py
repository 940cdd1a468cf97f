"""On which level somebody of the staff works."""

from enum import Enum


class StaffRole(Enum):
    """The levels."""

    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"


ROLE_WORDS = {StaffRole.TOWNSHIP: "乡镇", StaffRole.COUNTY: "县", StaffRole.CITY: "市"}
