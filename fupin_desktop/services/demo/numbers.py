"""Numbers that look right and belong to nobody: county 141199 does not exist, nor do phones 1990000xxxx."""

from datetime import date
from random import Random

from fupin_desktop.domain.id_number import check_character

COUNTY = "141199"
HOUSEHOLD, PERSON, HELPER, UNIT, PAIRING = "8", "7", "6", "5", "9"  # first digits of the national codes
MOBILES, OF_HELPERS = 10_000, 3_000
_STRIDE = 7_368_787  # prime to 10 000 000: every code is given out once before one comes again


class Numbers:
    """What has been given out in one registry; nothing is given out twice."""

    def __init__(self, seed: int) -> None:
        self._start = seed * 1_000_003
        self._taken: set[str] = set()
        self._codes: dict[str, int] = {}
        self._phones = 0
        self._helper_phones = 0

    def id_number(self, rng: Random, sex: str, born: date) -> str:
        """An identity number of that sex and birthday that nobody has yet."""
        start = int(rng.random() * 500)
        for turn in range(500):
            order = 2 * ((start + turn) % 500) + (sex == "1")
            body = f"{COUNTY}{born:%Y%m%d}{order:03d}"
            if body not in self._taken:
                self._taken.add(body)
                return body + check_character(body)
        raise ValueError(f"more than 500 demo people of one sex are born on {born}")

    def code(self, kind: str) -> str:
        """The next code of a household, a person, a helper or a unit, as the national system would give it."""
        count = self._codes[kind] = self._codes.get(kind, 0) + 1
        return f"{kind}{COUNTY}{(count * _STRIDE + self._start) % 10_000_000:07d}"

    def phone(self) -> str:
        """The next phone: a mobile, or where they are used up a landline of an exchange that cannot be (0…)."""
        self._phones += 1
        if self._phones <= MOBILES - OF_HELPERS:
            return self._mobile(self._phones)
        return f"0358-0{self._phones:06d}"

    def helper_phone(self) -> str:
        """The next mobile of those kept for helpers, who must have one (rule H04)."""
        self._helper_phones += 1
        return self._mobile(MOBILES + 1 - self._helper_phones)

    def _mobile(self, count: int) -> str:
        return f"1990000{(count * 7919 + self._start) % MOBILES:04d}"

    def account(self) -> str:
        """A bank account of no bank."""
        return "99" + self.code("1") + "00"
