"""What a demo village keeps in lists of its own, beside its households' dossiers: each list from its own module."""

from collections.abc import Callable, Sequence

from fupin_desktop.services.demo.funds import fund_rows
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.industry import industry_rows
from fupin_desktop.services.demo.mutual import mutual_rows
from fupin_desktop.services.demo.people import Helper, Row
from fupin_desktop.services.demo.places import Village
from fupin_desktop.services.demo.procedures import procedure_rows
from fupin_desktop.services.demo.team import team_rows

Ledger = Callable[[Village, Sequence[Helper], Sequence[Home]], list[Row]]
LEDGERS: tuple[Ledger, ...] = (fund_rows, team_rows, industry_rows, mutual_rows, procedure_rows)


def ledger_rows(village: Village, helpers: Sequence[Helper], homes: Sequence[Home]) -> list[Row]:
    """The rows of every list; each draws from a generator of its own, so that a new list changes no other."""
    return [row for ledger in LEDGERS for row in ledger(village, helpers, homes)]
