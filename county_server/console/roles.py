"""On which level somebody of the staff works."""

from enum import Enum


class StaffRole(Enum):
    """The levels."""

    VIEWER = "viewer"  # reads only, and nothing that is hidden
    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"


ROLE_WORDS = {
    StaffRole.VIEWER: "只看",
    StaffRole.TOWNSHIP: "乡镇级",
    StaffRole.COUNTY: "县级",
    StaffRole.CITY: "市级",
}
