"""The rows of a demo household in the last year, laid out so that a defect can be written into them."""

from collections.abc import Callable
from typing import Any

from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Member, Someone


class PersonSheets:
    """One member with the values of the three records about him."""

    def __init__(self, member: Member, lasting: dict[str, Any], year: dict[str, Any], place: dict[str, Any]) -> None:
        self.member, self.lasting, self.year, self.place = member, lasting, year, place

    @property
    def who(self) -> Someone:
        """The person."""
        return self.member.who

    @property
    def is_head(self) -> bool:
        """Whether he is the head."""
        return self.member.position == 1


class Sheets:
    """The household's values in the last year."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.lasting = self._only("household")
        self.year = self._only("household_year")
        self.income = self._only("household_income")
        self.living = self._only("household_conditions")
        persons = {row_id: values for record, row_id, values in home.rows if record == "person"}
        places = {values["person_id"]: values for record, _, values in home.rows if record == "membership"}
        years = {values["person_id"]: values for values in self.rows("person_year")}
        self.people = [
            PersonSheets(member, persons[member.who.id], years[member.who.id], places[member.who.id])
            for member in home.here(LAST)
            if member.who.id in persons
        ]

    def rows(self, record: str) -> list[dict[str, Any]]:
        """The values of the records of that kind in the last year."""
        return [values for name, _, values in self.home.rows if name == record and values["year"] == LAST]

    def measures(self) -> list[dict[str, Any]]:
        """What was done in the last year."""
        return [
            values
            for name, _, values in self.home.rows
            if name == "assistance_measure" and values["done_on"] >= str(LAST)
        ]

    def someone(self, fits: Callable[[PersonSheets], Any]) -> PersonSheets | None:
        """The last member of whom it holds: the head is asked last."""
        return next((one for one in reversed(self.people) if fits(one)), None)

    def change(self, fits: Callable[[PersonSheets], Any], **values: Any) -> bool:
        """Write values into the lasting part of a member; False where it holds of nobody."""
        one = self.someone(fits)
        if one:
            one.lasting |= values
        return one is not None

    def change_year(self, fits: Callable[[PersonSheets], Any], **values: Any) -> bool:
        """The same in the year's part."""
        one = self.someone(fits)
        if one:
            one.year |= values
        return one is not None

    def causes(self) -> tuple[str, ...]:
        """Every cause that is given."""
        return (self.home.main_cause, *self.home.other_causes)

    def _only(self, record: str) -> dict[str, Any]:
        found = [values for name, _, values in self.home.rows if name == record]
        return next(values for values in reversed(found) if values.get("year", LAST) == LAST)
