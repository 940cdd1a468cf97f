"""Making each section when it is first opened. It shows none."""

from importlib import import_module
from typing import Any

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.section import Section

MADE_IN = {
    places.GLANCE: ("glance.glance_section", "GlanceSection"),
    places.BASICS: ("form_section", "basics_section"),
    places.MEMBERS: ("members.members_section", "MembersSection"),
    places.INCOME: ("income.income_section", "IncomeSection"),
    places.CONDITIONS: ("form_section", "conditions_section"),
    places.HELPERS: ("helpers.helpers_section", "HelpersSection"),
    places.BOOK: ("book_section", "BookSection"),
    places.ATTACHMENTS: ("attachments.attachments_section", "AttachmentsSection"),
    places.CHANGES: ("changes_section", "ChangesSection"),
}


def make_section(key: str, desk: Desk) -> Section:
    """The section of that name."""
    if key in MADE_IN:
        module, maker = MADE_IN[key]
        made: Any = getattr(import_module(f"fupin_desktop.ui.dossiers.{module}"), maker)
        return made(desk)
    from fupin_desktop.ui.dossiers.list_kinds import list_kinds
    from fupin_desktop.ui.dossiers.list_section import ListSection

    return ListSection(desk, list_kinds(desk.registry.today)[key])
