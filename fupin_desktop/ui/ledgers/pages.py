"""Behind which place of the window a list stands."""

from fupin_desktop.services.ledgers import ledgers

PLACE_OF = {"projects": "projects", "team": "assistance", "procedures": "procedures"}  # by page of ledgers.toml


def place_of(record: str) -> str:
    """The place where the list of a record is; "" for a record that is in no list."""
    return next((PLACE_OF[one.page] for one in ledgers() if one.record == record), "")
