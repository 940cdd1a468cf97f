"""The consistency checks (逻辑检查, docs/checks.md): one function a rule, over a dossier. They change nothing.

Importing this package enters every rule into ALL_CHECKS, in the order of the groups below.
"""

from fupin_desktop.domain.checks import (  # noqa: I001 - the order of the rules
    structure as structure,
    identity as identity,
    missing as missing,
    causes as causes,
    guarantees as guarantees,
    labour as labour,
    school_ages as school_ages,
    school as school,
    sums as sums,
    income as income,
    work as work,
    living as living,
    exited as exited,
    helpers as helpers,
    assistance as assistance,
    education_aids as education_aids,
    micro_loans as micro_loans,
    relocations as relocations,
    villages as villages,
    projects as projects,
    funds as funds,
    team as team,
    industry as industry,
    social as social,
    procedures as procedures,
    mutual_fund as mutual_fund,
    housing as housing,
)
from fupin_desktop.domain.checks.context import CheckContext, VillageFacts, context_of, village_land
from fupin_desktop.domain.checks.register import ALL_CHECKS, Check, Finding, Level, folded
from fupin_desktop.domain.checks.running import (
    Outcome,
    Unchecked,
    rules_reading,
    run,
    run_all,
    run_book,
    run_village,
    unchecked,
)

__all__ = [
    "ALL_CHECKS",
    "Check",
    "CheckContext",
    "Finding",
    "Level",
    "Outcome",
    "Unchecked",
    "VillageFacts",
    "context_of",
    "folded",
    "rules_reading",
    "run",
    "run_all",
    "run_book",
    "run_village",
    "unchecked",
    "village_land",
]
